"""Is a study of real records a clinic's own? What still says what the shipped studies say stops it before it runs.

A study file and its texts are copied from the ones that ship. Whatever is left of those in them would be printed
as if it were true of the clinic: that the records are simulated and need no approval, another drug, other
authors, a reason for another value.
"""
