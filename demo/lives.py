"""Every case of a tour lived to its archive through the desk's own functions; the city's part through its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from demo.citystaff import CityStaff
from models.desk import after, archive, cases, city_result, decide, deliver, forward, review, seal, seals_register
from models.desk.context import Desk
from models.desk.inputs import Answer, Decision, Delivery, Hands
from models.desk.turn import in_hand
from models.rules.duty import Duty
from models.rules.terms import Act, Outcome, Role, SealKind
from models.store.seals import AgreementRow, SealRow
from models.views import Staff

if TYPE_CHECKING:
    from demo.hands import Hands as Keys
    from ui.hall import Hall

MOST_STEPS = 40
_YES = Outcome.APPROVE
_USER = "演示用印员"


@dataclass
class Lives:
    """Who walks the cases of one hall to their ends."""

    hall: Hall
    keys: Keys
    city: CityStaff
    seals: dict[SealKind, str] = field(default_factory=dict)

    def live(self, case_id: str) -> int:
        """Do what is owed until nothing is; returns how many acts that took.

        Raises:
            RuntimeError: the case did not come to an end.
        """
        for step in range(MOST_STEPS):
            owed = after.owed(self.hall.desk, case_id)
            if not owed:
                return step
            self._do(case_id, _first(owed))
        raise RuntimeError(f"{case_id} 没有走到归档")

    def _do(self, case_id: str, duty: Duty) -> None:
        if duty.act is Act.CITY_RECEIVE:
            self._wait(case_id, duty)
        elif duty.who is Role.CITY and duty.act in _CITY_ACTS:
            self._wait(case_id, None)
            self.city.act(cases.case(self.hall.desk, case_id).row.case_no, duty.act.value)
            self._wait(case_id, duty)
        else:
            _COUNTY[duty.act](self, case_id)

    def _wait(self, case_id: str, duty: Duty | None) -> None:
        """Until the queue is empty, and the duty is no longer owed: what the city did has come back."""
        self.hall.forwarder.nudge()
        desk = self.hall.desk
        self.keys.until(
            f"市级：{duty.name if duty else '收齐'}",
            lambda: (
                _sent(desk, case_id) and (duty is None or duty.act not in {x.act for x in after.owed(desk, case_id)})
            ),
        )

    def as_(self, role: str, name: str) -> Desk:
        """The same window with someone else at it."""
        return replace(self.hall.desk, staff=Staff(f"demo-{role}", name, role))

    @property
    def reviewer(self) -> Desk:
        """The reviewer's desk."""
        return self.as_("reviewer", "演示审核员")

    @property
    def supervisor(self) -> Desk:
        """The supervisor's desk."""
        return self.as_("supervisor", "演示主任")

    def seal(self, case_id: str) -> str:
        """The seal this case's paper takes, entered in the register when it is first needed."""
        hand = in_hand(self.hall.desk, case_id)
        kind = seal.kind_due(hand)
        if kind not in self.seals:
            self.seals[kind] = self._enter(kind, hand.here.case.item_key, hand.seen.city_organ)
        return self.seals[kind]

    def _enter(self, kind: SealKind, item: str, city_organ: str) -> str:
        desk = self.supervisor
        county = kind is SealKind.COUNTY
        organ = desk.region.approval_organ if county else city_organ
        since = date(desk.today.year, 1, 1)
        number = "2-03" if kind is SealKind.NO2 else ""
        row = SealRow("", kind, kind.value, number, organ, "演示保管员", "印章柜", since, None, "")
        seal_id = seals_register.enter(desk, row)
        if kind is SealKind.NO2:
            words = ("原属市级权限事项的决定", "双人双锁，专柜", "使用人、保管人各负其责")
            seals_register.agree(
                desk, AgreementRow("", seal_id, "演示用印协议〔2026〕3号", (_USER,), (item,), *words, since, None)
            )
        return seal_id


def _first(owed: tuple[Duty, ...]) -> Duty:
    """What moves the case comes before what runs beside it, the file last of all."""
    return min(owed, key=lambda duty: duty.act is Act.ARCHIVE)


def _sent(desk: Desk, case_id: str) -> bool:
    return not any(line.sent in ("等待", "要人处理") for line in cases.case(desk, case_id).timeline)


def _owes(desk: Desk, case_id: str, act: Act) -> bool:
    return any(duty.act is act for duty in after.owed(desk, case_id))


def _review(lives: Lives, case_id: str) -> None:
    desk = lives.reviewer
    found = review.rest_meets(review.points(desk, case_id))
    review.review(desk, case_id, found, Answer(_YES, "申请材料真实、一致，各项条件均符合"))


def _opinion(lives: Lives, case_id: str) -> None:
    review.opinion(lives.supervisor, case_id, Answer(_YES, "同意承办人意见，报市级盖章"))


def _decide(lives: Lives, case_id: str) -> None:
    said = Decision(_YES, "申请符合法定条件、标准", certificate_number=f"演示-{case_id[-6:]}")
    decide.decide(lives.supervisor, case_id, said)


def _stamp(lives: Lives, case_id: str) -> None:
    seal.stamp(lives.hall.desk, case_id, "", lives.seal(case_id), Hands("演示主任", _USER, "演示监印员"))


def _pickup(lives: Lives, case_id: str) -> None:
    name = cases.case(lives.hall.desk, case_id).row.applicant
    how = Delivery("直接", name, identity_checked=True, checked_how="证件原件，人证一致", signed=True)
    deliver.pickup(lives.hall.desk, case_id, how)


_CITY_ACTS = frozenset({Act.CITY_ACCEPT, Act.CITY_REVIEW, Act.CITY_DECIDE, Act.CITY_STAMP, Act.PUSH, Act.PUBLISH})
_COUNTY: Mapping[Act, Callable[[Lives, str], object]] = {
    Act.REVIEW: _review,
    Act.OPINION: _opinion,
    Act.DECIDE: _decide,
    Act.STAMP: _stamp,
    Act.FORWARD: lambda lives, case_id: forward.forward(lives.hall.desk, case_id),
    Act.RESULT_IN: lambda lives, case_id: city_result.result_in(lives.hall.desk, case_id),
    Act.DELIVER: _pickup,
    Act.PUSH: lambda lives, case_id: after.push(lives.hall.desk, case_id),
    Act.PUBLISH: lambda lives, case_id: after.publish(lives.hall.desk, case_id),
    Act.POST_FILE: lambda lives, case_id: after.post_file(lives.hall.desk, case_id),
    Act.FILE_MONTHLY: lambda lives, case_id: after.file_monthly(
        lives.hall.desk, case_id, f"{lives.hall.desk.today:%Y-%m}"
    ),
    Act.ARCHIVE: lambda lives, case_id: archive.archive(lives.hall.desk, case_id),
}
