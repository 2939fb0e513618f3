"""A clerk who acts cheaply: one entry an act, straight into the store, each with a word of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from models.rules.terms import Act, CaseState, Doc
from models.store import conflicts, payloads
from models.store.entries import Entry
from models.store.store import Store
from models.store.work import Work, new_case_id
from models.views import MaterialMark
from tests.store.acts import NOW, marks, paper, receiving

_S = CaseState
_PLAIN: dict[Act, dict[str, Any]] = {
    Act.ACCEPT: {"state": _S.ACCEPTED.value, "due": "2026-12-18", "due_name": "办理期限"},
    Act.ASK_SUPPLEMENT: {"state": _S.SUPPLEMENTING.value, "due": None},
    Act.FORWARD: {"state": _S.QUEUED.value, "next": {"step": "等市级回执", "note": "", "whose": "市级"}},
    Act.BEGIN_REVIEW: {"state": _S.UNDER_REVIEW.value, "statutory_due": "2026-12-30"},
    Act.WITHDRAW: {"state": _S.WITHDRAWN.value},
    Act.EXTEND: {"due": "2027-01-15"},
    Act.NOTE: {"text": "来电询问"},
}
ACTS = (*_PLAIN, Act.TAKE_SUPPLEMENT, Act.REPRINT)
_words = count(1)


class Clerk:
    """Acts on the cases of one store."""

    def __init__(self, store: Store, rng: Random, at: datetime = NOW) -> None:
        self.store, self.at, self._rng = store, at, rng

    def receive(self) -> str:
        """收件; the id of the case. One in ten has a scan."""
        case_id, scan = new_case_id(), list[str]()
        with self.store.work() as work:
            n = work.next_serial("case")
            if self._rng.random() < 0.1:
                scan.append(work.put_blob(b"%PDF " + case_id.encode(), "application/pdf"))
            told = receiving(f"{self.store.window}-20261120-{n:04d}-K", materials=marks(*scan), act=self._word())
            told["documents"] = [self._paper(work, Doc.RECEIPT, f"{self.store.window}-{n}")]
            work.append(case_id, Act.RECEIVE, "clerk", told, self._moment())
            work.commit()
        return case_id

    def act(self, case_id: str, kind: Act | None = None) -> Entry:
        """One act on a case, any of them unless named."""
        kind = kind or self._rng.choice(ACTS)
        word = self._word()
        told: dict[str, Any] = {**_PLAIN.get(kind, {}), "act": word}
        if "state" in told:  # every act that moves a case says what comes next
            told.setdefault("next", {"step": kind.value, "note": "", "whose": "本窗口"})
        if kind is Act.TAKE_SUPPLEMENT:
            line = MaterialMark(1, "received", 1, 1, self._rng.randrange(1, 9))
            told |= {"state": _S.RECEIVED.value, "materials": [payloads.material(line, "营业执照")]}
        return self._append(case_id, kind, told)

    def settle(self, case_id: str) -> Entry:
        """处理冲突: everything of a case that stands aside is decided again."""
        told = {"entries": list(conflicts.open_of(self.store, case_id)), "choice": "first", "act": self._word()}
        return self._append(case_id, Act.SETTLE, told)

    def cases(self) -> list[str]:
        """Every case this window knows of."""
        with self.store.read() as db:
            return [row[0] for row in db.execute("SELECT id FROM cases ORDER BY id")]

    def _append(self, case_id: str, kind: Act, told: dict[str, Any]) -> Entry:
        with self.store.work() as work:
            if kind in (Act.ACCEPT, Act.REPRINT):
                told["documents"] = [self._paper(work, Doc.ACCEPT, str(told["act"]))]
            entry = work.append(case_id, kind, "clerk", told, self._moment())
            work.commit()
        return entry

    def _paper(self, work: Work, doc: Doc, number: str) -> dict[str, Any]:
        """A paper, the same bytes for all of its kind: what travels is not the point here."""
        digest = work.put_blob(f"%PDF {doc.value}".encode(), "application/pdf")
        return payloads.document(paper(doc, number, digest=digest))

    def _word(self) -> str:
        return f"{self.store.window}/{next(_words)}"

    def _moment(self) -> datetime:
        self.at += timedelta(seconds=self._rng.randrange(1, 4000))
        return self.at
