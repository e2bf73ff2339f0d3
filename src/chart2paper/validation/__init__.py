"""Does the method find the truth? Both analyses on many simulated clinics whose truth is known."""
