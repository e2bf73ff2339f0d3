"""What could explain the result away: an unmeasured confounder, hidden bias in the sets, regression to the mean."""
