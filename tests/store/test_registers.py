"""The registers of no one case: they come with an upgrade, outlive a replay, and the seal book never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from models.rules.terms import Mode, SealKind
from models.store import blanks, registers, replay, schema, seals
from models.store.blanks import BlankRow, Gone
from models.store.connect import FILE, connect
from models.store.migrations import run
from models.store.registers import ContactRow, CountyMode, ExpertRow
from models.store.seals import AgreementRow, SealRow, UseRow
from models.store.store import Store
from tests.store.acts import KEY, NOW, WINDOW
from tests.store.test_schema import old_store

SINCE = date(2026, 1, 1)
SEAL = SealRow("s1", SealKind.NO2, "样例2号章", "2-01", "样例市局", "测试甲", "印柜", SINCE, None, "")
AGREED = AgreementRow("a1", "s1", "协议1号", ("测试甲",), ("附件1/1",), "样例情形", "双锁", "使用人", SINCE, None)
USED = UseRow(
    0, "s1", "协议1号", NOW, "case-1", "140581-03-20261120-0001-A", "doc-1", "a" * 64, "准予决定书",
    "样准〔2026〕1号", 2, "样例事由", True, "测试丙", "测试甲", "测试乙", "clerk-1", "", 0, 0,
)  # fmt: skip


def filled(store: Store) -> None:
    """One line in every register."""
    with store.work() as work:
        seals.add_seal(work, SEAL)
        seals.add_agreement(work, AGREED)
        seals.add_use(work, USED, "a1")
        blanks.add(work, [BlankRow("样例证", "01", blanks.IN_STOCK, "", "样例市局", NOW, "测试甲")])
        registers.add_expert(
            work, ExpertRow("e1", "测试丁", "样例院", "高工", "0356-555 0201", ("环保",), (), "市级共享", SINCE)
        )
        registers.set_contact(work, ContactRow("c1", "附件/1", "样例市局", "测试戊", "0356-555 0202", SINCE))
        registers.set_county_mode(work, CountyMode("370881", "附件2/8", Mode.DIRECT, "样例文", SINCE), "测试己", NOW)
        work.commit()


def test_that_what_was_written_is_what_is_read(store: Store) -> None:
    filled(store)
    assert seals.seals(store) == (SEAL,)
    assert seals.agreements(store, "s1") == (AGREED,)
    (line,) = seals.uses(store, "s1", SINCE, date(2026, 12, 31))
    assert (line.n, line.digest, line.agreement, line.city_power, line.voided_by) == (1, "a" * 64, "协议1号", True, 0)
    assert blanks.counts(store) == {"样例证": {"在库": 1}}
    assert registers.experts(store, SINCE)[0].fields == ("环保",)
    assert registers.contacts(store, "附件/1")[0].phone == "0356-555 0202"
    assert registers.county_modes(store, SINCE)[0].mode is Mode.DIRECT


def test_that_a_replay_leaves_the_registers_alone(store: Store) -> None:
    filled(store)
    before = seals.uses(store, "s1", SINCE, date(2026, 12, 31)), blanks.page(store, "样例证"), registers.experts(store)
    replay.rebuild(store)
    after = seals.uses(store, "s1", SINCE, date(2026, 12, 31)), blanks.page(store, "样例证"), registers.experts(store)
    assert after == before


@pytest.mark.parametrize("sql", ["UPDATE seal_uses SET user = '别人' WHERE n = 1", "DELETE FROM seal_uses WHERE n = 1"])
def test_that_a_line_of_the_seal_book_is_never_changed(sql: str, store: Store) -> None:
    filled(store)
    with pytest.raises(dbapi2.Error, match="append-only"), store.work() as work:
        work.db.execute(sql)
    assert len(seals.uses(store, "s1", SINCE, date(2026, 12, 31))) == 1


def test_that_one_line_is_voided_once(store: Store) -> None:
    filled(store)
    void = replace(USED, voids=1)
    with store.work() as work:
        seals.add_use(work, void, "a1")
        work.commit()
    with pytest.raises(dbapi2.Error), store.work() as work:
        seals.add_use(work, void, "a1")
    found = seals.use(store, 1)
    assert found is not None
    assert found.voided_by == 2


def test_that_the_same_blank_number_comes_in_once_and_goes_out_once(store: Store) -> None:
    filled(store)
    with pytest.raises(dbapi2.Error), store.work() as work:
        blanks.add(work, [BlankRow("样例证", "01", blanks.IN_STOCK, "", "样例市局", NOW, "测试甲")])
    for by in ("测试甲", "测试乙"):
        with store.work() as work:
            blanks.take_out(work, "样例证", "01", Gone(blanks.VOID, NOW, by, why="写错"))
            work.commit()
    assert blanks.page(store, "样例证")[0].gone_by == "测试甲"  # the second changed nothing


@pytest.mark.parametrize("step", ["0001", "0002"])
def test_that_an_older_store_gets_its_registers_with_the_upgrade(step: str, folder: Path) -> None:
    old_store(folder)
    run.upgrade(folder / FILE, KEY, step)
    db = connect(folder / FILE, KEY)
    assert schema.version(db) == int(step)
    db.close()
    with Store.open(folder, KEY) as store:
        assert store.window == WINDOW
        filled(store)
        assert len(seals.seals(store)) == 1
