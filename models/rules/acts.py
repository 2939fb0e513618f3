"""What each act is called, which papers it makes and under which name; the books kept beside the cases."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.rules.terms import Act, Doc, Mode, Outcome

ACT_NAMES: Mapping[Act, str] = MappingProxyType(
    {
        Act.RECEIVE: "收件",
        Act.ASK_SUPPLEMENT: "补正告知",
        Act.TAKE_SUPPLEMENT: "收补正材料",
        Act.ACCEPT: "受理",
        Act.DEEM_ACCEPTED: "视为受理",
        Act.REFUSE: "不予受理",
        Act.FORWARD: "转报",
        Act.CITY_RECEIVE: "市级接收",
        Act.BEGIN_REVIEW: "开始审查",
        Act.REPRINT: "重打文书",
        Act.NOTE: "备注",
        Act.SETTLE: "处理冲突",
        Act.AUDIT: "审计记录",
        Act.CORRECT_ON_SPOT: "当场更正",
        Act.FORMAL_CHECK: "形式审查",
        Act.COMMIT: "告知承诺",
        Act.TOLERATE: "容缺受理",
        Act.MATERIAL_IN: "容缺补齐",
        Act.INSPECT: "现场核查",
        Act.REVIEW: "审查意见",
        Act.OPINION: "签发意见",
        Act.DECIDE: "决定",
        Act.STAMP: "用印",
        Act.SPECIAL_BEGIN: "特别程序开始",
        Act.SPECIAL_END: "恢复计时",
        Act.EXTEND: "延长期限",
        Act.HEARING_TELL: "听证告知",
        Act.HEARING_ASK: "申请听证",
        Act.HEARING_WAIVE: "未申请听证",
        Act.HEARING_CALL: "听证通知",
        Act.HEARING: "举行听证",
        Act.CITY_ACCEPT: "市级受理",
        Act.CITY_ASK: "市级补正告知",
        Act.CITY_REFUSE: "市级不予受理",
        Act.CITY_REVIEW: "市级审查",
        Act.CITY_RETURN: "市级退回更正",
        Act.RESUBMIT: "更正后再报",
        Act.BUNDLE_OUT: "原件交出",
        Act.BUNDLE_IN: "原件接收",
        Act.BUNDLE_BACK: "原件退回",
        Act.CITY_DECIDE: "市级决定",
        Act.CITY_STAMP: "市级盖章",
        Act.RESULT_IN: "结果回传",
        Act.FEE_NOTICE: "缴费通知",
        Act.FEE_PAID: "缴费",
        Act.FEE_WAIVED: "减免费用",
        Act.FEE_REFUNDED: "退费",
        Act.DELIVER: "送达",
        Act.PICKUP: "领取",
        Act.RETURN_MATERIALS: "退还材料",
        Act.ARCHIVE: "归档",
        Act.PUSH: "推送监管",
        Act.PUBLISH: "双公示",
        Act.FILE_MONTHLY: "月度备案",
        Act.POST_FILE: "批后报备",
        Act.POST_CHECK: "证后检查",
        Act.WITHDRAW: "撤回申请",
        Act.TERMINATE: "终止办理",
        Act.ABEY: "中止审批",
        Act.RESUME: "恢复审批",
    }
)

COPIES: Mapping[Doc, int] = MappingProxyType(
    dict.fromkeys(Doc, 2)
    | dict.fromkeys((Doc.FORWARD, Doc.APPROVE, Doc.REJECT), 3)
    | dict.fromkeys((Doc.DAY_LEDGER, Doc.SEAL_LEDGER, Doc.DELIVERY, Doc.PICKUP), 1)
)

BOOKS = frozenset({Doc.DAY_LEDGER, Doc.MONTHLY_FILING, Doc.SEAL_LEDGER})
"""Made for a day, a month or a seal, not by an act of one case."""

_LICENCE_END = "许可决定书"
VARIANTS: Mapping[Doc, tuple[str, ...]] = MappingProxyType(
    {
        Doc.RECEIPT: ("收件凭证",),
        Doc.ACCEPT: ("受理通知书", "视为受理确认"),
        Doc.SUPPLEMENT: ("补正告知书",),
        Doc.REFUSE_ACCEPT: (
            "不受理告知书（依法不需许可）",
            "不予受理决定书（不属本机关职权）",
            "不予受理决定书（隐瞒或提供虚假材料）",
        ),
        Doc.TOLERANCE: ("容缺受理通知书", "容缺承诺书"),
        Doc.COMMITMENT: ("告知承诺书",),
        Doc.FEE: ("缴费通知书",),
        Doc.FORWARD: ("转报函", "材料移交清单", "原件交接单"),
        Doc.REVIEW_OPINION: ("审查意见表", "现场核查笔录"),
        Doc.SPECIAL_PROC: ("特别程序告知书", "恢复计时告知书"),
        Doc.EXTEND: ("延期通知书",),
        Doc.HEARING: ("听证告知书", "利害关系人告知书", "听证公告", "听证通知书", "听证笔录"),
        Doc.APPROVE: ("准予许可决定书", "准予变更决定书", "准予延续决定书", "注销决定书"),
        Doc.REJECT: ("不予许可决定书", "不予变更决定书", "不予延续决定书"),
        Doc.DELIVERY: ("送达回证",),
        Doc.PICKUP: ("领取凭证",),
        Doc.RETURN: ("退件清单",),
        Doc.WITHDRAW: ("撤回申请书", "终止办理通知书", "中止审批通知书", "恢复审批通知书"),
        Doc.DAY_LEDGER: ("日台账",),
        Doc.MONTHLY_FILING: ("月度备案表",),
        Doc.SEAL_LEDGER: ("用印登记簿", "2号章登记簿"),
        Doc.ARCHIVE_LIST: ("卷内目录", "归档移交表"),
    }
)

_PAPERS: Mapping[Act, tuple[Doc, ...]] = {
    Act.RECEIVE: (Doc.RECEIPT,),
    Act.TAKE_SUPPLEMENT: (Doc.RECEIPT,),
    Act.ASK_SUPPLEMENT: (Doc.SUPPLEMENT,),
    Act.CITY_ASK: (Doc.SUPPLEMENT,),
    Act.ACCEPT: (Doc.ACCEPT,),
    Act.CITY_ACCEPT: (Doc.ACCEPT,),
    Act.DEEM_ACCEPTED: (Doc.ACCEPT,),
    Act.TOLERATE: (Doc.ACCEPT, Doc.TOLERANCE),
    Act.COMMIT: (Doc.COMMITMENT,),
    Act.REFUSE: (Doc.REFUSE_ACCEPT,),
    Act.CITY_REFUSE: (Doc.REFUSE_ACCEPT,),
    Act.FORWARD: (Doc.FORWARD,),
    Act.RESUBMIT: (Doc.FORWARD,),
    Act.INSPECT: (Doc.REVIEW_OPINION,),
    Act.OPINION: (Doc.REVIEW_OPINION,),
    Act.SPECIAL_BEGIN: (Doc.SPECIAL_PROC,),
    Act.SPECIAL_END: (Doc.SPECIAL_PROC,),
    Act.EXTEND: (Doc.EXTEND,),
    Act.HEARING_TELL: (Doc.HEARING,),
    Act.HEARING_CALL: (Doc.HEARING,),
    Act.HEARING: (Doc.HEARING,),
    Act.FEE_NOTICE: (Doc.FEE,),
    Act.DELIVER: (Doc.DELIVERY,),
    Act.PICKUP: (Doc.PICKUP, Doc.DELIVERY),
    Act.RETURN_MATERIALS: (Doc.RETURN,),
    Act.WITHDRAW: (Doc.WITHDRAW,),
    Act.TERMINATE: (Doc.WITHDRAW,),
    Act.ABEY: (Doc.WITHDRAW,),
    Act.RESUME: (Doc.WITHDRAW,),
    Act.ARCHIVE: (Doc.ARCHIVE_LIST,),
}
_DECIDING = frozenset({Act.DECIDE, Act.CITY_DECIDE})
_ANSWERS = {Outcome.APPROVE: Doc.APPROVE, Outcome.DENY: Doc.REJECT}

_NAMES: Mapping[tuple[Act, Doc], str] = {
    (Act.DEEM_ACCEPTED, Doc.ACCEPT): "视为受理确认",
    (Act.INSPECT, Doc.REVIEW_OPINION): "现场核查笔录",
    (Act.OPINION, Doc.REVIEW_OPINION): "审查意见表",
    (Act.REVIEW, Doc.REVIEW_OPINION): "审查意见表",
    (Act.SPECIAL_BEGIN, Doc.SPECIAL_PROC): "特别程序告知书",
    (Act.SPECIAL_END, Doc.SPECIAL_PROC): "恢复计时告知书",
    (Act.HEARING_TELL, Doc.HEARING): "听证告知书",
    (Act.HEARING_CALL, Doc.HEARING): "听证通知书",
    (Act.HEARING, Doc.HEARING): "听证笔录",
    (Act.WITHDRAW, Doc.WITHDRAW): "撤回申请书",
    (Act.TERMINATE, Doc.WITHDRAW): "终止办理通知书",
    (Act.ABEY, Doc.WITHDRAW): "中止审批通知书",
    (Act.RESUME, Doc.WITHDRAW): "恢复审批通知书",
}


def papers_of(mode: Mode | None, act: Act, outcome: Outcome | None = None) -> tuple[Doc, ...]:
    """The papers ``act`` itself makes; a decision makes one of two, and approval is taken where none is said."""
    if act in _DECIDING:
        return (_ANSWERS[outcome or Outcome.APPROVE],)
    if act is Act.CITY_STAMP and mode is Mode.SUBSTANTIVE_CITY_STAMP and outcome is not Outcome.DENY:
        return (Doc.APPROVE,)  # stamping on sight is the decision (晋城一(三)); a denial was decided before
    if act is Act.REVIEW and mode is Mode.SUBSTANTIVE_SEAL2:
        return (Doc.REVIEW_OPINION,)  # the county's own approval form, never sent out
    return _PAPERS.get(act, ())


def variant(act: Act, doc: Doc, *, filing: bool = False, handling_item: str = "") -> str:
    """The name over the paper: 恢复计时告知书, 不予延续决定书; a filing or confirmation is not called 许可."""
    if named := _NAMES.get((act, doc)):
        return named
    if doc not in (Doc.APPROVE, Doc.REJECT):
        return VARIANTS[doc][0]
    yes = "准予" if doc is Doc.APPROVE else "不予"
    if filing:
        return f"{yes}备案通知书"
    if doc is Doc.APPROVE and "注销" in handling_item:
        return "注销决定书"
    kind = next((word for word in ("变更", "延续") if word in handling_item), "")
    return f"{yes}{kind}决定书" if kind else f"{yes}{_LICENCE_END}"
