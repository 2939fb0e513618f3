"""The side branches leave nothing behind that the log does not say: the lists made again from it are the same."""

from __future__ import annotations

from models.desk import close, extend, hearing, special
from models.desk.context import Desk
from models.desk.extend import Leave
from models.desk.sheets_hearing import Announced
from models.desk.special import Stop
from models.store import replay
from tests.desk.branches import accepted, boss, decided, judge
from tests.helpers.factory import HandClock
from tests.store.acts import dump


def test_that_the_lists_made_again_from_the_log_are_the_same(desk: Desk, clock: HandClock) -> None:
    clock.at = clock.at.replace(month=9)
    stopped, heard, gone = accepted(desk), accepted(desk), accepted(desk)
    special.begin(judge(desk), stopped, Stop("鉴定", "样例", 5))
    hearing.tell(judge(desk), heard, Announced("样例", "样例"))
    close.withdraw(desk, gone, "样例")
    close.return_materials(desk, gone, "申请人撤回")
    clock.move(days=7)
    special.end(judge(desk), stopped, "合格")
    extend.extend(boss(desk), stopped, Leave(5, "样例", "样例局长"))
    clock.move(days=7)
    hearing.waive(judge(desk), heard)
    decided(desk, heard)
    before = dump(desk.store)
    assert replay.rebuild(desk.store) > 0
    assert dump(desk.store) == before
    assert replay.verify_chain(desk.store) is None
