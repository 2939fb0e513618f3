"""What every clock says of some cases, word for word: date, days left, light, whose time, why; ``clocks_said.csv``.

The table is read by people, line by line against the calendar and the documents; the other tests of the clocks say
why a date is that date.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.rules.catalogue import Limit
from models.rules.clocks import Case, Running, clocks, late_because
from models.rules.counting import make_pause
from models.rules.dates import CaseDates
from models.rules.settings import Settings
from models.rules.terms import Mode
from tests.helpers.calendars import china

TABLE = Path(__file__).with_name("clocks_said.csv")
M = Mode
TODAY = date(2026, 10, 13)  # a Tuesday
RECEIVED = date(2026, 9, 28)  # a Monday; 1–7 October are days off, 10 October is worked
TOLD = date(2026, 9, 29)
TWENTY = Limit("decision", "全部", 20, "工作日", "", "acceptance", "行政许可法第四十二条")
MONTH = Limit("decision", "全部", 1, "月", "", "acceptance", "行政许可法第四十二条")
IN_DAYS = Limit("decision", "全部", 10, "日", "to_confirm", "acceptance", "行政许可法第四十二条")
HANDED = {"accepted": TOLD, "forwarded": date(2026, 9, 30)}
AT_CITY = HANDED | {"city_received": datetime(2026, 10, 8, 15, tzinfo=UTC)}
ENDED = {"accepted": TOLD, "decided": date(2026, 10, 9), "licence_until": date(2029, 10, 8)}
OVER = ENDED | {"delivered": date(2026, 10, 12), "pushed": date(2026, 10, 12), "published": date(2026, 10, 13)}
HEARING = {"accepted": TOLD, "hearing_told": date(2026, 9, 30)}
SET = HEARING | {"hearing_asked": date(2026, 10, 9), "hearing_on": date(2026, 10, 27)}
TESTED = {"tested": True}


def case(mode: Mode, days: dict[str, Any], of: dict[str, Any] | None = None, **settings: Any) -> Case:
    """A case received on the Monday, its days, what it is, and what the city has set."""
    dates = CaseDates(**({"received": RECEIVED} | days))
    return replace(Case(mode, dates, china(), Settings(**settings), (TWENTY,)), **(of or {}))


CASES = {
    "收件": case(M.DIRECT, {}),
    "告知，没写期限": case(M.DIRECT, {"told": TOLD}),
    "告知，写明期限": case(M.DIRECT, {"told": TOLD, "bring_until": date(2026, 10, 12)}),
    "补齐后受理": case(M.DIRECT, {"told": TOLD, "bring_until": date(2026, 10, 20), "accepted": date(2026, 10, 9)}),
    "受理，承诺五日": case(M.DIRECT, {"accepted": TOLD}, {"promised_days": 5}),
    "受理，承诺长于法定": case(M.DIRECT, {"accepted": TOLD}, {"promised_days": 30}),
    "受理，延长": case(M.DIRECT, {"accepted": TOLD, "extension_days": 10}),
    "受理，按标准检测": case(M.DIRECT, {"accepted": TOLD}, TESTED),
    "受理，已指派": case(M.DIRECT, {"accepted": TOLD, "assigned": date(2026, 10, 8)}, TESTED),
    "容缺，五日补齐": case(M.DIRECT, {"accepted": TOLD, "tolerated": TOLD}, tolerated_days=5),
    "容缺，已补齐": case(M.DIRECT, {"accepted": TOLD, "tolerated": TOLD, "material_in": TODAY}),
    "停表": case(M.DIRECT, {"accepted": TOLD, "pauses": (make_pause("鉴定", date(2026, 9, 30)),)}),
    "停表，写明时间": case(
        M.RECEIVE_ONLY,
        AT_CITY
        | {"city_accepted": date(2026, 10, 9), "special_until": date(2026, 10, 20)}
        | {"pauses": (make_pause("专家评审", date(2026, 10, 12)),)},
    ),
    "停表已过": case(
        M.DIRECT,
        {"accepted": TOLD, "pauses": (make_pause("检测", date(2026, 9, 30), date(2026, 10, 9)),)},
    ),
    "备案类": case(M.DIRECT, {"accepted": TOLD}, {"filing": True, "licence": False}),
    "没有时限": case(M.DIRECT, {"accepted": TOLD}, {"limits": ()}),
    "没有时限，有承诺": case(M.DIRECT, {"accepted": TOLD}, {"limits": (), "promised_days": 3}),
    "跨年": case(M.DIRECT, {"received": date(2026, 12, 28), "accepted": date(2026, 12, 29)}),
    "听证已告知": case(M.DIRECT, HEARING),
    "听证放弃": case(M.DIRECT, HEARING | {"hearing_waived": date(2026, 10, 8)}),
    "听证已定日": case(M.DIRECT, SET),
    "听证已通知": case(M.WINDOW_FORWARD_COUNTY, SET | HANDED | {"hearing_called": TODAY}),
    "听证已举行": case(M.DIRECT, SET | {"hearing_called": date(2026, 10, 12), "hearing_held": TODAY}),
    "决定，及时推送": case(M.DIRECT, ENDED, push_days=None),
    "决定，送达三日": case(M.DIRECT, ENDED, {"delivery_days": 3, "renewal_days": 45}),
    "决定，涉密": case(M.DIRECT, ENDED, {"classified": True}),
    "决定，告知承诺": case(M.DIRECT, ENDED, {"committed": True}),
    "决定，告知承诺已推送": case(M.DIRECT, OVER, {"committed": True}, post_check_months=2),
    "决定，直接下放也备案": case(M.DIRECT, ENDED, file_direct=True, filing_day=12),
    "委托，已备案": case(M.ENTRUST, OVER | {"filed": date(2026, 11, 5)}),
    "迟决定": case(M.DIRECT, {"received": date(2026, 8, 3), "accepted": date(2026, 8, 3), "decided": TODAY}),
    "县收转市，没受理": case(M.WINDOW_FORWARD_COUNTY, {}),
    "容缺，补齐期限跨年": case(M.DIRECT, {"accepted": TOLD, "tolerated": TOLD}, tolerated_days=80),
    "转报，市段停过": case(
        M.WINDOW_FORWARD_COUNTY,
        HANDED | {"pauses": (make_pause("检测", date(2026, 10, 8), date(2026, 10, 9)),)},
        city_days=3,
    ),
    "转报当日停过": case(
        M.WINDOW_FORWARD_COUNTY,
        HANDED | {"pauses": (make_pause("检测", date(2026, 9, 30), date(2026, 10, 9)),)},
    ),
    "县收转市，停表中": case(
        M.WINDOW_FORWARD_COUNTY, {"accepted": TOLD, "pauses": (make_pause("鉴定", date(2026, 9, 30)),)}
    ),
    "见章盖章，写日": case(M.SUBSTANTIVE_CITY_STAMP, {"accepted": TOLD}, {"limits": (IN_DAYS,)}),
    "转报，市段跨年": case(M.WINDOW_FORWARD_COUNTY, HANDED, city_days=80),
    "见章盖章，当场承诺": case(M.SUBSTANTIVE_CITY_STAMP, {"accepted": TOLD}, {"promised_days": 0}),
    "见章盖章，一个月": case(M.SUBSTANTIVE_CITY_STAMP, {"accepted": date(2026, 10, 8)}, {"limits": (MONTH,)}),
    "转报前": case(M.WINDOW_FORWARD_COUNTY, {"accepted": TOLD}, county_days=5),
    "转报迟": case(M.WINDOW_FORWARD_COUNTY, {"accepted": TOLD, "forwarded": TODAY}),
    "转报，市段十日": case(M.WINDOW_FORWARD_COUNTY, HANDED, city_days=10),
    "市级迟办": case(M.WINDOW_FORWARD_COUNTY, HANDED, city_days=3),
    "市级办结": case(M.WINDOW_FORWARD_COUNTY, AT_CITY | {"city_done": date(2026, 10, 12)}, city_days=3),
    "市级驻窗": case(M.WINDOW_FORWARD_CITY_STAFF, {"accepted": TOLD}),
    "见章盖章，审查中": case(M.SUBSTANTIVE_CITY_STAMP, {"accepted": TOLD}, {"promised_days": 8}),
    "见章盖章，没有时限": case(M.SUBSTANTIVE_CITY_STAMP, {"accepted": TOLD}, {"limits": ()}),
    "见章盖章，已转报": case(M.SUBSTANTIVE_CITY_STAMP, HANDED),
    "见章盖章，半日": case(M.SUBSTANTIVE_CITY_STAMP, AT_CITY),
    "见章盖章，当场": case(M.SUBSTANTIVE_CITY_STAMP, AT_CITY, stamp_half_days=0),
    "委托收件": case(M.RECEIVE_ONLY, {}),
    "委托收件，自市级收到": case(M.RECEIVE_ONLY, {}, receive_only_anchor="city_receipt"),
    "委托收件，市级已收到": case(M.RECEIVE_ONLY, AT_CITY, receive_only_anchor="city_receipt"),
    "委托收件，已转报": case(M.RECEIVE_ONLY, {"forwarded": date(2026, 9, 30)}),
    **{f"办结，{mode.value}": case(mode, AT_CITY | ENDED | {"city_accepted": date(2026, 10, 9)}) for mode in M},
}


def said(name: str, one: Running) -> dict[str, str]:
    """A clock as a line of the table."""
    return {
        "case": name,
        "clock": one.clock.name,
        "due": one.due.isoformat() if one.due else "",
        "left": "" if one.left is None else str(one.left),
        "light": one.light.name,
        "whose": one.whose,
        "done": one.done.isoformat() if one.done else "",
        "late": "late" if one.late else "",
        "open": "待核定" if one.to_confirm else "",
        "note": one.note,
        "lines": " / ".join(one.lines),
    }


def rows(name: str) -> Iterator[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        yield from (row for row in csv.DictReader(lines) if row["case"] == name)


@pytest.mark.parametrize("name", CASES)
def test_xkf_art42_every_clock_says_its_date_its_light_whose_time_it_is_and_why(name: str) -> None:
    """许可法第三十二、四十二、四十四、四十五、四十七、四十八、五十五条, 晋城一(三)、二(五), 于都三6, 泽州三."""
    today = date(2026, 12, 30) if name == "跨年" else TODAY
    assert [said(name, one) for one in clocks(CASES[name], today)] == list(rows(name))


def test_that_the_table_has_no_case_that_nobody_asks_for() -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        assert {row["case"] for row in csv.DictReader(lines)} == set(CASES)


@pytest.mark.parametrize(
    ("name", "today", "whose"),
    [
        ("转报前", date(2026, 10, 11), ""),
        ("转报前", date(2026, 10, 14), "本窗口"),
        ("转报迟", TODAY, "本窗口"),
        ("市级迟办", TODAY, "市级"),
        ("市级办结", TODAY, "市级"),
        ("市级驻窗", TODAY, ""),
        ("市级驻窗", date(2026, 11, 30), "市级"),
        ("迟决定", TODAY, "审核岗"),
        ("听证已通知", date(2026, 11, 30), "市级"),
    ],
)
def test_xkf_art43_a_delay_is_put_down_to_the_part_that_ran_over(name: str, today: date, whose: str) -> None:
    assert late_because(CASES[name], today) == whose
