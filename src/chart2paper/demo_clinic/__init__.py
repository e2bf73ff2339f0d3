"""A simulated pain practice with a known true effect."""
