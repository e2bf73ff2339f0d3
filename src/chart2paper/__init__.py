"""From a clinic's own charts to a paper anyone can check."""
