"""告知申请人 (F7): one key makes the applicant's paper that belongs to what the city said, and only once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.desk import sheets_city
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.returns import APPLICANT, NOTICE_OF, Told, last_told, word_of
from models.desk.turn import InHand, Turn, once_for, turn
from models.errors import Refusal
from models.rules.powers import Power
from models.rules.terms import Act, Doc
from models.store.entries import Entry
from models.views import ActDone, DocumentView
from models.views_city import CityWord

Make = Callable[[Turn, CityWord, Entry], DocumentView]


@needs(Power.CITY_WORD)
def notice(desk: Desk, case_id: str, entry_id: str, *, press_id: str = "") -> ActDone:
    """Make the paper of the city's newest word and note it in the log; number and bytes are kept before it is printed.

    Args:
        entry_id: the entry of the city's the person saw; a newer one is not answered unseen.

    Raises:
        Refusal: ``case_moved`` when the city has said something else since, ``key_not_ready`` when no paper belongs
            to it, or it was made before, or it is delivered on a form of its own. Nothing is kept then.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.NOTE, key) as now:
            told = _seen(now.hand, entry_id)
            said = word_of(told)
            make = _MAKE.get(said.act)
            if said.notice is None or said.notice.reason or make is None:
                raise refused(said.notice.reason if said.notice else "没有要交申请人的文书")
            paper = make(now, said, told.entry)
            text = f"告知申请人：{paper.name} {paper.number}"
            now.run.entry(Act.NOTE, {NOTICE_OF: entry_id, "text": text}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _seen(hand: InHand, entry_id: str) -> Told:
    told = last_told(hand.desk, hand.here)
    if told is None or told.entry.id != entry_id:
        raise Refusal("市级刚刚有了新的答复", "没有写入任何记录", "请看清新的答复再告知", code="case_moved")
    return told


def _supplement(now: Turn, _said: CityWord, told: Entry) -> DocumentView:
    hand = now.hand
    return now.run.paper(
        Doc.SUPPLEMENT, hand.seen.city_organ, lambda head: sheets_city.supplement(hand, head, told), name="补正告知书"
    )


def _refuse(now: Turn, _said: CityWord, told: Entry) -> DocumentView:
    hand, name = now.hand, sheets_city.refusal(told.payload)
    return now.run.paper(
        Doc.REFUSE_ACCEPT, hand.seen.city_organ, lambda head: sheets_city.refuse(hand, head, told), name=name
    )


def _mending(now: Turn, said: CityWord, _told: Entry) -> DocumentView:
    hand, faults = now.hand, [one for one in said.lines if one.who == APPLICANT]
    return now.run.paper(
        Doc.SUPPLEMENT, hand.seen.receive_organ, lambda head: sheets_city.mending(hand, head, faults), name="更正告知书"
    )


_MAKE: Mapping[Act, Make] = {Act.CITY_ASK: _supplement, Act.CITY_REFUSE: _refuse, Act.CITY_RETURN: _mending}
