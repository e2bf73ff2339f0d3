"""Does the answer depend on choices that could have been made otherwise? The primary analysis, varied."""
