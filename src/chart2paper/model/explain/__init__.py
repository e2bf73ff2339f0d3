"""What could explain the result away: unmeasured confounding, hidden bias in the sets, regression to the mean."""
