"""How an export is read: what its mapping says, dates, words, the rules of a column, the formats of files."""
