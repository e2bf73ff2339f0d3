"""Reporting checklists, filled from what a run contains: one file of items per checklist, one function for all."""
