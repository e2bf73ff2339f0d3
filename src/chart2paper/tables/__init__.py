"""Every table that a stage leaves for the next one, a file per stage; and the one way to read and write them.

Canonical tables use OMOP CDM v5.4 names for the columns they have. `docs/data_dictionary.md` is
written from these files. Each table is imported from its own file, never from here: what a script imports
is what Snakemake reruns it for.
"""
