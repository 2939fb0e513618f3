"""Who of the city's people may open which page and press which key. What no row of the table grants is refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Post(StrEnum):
    """What somebody was put there for."""

    HANDLER = "handler"
    OVERSEER = "overseer"
    ADMINISTRATOR = "administrator"

    @property
    def zh(self) -> str:
        """经办, 监督, 管理."""
        return {Post.HANDLER: "经办", Post.OVERSEER: "监督", Post.ADMINISTRATOR: "管理"}[self]


class Right(StrEnum):
    """Pages and acts of the desk."""

    SELF = "self"  # own password, own sessions, sign out
    INBOX = "inbox"
    CASE = "case"
    PAPER = "paper"
    REVEAL = "reveal"
    ACT = "act"
    OVERSIGHT = "oversight"
    CHECK = "check"
    PEOPLE = "people"
    PACKS = "packs"
    WINDOWS = "windows"  # invite, cancel, revoke
    ORIGINALS = "originals"  # bags of paper, counted and sent back
    CARRY = "carry"  # packages on a stick
    TRACES = "traces"


_MAY: Mapping[Post, frozenset[Right]] = {
    Post.HANDLER: frozenset(
        {
            *(Right.SELF, Right.INBOX, Right.CASE, Right.PAPER, Right.REVEAL, Right.ACT),
            *(Right.ORIGINALS, Right.CARRY),
        }
    ),
    Post.OVERSEER: frozenset({Right.SELF, Right.CASE, Right.PAPER, Right.OVERSIGHT, Right.CHECK, Right.TRACES}),
    Post.ADMINISTRATOR: frozenset(
        {Right.SELF, Right.PEOPLE, Right.WINDOWS, Right.PACKS, Right.CARRY, Right.TRACES}
    ),
}
_EVERY_ORGAN = frozenset({Post.OVERSEER})


def may(post: Post, right: Right) -> bool:
    """Whether the table grants it."""
    return right in _MAY.get(post, frozenset())


def sees(post: Post, own: str, organ: str) -> bool:
    """Whether a case of ``organ`` is theirs to open; a handler's are those of their own department."""
    return post in _EVERY_ORGAN or (bool(own) and own == organ)
