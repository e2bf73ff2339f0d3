"""Signs that nothing prints: no paper, no page, no settings file holds them."""

import re

# What no paper can show: control characters, code points that are no characters (surrogates, noncharacters), signs
# that would turn the order in which the letters and digits behind them are read (Unicode Bidirectional Algorithm,
# UAX 9, embeddings, overrides and isolates), and letters that are never seen (annotations, tags).
NOT_SHOWN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
