"""Words and signs that join, change or bound a dose, by the kind of token they make (see `tokens`)."""

PHRASES = {
    "q": "every|q|each|evry|alle",
    "x": "times|time|x|mal|dd",
    "a": "a|an",
    "/": "per|/|pro",
    "-": "-",
    "o": "to|thru|through|bis",
    "&": "and|&|+|plus|und",
    "|": "or|and/or|oder",
    "i": (
        "↑|increase|increased|increasing|inc|incr|titrate|titrate up|titrating|titration|uptitrate|"
        "up-titrate|advance|go up|raise|step up|add|may increase|can increase|increase dose|"
        "increase the dose|titrate dose|may titrate|titrate upward|titrate upwards|increase slowly|"
        "titrate slowly|slowly increase|gradually increase|increase gradually|increase up|go up slowly|"
        "adding|work up|build up|slowly titrate"
    ),
    "e": (
        "↓|decrease|decreased|decreasing|reduce|reduced|lower|lowered|dec|go down|cut back|cut down|"
        "drop down|back down"
    ),
    "b": "by|in steps of|in increments of|increments of|in increments",
    "g": (
        "goal|target|goal of|goal is|goal dose|target dose|goal:|until|until at|until taking|"
        "until you reach|until reaching|target dose of|goal dose of|maintenance|maintenance dose|till|"
        "target of|to goal of|to a goal of|to target|to target of|to a target of|to reach|until on|"
        "until reach|to goal dose of|to a target dose of|to goal"
    ),
    "U": "up to|upto",
    "k": (
        "not exceeding|"
        "max|max of|maximum|maximum of|not to exceed|no more than|nte|mdd|do not exceed|don't exceed|"
        "max dose|max daily dose|maximum daily dose|max daily amount|max daily|daily max|daily maximum|"
        "maximum dose|not more than|do not take more than|max dose of|max total|limit|to max|to max of|"
        "to a max of|to a maximum of|to maximum of|up to a max of|up to a maximum of|up to max|"
        "up to max of|to maximum|maximum dose of|max:|max daily dose of|max dose:|"
        "maximum daily dose of|to a max dose of|to max dose of|do not use more than|max.|"
        "don't take more than|at most|to a maximum dose of|total max|no more than a total of|limit to|"
        "without exceeding"
    ),
    "Y": "may repeat|can repeat|and may repeat|may be repeated|repeat if needed|may repeat if needed",
    "t": (
        "→|->|↑ to|↓ to|then ↑ to|then ↓ to|then|thereafter|after that|afterwards|followed by|and then|"
        "subsequently|next|there after|"
        "then continue|f/b|may go to|then on|and thereafter|then increase to|may increase to|increase to|"
        "increased to|titrate to|titrate up to|advance to|go up to|can increase to|increasing to|"
        "then go to|raise to|may titrate to|may titrate up to|inc to|incr to|increase dose to|"
        "increase up to|may increase up to|increase the dose to|step up to|may go up to|can go up to|"
        "ok to increase to|decrease to|decreased to|reduce to|reduced to|lower to|lowered to|down to|"
        "go down to|cut back to|cut down to|drop to|back down to|dec to|decrease dose to|"
        "reduce dose to|then decrease to|then reduce to|then down to|drop back to|decreasing to|"
        "reducing to|titrate down to|taper to|taper down to|go back to|back to|titrating to|"
        "titrating up to|increasing up to|titrate slowly to|titrate slowly up to|slowly titrate to|"
        "work up to|slowly increase to|gradually increase to|may increase dose to|titration to|"
        "titration up to|move up to|build up to|then may increase to|then titrate to|then up to|"
        "uptitrate to|changed to|change to|move to|up-titrate to"
    ),
    "w": (
        "was|previously|formerly|had been|prior dose|previous dose|was on|was taking|previously on|"
        "old dose|from|up from|down from|increased from|decreased from|reduced from|previously taking|"
        "had been on|used to take"
    ),
    "l": (
        "if tolerating|if tolerated well|as tolerated|if tolerated|as tol|if tol|as able|"
        "if well tolerated|per tolerance"
    ),
    "r": (
        "over the next|over next|over|"
        "for|due to|to treat|to help with|to help|to prevent|because of|indications|indication|dx|re|"
        "für|gegen"
    ),
    "c": (
        "as needed|prn|p r n|if needed|when required|as required|if required|as necessary|when needed|"
        "if necessary|bei bedarf|as needed for|prn for|as needed only|only as needed|only if needed|"
        "only when needed|when necessary|if necessary for"
    ),
    "D": (
        "dissolve|crush|mix|dilute|suspend|crush and dissolve|crush & dissolve|crush and mix|dissolved|"
        "mixed|diluted|disperse"
    ),
    "L": (
        "water|distilled water|juice|liquid|fluid|of water|milk|glass|cup|distilled|beverage|"
        "warm water|oj|orange juice|tap water|saline|sterile water|bottled water|filtered water"
    ),
    "B": "before|after|prior to|following|prior",
    "j": "in|into|with|w/|c|within|inside",
    "#": (
        "#|disp|disp:|dispense|dispensed|qty|qty:|quantity|quantity:|disp #|dispense #|qty #|quantity #|"
        "disp: #|qty: #|no of refills|mitte|dispense:|r"
    ),
    "$": "refill|refills|refill(s)|rf|rfl|rfl:|rf:|refills:|ref|refill:",
    "S": "supply|-day supply|day supply|days supply|day-supply",
    "R": (
        "rtc|follow up|follow-up|followup|f/u|fu|return|return to clinic|recheck|re-check|check|labs|"
        "lab|visit|visits|next visit|appointment|appt|next appt|see|call|review|reassess|re-evaluate|"
        "reevaluate|monitor|next appointment|revisit|return visit|office visit|check in|"
        "urine drug screen|uds|repeat labs|lfts|check level|check levels|contact|refill due|check labs|"
        "check lfts|seen|re-eval|rto|phone check"
    ),
    "N": (
        "do not|don't|avoid|may cause|caution|warning|store|keep|never|can cause|might cause|not for|"
        "contains|must not|should not|cautions|beware|watch for|call if|discard|side effects|note"
    ),
    "O": (
        "total|in total|total of|total dose|total daily dose|daily dose|total daily dose of|"
        "daily total|for a total of|daily dose of|total per day|total dose of|tdd|for total of|"
        "a total of|total daily"
    ),
    "G": (
        "divided|in divided doses|divided doses|split|div|divided into|split into|divided in|"
        "in equally divided doses|equally divided"
    ),
    "H": "dose|doses|each dose|per dose",
    "1": (
        "stat|one time|one-time|one time only|single dose|as a single dose|now|once only|today|"
        "loading dose|as loading dose|one dose|initially|first day|on first day|the first day|"
        "on the first day|first dose|for one dose|tonight|immediately|at once|load|pre-op|preop|on call"
    ),
    "p": (
        "as directed|use as directed|take as directed|as instructed|per instructions|see instructions|"
        "as prescribed|ud|utd|per protocol|as dir|per package|as directed by physician|"
        "as directed by your doctor|as per instructions|as directed by prescriber|use as instructed|"
        "see admin instructions|per md|as advised|per package insert|as directed by doctor|"
        "per package instructions"
    ),
    "(": "(|[",
    ")": ")|]",
    ",": ",",
    ".": ".|;|\n|!|*",
    ":": ":",
    "=": "=|equals|=>|equal to",
    "!": (
        "except|excepting|excluding|exclude|only|alternate|alternating|alternately|alternates|skip|"
        "skipping|hold|holding|unless|double|doubled|triple|extra|additional|additionally|another|"
        "repeat|repeated|instead|missed|miss|less|fewer|few|several|sliding|scale|kg|lb|lbs|bolus|"
        "rescue|stop|stopping|stopped|discontinue|discontinued|off|finish|finished|quit|wean|weaned|"
        "taper|tapering|tapered|cycle|cycles|cycled|holiday|either|remaining|rest|while|whenever|"
        "sometimes|occasionally|not|no|without|minus|least|minimum|approximately|about|roughly|changed|"
        "switch|switched|dc|d/c|declined|refused|denies|biweekly|bimonthly|semiweekly|other|odd|even|"
        "more|under|between|first|second|third|last|weaning|average|usual|same|remainder|else|but|"
        "otherwise|if|when|than|nostril|nostrils|eye|eyes|ear|ears|both|hrly|self|intermittent|"
        "intermittently|continuous|infusion|drip|pca|infuse|rate|dosepak|pack|regimen|period|menses|"
        "half-life|unlimited|whichever|vary|varies|varying|variable|apart|separate|separated|start of|"
        "onset"
    ),
}
