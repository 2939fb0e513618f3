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
    """Who does a step (modes.yaml)."""

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


class CaseState(StrEnum):
    """办件状态; later issues add to it."""

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


class Doc(StrEnum):
    """文书代码 (documents.yaml); no underscore travels in a QR, see ``qr_name``."""

    RECEIPT = "RECEIPT"
    ACCEPT = "ACCEPT"
    SUPPLEMENT = "SUPPLEMENT"
    REFUSE_ACCEPT = "REFUSE_ACCEPT"
    FORWARD = "FORWARD"
    DAY_LEDGER = "DAY_LEDGER"

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
}


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
