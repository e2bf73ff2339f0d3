"""The effect by weighting instead of matching, and what each step from the crude difference does."""
