"""One record per thing: all that is known of a covariate, outcome, estimand, figure or check stands here."""
