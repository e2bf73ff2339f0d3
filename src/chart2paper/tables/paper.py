"""Tables of paper: what the reporting checklists ask, and where the run answers."""

from chart2paper.tables.contract import Column, Table

CHECKLIST_NAMES = ("strobe", "record", "record_pe", "target")
# How far an item is answered.
ADDRESSED = ("yes", "partly", "no", "does not apply")
CHECKLISTS = Table(
    "checklists",
    "an item of a reporting checklist and where it is answered",
    (
        Column("order", "integer", "place in the list", required=True, low=0),
        Column(
            "checklist",
            "text",
            "which checklist",
            required=True,
            values=CHECKLIST_NAMES,
        ),
        Column("section", "text", "section of the checklist", required=True),
        Column("item", "text", "number of the item; empty where the checklist has none"),
        Column("recommendation", "text", "what it asks for, in short", required=True),
        Column("where", "text", "where it is answered, with addresses in the HTML paper", required=True),
        Column(
            "addressed",
            "text",
            "whether it is answered",
            required=True,
            values=ADDRESSED,
        ),
    ),
    key=("order",),
)
