"""The world's errors, each a Chinese sentence of three parts; anything else that is raised is our own bug."""

from __future__ import annotations


class WorldError(Exception):
    """Something outside the program went wrong; the staff can read it and act on it.

    Args:
        happened: what happened.
        safe: what is kept safe or still works.
        todo: what to do now.
        code: short stable name for tests and the log, e.g. ``item_not_listed``.
    """

    def __init__(self, happened: str, safe: str = "", todo: str = "", *, code: str = "") -> None:
        self.happened = happened
        self.safe = safe
        self.todo = todo
        self.code = code
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole message as shown to a person."""
        return "".join(
            part if part.endswith(("。", "？", "！")) else part + "。"
            for part in (self.happened, self.safe, self.todo)
            if part
        )

    @property
    def advice(self) -> str:
        """What is safe and what to do, for below what happened."""
        return "。".join(part for part in (self.safe, self.todo) if part)


class Refusal(WorldError):
    """An act the rules do not allow, or input that cannot be taken; nothing was saved."""


class StoreTrouble(WorldError):
    """The disk, the key or another program stands in the way of the store."""


class LineTrouble(WorldError):
    """The line to the city, or the city's answer, cannot be used."""
