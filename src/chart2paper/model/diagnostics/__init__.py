"""Whether the primary estimate may be read as an effect: checks with limits from the protocol."""
