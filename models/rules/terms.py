"""The words every room shares: enumerations of the field's standard terms. Imports nothing of ours."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """The seven flows (放权方式); which one holds is worked out per case, never stored on an item."""

    DIRECT = "DIRECT"
    ENTRUST = "ENTRUST"
    SUBSTANTIVE_CITY_STAMP = "SUBSTANTIVE_CITY_STAMP"
    SUBSTANTIVE_SEAL2 = "SUBSTANTIVE_SEAL2"
    WINDOW_FORWARD_COUNTY = "WINDOW_FORWARD_COUNTY"
    WINDOW_FORWARD_CITY_STAFF = "WINDOW_FORWARD_CITY_STAFF"
    RECEIVE_ONLY = "RECEIVE_ONLY"


class Ruling(StrEnum):
    """What delegation says of one case at one window."""

    DELEGATED = "DELEGATED"  # a Mode stands beside it
    CITY_ONLY = "CITY_ONLY"  # 本窗口不办，告知市级
    NO_LICENCE = "NO_LICENCE"  # 依法不需许可
    OWN_POWER = "OWN_POWER"  # 县级本来的权限
    HIGHER = "HIGHER"  # 省级或国家
    NOT_LISTED = "NOT_LISTED"  # 清单之外
    NOT_THIS_REGION = "NOT_THIS_REGION"
    NOT_IN_FORCE = "NOT_IN_FORCE"  # 施行前、停用后、过渡期
    ASK = "ASK"  # 还要问事实


class Actor(StrEnum):
    """Who does a step (the flow matrix)."""

    COUNTY = "county"
    COUNTY_WINDOW = "county_window"
    CITY = "city"
    CITY_STAFF = "city_staff"
    COUNTY_OR_CITY = "county_or_city"
    BOTH = "both"
    NONE = "none"


class Step(StrEnum):
    """Columns of the flow matrix."""

    RECEIVE = "receive"
    ACCEPT = "accept"
    REVIEW = "review"
    FORWARD = "forward"
    DECIDE = "decide"
    STAMP = "stamp"
    DELIVER = "deliver"
    ARCHIVE = "archive"


class PowerType(StrEnum):
    """事项类型."""

    ADMIN_LICENSE = "行政许可"
    ADMIN_CONFIRMATION = "行政确认"
    OTHER_POWER = "其他行政权力"
    PUBLIC_SERVICE = "公共服务"


class ApplicantKind(StrEnum):
    """申请人类别."""

    LEGAL_PERSON = "法人"
    UNINCORPORATED = "非法人组织"
    SOLE_TRADER = "个体工商户"
    NATURAL_PERSON = "自然人"


class IdKind(StrEnum):
    """证件类型."""

    RESIDENT_ID = "居民身份证"
    HMT_RESIDENCE = "港澳台居民居住证"
    PERMANENT_RESIDENCE = "外国人永久居留身份证"
    HM_PERMIT = "港澳居民来往内地通行证"
    TW_PERMIT = "台湾居民来往大陆通行证"
    PASSPORT = "护照"
    CREDIT_CODE = "统一社会信用代码"


class Role(StrEnum):
    """What a person does in a case; ``city`` are the city's people, those posted to a county counter too."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    CITY = "city"


class Outcome(StrEnum):
    """What a review, an opinion or a decision says."""

    APPROVE = "approve"
    DENY = "deny"

    @property
    def zh(self) -> str:
        """准予 or 不予."""
        return "准予" if self is Outcome.APPROVE else "不予"


class CaseState(StrEnum):
    """办件状态."""

    RECEIVED = "已收件"
    SUPPLEMENTING = "补正中"
    ACCEPTED = "已受理"
    DEEMED_ACCEPTED = "视为受理"
    REFUSED = "不予受理"
    QUEUED = "待转报"  # letter printed, entry not yet acknowledged by the city
    FORWARDED = "已转报"
    CITY_RECEIVED = "市级已接收"
    UNDER_REVIEW = "审查中"
    WITHDRAWN = "已撤回"
    AWAIT_OPINION = "待出意见"  # reviewed; the county's opinion is still to be signed (见章盖章)
    TO_SEAL = "待用印"  # the opinion waits for the county's seal
    OPINION_READY = "意见待转报"
    AWAIT_DECISION = "待决定"
    SPECIAL = "特别程序中"
    ABEYED = "中止"
    CITY_ACCEPTED = "市级已受理"
    CITY_REVIEWING = "市级审查中"
    CITY_RETURNED = "市级退回"
    DECIDED_APPROVE = "已决定·准予"
    DECIDED_DENY = "已决定·不予"
    CITY_STAMPED = "市级已盖章"
    TO_DELIVER = "已办结待送达"
    DELIVERED = "已送达"
    ARCHIVED = "已归档"
    TERMINATED = "已终止"


class Act(StrEnum):
    """What an entry of the log records; ``kind`` on the wire."""

    RECEIVE = "receive"
    ASK_SUPPLEMENT = "ask_supplement"
    TAKE_SUPPLEMENT = "take_supplement"
    ACCEPT = "accept"
    DEEM_ACCEPTED = "deem_accepted"
    REFUSE = "refuse"
    FORWARD = "forward"
    CITY_RECEIVE = "city_receive"
    BEGIN_REVIEW = "begin_review"
    REPRINT = "reprint"
    NOTE = "note"
    SETTLE = "settle"
    AUDIT = "audit"  # of no case: who came in, looked at what, changed what
    CORRECT_ON_SPOT = "correct_on_spot"
    FORMAL_CHECK = "formal_check"
    COMMIT = "commit"
    TOLERATE = "tolerate"
    MATERIAL_IN = "material_in"
    INSPECT = "inspect"
    REVIEW = "review"
    OPINION = "opinion"
    DECIDE = "decide"
    STAMP = "stamp"
    SPECIAL_BEGIN = "special_begin"
    SPECIAL_END = "special_end"
    EXTEND = "extend"
    HEARING_TELL = "hearing_tell"
    HEARING_ASK = "hearing_ask"
    HEARING_WAIVE = "hearing_waive"
    HEARING_CALL = "hearing_call"
    HEARING = "hearing"
    CITY_ACCEPT = "city_accept"
    CITY_ASK = "city_ask"
    CITY_REFUSE = "city_refuse"
    CITY_REVIEW = "city_review"
    CITY_RETURN = "city_return"
    RESUBMIT = "resubmit"
    BUNDLE_OUT = "bundle_out"
    BUNDLE_IN = "bundle_in"
    BUNDLE_BACK = "bundle_back"
    CITY_DECIDE = "city_decide"
    CITY_STAMP = "city_stamp"
    RESULT_IN = "result_in"
    FEE_NOTICE = "fee_notice"
    FEE_PAID = "fee_paid"
    FEE_WAIVED = "fee_waived"
    FEE_REFUNDED = "fee_refunded"
    DELIVER = "deliver"
    PICKUP = "pickup"
    RETURN_MATERIALS = "return_materials"
    ARCHIVE = "archive"
    PUSH = "push"
    PUBLISH = "publish"
    FILE_MONTHLY = "file_monthly"
    POST_FILE = "post_file"
    POST_CHECK = "post_check"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    ABEY = "abey"
    RESUME = "resume"


class AuditKind(StrEnum):
    """What an entry of the audit trail records (网络安全等级保护：安全审计)."""

    SIGN_IN = "登录"
    SIGN_IN_FAILED = "登录未成"
    SIGN_OUT = "退出"
    LOCK = "锁屏"
    LOCKED_OUT = "账号锁定"
    PERSON = "人员变动"
    PASSWORD = "口令变动"  # noqa: S105 - what happened, not a password
    KEY = "密钥变动"
    SETTING = "设置变动"
    OVERRIDE = "主任放行"
    TWO_PERSONS = "双人操作"
    REVEAL = "查看个人信息"
    EXPORT = "导出"
    BACKUP = "备份"
    RESTORE = "恢复"
    TAKEOVER = "换机接管"
    CHECK = "核验"
    PURGE = "清理"
    PACKAGE = "摆渡包"
    SPARE = "备用单"
    CLOCK = "时钟"
    TROUBLE = "故障"


class Doc(StrEnum):
    """文书代码 ; no underscore travels in a QR, see ``qr_name``."""

    RECEIPT = "RECEIPT"
    ACCEPT = "ACCEPT"
    SUPPLEMENT = "SUPPLEMENT"
    REFUSE_ACCEPT = "REFUSE_ACCEPT"
    FORWARD = "FORWARD"
    DAY_LEDGER = "DAY_LEDGER"
    TOLERANCE = "TOLERANCE"
    COMMITMENT = "COMMITMENT"
    FEE = "FEE"
    REVIEW_OPINION = "REVIEW_OPINION"
    SPECIAL_PROC = "SPECIAL_PROC"
    EXTEND = "EXTEND"
    HEARING = "HEARING"
    APPROVE = "APPROVE"
    REJECT = "REJECT"
    DELIVERY = "DELIVERY"
    PICKUP = "PICKUP"
    RETURN = "RETURN"
    WITHDRAW = "WITHDRAW"
    MONTHLY_FILING = "MONTHLY_FILING"
    SEAL_LEDGER = "SEAL_LEDGER"
    ARCHIVE_LIST = "ARCHIVE_LIST"

    @property
    def qr_name(self) -> str:
        """The code as printed in a QR, which has no underscore in its alphanumeric set."""
        return self.value.replace("_", "-")

    @property
    def zh(self) -> str:
        """The paper's Chinese name."""
        return _DOC_ZH[self]


_DOC_ZH = {
    Doc.RECEIPT: "收件凭证",
    Doc.ACCEPT: "受理通知书",
    Doc.SUPPLEMENT: "补正材料一次性告知书",
    Doc.REFUSE_ACCEPT: "不予受理决定书",
    Doc.FORWARD: "转报函与材料移交清单",
    Doc.DAY_LEDGER: "窗口日台账",
    Doc.TOLERANCE: "容缺受理通知书及承诺书",
    Doc.COMMITMENT: "告知承诺书",
    Doc.FEE: "缴费通知书",
    Doc.REVIEW_OPINION: "审查意见表",
    Doc.SPECIAL_PROC: "特别程序告知书",
    Doc.EXTEND: "延长审查期限通知书",
    Doc.HEARING: "听证与利害关系人文书",
    Doc.APPROVE: "准予行政许可决定书",
    Doc.REJECT: "不予行政许可决定书",
    Doc.DELIVERY: "送达回证",
    Doc.PICKUP: "结果领取凭证",
    Doc.RETURN: "退件清单",
    Doc.WITHDRAW: "撤回、终止与中止文书",
    Doc.MONTHLY_FILING: "市县同权事项办理情况月度备案表",
    Doc.SEAL_LEDGER: "印章使用登记簿",
    Doc.ARCHIVE_LIST: "卷内目录与归档移交表",
}


class Clock(StrEnum):
    """钟: what runs beside a case; ``clocks`` works them out."""

    NOTICE = "一次性告知"
    SUPPLEMENT = "补正"
    COUNTY = "县段"
    CITY = "市段"
    STATUTORY = "法定时限"
    PROMISED = "承诺时限"
    SPECIAL = "特别程序"
    TOLERATED = "容缺补齐"
    ASSIGN = "指派检验人员"
    HEARING_APPLY = "申请听证"
    HEARING_HOLD = "组织听证"
    HEARING_TELL = "听证通知"
    DELIVERY = "送达"
    PUSH = "推送监管"
    PUBLICITY = "双公示"
    POST_CHECK = "证后检查"
    FILING = "月度备案"
    RENEWAL = "延续提醒"


class SealKind(StrEnum):
    """Whose seal it is (each flow says which)."""

    COUNTY = "县级审批公章"
    WINDOW = "受理专用章"
    ENTRUSTING = "委托机关印章"
    NO2 = "市直部门审批2号章"
    CITY = "市级审批公章"


class Unit(StrEnum):
    """Units of a time limit (domain B.1: 工作日、自然日、月、年)."""

    WORKDAY = "工作日"
    DAY = "日"
    MONTH = "月"
    YEAR = "年"


class Light(StrEnum):
    """期限灯."""

    AMPLE = "ample"  # 余4日以上
    NEAR = "near"  # 余1–3日
    TODAY = "today"
    LATE = "late"
    PAUSED = "paused"
    DONE = "done"
    UNKNOWN = "unknown"  # 未定


class QueueState(StrEnum):
    """转报队列状态 (DESIGN 8)."""

    WAITING = "等待"
    SENDING = "发送中"
    DELIVERED = "已送达"
    HELD = "要人处理"
    CARRIED = "已装包"
