"""A small grammar of prescriptions: distinct texts become tokens, tokens become amounts, frequencies and steps."""
