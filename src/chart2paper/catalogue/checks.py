"""The checks of a design: what tables and sentences call them."""

LABELS = {
    "largest_imbalance": "Balance: largest difference left after matching",
    "imbalance_beyond_chance": "Balance: what chance cannot explain of it",
    "equipoise": "Overlap: exposed people for whom either choice was real",
    "exposed_kept": "Exposed people who could be matched",
    "missing_outcome": "No outcome score, in the worse group",
    "missing_difference": "No outcome score, difference between the groups",
    "placebo_period": "Difference before the start, beyond chance",
    "detectable_difference": "Smallest difference the study could find",
}


IN_PROSE = {
    "largest_imbalance": "balance",
    "imbalance_beyond_chance": "balance beyond chance",
    "equipoise": "overlap",
    "exposed_kept": "exposed people kept",
    "missing_outcome": "missing outcomes",
    "missing_difference": "uneven missing outcomes",
    "placebo_period": "a difference before the start",
    "detectable_difference": "the size of the study",
}
