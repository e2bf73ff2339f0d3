"""The simulated demo clinic: an export with realistic mess and a known true effect."""
