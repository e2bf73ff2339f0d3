"""Outcomes that are missing, scores that come when pain is bad, and treatment that changes before the outcome."""
