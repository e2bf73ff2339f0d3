"""Every score in the outcome window, with time: what the primary analysis says with one score per person."""
