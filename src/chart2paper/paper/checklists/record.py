"""RECORD, the extension of STROBE for routinely collected health data.

Numbers and topics: Benchimol et al. 2015, PLoS Med 12:e1001885 (thirteen items). The items of the title and of
participants were compared with published copies of the checklist, the others were written from knowledge of it.
The recommendations are shortened in our words.
"""

from chart2paper.paper.checklists import answers
from chart2paper.paper.checklists.item import NOT_APPLICABLE, Checklist, Item

ONE_SOURCE = f"{NOT_APPLICABLE}: one clinic’s export, not linked with another database"

RECORD = Checklist(
    "record",
    "RECORD checklist for routinely collected health data [@benchimol2015], beyond STROBE",
    {
        "Title and abstract": (
            Item("1.1", "Type of data, name of the databases", "Abstract"),
            Item("1.2", "Region and time frame", answers.region_and_time),
            Item("1.3", "Linkage between databases", ONE_SOURCE),
        ),
        "Methods": (
            Item(
                "6.1",
                "How the population was selected, with codes or algorithms",
                "@sec-designs; @suptbl-designs; @sec-flow-tables",
            ),
            Item("6.2", "Validation of the codes or algorithms of selection", answers.validated_codes),
            Item("6.3", "Diagram of the linkage", ONE_SOURCE),
            Item("7.1", "Complete list of codes and algorithms", answers.code_lists),
            Item("12.1", "Access of the authors to the source population", answers.population),
            Item("12.2", "How the data were cleaned", "@sec-source; @sec-records-tables"),
            Item(
                "12.3",
                "Linkage of persons or databases, its methods and quality",
                f"{ONE_SOURCE}; two record numbers of one person are joined by name, birth date and sex where the "
                "mapping says so",
            ),
        ),
        "Results": (
            Item(
                "13.1",
                "Selection of persons, with filters for quality and availability, in text or diagram",
                "@supfig-flow; @sec-flow-tables; @sec-records-tables",
            ),
        ),
        "Discussion": (
            Item(
                "19.1",
                "Data not made for the question: misclassification, unmeasured confounding, missing data, "
                "eligibility that changes with time",
                "In part: @sec-limitations; eligibility over the years is not addressed",
            ),
        ),
        "Other information": (Item("22.1", "Access to protocol, raw data and code", answers.data_access),),
    },
)
