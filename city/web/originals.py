"""Bags of originals: a scanned code opens the bag, what lies in it is counted against the list, and it goes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from city import bagbook, bundles, casepage, once
from city.bundles import Bag
from city.desk import CityDesk
from city.may import Right, sees
from city.web import draw
from city.web.door import Pressed, Visitor, pressed, visitor
from city.web.hall import hall
from models.errors import Refusal
from models.rules.bundle_count import KINDS, Counted
from models.rules.bundles import parse_bundle_code

router = APIRouter(include_in_schema=False)
Handler = Annotated[Visitor, Depends(visitor(Right.ORIGINALS))]
Form = Annotated[Pressed, Depends(pressed(Right.ORIGINALS))]
WAYS = ("机要", "专人", "快递")
_MOST = 9999
_SAFE = "没有改动任何记录"
_DONE = {"in": "已登记，窗口下次联系时就会收到。", "back": "已登记退回。", "again": "这张表已经提交过，只记一次。"}


@router.get("/desk/originals")
def show_originals(
    request: Request, who: Handler, code: Annotated[str, Query(max_length=60)] = "", done: str = ""
) -> Response:
    """The field to scan into, the bag of a scanned code, and the department's bags under way."""
    try:
        bag = _found(_desk(request, who), who, code) if code.strip() else None
    except Refusal as refusal:
        return _drawn(request, who, 404, wrong=refusal.sentence, code=code)
    return _drawn(request, who, bag=bag, said=_DONE.get(done, ""))


@router.post("/desk/originals/receive")
def receive(request: Request, form: Form) -> Response:
    """Counted; what is missing goes to the window line by line."""
    who, words = form.visitor, form.typed
    desk, bag = _desk(request, who, words.get("form", "")), None
    try:
        bag = _found(desk, who, words.get("code", ""))
        counts = [_counted(line.seq, words) for line in bag.held.bundle.lines]
        bundles.receive(desk, bag.held.bundle.code, counts, note=words.get("note", "")[:500])
    except Refusal as refusal:
        return _refused(request, form, bag, refusal)
    return _onward(bag, "in")


@router.post("/desk/originals/back")
def send_back(request: Request, form: Form) -> Response:
    """Handed to a courier, to the window it came from."""
    who, words = form.visitor, form.typed
    desk, bag = _desk(request, who, words.get("form", "")), None
    told = {name: words.get(name, "")[:100] for name in ("way", "taken", "number", "note")}
    try:
        bag = _found(desk, who, words.get("code", ""))
        bundles.send_back(desk, bag.held.bundle.code, **told)
    except Refusal as refusal:
        return _refused(request, form, bag, refusal)
    return _onward(bag, "back")


def _desk(request: Request, who: Visitor, form: str = "") -> CityDesk:
    there = hall(request)
    return CityDesk(there.engine, there.clock, who.person.name, who.person.organ, keys=there.keys, form=form)


def _found(desk: CityDesk, who: Visitor, code: str) -> Bag:
    """The bag of a code, if its case is theirs.

    Raises:
        Refusal: what the desk says; ``bundle_other`` for another department's, of which nothing is told.
    """
    _, organ = casepage.find(desk.engine, parse_bundle_code(code).case_no)
    if not sees(who.person.post, who.person.organ, organ):
        raise Refusal("这一袋不是本部门的", _SAFE, "请不要拆，交回收发", code="bundle_other")
    return bundles.find(desk, code)


def _counted(seq: int, words: Mapping[str, str]) -> Counted:
    """What was typed of one line; nothing typed is nothing counted.

    Raises:
        Refusal: ``count_bad``.
    """
    numbers = []
    for kind, _, _ in KINDS:
        said = words.get(f"{kind}{seq}", "").strip() or "0"
        if not (said.isascii() and said.isdecimal() and int(said) <= _MOST):
            raise Refusal(f"材料{seq}的数目不是 0 到 {_MOST}", _SAFE, "请改后再提交", code="count_bad")
        numbers.append(int(said))
    return Counted(seq, *numbers)


def _onward(bag: Bag, done: str) -> Response:
    return RedirectResponse(f"/desk/originals?code={quote(bag.held.bundle.code)}&done={done}", 303)


def _refused(request: Request, form: Pressed, bag: Bag | None, refusal: Refusal) -> Response:
    if refusal.code == "pressed_before" and bag is not None:
        return _onward(bag, "again")
    words = dict(form.typed)
    return _drawn(request, form.visitor, 409, bag=bag, wrong=refusal.sentence, code=words.get("code", ""), typed=words)


def _drawn(
    request: Request,
    who: Visitor,
    status: int = 200,
    *,
    bag: Bag | None = None,
    said: str = "",
    wrong: str = "",
    code: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    there, now = hall(request), hall(request).clock()
    bags = bagbook.of_organ(there.engine, who.person.organ)
    found = bag.held.found.all if bag else ()
    return draw.page(
        "desk_originals.html",
        who,
        now,
        status,
        bag=bag,
        bags=bags,
        days={one.held.bundle.code: bagbook.days(one, now.date(), there.calendar) for one in bags.on_way},
        off={(one.seq, one.kind): one for one in found},
        kinds=KINDS,
        ways=WAYS,
        at_city=bag is not None and bag.held.place in bundles.HERE,
        key=(typed or {}).get("form") or once.key(),
        typed=typed or {},
        said=said,
        wrong=wrong,
        code=code,
    )
