"""Finds the one letter a city falls over among many: the batch is halved by cases until it stands alone.

That one entry is at fault shows only where others were taken in the same pass: a city that is down for everybody holds
nobody's entry back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from forwarding.failures import CityFault
from forwarding.wire import Answer, EntryAnswer
from models.errors import LineTrouble

if TYPE_CHECKING:
    from models.store.rows import OutEntry

Post = Callable[[Sequence["OutEntry"]], Sequence[EntryAnswer]]
_PATIENCE = 12  # letters the city may fall over before it took one: then it is down for everybody


@dataclass(slots=True)
class Delivered:
    """What came of a batch: answers by id, entries the city fell over alone, and what ended it early, if anything."""

    answers: dict[str, EntryAnswer] = field(default_factory=dict)
    faulty: dict[str, LineTrouble] = field(default_factory=dict)
    trouble: LineTrouble | None = None

    @property
    def proven(self) -> bool:
        """Whether the city took others meanwhile."""
        return any(one.answer is not Answer.REFUSED for one in self.answers.values())


class Halving:
    """One batch on its way."""

    def __init__(self, post: Post, rng: Random) -> None:
        self._post, self._rng = post, rng
        self._told = Delivered()
        self._stopped: set[str] = set()  # cases of which an entry was not taken: the later ones would be early
        self._falls = 0
        self._left: list[list[OutEntry]] = []

    def deliver(self, claimed: Sequence[OutEntry]) -> Delivered:
        """Send the entries, each case in its order; never raises for what the line or the city does."""
        suspects = {out.entry.case_id for out in claimed if out.faults}
        alone = [[out for out in claimed if out.entry.case_id == case] for case in sorted(suspects)]
        rest = [out for out in claimed if out.entry.case_id not in suspects]
        self._left = [*alone, rest] if rest else alone  # a stack: those under suspicion come last
        while self._left and self._told.trouble is None:
            going = [out for out in self._left.pop() if out.entry.case_id not in self._stopped]
            if going:
                self._try(going)
        if self._told.faulty and not self._told.proven and rest and self._told.trouble is None:
            self._told.trouble = next(iter(self._told.faulty.values()))
        return self._told

    def _try(self, going: Sequence[OutEntry]) -> None:
        try:
            self._told.answers.update((one.id, one) for one in self._post(going))
        except LineTrouble as trouble:
            if trouble.code != "refused" and not isinstance(trouble, CityFault):
                self._told.trouble = trouble
            elif len(going) > 1:
                self._fell(trouble)
                self._left += self._halves(going)
            else:
                self._fell(trouble)
                self._alone(going[0], trouble)

    def _fell(self, trouble: LineTrouble) -> None:
        self._falls += isinstance(trouble, CityFault)
        if self._falls >= _PATIENCE and not self._told.proven:
            self._told.trouble = trouble

    def _alone(self, out: OutEntry, trouble: LineTrouble) -> None:
        self._stopped.add(out.entry.case_id)
        ident = out.entry.id
        if isinstance(trouble, CityFault):
            self._told.faulty[ident] = trouble
        else:
            self._told.answers[ident] = EntryAnswer(id=ident, answer=Answer.REFUSED, reason=trouble.happened)

    def _halves(self, going: Sequence[OutEntry]) -> list[list[OutEntry]]:
        """The later half first, as the stack wants it; whole cases, in an order that differs from pass to pass."""
        cases = list(dict.fromkeys(out.entry.case_id for out in going))
        if len(cases) == 1:
            return [list(going[len(going) // 2 :]), list(going[: len(going) // 2])]
        self._rng.shuffle(cases)
        first = set(cases[: len(cases) // 2])
        return [
            [out for out in going if out.entry.case_id not in first],
            [out for out in going if out.entry.case_id in first],
        ]
