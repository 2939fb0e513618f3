"""告知承诺书: what the organ tells, what the applicant promises, between 收件 and 受理 (国办发〔2020〕42号)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.desk.bearing import settings_of
from models.desk.facts import of_item, role_of
from models.desk.press import Press
from models.desk.sheets_people import party
from models.desk.situation import Situation
from models.papers import PaperHead
from models.papers_more import CommitmentPaper, Matter
from models.rules import life
from models.rules.casefacts import CaseFacts
from models.rules.terms import Act, Doc
from models.views import Agent

BASIS = "《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号）"
WAY = "书面承诺，申请人自愿选择；不愿承诺或者撤回承诺的，按一般程序提交材料"
EFFECT = "作出符合要求的承诺后，本机关不再索要下列材料，依据承诺办理"
LIABILITY = "承诺不实的，依法撤销决定并记入信用记录；构成犯罪的，依法追究刑事责任"
CHECK = "决定推送监管后一个月内核查（双随机）"
PROMISES = (
    "已知悉告知的全部内容，自愿作出承诺",
    "已符合告知的条件、标准和要求，所作承诺真实、有效",
    "接受核查，承诺不实的愿意承担法律责任",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the counter knows of the applicant's side."""

    signed: bool = True
    bad_credit: bool = False  # 未修复的不良信用
    published: str = "不公开"


def facts_with(seen: Situation, promise: Promise) -> CaseFacts:
    """The facts of a case about to be accepted on a promise."""
    return replace(of_item(seen), silent=seen.deemed is not None, signed=promise.signed, bad_credit=promise.bad_credit)


def begin(run: Press, seen: Situation) -> None:
    """Let the whole table judge the act, since a promise is not in the window's first part of it."""
    facts, settings, role = facts_with(seen, Promise()), settings_of(seen), role_of(seen.desk)
    run.judge = lambda state, act: life.step(seen.mode, state, act, facts, role, settings)


def enter(run: Press, seen: Situation) -> None:
    """告知承诺书 between 收件 and 受理."""
    paper = run.paper(Doc.COMMITMENT, seen.accept_organ, lambda head: sheet(seen, head, Promise()))
    names = [seen.material_name(seq) for seq in seen.check.committed]
    run.entry(Act.COMMIT, {"committed": list(seen.check.committed), "text": f"承诺：{'、'.join(names)}"}, paper)


def sheet(seen: Situation, head: PaperHead, promise: Promise) -> CommitmentPaper:
    """告知承诺书: what is told, what is promised."""
    names = tuple(seen.material_name(seq) for seq in seen.check.committed)
    return CommitmentPaper(
        head=head,
        party=party(seen.form.applicant, seen.form.agent),
        matter=Matter(seen.item.name, seen.form.handling_item, seen.received_at.date()),
        subject="、".join(names),
        bases=(BASIS, *seen.guide.bases[:2]),
        conditions=tuple(line.text for line in seen.guide.conditions) or names,
        way=WAY,
        effect=EFFECT,
        liability=LIABILITY,
        check_how=CHECK,
        check_until="自推送监管之日起一个月内",
        published=promise.published,
        proxy=_proxy(seen.form.agent),
        promises=PROMISES,
    )


def _proxy(agent: Agent | None) -> str:
    """代为承诺 needs an authority that says so; the sheet shows what the authority says."""
    if agent is None:
        return ""
    said = "已明确授权承诺" if "承诺" in agent.scope else "授权书没有写承诺权限，由申请人本人签名或者盖章"
    return f"{agent.name}：{said}"
