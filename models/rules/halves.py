"""Half a character: a scanner, the clipboard or a reader's JSON may bring one, and no store can keep or look for it."""

from __future__ import annotations


def whole(text: str) -> str:
    """The text with a question mark for each half of a character; it can be written down."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
