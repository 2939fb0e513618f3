"""撤回申请书、终止办理、中止和恢复审批通知书: who ends or stops a case, from when, and what becomes of the papers."""

from __future__ import annotations

from models.papers_more import WithdrawPaper
from printing import letter, words
from printing.breaker import Text, bold, join
from printing.flow import Block
from printing.page import Book, Page
from printing.sheet import (
    FORM,
    SEAL_MIDDLE,
    SIGN_HEIGHT,
    SIGN_TOP,
    SIGNED,
    Layout,
    Sheet,
    signature_line,
)
from printing.style import FRAME_WEIGHT, INNER_WEIGHT, LEFT, RIGHT, WIDTH
from printing.table import paragraph

APPLICATION, END, PAUSE, RESUME = "撤回申请书", "终止办理通知书", "中止审批通知书", "恢复审批通知书"
VERDICTS = {END: "终止办理", PAUSE: "中止审批", RESUME: "恢复审批"}
PLAIN = Layout(red=False)
SETTLED = "撤回后本申请不再审查；今后可以重新申请，重新申请的按新申请办理。"


class ApplicantSheet(Sheet):
    """A paper the applicant makes: his name and seal stand where an organ's would."""

    def signature(self, page: Page) -> None:
        """申请人（签字或者盖章） and a date to be written."""
        layout = self.layout
        signature_line(page, SEAL_MIDDLE - 36, layout.signed_base, "申请人（签字或者盖章）：", RIGHT)
        dated = words.GAP.join(f"{words.GAP}{unit}" for unit in "年月日")
        page.text(SEAL_MIDDLE, layout.signed_base + 8.0, dated, SIGNED, align="c")
        self._corners(page, SEAL_MIDDLE - layout.seal / 2, layout.seal_top, layout.seal)

    def signing_box(self, page: Page) -> None:
        """收件: the window says when it took the paper, and that nothing had been decided by then."""
        y = SIGN_TOP
        page.box(LEFT, y, WIDTH, SIGN_HEIGHT, FRAME_WEIGHT)
        page.rules([(LEFT + 9, y, LEFT + 9, y + SIGN_HEIGHT)], INNER_WEIGHT)
        page.text(LEFT + 4.5, y + 5.8, "收", FORM, align="c")
        page.text(LEFT + 4.5, y + 10.4, "件", FORM, align="c")
        signature_line(page, LEFT + 11, y + 5.5, "收件人（签名）：", LEFT + 72, FORM.size)
        page.text(LEFT + 78, y + 5.5, "收件时间：", FORM)
        for at, unit in enumerate("年月日时分"):
            page.text(LEFT + 101.5 + 8.5 * at, y + 5.5, unit, FORM)
        state = f"收到时：□尚未作出决定，准予撤回{words.GAP}□已经作出决定，不能撤回"
        page.text(LEFT + 11, y + 11.3, state, FORM, limit=WIDTH - 12)


def lay(book: Book, paper: WithdrawPaper) -> None:
    """Draw every copy into ``book``."""
    by_applicant = paper.variant == APPLICATION
    kind = ApplicantSheet if by_applicant else Sheet
    sheet = kind(
        book, paper.head, paper.variant, PLAIN if by_applicant else Layout(), signed_on=paper.head.made_at.date(),
        seal_label="申请人签章位" if by_applicant else letter.seal_label(paper.seal),
    )  # fmt: skip
    build = _application if by_applicant else _notice
    sheet.bind(sheet.pages(letter.best(sheet.layout.room, lambda scale: build(paper, scale))))


def _application(paper: WithdrawPaper, scale: letter.Scale) -> list[Block]:
    matter, party = paper.matter, paper.party
    we = "本人" if party.is_person else "本单位"
    text = join(
        f"{we}{words.day(matter.received_on)}向贵机关提出{words.item(matter.item, matter.handling_item)}申请"
        f"{letter.accepted(matter).replace('本机关', '贵机关')}，尚未作出决定。"
        f"因{paper.reason.removeprefix('因').rstrip('。')}，",
        bold(f"{we}自愿撤回上述申请"), "，请予办理并退还申请材料。",
    )  # fmt: skip
    pairs: list[tuple[str, Text]] = [
        ("申请人", letter.named(party)),
        ("代理人", words.agent(party) + (f"（{party.agent_scope}）" if party.agent and party.agent_scope else "")),
        ("办件编号、事项", f"{paper.head.case_no}\n{words.item(matter.item, matter.handling_item)}"),
        ("撤回日期", words.day(paper.on)),
        ("撤回原因", words.full_stop(paper.reason)),
        ("依据", paper.basis),
        ("材料处理", paper.materials),
        ("申请人知悉", SETTLED),
    ]
    return [
        *paragraph(paper.head.organ + "：", scale.body, indent=0, align="l"),
        *paragraph(text, scale.body),
        *letter.rows(paper.head, pairs, scale),
    ]


def _notice(paper: WithdrawPaper, scale: letter.Scale) -> list[Block]:
    verdict = VERDICTS.get(paper.variant, paper.variant.removesuffix("通知书"))
    text = join(
        f"{letter.asked(paper.party, paper.matter)}{letter.accepted(paper.matter)}。{words.full_stop(paper.reason)}"
        f"{_by(paper.basis)}", bold(f"本机关自{words.day(paper.on)}起{verdict}"), "。",
    )  # fmt: skip
    return [
        *letter.to(paper.party, scale),
        *paragraph(text, scale.body),
        *letter.rows(paper.head, _pairs(paper, verdict), scale, paper.in_name_of, paper.seal),
        *letter.remedy(paper.remedy, "通知", scale),
    ]


def _by(basis: str) -> str:
    """根据《…》，: only a rule is cited in the sentence; a custom stands in the table alone."""
    return f"根据{basis}，" if basis.startswith("《") else ""


def _pairs(paper: WithdrawPaper, verdict: str) -> list[tuple[str, Text]]:
    due = bold(words.day_of_week(paper.new_due)) if paper.new_due else ""
    return [
        ("办件编号、事项", f"{paper.head.case_no}\n{words.item(paper.matter.item, paper.matter.handling_item)}"),
        (f"{verdict[:2]}日期", words.day_of_week(paper.on)),
        ("依据", paper.basis),
        ("已用时限", paper.used),
        ("剩余时限", paper.left),
        ("恢复与续表", paper.resume),
        ("新的到期日", due),
        ("材料处理", paper.materials),
    ]
