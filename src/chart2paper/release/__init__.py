"""What may leave the building: aggregates only, disclosure-controlled."""
