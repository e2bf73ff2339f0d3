"""The formats an export may come in, one adapter each."""
