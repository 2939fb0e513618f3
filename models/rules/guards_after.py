"""Guards of sealing, ending, fees, delivery and the duties afterwards; see ``guards``."""

from __future__ import annotations

from collections.abc import Mapping

from models.errors import Refusal
from models.rules.casefacts import EndReason, Fee, Move
from models.rules.flows import FLOWS
from models.rules.guards import no
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Mode, Outcome, SealKind

SEALS: Mapping[Mode, SealKind] = {
    Mode.DIRECT: SealKind.COUNTY,
    Mode.SUBSTANTIVE_CITY_STAMP: SealKind.COUNTY,  # over the opinion
    Mode.SUBSTANTIVE_SEAL2: SealKind.NO2,
}


def seal_due(move: Move) -> SealKind:
    """The seal a county organ puts to this flow's paper."""
    assert move.mode is not None
    return SEALS.get(move.mode, move.settings.entrust_seal)


def right_seal(move: Move) -> Refusal | None:
    """No.2 only on what was the city's, and nothing else there (济宁三(二)6)."""
    assert move.mode is not None
    want, got = seal_due(move), move.facts.seal
    if got is want:
        return None
    if got is SealKind.NO2:
        return no("2号章只用于原属市级权限的业务（济宁三(二)6）", f"这件应盖{want.value}", "seal_scope")
    said = f"这件应盖{want.value}，不是{got.value}" if got else "还没有写用哪枚章"
    return no(said, "请选对印章再登记", "wrong_seal")


def opinion_yes(move: Move) -> Refusal | None:
    """Stamped on sight only when the county's opinion approves (晋城一(三)); a denial is decided first."""
    if move.facts.decision is not None or move.facts.opinion is Outcome.APPROVE:
        return None
    return no("县级意见是不予，不能见章盖章", "请由市级作出决定", "opinion_denies")


def opinion_no(move: Move) -> Refusal | None:
    """The city does not review again what the county approved; it signs what the county would refuse."""
    if move.facts.opinion is Outcome.DENY:
        return None
    return no("县级准予意见，市级当场盖章，不再审材料", "有误的请退回更正", "stamp_on_sight")


def charged(move: Move) -> Refusal | None:
    """A notice only where something is charged (许可法第五十八条)."""
    if move.facts.fee is Fee.OPEN:
        return None
    return no("没有待收的费用", "实施行政许可不收费，法律、行政法规另有规定的除外", "no_fee")


def noticed(move: Move) -> Refusal | None:
    """Paid or waived after the notice."""
    return None if move.facts.fee is Fee.NOTICED else no("还没有出缴费通知书", "请先出通知", "fee_order")


def paid(move: Move) -> Refusal | None:
    """Refunded only when paid."""
    return None if move.facts.fee is Fee.PAID else no("没有收过费", "", "fee_order")


def fee_settled(move: Move) -> Refusal | None:
    """The certificate waits for its fee, where the city keeps it so; a denial waits for nothing."""
    facts = move.facts
    if not move.settings.fee_before_result or facts.decision is Outcome.DENY:
        return None
    if facts.fee in (Fee.OPEN, Fee.NOTICED):
        return no("费用还没有缴清或减免", "请先办缴费", "fee_open")
    return None


def not_mailed_secret(move: Move) -> Refusal | None:
    """Nothing classified is mailed (晋城一(三)、(四))."""
    if move.facts.classified and move.facts.mailed:
        return no("涉密件不邮寄", "请通知申请人到窗口领取", "classified_mail")
    return None


def identified(move: Move) -> Refusal | None:
    """Handed to whom it belongs."""
    if move.facts.identity_checked:
        return None
    return no("还没有核验领取人身份", "请核验证件或授权", "not_identified")


def abeyable(move: Move) -> Refusal | None:
    """Only where a rule of the trade allows it, e.g. 取水许可条例第十八条."""
    return None if move.facts.abey_clause else no("没有规定可以中止", "请继续办理", "no_abeyance")


def ending(move: Move) -> Refusal | None:
    """The organ ends a case only for a reason there is; doing nothing about a notice is one only by setting."""
    why = move.facts.end_reason
    if why is None:
        return no("终止办理要写明原因", "请选原因", "no_reason")
    if why is EndReason.NOT_SUPPLEMENTED:
        if move.state is not CaseState.SUPPLEMENTING:
            return no("这件没有在等补正", "请选其他原因", "no_reason")
        if not move.settings.terminate_unsupplemented:
            return no("逾期不补正能否终止没有规定，本市没有设定", "请联系申请人补正或撤回", "not_settled")
    if why is EndReason.TOLERATED_LATE and not move.facts.tolerated:
        return no("这件没有容缺的材料", "请选其他原因", "no_reason")
    return None


_DONE_ONCE = {
    Act.PUSH: ("pushed", "已经推送过"),
    Act.PUBLISH: ("published", "已经公示过"),
    Act.FILE_MONTHLY: ("filed", "已经列入月度备案"),
    Act.POST_FILE: ("post_filed", "已经报备过"),
    Act.POST_CHECK: ("post_checked", "已经检查过"),
}


def once(move: Move) -> Refusal | None:
    """A duty done is not done again."""
    done, said = _DONE_ONCE[move.act]
    return no(said, "", "done_before") if getattr(move.facts, done) else None


def public(move: Move) -> Refusal | None:
    """Licences are public, secrets are not (许可法第四十条)."""
    if move.facts.classified or not move.facts.licence:
        return no("这件不在公示之列", "涉密、非许可件不公示", "not_public")
    return None


def committed(move: Move) -> Refusal | None:
    """The check afterwards is for what was granted on a promise (泽州三(一)1)."""
    if move.facts.committed and move.facts.decision is Outcome.APPROVE:
        return None
    return no("不是告知承诺办结的件", "", "no_commitment")


def files(move: Move) -> Refusal | None:
    """Three flows are filed each month, 直接下放 only by setting (晋城二(五))."""
    if move.mode is not None and files_monthly(move.mode, move.settings):
        return None
    return no("这种方式不作月度备案", "", "not_filed")


def files_monthly(mode: Mode, settings: Settings) -> bool:
    """Whether a flow's cases are filed with the city each month (晋城二(五))."""
    return FLOWS[mode].monthly_filing or (mode is Mode.DIRECT and settings.file_direct)
