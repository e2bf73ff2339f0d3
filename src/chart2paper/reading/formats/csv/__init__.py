"""CSV files of an export: everything as text, every row numbered as a spreadsheet numbers it."""
