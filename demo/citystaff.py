"""One of the city's staff in the demonstration: acts on a case through the city's address, as its program would."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import urllib3

NAME, TOKEN, ORGAN = "演示市级经办", "demo-token-city-desk", "市级部门"
_YES = "准予行政许可决定书"


class CityStaff:
    """Holds a token of the city's own.

    Args:
        url: where the city listens.
    """

    def __init__(self, url: str) -> None:
        self._url, self._made = url, 0
        self._http = urllib3.PoolManager()

    def act(self, case_no: str, act: str) -> None:
        """Do one act; ``act`` is the entry's kind: city_review, city_stamp, push …

        Raises:
            RuntimeError: the city refused, with its sentence.
        """
        letter = {"act": act.removeprefix("city_"), **_MORE.get(act, {})}
        if act == "city_stamp":
            letter["papers"] = self._papers()
        answer = self._http.request(
            "POST",
            f"{self._url}/v1/desk/{case_no}/act",
            json=letter,
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        if answer.status != 200:
            raise RuntimeError(f"市级没有办成 {act}：{answer.data.decode('utf-8', 'replace')}")

    def _papers(self) -> Sequence[dict[str, Any]]:
        self._made += 1
        return [{"name": _YES, "number": f"演示市审准〔2026〕{self._made}号", "copies": 1}]


_MORE: dict[str, dict[str, Any]] = {
    "city_decide": {"outcome": "approve", "reason": "申请符合法定条件、标准"},
    "push": {"to": "市级行业主管部门"},
}
