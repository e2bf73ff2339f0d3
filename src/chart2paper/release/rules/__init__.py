"""How each table leaves: a rule per table, by the room it comes from."""
