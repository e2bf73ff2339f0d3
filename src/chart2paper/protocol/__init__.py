"""The protocol: every choice a reviewer may question, with its basis."""
