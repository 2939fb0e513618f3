"""The sheet with the recovery code: what stands on it. No number, never kept, on paper only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """One sheet for one sealed envelope."""

    code: str  # ABCD-EFGH-…, six groups of four, the last two letters check the others
    seat: str  # 高平市政务服务大厅　03号窗口
    phone: str
    made_by: str  # the administrator
    made_at: datetime
    first: bool = False  # there was none before it
