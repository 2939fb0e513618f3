"""The seven flows as lives: where the window stands, what is applied for, and the steps a case takes to its archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from city.desk import Paper
from models.desk import after, archive, cases, city_result, decide, deliver, forward, review, seal
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.inputs import Answer, Decision, Delivery, Hands
from models.desk.receive import receive_for_city
from models.errors import Refusal
from models.rules.catalogue import Fact
from models.rules.terms import CaseState, Doc, Mode, Outcome, SealKind
from models.store import seals
from models.store.seals import AgreementRow, SealRow
from models.views import ActDone, IntakeForm, Window
from tests.helpers.cityroad import Road
from tests.helpers.factory import GAOPING

YES, NO = Outcome.APPROVE, Outcome.DENY
CITY_YES = Paper("准予行政许可决定书", "市审准〔2026〕17号", 1)
CITY_NO = Paper("不予行政许可决定书", "市审不准〔2026〕3号", 1)
SELF = Delivery("直接", "测试甲", identity_checked=True, checked_how="居民身份证原件，人证一致", signed=True)
STAYS = {"cross_county": False}
_S = CaseState

Do = Callable[[Road, str], object]


@dataclass(frozen=True)
class Step:
    """One thing done, by whom, and what it leaves."""

    name: str
    do: Do
    state: CaseState
    papers: tuple[Doc, ...] = ()
    whose: str | None = None  # whose time it is afterwards


@dataclass(frozen=True)
class Life:
    """A case of one flow from its acceptance to its archive."""

    mode: Mode
    city: str
    at: Window
    item: str
    steps: tuple[Step, ...]
    keeper: str
    owed: tuple[str, ...]  # what the decision leaves to be done afterwards
    handling: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    begin: Callable[[Desk, IntakeForm], ActDone] = accept
    outcome: Outcome = YES
    seal: SealKind | None = None

    def __str__(self) -> str:
        return f"{self.mode.value}-{self.outcome.value}"


def seal_for(desk: Desk, kind: SealKind, item: str) -> str:
    """A seal of this kind in the register; a No.2 seal with its agreement."""
    found = [one.id for one in seals.seals(desk.store) if one.kind is kind]
    if found:
        return found[0]
    organ = _item_organ(desk, item) if kind is SealKind.NO2 else desk.region.approval_organ
    since = date(2026, 1, 1)
    with desk.store.work() as work:
        row = SealRow("", kind, kind.value, "2-07", organ, "测试保管员", "印章柜一层", since, None, "")
        seal_id = seals.add_seal(work, row)
        if kind is SealKind.NO2:
            words = ("原属市级权限事项的决定书", "双人双锁", "使用人负责")
            one = AgreementRow("", seal_id, "用印协议〔2026〕7号", ("样例用印员",), (item,), *words, since, None)
            seals.add_agreement(work, one)
        work.commit()
    return seal_id


def accept_classified(desk: Desk, form: IntakeForm) -> ActDone:
    """Accept at a desk whose list calls this item 涉密."""
    items = tuple(replace(one, classified=one.classified or one.key == form.item_key) for one in desk.pack.items)
    return accept(replace(desk, pack=replace(desk.pack, items=items)), form)


def _item_organ(desk: Desk, item: str) -> str:
    found = desk.item(item)
    assert found is not None
    return found.city_organ


def review_yes(road: Road, case_id: str) -> object:
    points = review.rest_meets(review.points(road.reviewer, case_id))
    return review.review(road.reviewer, case_id, points, Answer(YES, "各项条件均符合"))


def review_no(road: Road, case_id: str) -> object:
    points = review.rest_meets(review.points(road.reviewer, case_id))
    return review.review(road.reviewer, case_id, points, Answer(NO, "经营场所不符合规定"))


def decided(outcome: Outcome) -> Do:
    def do(road: Road, case_id: str) -> object:
        until = road.clerk.today + timedelta(days=3 * 365)
        said = Decision(outcome, "申请符合法定条件" if outcome is YES else "经营场所不符合规定",
                        reason="" if outcome is YES else "不符合第二项条件", valid_until=until)  # fmt: skip
        return decide.decide(road.supervisor, case_id, said)

    return do


def stamped(kind: SealKind, item: str) -> Do:
    def do(road: Road, case_id: str) -> object:
        seal_id = seal_for(road.clerk, kind, item)
        return seal.stamp(road.clerk, case_id, "", seal_id, Hands("样例主任", "样例用印员", "样例监印员"))

    return do


def opinion(outcome: Outcome) -> Do:
    return lambda road, case_id: review.opinion(road.supervisor, case_id, Answer(outcome, "意见如审查结论"))


def sent(road: Road, case_id: str) -> object:
    return forward.forward(road.clerk, case_id)


def crossed(road: Road, _: str) -> None:
    road.exchange()


def by_city(act: Callable[[Road, str], object]) -> Do:
    def do(road: Road, case_id: str) -> None:
        road.exchange()
        act(road, case_id)
        road.pull()

    return do


def result(road: Road, case_id: str) -> object:
    return city_result.result_in(road.clerk, case_id)


def handed_over(road: Road, case_id: str) -> object:
    return deliver.pickup(road.clerk, case_id, SELF)


def filed(road: Road, case_id: str) -> object:
    return archive.archive(road.clerk, case_id)


def county(kind: SealKind, item: str, outcome: Outcome = YES) -> tuple[Step, ...]:
    """The steps where the county reviews and decides."""
    decision = Doc.APPROVE if outcome is YES else Doc.REJECT
    reached = _S.DECIDED_APPROVE if outcome is YES else _S.DECIDED_DENY
    form = (Doc.REVIEW_OPINION,) if kind is SealKind.NO2 else ()
    return (
        Step("审查", review_yes if outcome is YES else review_no, _S.AWAIT_DECISION, form, "值班主任"),
        Step("决定", decided(outcome), reached, (decision,), "本窗口"),
        Step("用印", stamped(kind, item), _S.TO_DELIVER, (), "本窗口"),
        *END,
    )


END = (
    Step("领取", handed_over, _S.DELIVERED, (Doc.PICKUP, Doc.DELIVERY)),
    Step("归档", filed, _S.ARCHIVED, (Doc.ARCHIVE_LIST,)),
)
CITY_END = (Step("结果到窗口", result, _S.TO_DELIVER), *END)
DECIDED_YES = Step("市级决定", by_city(lambda r, c: r.city.decide(c, YES, "符合条件")), _S.DECIDED_APPROVE)
SIGNED_YES = Step("市级盖章", by_city(lambda r, c: r.city.stamp(c, (CITY_YES,))), _S.CITY_STAMPED, whose="市级")
REVIEWED = Step("市级审查", by_city(lambda r, c: r.city.review(c)), _S.CITY_REVIEWING)
CAME = Step("市级接收", crossed, _S.CITY_RECEIVED, whose="市级")


def opinion_steps(outcome: Outcome) -> tuple[Step, ...]:
    """见章盖章: the county's part."""
    look = review_yes if outcome is YES else review_no
    return (
        Step("审查", look, _S.AWAIT_OPINION, (), "值班主任"),
        Step("签发意见", opinion(outcome), _S.TO_SEAL, (Doc.REVIEW_OPINION,), "本窗口"),
        Step("意见用印", stamped(SealKind.COUNTY, "附件/50"), _S.OPINION_READY, (), "本窗口"),
        Step("转报", sent, _S.QUEUED, (Doc.FORWARD,), "本窗口"),
        CAME,
    )


REFUSED_BY_CITY = (
    Step("市级决定", by_city(lambda r, c: r.city.decide(c, NO, "县级意见不予，事实清楚")), _S.DECIDED_DENY),
    Step("市级盖章", by_city(lambda r, c: r.city.stamp(c, (CITY_NO,))), _S.CITY_STAMPED),
)
QUFU = Window("370881", 3, "曲阜市", "曲阜市为民服务中心", "0537-555 0103")
RENCHENG = Window("370811", 3, "任城区", "任城区为民服务中心", "0537-555 0103")
GAOXIN = Window("370871", 3, "济宁高新区", "济宁高新区为民服务中心", "0537-555 0103")
PRINTING = {"printing_kind": "包装装潢印刷品"}

LIVES = (
    Life(
        Mode.DIRECT, "jincheng", GAOPING, "附件/9", county(SealKind.COUNTY, "附件/9"), "县",
        ("推送监管", "双公示"), seal=SealKind.COUNTY,
    ),
    Life(
        Mode.DIRECT, "jincheng", GAOPING, "附件/9", county(SealKind.COUNTY, "附件/9", NO), "县",
        ("推送监管", "双公示"), outcome=NO, seal=SealKind.COUNTY,
    ),
    Life(
        Mode.ENTRUST, "jincheng", GAOPING, "附件/54", county(SealKind.ENTRUSTING, "附件/54"), "县",
        ("推送监管", "双公示", "月度备案"), handling="换证", seal=SealKind.ENTRUSTING,
    ),
    Life(
        Mode.SUBSTANTIVE_CITY_STAMP, "jincheng", GAOPING, "附件/50",
        (*opinion_steps(YES), SIGNED_YES, *CITY_END), "市县分别留存", ("推送监管", "双公示", "月度备案"),
        handling="设立", facts=PRINTING, seal=SealKind.COUNTY,
    ),
    Life(
        Mode.SUBSTANTIVE_CITY_STAMP, "jincheng", GAOPING, "附件/50",
        (*opinion_steps(NO), *REFUSED_BY_CITY, *CITY_END), "市县分别留存", ("推送监管", "双公示", "月度备案"),
        handling="设立", facts=PRINTING, outcome=NO, seal=SealKind.COUNTY,
    ),
    Life(
        Mode.SUBSTANTIVE_SEAL2, "jining", QUFU, "附件1/47", county(SealKind.NO2, "附件1/47"), "县",
        ("推送监管", "批后报备"), facts=STAYS, seal=SealKind.NO2,
    ),
    Life(
        Mode.WINDOW_FORWARD_COUNTY, "jincheng", GAOPING, "附件/71",
        (CAME, REVIEWED, DECIDED_YES, SIGNED_YES, *CITY_END), "市", ("推送监管", "双公示", "月度备案"),
    ),
    Life(
        Mode.WINDOW_FORWARD_CITY_STAFF, "jining", RENCHENG, "附件1/20",
        (
            REVIEWED, DECIDED_YES,
            Step("市级盖章", by_city(lambda r, c: r.city.stamp(c, (CITY_YES,))), _S.TO_DELIVER), *END,
        ),
        "市", ("推送监管",), facts=STAYS,
    ),
    Life(
        Mode.RECEIVE_ONLY, "jining", GAOXIN, "附件1/19",
        (
            CAME, Step("市级受理", by_city(lambda r, c: r.city.accept(c)), _S.CITY_ACCEPTED),
            REVIEWED, DECIDED_YES, SIGNED_YES, *CITY_END,
        ),
        "市", ("推送监管",), facts=STAYS, begin=receive_for_city,
    ),
)  # fmt: skip

DUTIES: Mapping[str, Do] = {
    "推送监管": lambda road, case_id: after.push(road.clerk, case_id),
    "双公示": lambda road, case_id: after.publish(road.clerk, case_id),
    "月度备案": lambda road, case_id: after.file_monthly(road.clerk, case_id, "2026-11"),
    "批后报备": lambda road, case_id: after.post_file(road.clerk, case_id),
}

BY_MODE = {life.mode: life for life in reversed(LIVES)}  # the approved one of each flow
DIRECT, STAMP, COUNTY_FORWARDS = (
    BY_MODE[Mode.DIRECT],
    BY_MODE[Mode.SUBSTANTIVE_CITY_STAMP],
    BY_MODE[Mode.WINDOW_FORWARD_COUNTY],
)
GRANT = Decision(YES, "申请符合法定条件")


def state(road: Road, case_id: str) -> CaseState:
    """Where the case stands."""
    return cases.case(road.clerk, case_id).row.state


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """A refusal of this code is expected."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)
