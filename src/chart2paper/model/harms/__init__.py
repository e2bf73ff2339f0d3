"""What the treatment cost and how long it was taken: harms, dose, time on treatment."""
