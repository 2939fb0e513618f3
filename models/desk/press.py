"""One act under way: serials, papers and entries in one transaction; nothing lasts unless the whole act does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from models.desk import late
from models.desk.context import Desk
from models.desk.heads import check_glyphs, head, of_document
from models.desk.kept_papers import paper_out
from models.desk.line import DOWN, line_state
from models.errors import Refusal
from models.papers import PaperHead
from models.papers_rolls import AnyPaper
from models.rules import deadlines, lifecycle
from models.rules.numbers import case_number, day_sequence, document_number, has_number
from models.rules.terms import Act, CaseState, Doc, Mode
from models.store.entries import new_id
from models.store.payloads import document, document_from
from models.store.work import Work
from models.views import ActDone, DocumentView, IntakeForm

PDF = "application/pdf"
P = ParamSpec("P")
Judge = Callable[[CaseState | None, Act], CaseState]


@dataclass(slots=True)
class Press:
    """What one act has made so far; thrown away with the transaction if it fails."""

    desk: Desk
    work: Work
    at: datetime
    case_id: str
    case_no: str
    mode: Mode | None
    state: CaseState | None
    documents: list[DocumentView] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    to_confirm: tuple[str, ...] = ()
    offline: bool = False
    clock_wrong: bool = False
    judge: Judge | None = None  # who says what state an act leaves; None = the flow alone, its guards not asked

    def paper(self, doc: Doc, organ: str, build: Callable[[PaperHead], AnyPaper], *, name: str = "") -> DocumentView:
        """Number a paper, render it, put its bytes on the shelf.

        Raises:
            Refusal: code ``no_glyph`` when a character of a name is in none of the fonts.
        """
        number = self._number(doc)
        paper = build(head(self, doc, organ, number))
        rendered = self.desk.make_paper(paper)
        check_glyphs(rendered)
        digest = self.work.put_blob(rendered.pdf, PDF)
        made = of_document(self, doc, number or self.case_no, digest, rendered.pages, name or doc.zh)
        self.work.remember_act(view_key(made.id), paper_out(paper))
        self.documents.append(made)
        return made

    def _number(self, doc: Doc) -> str:
        if not has_number(doc):
            return ""
        year, window = self.at.year, self.desk.window.no
        serial = self.work.next_serial(f"{doc.value}/{year}")
        return document_number(self.desk.region.doc_word, doc, year, window, serial)

    def entry(self, act: Act, payload: Mapping[str, Any], *papers: DocumentView) -> CaseState:
        """Append one entry with the papers it made; the state follows from the flow.

        Raises:
            Refusal: the flow does not allow the act now.
        """
        judged = self.judge(self.state, act) if self.judge else lifecycle.next_state(self.mode, self.state, act)
        self.state = judged
        whole = {"clerk": self.desk.staff.name, **payload, "state": self.state.value}
        if self.offline:
            whole["offline"] = True
        if self.clock_wrong:  # an act is never refused for it; the record says that its time is in doubt
            whole["clock_wrong"] = True
        whole["documents"] = [document(paper) for paper in papers]
        made = self.work.append(self.case_id, act, self.desk.staff.id, whole, self.at)
        self.entries.append(made.id)
        return self.state

    def done(self) -> ActDone:
        """What the act left behind."""
        assert self.state is not None
        return ActDone(self.case_id, self.case_no, self.state, tuple(self.documents), tuple(self.entries))


@contextmanager
def press(
    desk: Desk,
    draft_id: str,
    at: datetime,
    *,
    mode: Mode | None,
    case: tuple[str, str, CaseState] | None = None,
    to_confirm: tuple[str, ...] = (),
    form: IntakeForm | None = None,
) -> Iterator[Press]:
    """Run one act: everything inside is kept together when the block ends well, else nothing is.

    Args:
        draft_id: the draft the act ends; a second act of the same draft is not made, see ``once``.
        case: id, number and state of the case it continues; None = a new case.
        form: of a new case; one that was taken on a spare receipt keeps that receipt's number.

    Raises:
        AlreadyDone: the draft is an act already. Refusal: the spare receipt cannot be used, see ``late.claim``.
    """
    line = line_state(desk)
    with desk.store.work() as work:
        if (before := work.act_done(draft_id)) is not None:
            raise AlreadyDone(result_in(before))
        guard_clock(at, work.head.at)
        at = max(at, work.head.at or at)  # what a time server set back: number, papers and log bear one time
        case_id, case_no, state = case or _new_case(desk, work, at, form)
        run = Press(desk, work, at, case_id, case_no, mode, state, to_confirm=to_confirm)
        run.offline, run.clock_wrong = line.state == DOWN, line.clock_wrong
        yield run
        work.remember_act(draft_id, result_out(run.done()))
        work.drop_draft(draft_id)
        work.commit()


class AlreadyDone(Exception):
    """The draft became an act while this press was waiting for its turn; ``done`` is what that act left."""

    def __init__(self, done: ActDone) -> None:
        super().__init__(done.case_no)
        self.done = done


def once(
    act: Callable[Concatenate[Desk, IntakeForm, P], ActDone],
) -> Callable[Concatenate[Desk, IntakeForm, P], ActDone]:
    """An act pressed twice for one draft is made once; the second press gets what the first one left."""

    @wraps(act)
    def guarded(desk: Desk, form: IntakeForm, /, *args: P.args, **kwargs: P.kwargs) -> ActDone:
        if done := first_result(desk, form.draft_id):
            return done
        try:
            return act(desk, form, *args, **kwargs)
        except AlreadyDone as before:
            return before.done

    return guarded


def _new_case(
    desk: Desk, work: Work, at: datetime, form: IntakeForm | None
) -> tuple[str, str, CaseState | None]:
    if form is not None and form.spare:
        case_id = new_id()
        return case_id, late.claim(desk, work, form, case_id, at), None
    serial = day_sequence(work.next_serial(f"case/{at.date().isoformat()}"))
    return new_id(), case_number(desk.window.region, desk.window.no, at.date(), serial), None


def first_result(desk: Desk, draft_id: str) -> ActDone | None:
    """The result of the act this draft already became, so that a second press gives no second number."""
    with desk.store.work() as work:
        plain = work.act_done(draft_id)
    return result_in(plain) if plain is not None else None


def guard_clock(at: datetime, last: datetime | None) -> None:
    """Time that runs backwards against the log is refused.

    Raises:
        Refusal: code ``clock_backwards``; the skew a time server makes is let pass.
    """
    if last is not None and not deadlines.clock_ok(at, last):
        raise deadlines.clock_refusal(at, last)


def view_key(document_id: str) -> str:
    """Under which a paper's view is kept for reprints."""
    return f"view/{document_id}"


def result_out(done: ActDone) -> dict[str, Any]:
    """An act's result as JSON values."""
    return {
        "case_id": done.case_id,
        "case_no": done.case_no,
        "state": done.state.value,
        "documents": [document(one) for one in done.documents],
        "entries": list(done.entries),
    }


def result_in(plain: Mapping[str, Any]) -> ActDone:
    """The reverse of ``result_out``."""
    case_id, case_no = plain["case_id"], plain["case_no"]
    return ActDone(
        case_id=case_id,
        case_no=case_no,
        state=CaseState(plain["state"]),
        documents=tuple(document_from(one, case_id=case_id, case_no=case_no) for one in plain["documents"]),
        entries=tuple(plain["entries"]),
    )


def refused(reason: str, todo: str = "") -> Refusal:
    """A key that may not be pressed, said as the screen says it."""
    return Refusal(reason, "没有写入任何记录，已填的内容都在", todo, code="key_not_ready")
