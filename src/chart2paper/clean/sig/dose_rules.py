"""The rules that the cleaning log names for a daily dose, with an example of each (line | sig)."""

from typing import NamedTuple


class DoseRule(NamedTuple):
    """A rule as the documentation shows it. `example` holds line and sig, or line, strength, dose, unit and sig."""

    name: str
    what: str
    example: str
    gives: str


DOSE_RULES = (
    DoseRule(
        "directions_in_mg",
        "Reads an amount in mg (mcg, g) at a time, times how often a day; of a range the higher end.",
        "naltrexone 50 mg tab | take 4.5 mg qhs",
        "4.5",
    ),
    DoseRule(
        "count_in_directions",
        "Reads how many units to take at a time, with or without a unit word (2 po tid, 1/2 tab, 1-0-1), "
        "times their strength.",
        "gabapentin 300 mg cap | 2 po tid",
        "1800",
    ),
    DoseRule(
        "volume_in_directions",
        "Reads a volume, times the strength per mL.",
        "naltrexone 1 mg/mL oral solution | 3 mL by mouth at bedtime",
        "3",
    ),
    DoseRule(
        "dissolved_in_water",
        "Reads a volume of what the directions dissolve in a stated volume.",
        "naltrexone 50 mg tab | dissolve 1 tab in 50 mL water, take 4.5 mL qhs",
        "4.5",
    ),
    DoseRule(
        "one_unit",
        "Takes one unit of the product where a frequency but no amount is stated; a range in the line of one drug is "
        "its dose, and a number without a unit after a low-dose name is mg.",
        "LDN 3mg qhs",
        "3",
    ),
    DoseRule(
        "uneven_doses",
        "Adds up different amounts at different times of the day.",
        "gabapentin 300 mg cap | 1 cap qam and 2 caps qhs",
        "900",
    ),
    DoseRule(
        "titration_goal",
        "Reads the standing dose that changing doses end at: the goal or maximum of increments, the last of steps. The "
        "size and pace of the increments and an earlier dose (was 3 mg) do not count. Increments without a goal are "
        "not understood.",
        "naltrexone 1.5 mg caps - titrate by 1.5 mg weekly to 4.5 mg",
        "4.5",
    ),
    DoseRule(
        "start_of_titration",
        "Reads the dose to start with where an increase as tolerated states neither steps nor a goal.",
        "LDN 1.5mg qhs | start 1.5 mg, increase as tolerated",
        "1.5",
    ),
    DoseRule(
        "daily_maximum",
        "Takes the stated maximum of a day where it is below the dose.",
        "oxycodone 5 mg tab | 1 tab q6h prn, max 15 mg/day",
        "15",
    ),
    DoseRule(
        "patch_rate",
        "Reads the rate of a patch, in mg per hour; worn all day it gives 24 times that, however often it is changed.",
        "buprenorphine 10 mcg/hr patch",
        "0.24",
    ),
    DoseRule(
        "dose_in_mg",
        "Reads a dose column with its unit of mass; of a range (325-650) the higher end.",
        "| | 325-650 | mg | q6h",
        "2600",
    ),
    DoseRule(
        "count_in_dose",
        "Reads a dose column that counts units, times their strength; of a range the higher end.",
        "oxycodone 5 mg tab | | 1-2 | TAB | q6h",
        "40",
    ),
    DoseRule(
        "volume_in_dose",
        "Reads a dose column in mL, times the strength per mL.",
        "morphine | 10mg/5mL UDCUP | 2.5 | mL | q4h",
        "30",
    ),
)
# The same amounts in a column of their own.
IN_COLUMN = {
    "directions_in_mg": "dose_in_mg",
    "count_in_directions": "count_in_dose",
    "volume_in_directions": "volume_in_dose",
}
