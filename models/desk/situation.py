"""A form read once against pack, rules and calendar; the live verdict and every act look at the same reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from models.desk.context import Desk
from models.errors import Refusal
from models.rules import checklist, deadlines, delegation, lifecycle, wording
from models.rules.catalogue import Guide, Item, Place, Region
from models.rules.checklist import CheckResult
from models.rules.deadlines import CalendarGap
from models.rules.identity import normal
from models.rules.resolution import Asked, Resolution
from models.rules.terms import CaseState, Mode, PowerType, Ruling
from models.store.rows import CaseData
from models.views import IntakeForm

_BRING = 4  # materials named in 请携带


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything known of one form at one moment."""

    desk: Desk
    form: IntakeForm
    now: datetime
    received_at: datetime  # now for a new form; when the papers first came for one that continues a case, or is late
    region: Region
    item: Item
    guide: Guide
    resolution: Resolution
    check: CheckResult
    state: CaseState | None = None  # of the case it continues

    @property
    def mode(self) -> Mode | None:
        """The flow that holds, None unless delegated."""
        return self.resolution.mode if self.resolution.ruling is Ruling.DELEGATED else None

    @property
    def county_organ(self) -> str:
        """The organ that undertakes the item here."""
        return wording.county_organ(self.desk.pack, self.item, self.region)

    @property
    def city_organ(self) -> str:
        """The city organ of the item."""
        return self.item.city_organ or self.city_place.organ

    @property
    def accept_organ(self) -> str:
        """Whose name stands under the acceptance: under 委托实施 the entrusting organ's, else who accepts."""
        county = self.mode is None or lifecycle.accept_organ_is(self.mode) == lifecycle.COUNTY_ORGAN
        return self.county_organ if county else self.city_organ

    @property
    def receive_organ(self) -> str:
        """Who takes the papers in: the county, but for city staff sitting at the county's desk."""
        return self.city_organ if self.mode is Mode.WINDOW_FORWARD_CITY_STAFF else self.county_organ

    @property
    def decide_organ(self) -> str:
        """Who decides, in whose name (许可法第二十四条 for 委托实施)."""
        county = self.mode is None or lifecycle.decide_organ_is(self.mode) == lifecycle.COUNTY_ORGAN
        return self.county_organ if county else self.city_organ

    @property
    def city_place(self) -> Place:
        """The city's counter for this item."""
        return wording.place_for(self.desk.pack, self.item)

    @property
    def where(self) -> Place | None:
        """Where the applicant is sent; None when the ruling sends nobody anywhere."""
        if self.resolution.ruling in (Ruling.CITY_ONLY, Ruling.NOT_IN_FORCE, Ruling.NOT_THIS_REGION):
            return self.resolution.place or self.city_place
        return self.resolution.place

    @property
    def bring(self) -> str:
        """What to take along to the other counter, from the guide."""
        names = [material.name for material in self.guide.materials if material.required == "required"]
        return "、".join(names[:_BRING])

    @property
    def list_basis(self) -> str:
        """晋市政发〔2025〕9号附件第71项."""
        return wording.item_clause(self.desk.pack, self.item)

    @property
    def power_type(self) -> PowerType | None:
        """事项类型 of the list, else the guide's own when it names just one."""
        types = self.guide.power_types
        return self.item.power_type or (types[0] if len(types) == 1 else None)

    @property
    def filing(self) -> bool:
        """备案: 许可法 does not apply, so no 视为受理 and no 受理通知书."""
        return lifecycle.is_filing(self.power_type, self.item.name)

    @property
    def deemed(self) -> date | None:
        """The day silence accepted the case (许可法第三十二条第一款第（四）项), None while it has not."""
        # taken on a spare receipt: the five days have run since then; the city, not this window, answers 委托收件
        late = bool(self.form.spare) and self.state is None and self.mode is not Mode.RECEIVE_ONLY
        if not (late or self.state is CaseState.RECEIVED) or self.filing:
            return None
        try:
            return deadlines.deemed_accepted(self.received_at.date(), None, self.now.date(), self.desk.calendar)
        except CalendarGap:  # the five days cannot be counted, so silence cannot be shown either
            return None

    @property
    def answered(self) -> tuple[Asked, ...]:
        """Questions of the scope rule that have an answer."""
        told = (asked for asked in self.resolution.questions if asked.question.kind not in ("handling_item", "region"))
        return tuple(asked for asked in told if asked.answer is not None)

    @property
    def source_line(self) -> str:
        """行政许可 · 市场监管部门 · 晋市政发〔2025〕9号附件第71项 · 指南 2026-07-01 版."""
        kind = self.power_type.value if self.power_type else ""
        department = self.item.department
        guide = "指南待录入" if self.guide.generic else f"指南 {self.guide.version} 版"
        return " · ".join(part for part in (kind, department, self.list_basis, guide) if part)

    def material_name(self, seq: int) -> str:
        """Name of a line of the guide's list."""
        return next((material.name for material in self.guide.materials if material.seq == seq), f"材料{seq}")


def look(desk: Desk, form: IntakeForm, case: CaseData | None = None) -> Situation:
    """Read the form.

    Args:
        case: the case it continues; its papers came when the case says, not now.

    Raises:
        Refusal: code ``item_not_listed`` when the pack has no such item (清单之外一律不得实施).
    """
    item = desk.item(form.item_key)
    if item is None:
        raise not_listed(desk, form.item_key)
    form = tidy(form)
    at = desk.clock.now()
    received_at = case.received_at if case else (form.received_at or at)
    guide = desk.shelf.guide_for(desk.pack, item)
    return Situation(
        desk=desk,
        form=form,
        now=at,
        received_at=received_at,
        region=desk.region,
        item=item,
        guide=guide,
        resolution=delegation.resolve(
            desk.pack, item, form.handling_item, desk.window.region, form.facts, on=received_at.date()
        ),
        check=checklist.check(
            guide,
            form.applicant.kind,
            form.handling_item,
            form.materials,
            form.conditions,
            agent=form.agent is not None,
        ),
        state=case.state if case else None,
    )


def tidy(form: IntakeForm) -> IntakeForm:
    """Numbers as their check takes them (half width, upper case, no spaces) and names without stray blanks."""
    who, agent = form.applicant, form.agent
    party = replace(
        who,
        name=who.name.strip(),
        id_number=normal(who.id_number),
        legal_rep=who.legal_rep.strip(),
        legal_rep_id=normal(who.legal_rep_id),
    )
    if agent is not None:
        agent = replace(agent, name=agent.name.strip(), id_number=normal(agent.id_number))
    return replace(form, applicant=party, agent=agent)


def not_listed(desk: Desk, name: str) -> Refusal:
    """The refusal for anything outside the list."""
    return Refusal(
        f"“{name}”不在{desk.pack.policy.document}的清单内，清单之外一律不得实施",
        "没有写入任何记录",
        "请按本级自有事项办理，或告知申请人向有权机关提出",
        code="item_not_listed",
    )
