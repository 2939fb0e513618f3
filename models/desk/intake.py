"""收件 page: the form from an empty sheet to something kept at each key, scans and guide beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from models.desk import scans
from models.desk.context import Desk
from models.desk.forms import form_in, form_out
from models.desk.power import needs
from models.desk.situation import look
from models.errors import Refusal
from models.rules.delegation import rules_for
from models.rules.identity import kinds_for
from models.rules.powers import Power
from models.rules.terms import ApplicantKind
from models.store import drafts as kept
from models.store import space
from models.store.entries import new_id
from models.views import DraftRow, GuideView, IntakeForm, MaterialMark, Party


def start(desk: Desk, item_key: str) -> IntakeForm:
    """An empty form for an item, with a line per material and the usual kind of applicant.

    Raises:
        Refusal: code ``item_not_listed``.
    """
    blank = IntakeForm(draft_id=new_id(), item_key=item_key, started_at=desk.clock.now())
    seen = look(desk, blank)
    kind = _usual_applicant(seen.guide.applicant_kinds)
    return replace(
        blank,
        applicant=Party(kind=kind, id_kind=kinds_for(kind)[0]),
        materials=tuple(MaterialMark(material.seq) for material in seen.guide.materials),
        guide_version=seen.guide.version,
    )


def change_item(desk: Desk, form: IntakeForm, item_key: str) -> IntakeForm:
    """The same form for another item (F2): people stay, facts and materials begin anew."""
    fresh = start(desk, item_key)
    return replace(
        fresh,
        draft_id=form.draft_id,
        applicant=form.applicant,
        agent=form.agent,
        started_at=form.started_at,
        spare=form.spare,
        received_at=form.received_at,
    )


def _usual_applicant(kinds: tuple[str, ...]) -> ApplicantKind:
    """The first kind the guide names that is one of ours; a guide of persons only starts with a person."""
    for kind in kinds:
        if kind in {one.value for one in ApplicantKind}:
            return ApplicantKind(kind)
    return ApplicantKind.NATURAL_PERSON if kinds and "用人单位" not in kinds else ApplicantKind.LEGAL_PERSON


@needs(Power.DRAFT)
def keep(desk: Desk, form: IntakeForm) -> datetime:
    """Keep the whole form as a draft; returns when."""
    item = desk.item(form.item_key)
    name = item.name if item else ""
    at = desk.clock.now()
    return kept.save(desk.store, form.draft_id, form_out(form), item_name=name, applicant=form.applicant.name, at=at)


def drafts(desk: Desk) -> tuple[DraftRow, ...]:
    """Kept drafts, the newest first."""
    return kept.listed(desk.store)


def resume(desk: Desk, draft_id: str) -> IntakeForm:
    """A kept draft as it was.

    Raises:
        Refusal: code ``draft_gone``.
    """
    text = kept.load(desk.store, draft_id)
    if text is None:
        raise Refusal("这份草稿已经办结或丢弃", "其他草稿都在", "请在办件里查这位申请人", code="draft_gone")
    return form_in(text)


@needs(Power.DRAFT)
def discard(desk: Desk, draft_id: str) -> None:
    """Throw a draft away with the scans only it shows."""
    kept.delete(desk.store, draft_id)


@needs(Power.DRAFT)
def attach(desk: Desk, form: IntakeForm, seq: int, name: str, data: bytes) -> IntakeForm:
    """Add a scan to a line of the materials table.

    Args:
        seq: the material's number in the guide.
        name: file name, whose ending must fit the content.
        data: the whole file.

    Raises:
        Refusal: ``scan_empty``, ``scan_too_big``, ``scan_unknown``, ``scan_wrong_name``, ``disk_low``; nothing is
            kept then.
    """
    media = scans.check(name, data)
    scans.must_have_room(space.free(desk.store.folder))
    with desk.store.work() as work:
        digest = work.put_blob(data, media, kept=False)
        work.commit()
    marks = {mark.seq: mark for mark in form.materials}
    mark = marks.get(seq, MaterialMark(seq))
    marks[seq] = replace(mark, scans=tuple(dict.fromkeys((*mark.scans, digest))))
    changed = replace(form, materials=tuple(marks[key] for key in sorted(marks)))
    keep(desk, changed)  # a scan no draft shows would be swept as loose
    return changed


@needs(Power.DRAFT)
def detach(desk: Desk, form: IntakeForm, seq: int, digest: str) -> IntakeForm:
    """Take a scan off a line; its bytes go when the draft does."""
    marks = tuple(
        replace(mark, scans=tuple(one for one in mark.scans if one != digest)) if mark.seq == seq else mark
        for mark in form.materials
    )
    changed = replace(form, materials=marks)
    keep(desk, changed)
    return changed


def guide_view(desk: Desk, item_key: str) -> GuideView:
    """The guide column beside the form.

    Raises:
        Refusal: code ``item_not_listed``.
    """
    seen = look(desk, IntakeForm(draft_id="", item_key=item_key))
    rules = rules_for(desk.pack, seen.item)
    return GuideView(
        item=seen.item,
        guide=seen.guide,
        source_line=seen.source_line,
        scope_lines=tuple(dict.fromkeys(line for rule in rules for line in rule.scope_lines)),
        scope_source=rules[0].clause if rules else "",
    )
