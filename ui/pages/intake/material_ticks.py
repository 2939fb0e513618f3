"""What a key makes of one line of the materials table, and why a line will not take it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt

from models.rules.catalogue import Material
from models.views import MaterialMark
from ui.pages.intake.material_rows import takes_copies, usual_counts

Change = Callable[[MaterialMark], MaterialMark]

KEYS: Final = {
    Qt.Key.Key_Space: "received",
    Qt.Key.Key_X: "missing",
    Qt.Key.Key_B: "defective",
    Qt.Key.Key_N: "not_needed",
    Qt.Key.Key_C: "committed",
    Qt.Key.Key_T: "tolerated",
    Qt.Key.Key_Delete: "",
    Qt.Key.Key_S: "scan",
    Qt.Key.Key_P: "pages",
}


def tick(material: Material, state: str) -> Change:
    """The change that puts a line into ``state``; "" = not looked at."""
    if state == "received":
        return lambda mark: _received(mark, *usual_counts(material))
    if state == "":
        return lambda mark: MaterialMark(mark.seq, scans=mark.scans)
    if state not in ("missing", "not_needed"):
        return lambda mark: replace(mark, state=state)
    none = 0 if state == "missing" else None
    originals, copies = (None, none) if takes_copies(material) else (none, None)
    return lambda mark: replace(mark, state=state, problem="", originals=originals, copies=copies, pages=none)


def _received(mark: MaterialMark, originals: int | None, copies: int | None) -> MaterialMark:
    if mark.originals or mark.copies:  # counts the clerk put down before stay
        originals, copies = mark.originals, mark.copies
    return replace(
        mark, state="received", originals=originals, copies=copies, pages=mark.pages or None, problem="", fix=""
    )


def count(material: Material, digit: int) -> Change:
    """The change that puts down how many there are."""
    if takes_copies(material):
        return lambda mark: replace(mark, copies=digit)
    return lambda mark: replace(mark, originals=digit)


def why_not(material: Material, state: str) -> str:
    """Why a line will not take ``state``; empty when it will."""
    if state == "not_needed" and material.required == "required":
        return f"“{material.name}”是必交材料，不能标为不需要"
    if state == "committed" and material.notify_commit != "allowed":
        return "指南没有写这项可以告知承诺"
    if state == "tolerated" and material.tolerate_missing != "allowed":
        return "指南没有写这项可以容缺"
    return ""
