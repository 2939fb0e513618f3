"""What the city's staff do with a case: accept, review, return for correction, stamp on sight, decide, mail.

Each act is judged by the same table as at the counter, and becomes an entry of the city's that the windows pull.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from city import casefile, once, pen
from city.casefile import CaseFile
from city.keys import CityKeys
from city.tables import cases, counties
from forwarding.wire import KeptLetter
from models.errors import Refusal
from models.rules import life, lifecycle
from models.rules.asking import Asked
from models.rules.casefacts import Ground
from models.rules.terms import Act, CaseState, Outcome, Role

Clock = Callable[[], datetime]
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to be mended, named by the field it stands in."""

    field: str
    problem: str
    who: str = ""  # 申请人 when nobody else can mend it; "" = the county


@dataclass(frozen=True, slots=True)
class Changed:
    """A field the city corrected itself, told side by side (not a fault of anybody's to mend)."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper the city signed."""

    name: str
    number: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class CityDesk:
    """One of the city's staff at work over its database."""

    engine: Engine
    clock: Clock
    actor: str  # who, as the log names them
    organ: str = ""
    keys: CityKeys = field(kw_only=True)
    form: str = field(default="", kw_only=True)  # the key of the form that was pressed: twice pressed, once done

    def find(self, case_no: str) -> str:
        """Id of a case by its number.

        Raises:
            Refusal: code ``case_unknown``.
        """
        with self.engine.connect() as connection:
            found = connection.execute(select(cases.c.case_id).where(cases.c.case_no == case_no)).scalar()
        if found is None:
            raise Refusal("市级没有收到这件", "没有改动任何记录", "请核对办件编号", code="case_unknown")
        return str(found)

    def file(self, case_id: str) -> CaseFile:
        """The case as it stands."""
        with self.engine.connect() as connection:
            return casefile.read(connection, case_id)

    def accept(self, case_id: str) -> KeptLetter:
        """市级受理, where the county only received (济宁三(一)1)."""
        return self.act(case_id, Act.CITY_ACCEPT, {"text": "市级受理", "accepted_at": _stamp(self.clock())})

    def ask(
        self, case_id: str, items: Sequence[Asked], until: date | None = None, number: str = "", again: str = ""
    ) -> KeptLetter:
        """一次告知 where the city accepts: everything at once (许可法第三十二条第一款第四项).

        Args:
            until: the day to bring it by, where a rule of the city's sets one.
            number: 文号 of the city's notice.
            again: why something could not be told the first time.

        Raises:
            Refusal: ``ask_nothing``, ``second_ask``, or another flow's case.
        """
        rows, day = [asdict(one) for one in items], until.isoformat() if until else None
        names = "、".join(one.material for one in items)
        text = f"市级一次告知，{len(items)} 项：{names}"
        payload = {"asked": rows, "bring_until": day, "due": day, "due_name": "补正" if day else "", "number": number}
        brings = {"asking": tuple(one.seq for one in items), "reason": again}
        return self.act(case_id, Act.CITY_ASK, {**payload, "text": text, "supervisor_reason": again}, **brings)

    def refuse(self, case_id: str, ground: Ground, words: str, number: str = "") -> KeptLetter:
        """市级不予受理, with the ground in words (许可法第三十二条、第七十八条).

        Raises:
            Refusal: ``no_reason``; ``ours_after_all`` for what was put in the two levels' hands; another flow's case.
        """
        if not words.strip():
            raise Refusal("不予受理没有写明理由", "没有改动任何记录", "请写明事实和依据", code="no_reason")
        payload = {"ground": words, "ground_kind": ground.value, "number": number, "due": None, "due_name": ""}
        return self.act(case_id, Act.CITY_REFUSE, {**payload, "text": f"市级不予受理：{words}"}, ground=ground)

    def review(self, case_id: str, note: str = "", changed: Sequence[Changed] = ()) -> KeptLetter:
        """市级审查 begins; what the city corrected itself is told field by field."""
        payload: dict[str, Any] = {"text": note or "市级开始审查"}
        if changed:
            payload["changed"] = [asdict(one) for one in changed]
        return self.act(case_id, Act.CITY_REVIEW, payload)

    def send_back(self, case_id: str, reason: str, faults: Sequence[Fault]) -> KeptLetter:
        """退回更正, field by field; the applicant is asked for nothing twice (许可法第三十五条).

        Raises:
            Refusal: code ``no_faults`` when no field is named.
        """
        if not faults or any(not one.field.strip() or not one.problem.strip() for one in faults):
            raise Refusal("退回没有逐项写明更正内容", "没有改动任何记录", "请写明哪一项、什么问题", code="no_faults")
        rows = [asdict(one) for one in faults]
        named = "；".join(f"{one.field}：{one.problem}" for one in faults)
        text = f"退回更正：{named}"
        return self.act(case_id, Act.CITY_RETURN, {"reason": reason, "faults": rows, "text": text}, reason=reason)

    def stamp(self, case_id: str, papers: Sequence[Paper], mail: str = "") -> KeptLetter:
        """见章盖章, or the seal on what was decided; ``mail`` is carrier and number when the city sends it itself."""
        names = "、".join(f"{one.name} {one.number}" for one in papers)
        payload: dict[str, Any] = {"result": _papers(papers), "mail": mail, "text": f"市级盖章：{names}"}
        return self.act(case_id, Act.CITY_STAMP, payload)

    def decide(
        self, case_id: str, outcome: Outcome, words: str, papers: Sequence[Paper] = (), late_reason: str = ""
    ) -> KeptLetter:
        """市级决定; a denial says why (许可法第三十八条)."""
        payload = {"outcome": outcome.value, "reason": words, "result": _papers(papers), "late_reason": late_reason}
        text = f"市级{outcome.zh}：{words}"
        brings = {"outcome": outcome, "reason": words, "late_reason": late_reason}
        return self.act(case_id, Act.CITY_DECIDE, {**payload, "text": text}, **brings)

    def mail(self, case_id: str, carrier: str, number: str) -> KeptLetter:
        """The city sends the result to the applicant itself, as asked for at the counter (晋城一(三)、(四)).

        Raises:
            Refusal: ``classified_mail``; carrier or number missing (``no_mail_number``); nothing to send yet.
        """
        if not carrier.strip() or not number.strip():
            raise Refusal("邮寄没有写承运单位和单号", "没有改动任何记录", "请填写后再登记", code="no_mail_number")
        if self.file(case_id).state is CaseState.CITY_STAMPED:
            self.act(case_id, Act.RESULT_IN, {"text": "结果由市级直接邮寄申请人"})
        mailed = {"mail": f"{carrier} {number}", "text": f"市级邮寄，{carrier} {number}"}
        return self.act(case_id, Act.DELIVER, mailed, mailed=True)

    def push(self, case_id: str, to: str) -> KeptLetter:
        """推送监管, where the city decides and supervises."""
        return self.act(case_id, Act.PUSH, {"to": to, "text": f"市级已推送{to}"})

    def publish(self, case_id: str, where: str = "信用中国、市政府网站") -> KeptLetter:
        """双公示 of what the city decided."""
        return self.act(case_id, Act.PUBLISH, {"where": where, "text": f"市级已在{where}公示"})

    def act(self, case_id: str, kind: Act, payload: Mapping[str, Any], **brings: Any) -> KeptLetter:
        """Judge one act and write its entry; two of the staff at once are put in order.

        Raises:
            Refusal: what flow, role and guards say; ``pressed_before`` for a form whose act is done already.
        """
        for _ in range(_TRIES):
            try:
                return self._act(case_id, kind, payload, brings)
            except IntegrityError:  # another process took the place in the chain
                continue
        raise RuntimeError("three processes wrote the city's chain at once")

    def _act(self, case_id: str, kind: Act, payload: Mapping[str, Any], brings: Mapping[str, Any]) -> KeptLetter:
        with self.engine.begin() as connection:
            _wait_turn(connection, case_id)
            once.press(connection, self.form, kind.value, self.clock())
            seen = casefile.read(connection, case_id)
            facts = replace(seen.facts, **brings)
            reached = life.step(seen.mode, seen.state, kind, facts, Role.CITY)
            duty = lifecycle.next_duty(seen.mode, reached, life.record(facts, seen.state, kind))
            step = {"step": duty.name, "note": duty.note, "whose": duty.whose} if duty else _OVER
            whole = {**payload, "state": reached.value, "next": step, "clerk": self.actor}
            return pen.write(connection, case_id, kind, whole, actor=self.actor, keys=self.keys, now=self.clock())


def _wait_turn(connection: Connection, case_id: str) -> None:
    """Nobody writes in this county between our look at the case and our entry."""
    of_case = select(cases.c.region).where(cases.c.case_id == case_id).scalar_subquery()
    connection.execute(select(counties.c.feed).where(counties.c.region == of_case).with_for_update())


_OVER = {"step": "已办结", "note": "", "whose": ""}


def _papers(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    return [{"name": one.name, "number": one.number, "copies": one.copies} for one in papers]


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
