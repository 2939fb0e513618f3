"""The page of one case, its forms, its papers and scans."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as UrlPath
from fastapi.responses import RedirectResponse

from city import acting, casepage, once, traces, waiting
from city.casepage import CasePage
from city.desk import CityDesk
from city.may import Right, sees
from city.shelf import WrongDigest
from city.waiting import Wait
from city.web import draw
from city.web.door import Pressed, Shown, Visitor, pressed, visitor
from city.web.hall import Hall, hall
from forwarding.wire import DIGEST
from models.errors import Refusal

router = APIRouter(include_in_schema=False)
Reader = Annotated[Visitor, Depends(visitor(Right.CASE))]
PaperReader = Annotated[Visitor, Depends(visitor(Right.PAPER))]
Actor = Annotated[Pressed, Depends(pressed(Right.ACT))]
Revealer = Annotated[Pressed, Depends(pressed(Right.REVEAL))]
Number = Annotated[str, UrlPath(max_length=40)]
_KINDS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_INLINE = {
    "Content-Security-Policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Disposition": "inline",
    "Referrer-Policy": "no-referrer",
}
_DONE = {"1": "已办好，窗口下次联系时就会收到。", "2": "这张表已经提交过，只记一次。"}


@router.get("/desk/case/{case_no}")
def show_case(request: Request, case_no: Number, who: Reader, done: str = "") -> Response:
    """One case."""
    there = hall(request)
    return _drawn(there, who, _opened(there, who, case_no), said=_DONE.get(done, ""))


@router.post("/desk/case/{case_no}/act")
def act(request: Request, case_no: Number, form: Actor) -> Response:
    """One act; what is refused comes back with everything typed, beside its form."""
    there, who, words = hall(request), form.visitor, form.typed
    case_id, found = _opened(there, who, case_no)
    code = words.get("act", "")
    desk = CityDesk(
        there.engine, there.clock, who.person.name, who.person.organ, keys=there.keys, form=words.get("form", "")
    )
    try:
        acting.do(desk, case_id, code, words)
    except Refusal as refusal:
        if refusal.code == "pressed_before":
            return RedirectResponse(f"/desk/case/{found.case_no}?done=2", 303)
        return _drawn(there, who, (case_id, found), 409, wrong=refusal.sentence, code=code, typed=dict(words))
    return RedirectResponse(f"/desk/case/{found.case_no}?done=1", 303)


@router.post("/desk/case/{case_no}/reveal")
def reveal(request: Request, case_no: Number, form: Revealer) -> Response:
    """Names and numbers whole, once, for a reason that is kept with who and when."""
    there, who = hall(request), form.visitor
    case_id, found = _opened(there, who, case_no)
    reason = form.typed.get("why", "").strip()
    if not reason:
        return _drawn(there, who, (case_id, found), 422, wrong="没有写显示的理由。请填写后再显示。", code="reveal")
    with there.engine.begin() as connection:
        traces.leave(connection, there.clock(), who.login, "显示申请人", found.case_no, reason)
    return _drawn(there, who, (case_id, found), open_=True)


@router.get("/desk/case/{case_no}/paper/{digest}")
def paper(
    request: Request, case_no: Number, digest: Annotated[str, UrlPath(pattern=DIGEST)], who: PaperReader
) -> Response:
    """A paper or a scan of this case, in the browser; only kinds that cannot run anything."""
    there = hall(request)
    _, found = _opened(there, who, case_no)
    if not casepage.names(found, digest) or not there.shelf.has(digest):
        raise Shown(404, "这件没有这份附件，或者附件还没有送到。")
    try:
        data = there.shelf.get(digest)
    except (WrongDigest, OSError) as broken:
        raise Shown(503, "附件在市级存储里坏了或读不出。请管理员从备份恢复，窗口也可以重送。") from broken
    media = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    if not media:
        raise Shown(415, "这份附件不是 PDF、PNG 或 JPEG，不在网页里打开。请向窗口索取纸质件。")
    with there.engine.begin() as connection:
        traces.leave(connection, there.clock(), who.login, "打开附件", found.case_no, digest[:12])
    return Response(data, media_type=media, headers=_INLINE)


def _opened(there: Hall, who: Visitor, case_no: str) -> tuple[str, CasePage]:
    """The case, if it is theirs to open.

    Raises:
        Shown: 404, 403.
    """
    try:
        case_id, organ = casepage.find(there.engine, case_no)
        if not sees(who.person.post, who.person.organ, organ):
            raise Shown(403, "这件由别的部门办理，不能打开。没有打开任何内容。")
        return case_id, casepage.read(there.engine, case_id)
    except Refusal as refusal:
        raise Shown(404, refusal.sentence) from refusal


def _drawn(
    there: Hall,
    who: Visitor,
    opened: tuple[str, CasePage],
    status: int = 200,
    *,
    said: str = "",
    wrong: str = "",
    code: str = "",
    typed: dict[str, str] | None = None,
    open_: bool = False,
) -> Response:
    found, now = opened[1], there.clock()
    forms = acting.forms(found) if who.may(Right.ACT) else ()
    told = {"applicant": found.applicant, "agent": found.agent}
    shown = told if open_ else {name: casepage.masked(one) for name, one in told.items()}
    return draw.page(
        "desk_case.html",
        who,
        now,
        status,
        case=found,
        forms=forms,
        key=(typed or {}).get("form") or once.key(),
        typed=typed or {},
        wrong=wrong,
        code=code,
        said=said,
        open=open_,
        wait=_wait(there, found),
        waited=waiting.since(found.moved_at, now),
        **shown,
    )


def _wait(there: Hall, found: CasePage) -> Wait | None:
    """The clock of whoever holds the case at the city; None when nobody there does."""
    if found.duty is None or found.duty.whose != "市级":
        return None
    row = {"state": found.file.state, "mode": found.file.mode, "case_no": found.case_no, "due": found.due}
    row["opinion"] = found.file.facts.opinion or ""
    return waiting.clock(row, found.came_at, there.clock(), there.calendar)
