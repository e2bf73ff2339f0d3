"""Tables of readings: how much of each column was read, what was not, and which losses stop the run."""

from chart2paper.tables.contract import Column, Table

FATES = ("read", "not_listed", "emptied", "set_aside", "with_row", "blank")
VERDICTS = ("within the limit", "accepted", "stops the run")

READINGS = Table(
    "readings",
    "a fate that cells of one column of a file met, by one rule or for one reason",
    (
        Column("table", "text", "canonical table", required=True),
        Column("source_file", "text", "file of the export", required=True),
        Column("column", "text", "canonical column, or one that cleaning makes from several", required=True),
        Column("rows", "integer", "cells, filled or not", required=True, low=0),
        Column("filled", "integer", "cells that are not blank", required=True, low=0),
        Column(
            "fate",
            "text",
            "what became of the cells: read; not_listed = kept without a meaning; emptied = left without a value; "
            "set_aside = their row was set aside because of them; with_row = because of another column; "
            "blank = nothing was entered",
            required=True,
            values=FATES,
        ),
        Column("rule", "text", "rule that read them, or reason why they are not read", required=True),
        Column("values", "integer", "cells that met this fate", required=True, low=1),
        Column("lost", "flag", "whether a value was entered or needed and could not be read", required=True),
    ),
    key=("table", "source_file", "column", "fate", "rule"),
)
# A text that fewer people share could point to one of them.
FEWEST_PEOPLE = 11
UNREAD = Table(
    "unread",
    f"a text that was not understood; texts of fewer than {FEWEST_PEOPLE} people are counted together, without a text",
    (
        Column("table", "text", "canonical table", required=True),
        Column("column", "text", "canonical column", required=True),
        Column("text", "text", "the text in lower case; empty = the rarer texts of the column together"),
        Column("texts", "integer", "how many different texts", required=True, low=1),
        Column("rows", "integer", "rows that hold it", required=True, low=1),
        Column("people", "integer", "people who have such a row", required=True, low=0),
        Column("nearest", "text", "the listed name or word that is nearest to it, where one is near"),
    ),
    key=("table", "column", "text", "nearest"),
)
LOSSES = Table(
    "losses",
    "something that may be lost before the analysis, and whether more is lost than the run accepts",
    (
        Column(
            "what", "text", "name of the loss, as `accepted_losses` of the mapping calls it", required=True
        ),
        Column("where", "text", "file of the export, or analysis; empty = the whole export"),
        Column("unit", "text", "what is counted", required=True, values=("rows", "people")),
        Column("of", "integer", "how many there are", required=True, low=0),
        Column("lost", "integer", "how many of them are lost", required=True, low=0),
        Column("share", "number", "lost / of", required=True, low=0, high=1),
        Column("limit", "number", "share above which the run stops", required=True, low=0, high=1),
        Column("accepted_up_to", "number", "share that the mapping accepts", low=0, high=1),
        Column("reason", "text", "why the mapping accepts it"),
        Column("verdict", "text", "what follows", required=True, values=VERDICTS),
    ),
    key=("what", "where"),
)

READING_TABLES = {table.name: table for table in (READINGS, LOSSES, UNREAD)}
