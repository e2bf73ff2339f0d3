"""The words that a dose is made of, as data: units, forms, and times. The longest phrase wins."""

DAY, WEEK, MONTH = (
    24.0,
    168.0,
    672.0,
)  # hours; a month is four weeks, so that a monthly dose is its highest share


def listed(text: str) -> list[str]:
    """Return the words and phrases of a list that is parted by bars."""
    return text.split("|")


# What one unit is in mg, mL or hours, by the kind of token.
UNITS: dict[str, dict[float, str]] = {
    "m": {
        1.0: "mg|mgs|mgm|milligram|milligrams|milligramm",
        0.001: "mcg|mcgs|ug|ugs|microgram|micrograms",
        1000.0: "g|gm|gms|gram|grams",
    },
    "v": {
        1.0: "ml|mls|cc|ccs|milliliter|milliliters|millilitre|millilitres",
        5.0: "tsp|tsps|teaspoon|teaspoons|teaspoonful|teaspoonfuls",
        15.0: "tbsp|tablespoon|tablespoons|tablespoonful|tablespoonfuls",
        30.0: "oz|ounce|ounces|fl oz",
    },
    "h": {
        1.0: "h|hr|hrs|hour|hours|hourly|stunden",
        1 / 60: "minute|minutes|min|mins",
        DAY: "d|day|days|dy|dys|day(s)|tage|tag",
        WEEK: "w|wk|wks|week|weeks",
        MONTH: "mo|mos|month|months|mth|mths",
    },
}
FORMS = (
    "tab|tabs|tablet|tablets|tabl|tbl|tablette|tabletten|cap|caps|capsule|capsules|kapsel|kapseln|"
    "caplet|caplets|pill|pills|troche|troches|patch|patches|ptch|ptwk|film|films|strip|strips|supp|"
    "supps|suppository|suppositories|loz|lozenge|lozenges|packet|packets|pkt|sachet|sachets|wafer|"
    "wafers|gelcap|gelcaps|softgel|softgels|injection|injections|vial|vials|syringe|syringes|syr|amp|"
    "amps|ampule|ampules|ampoule|ampoules|pen|pens|shot|shots"
)
DROPS = (
    "drop|drops|gtt|gtts|tropfen|puff|puffs|spray|sprays|spry|pump|pumps|squirt|squirts|application|"
    "applications|appl|inhalation|inhalations|actuation|actuations|actuat|inch|inches|drp|scoop|scoops|"
    "capful|capfuls|dab|ribbon|neb|nebs|bottle|bottles"
)
OTHER_UNITS = "unit|units|iu|ius|meq|mmol|unt|percent|million|ku|mm|mosm|%"
# Times a day on the days on which the drug is taken.
TIMES_A_DAY = {
    1.0: (
        "daily|qd|qday|q d|od|everyday|dly|tgl|tgl.|tägl|tägl.|täglich|taeglich|diario|die|quotidie|once-a-day|daly"
    ),
    2.0: "bid|bd|bds|b i d|twice-a-day",
    3.0: "tid|tds|t i d",
    4.0: "qid|qds|q i d",
    24.0: "qh",
}
# Share of the days on which it is taken, with the words for it.
SHARES = (
    (0.5, "qod|eod|q o d|every other day|alternate days|on alternate days"),
    (1 / 7, "weekly|qw|qwk|qweek"),
    (2 / 7, "biw"),
    (3 / 7, "tiw"),
    (1 / 14, "fortnightly|qow"),
    (1 / 28, "monthly|qmo|qmonth"),
    (
        5 / 7,
        (
            "weekdays|on weekdays|m-f|mon-fri|mon - fri|monday-friday|monday through friday|"
            "monday to friday|mon thru fri|monday thru friday|mon through fri|mon to fri|m - f|"
            "on weekdays only|weekdays only"
        ),
    ),
    (2 / 7, "weekends|on weekends|sat and sun|on weekends only"),
)
TIMES_OF_DAY = {
    "morning": "morning|mornings|am|qam|mane|om|breakfast|breakfasttime|a m|morgens|q a m",
    "noon": "noon|lunch|lunchtime|midday|mid-day|qnoon|noontime|mittags",
    "afternoon": "afternoon|afternoons|midafternoon|mid-afternoon|qafternoon",
    "evening": (
        "evening|evenings|pm|qpm|supper|dinner|dinnertime|suppertime|teatime|evening meal|p m|abends|"
        "q p m|qevening"
    ),
    "night": (
        "night|nights|nightly|bedtime|bed time|hs|qhs|q hs|nocte|bed|nighttime|night time|night-time|"
        "at bedtime|qnight|qbedtime|q h s|h s|going to bed|bedtime nightly|noct|nachts|zur nacht"
    ),
}
MEALS = "w meals|c meals|meals|ac|pc|a c|p c|meal|mealtimes|mealtime|at mealtimes|each of three meals"
WEEKDAYS = (
    "mon|monday|mondays|tue|tues|tuesday|tuesdays|wed|weds|wednesday|wednesdays|thu|thur|thurs|"
    "thursday|thursdays|fri|friday|fridays|sat|saturday|saturdays|sun|sunday|sundays"
)
WEEKDAY_GROUPS = {
    ("mon", "wed", "fri"): "mwf|m/w/f|m-w-f|m,w,f|m, w, f|m w f|m, w & f|m/w/fri",
    ("tue", "thu"): "t/th|t/thurs|tu/th|t-th|tth",
    ("tue", "thu", "sat"): "tts|t/th/s|t/th/sat|tthsat|tu/th/sat",
}
COUNTED_TIMES = {1: "once", 2: "twice", 3: "thrice"}
