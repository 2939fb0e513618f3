"""What the documents leave open (待核定), each with the cautious answer until the city says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from models.rules.terms import SealKind

if TYPE_CHECKING:
    from models.rules.catalogue import Policy

DEFAULT_PUSH_DAYS = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """Open questions as values; days are working days. ``OPEN`` says of each what is not settled."""

    entrust_seal: SealKind = SealKind.ENTRUSTING  # law: in the entrusting organ's name (许可法第二十四条)
    receive_only_anchor: str = "county_receipt"  # county_receipt | city_receipt
    county_days: int = 2  # the county's part of a forwarded case
    city_days: int | None = None  # the city's part; None = what the limit leaves
    stamp_half_days: int = 1  # 见章盖章: half days the city may take; 0 = 当场
    filing_day: int = 5  # of the next month
    supplement_days: int | None = None  # days to bring what is missing; None = no such limit
    terminate_unsupplemented: bool = False  # may a case be ended because nothing was brought
    file_direct: bool = False  # does 直接下放 file monthly too
    forward_denial: bool = True  # 见章盖章: a negative opinion goes to the city, which signs the refusal
    seal2_signatory: str = "city"  # whose name stands over a No.2 seal
    seal2_reconsideration: str = "city"
    tolerated_days: int | None = None  # None = the promised limit, never longer
    push_days: int | None = DEFAULT_PUSH_DAYS  # 于都三6; None = 及时, i.e. the day itself (泽州三(二))
    push_anchor: str = "decision"  # 于都三6 names no first day
    publicity_days: int = 7
    delivery_days: int = 10
    post_check_months: int = 1
    renewal_days: int = 30  # 许可法第五十条: before the licence ends, unless the item's own law says otherwise
    originals_days: int = 3  # working days a bundle of originals may be on its way before somebody asks after it
    fee_before_result: bool = True  # a certificate is handed over when its fee is settled

    @classmethod
    def from_policy(cls, policy: Policy) -> Settings:
        """The city's own values where its file has them; ``settings`` there holds text."""
        known: dict[str, Any] = {
            "county_days": policy.forward_days,
            "supplement_days": policy.supplement_days,
            "filing_day": policy.monthly_filing_day,
            "receive_only_anchor": policy.receive_only_anchor or "county_receipt",
        }
        said = {
            f.name: _value(policy.settings[f.name], getattr(cls(), f.name))
            for f in fields(cls)
            if f.name in policy.settings
        }
        return cls(**(known | said))


def _value(text: str, like: Any) -> Any:
    """A setting's text as the kind of value it stands for; "" or "none" is None."""
    plain = text.strip()
    if isinstance(like, SealKind):
        return next((kind for kind in SealKind if kind.value == plain), like)  # 待核定 in words: the cautious one
    if isinstance(like, bool):
        return plain.lower() in ("true", "yes", "1", "是")
    if isinstance(like, str):
        return plain
    return None if plain.lower() in ("", "none", "及时") else int(plain)


OPEN = MappingProxyType(
    {
        "entrust_seal": "委托实施的决定书用哪枚章",
        "receive_only_anchor": "委托收件下五日从县窗口收件还是从市收到起算",
        "county_days": "县段承诺工作日",
        "city_days": "市段承诺工作日",
        "stamp_half_days": "见章盖章当场还是半日",
        "filing_day": "月度备案截止日",
        "supplement_days": "补正期限",
        "terminate_unsupplemented": "逾期不补正能否终止",
        "file_direct": "直接下放是否月报",
        "forward_denial": "县级拟不予的走法",
        "seal2_signatory": "2号章文书的署名机关",
        "seal2_reconsideration": "2号章文书的复议机关",
        "tolerated_days": "容缺补齐期限",
        "push_days": "推送监管的天数",
        "push_anchor": "推送监管的起算日",
        "originals_days": "原件在途几个工作日算逾期",
    }
)
