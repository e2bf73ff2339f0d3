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
# White space that is no space, no tab and no end of a line of ours.
OTHER_SPACE = re.compile("[\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")


def visible(text: str) -> str:
    """Return a text with its lines as they are; a sign that nothing prints is \ufffd, an odd space a space."""
    return NOT_SHOWN.sub("\ufffd", OTHER_SPACE.sub(" ", text))
