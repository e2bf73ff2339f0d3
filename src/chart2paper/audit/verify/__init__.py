"""Is a finished run what its rules made, and does everything in it agree? One file a check; each returns `Problem`s."""
