"""What matching and models share: regression, variance, proportions, balance statistics, random streams."""
