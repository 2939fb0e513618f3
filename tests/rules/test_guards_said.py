"""What each guard says when it refuses: its code, what happened, that nothing was changed, the way out."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules import guards, guards_after, life
from models.rules.casefacts import CaseFacts, EndReason, Fee, Ground, Hearing, Move
from models.rules.guards import Guard
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Mode, Outcome, Role, SealKind

M, S, YES, NO = Mode, CaseState, Outcome.APPROVE, Outcome.DENY
SAFE = "没有改动任何记录。"


def move(
    mode: Mode | None = M.DIRECT, state: CaseState | None = S.RECEIVED, act: Act = Act.ACCEPT, **facts: Any
) -> Move:
    return Move(mode, state, act, CaseFacts(**facts), Settings())


@pytest.mark.parametrize(
    ("guard", "of", "code", "happened", "todo"),
    [
        (
            *(guards.not_silent, move(silent=True), "deemed_accepted"),
            *("收件已满五个工作日没有告知，自收到之日起即为受理（行政许可法第三十二条）", "请按视为受理办理"),
        ),
        (
            *(guards.silent, move(), "not_deemed"),
            *("五日告知期还没有过，或者已经告知过，不能视为受理", "材料齐全的请直接受理"),
        ),
        (
            *(guards.ask_once, move(), "ask_nothing"),
            *("补正告知书没有写明缺什么", "请在材料表里标出缺少或不符的材料"),
        ),
        (
            *(guards.ground, move(), "no_ground"),
            *("不予受理要写明是哪一种情形", "不需许可、不属职权、虚假材料三选一"),
        ),
        (
            *(guards.ground, move(state=S.SUPPLEMENTING, ground=Ground.NO_LICENCE), "no_ground"),
            *("材料不齐不是不予受理的理由", "请等申请人补正，或办理撤回"),
        ),
        (
            *(guards.ground, move(ground=Ground.NOT_OURS), "ours_after_all"),
            *("这件属于市县同权，市县两级都不得推诿", "请受理或转报"),
        ),
        (guards.tolerable, move(), "not_tolerable", "指南没有标明可以容缺", "请一次告知补正"),
        (
            *(guards.tolerable, move(may_tolerate=True, bad_credit=True), "bad_credit"),
            *("申请人有未修复的失信记录，不适用容缺", "请一次告知补正"),
        ),
        (guards.tolerable, move(may_tolerate=True), "not_signed", "申请人还没有签容缺承诺", "请先签承诺书"),
        (guards.committable, move(), "no_commitment", "这一事项没有实行告知承诺", "请按一般程序办理"),
        (
            *(guards.committable, move(may_commit=True, bad_credit=True), "bad_credit"),
            *("申请人有未修复的失信记录，不适用告知承诺", "请按一般程序办理"),
        ),
        (guards.committable, move(may_commit=True), "not_signed", "申请人还没有签承诺书", "请先签承诺书"),
        (guards.tolerated, move(), "nothing_tolerated", "这件没有容缺的材料", ""),
        (
            *(guards.all_in, move(tolerated=True), "forward_incomplete"),
            *("容缺材料还没有补齐，转报要附全部材料", "请等补齐后再转报"),
        ),
        (guards.outcome, move(), "no_outcome", "还没有写准予还是不予", "请选准予或不予"),
        (guards.outcome, move(outcome=NO, reason=" "), "no_reason", "不予的要写明理由", "请写理由和依据"),
        (
            *(guards.nothing_out, move(tolerated=True, outcome=YES), "tolerated_out"),
            *("容缺材料还没有补齐，不能准予", "请等补齐，或按期限届满处理"),
        ),
        (guards.accepted, move(), "not_accepted", "这件还没有受理，不能作决定", "请先受理"),
        (
            *(guards.heard, move(hearing=Hearing.ASKED), "hearing_open"),
            *("听证程序还没有走完", "请先听证，或记明五日内没有人申请"),
        ),
        (
            *(guards.heard, move(hearing=Hearing.HELD, hearing_record="笔录一", record="笔录二"), "hearing_record"),
            *("举行过听证的，决定要根据听证笔录（行政许可法第四十八条）", "请选听证笔录"),
        ),
        (
            *(guards.late_says_why, move(past_due=True, late_reason=" "), "late_reason"),
            *("已超过法定期限", "请写明超期原因，决定仍可作出"),
        ),
        (guards.reason, move(reason=" "), "no_reason", "要写明理由", "请填写理由"),
        (
            *(guards.lawful_pause, move(pause="整改"), "pause_kind", "“整改”不能停表"),
            "只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审所需时间不计入（行政许可法第四十五条）",
        ),
        (
            *(guards.lawful_pause, move(), "pause_kind", "“（没有写明）”不能停表"),
            "只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审所需时间不计入（行政许可法第四十五条）",
        ),
        (
            *(guards.lawful_pause, move(pause="鉴定"), "pause_not_told"),
            *("鉴定还没有书面告知申请人", "请出具特别程序告知书"),
        ),
        (guards.extendable, move(extended=True), "extended_before", "已经延长过一次", "只能延长一次"),
        (guards.extendable, move(past_due=True), "extend_late", "原期限已经届满", "延长要在届满前批准并告知"),
        (guards.extendable, move(), "no_extension", "这一事项的规定没有延长", "请在原期限内决定"),
        (
            *(guards.extendable, move(extension="guide", approver=" "), "no_approver"),
            *("延长要经本机关负责人批准", "请填批准人"),
        ),
        (
            *(guards.two_inspectors, move(inspectors=("测试甲", " 测试甲 ", " ")), "two_inspectors"),
            *("现场核查要两名以上工作人员", "请再加一名核查人员"),
        ),
        (guards.hearing_new, move(hearing=Hearing.TOLD), "hearing_order", "已经告知过听证权利", ""),
        (guards.hearing_told, move(), "hearing_order", "还没有告知听证权利，或者已经有了答复", ""),
        (guards.hearing_asked, move(), "hearing_order", "没有人申请听证，或者已经通知", ""),
        (guards.hearing_called, move(), "hearing_order", "还没有通知听证时间地点", ""),
        (
            *(guards.hearing_called, move(hearing=Hearing.CALLED), "hearing_record"),
            *("听证要制作笔录", "请先归入笔录"),
        ),
        (
            *(guards_after.right_seal, move(seal=SealKind.NO2), "seal_scope"),
            *("2号章只用于原属市级权限的业务（济宁三(二)6）", "这件应盖县级审批公章"),
        ),
        (
            *(guards_after.right_seal, move(seal=SealKind.WINDOW), "wrong_seal"),
            *("这件应盖县级审批公章，不是受理专用章", "请选对印章再登记"),
        ),
        (guards_after.right_seal, move(), "wrong_seal", "还没有写用哪枚章", "请选对印章再登记"),
        (
            *(guards_after.opinion_yes, move(opinion=NO), "opinion_denies"),
            *("县级意见是不予，不能见章盖章", "请由市级作出决定"),
        ),
        (
            *(guards_after.opinion_no, move(opinion=YES), "stamp_on_sight"),
            *("县级准予意见，市级当场盖章，不再审材料", "有误的请退回更正"),
        ),
        (
            *(guards_after.charged, move(), "no_fee"),
            *("没有待收的费用", "实施行政许可不收费，法律、行政法规另有规定的除外"),
        ),
        (guards_after.noticed, move(), "fee_order", "还没有出缴费通知书", "请先出通知"),
        (guards_after.paid, move(), "fee_order", "没有收过费", ""),
        (guards_after.fee_settled, move(fee=Fee.NOTICED), "fee_open", "费用还没有缴清或减免", "请先办缴费"),
        (
            *(guards_after.not_mailed_secret, move(classified=True, mailed=True), "classified_mail"),
            *("涉密件不邮寄", "请通知申请人到窗口领取"),
        ),
        (guards_after.identified, move(), "not_identified", "还没有核验领取人身份", "请核验证件或授权"),
        (guards_after.abeyable, move(), "no_abeyance", "没有规定可以中止", "请继续办理"),
        (guards_after.ending, move(), "no_reason", "终止办理要写明原因", "请选原因"),
        (
            *(guards_after.ending, move(end_reason=EndReason.NOT_SUPPLEMENTED), "no_reason"),
            *("这件没有在等补正", "请选其他原因"),
        ),
        (
            *(guards_after.ending, move(state=S.SUPPLEMENTING, end_reason=EndReason.NOT_SUPPLEMENTED), "not_settled"),
            *("逾期不补正能否终止没有规定，本市没有设定", "请联系申请人补正或撤回"),
        ),
        (
            *(guards_after.ending, move(end_reason=EndReason.TOLERATED_LATE), "no_reason"),
            *("这件没有容缺的材料", "请选其他原因"),
        ),
        (guards_after.once, move(act=Act.PUSH, pushed=True), "done_before", "已经推送过", ""),
        (guards_after.public, move(classified=True), "not_public", "这件不在公示之列", "涉密、非许可件不公示"),
        (guards_after.committed, move(), "no_commitment", "不是告知承诺办结的件", ""),
        (guards_after.files, move(), "not_filed", "这种方式不作月度备案", ""),
    ],
)
def test_xkf_each_guard_says_what_is_wrong_and_the_way_out(
    guard: Guard, of: Move, code: str, happened: str, todo: str
) -> None:
    """许可法第三十二至四十八条、第五十八条, 晋城一(三)、二(五), 济宁三(二)6."""
    said = guard(of)
    assert said is not None
    assert (said.code, said.sentence) == (code, f"{happened}。{SAFE}{todo}{'。' if todo else ''}")


@pytest.mark.parametrize(
    ("guard", "of"),
    [
        (guards.not_silent, move(silent=True, filing=True)),
        (guards.not_silent, move(silent=True, asked=(1,))),
        (guards.silent, move(silent=True)),
        (guards.ask_once, move(asking=(1,))),
        (guards.ground, move(state=S.SUPPLEMENTING, ground=Ground.FALSE_PAPERS)),
        (guards.ground, move(mode=None, ground=Ground.NOT_OURS)),
        (guards.nothing_out, move(tolerated=True, outcome=NO)),
        (guards.nothing_out, move(outcome=YES)),
        (guards.heard, move(hearing=Hearing.WAIVED)),
        (guards.heard, move(hearing=Hearing.HELD, hearing_record="笔录一", record="笔录一")),
        (guards.late_says_why, move(past_due=True, late_reason="材料多")),
        (guards.lawful_pause, move(pause="整改", special=("整改",), told=True)),
        (guards.extendable, move(extension="guide", approver="主任", reason="案情复杂")),
        (guards.two_inspectors, move(inspectors=("测试甲", "测试乙"))),
        (guards.hearing_called, move(hearing=Hearing.CALLED, record="笔录一")),
        (guards_after.opinion_yes, move(opinion=NO, decision=NO)),
        (guards_after.fee_settled, move(fee=Fee.OPEN, decision=NO)),
        (guards_after.fee_settled, move(fee=Fee.WAIVED, decision=YES)),
        (guards_after.not_mailed_secret, move(classified=True)),
        (guards_after.not_mailed_secret, move(mailed=True)),
        (guards_after.ending, move(end_reason=EndReason.TOLERATED_LATE, tolerated=True)),
        (guards_after.public, move()),
        (guards_after.committed, move(committed=True, decision=YES)),
        (guards_after.files, move(mode=M.ENTRUST)),
    ],
)
def test_xkf_a_guard_lets_what_is_lawful_through(guard: Guard, of: Move) -> None:
    assert guard(of) is None


@pytest.mark.parametrize(
    ("act", "field", "said"),
    [
        (Act.PUBLISH, "published", "已经公示过"),
        (Act.FILE_MONTHLY, "filed", "已经列入月度备案"),
        (Act.POST_FILE, "post_filed", "已经报备过"),
        (Act.POST_CHECK, "post_checked", "已经检查过"),
    ],
)
def test_that_a_duty_done_is_not_done_again(act: Act, field: str, said: str) -> None:
    done: dict[str, Any] = {field: True}
    again = guards_after.once(move(act=act, **done))
    assert again is not None
    assert again.happened == said
    assert guards_after.once(move(act=act)) is None


@pytest.mark.parametrize(
    ("mode", "state", "act", "role", "code", "said"),
    [
        (
            *(M.RECEIVE_ONLY, S.RECEIVED, Act.ACCEPT, None, "accept_is_citys"),
            f"委托收件、受审分离方式由市级受理，本窗口不能作“受理”。{SAFE}请出收件凭证并把全部材料转报市级。",
        ),
        (
            *(M.DIRECT, None, Act.ACCEPT, None, "act_out_of_order"),
            f"办件还没有收件，不能作“受理”。{SAFE}现在可以做：收件。",
        ),
        (
            *(M.DIRECT, S.REFUSED, Act.ACCEPT, None, "case_ended"),
            f"办件现在是“不予受理”，已经办结，不能作“受理”。{SAFE}可以查看、备注、重打文书。",
        ),
        (
            *(M.DIRECT, S.SUPPLEMENTING, Act.DECIDE, None, "act_out_of_order"),
            f"办件现在是“补正中”，不能作“决定”。{SAFE}现在可以做：收补正材料、不予受理、撤回申请、终止办理。",
        ),
        (
            *(M.DIRECT, S.AWAIT_DECISION, Act.DECIDE, Role.CLERK, "wrong_role"),
            f"“决定”不由窗口人员办。{SAFE}请由值班主任（签发人）办理。",
        ),
    ],
)
def test_xkf_art32_what_is_not_this_windows_or_not_yet_is_refused_with_what_may_be_done(
    mode: Mode, state: CaseState | None, act: Act, role: Role | None, code: str, said: str
) -> None:
    refusal = life.refusal(mode, state, act, CaseFacts(), role)
    assert refusal is not None
    assert (refusal.code, refusal.sentence) == (code, said)
