"""What does not bear the city's seal counts for nothing: no receipt, no entry, no list of windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from city.keys import CityKeys
from forwarding.client import CityLine
from forwarding.looking import Looker
from forwarding.neighbours import Roll
from forwarding.runner import Runner
from forwarding.wire import (
    Answer,
    BatchAnswer,
    BatchLetter,
    CityEntries,
    EntryAnswer,
    KeptLetter,
    NeighbourKey,
    NeighbourLetter,
    NeighboursAnswer,
    Standing,
    neighbours_text,
)
from models.errors import LineTrouble
from models.rules.terms import QueueState
from models.store import daybook, foreign, neighbours
from models.store.store import Store
from tests.forwarding.test_runner import START, HandClock, receive_and_forward, settle, states
from tests.helpers.cityside import TOKEN, WINDOW, LetterBook, running_city
from tests.helpers.strange_server import reply, strange_server

KEYS, OTHER = CityKeys.new(), CityKeys.new()
LETTER = LetterBook("140581-04").write(str(uuid4()), "receive", {})
BATCH = BatchLetter(entries=(LETTER,))
RECEIPT, PLACE = "SJ20261120-0000", 7
Seal = Callable[[str, int, str, str], str]

FORGED: dict[str, Seal] = {
    "no seal at all": lambda *_: "",
    "a seal that is none": lambda *_: "不是签章",
    "another's seal": OTHER.seal,
    "the seal of another entry": lambda _, place, standing, receipt: KEYS.seal("0" * 64, place, standing, receipt),
    "the seal of another place": lambda digest, _, standing, receipt: KEYS.seal(digest, 8, standing, receipt),
    "the seal of another standing": lambda digest, place, _, receipt: KEYS.seal(digest, place, "aside", receipt),
    "the seal of another receipt": lambda digest, place, standing, _: KEYS.seal(digest, place, standing, "SJ1"),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "window", b"k" * 32, window=WINDOW) as opened:
        yield opened


def served(letter: BatchAnswer | CityEntries | NeighboursAnswer) -> bytes:
    return reply("200 OK", letter.model_dump_json().encode(), "application/json")


def answer(seal: Seal) -> bytes:
    """An answer that says the entry is kept, well-formed in everything but perhaps its seal."""
    one = EntryAnswer(
        id=LETTER.id, answer=Answer.TAKEN, receipt=RECEIPT, place=PLACE,
        seal=seal(LETTER.digest, PLACE, Standing.COUNTED.value, RECEIPT),
    )  # fmt: skip
    return served(BatchAnswer(protocol=1, answers=(one,), city_time=START))


@pytest.mark.parametrize("name", FORGED)
def test_that_a_forged_receipt_is_none(name: str) -> None:
    with strange_server(answer(FORGED[name])) as url:
        line = CityLine(url, TOKEN, city_key=KEYS.public)
        with pytest.raises(LineTrouble) as told:
            line.send(BATCH)
        line.close()
    assert told.value.code == "protocol"
    assert "没有市级签章" in told.value.sentence


def test_that_the_citys_own_seal_passes_and_without_its_key_nothing_is_checked() -> None:
    for city_key, seal in ((KEYS.public, KEYS.seal), (b"", FORGED["no seal at all"])):
        with strange_server(answer(seal)) as url:
            line = CityLine(url, TOKEN, city_key=city_key)
            assert line.send(BATCH).answers[0].delivered
            line.close()


@pytest.mark.parametrize("name", FORGED)
def test_that_a_forged_entry_of_the_county_is_not_shown(name: str, store: Store) -> None:
    seal = FORGED[name](LETTER.digest, PLACE, Standing.COUNTED.value, RECEIPT)
    kept = KeptLetter.model_validate({**LETTER.model_dump(), "place": PLACE, "receipt": RECEIPT, "seal": seal})
    with strange_server(served(CityEntries(protocol=1, entries=(kept,), cursor=7))) as url:
        line = CityLine(url, TOKEN, city_key=KEYS.public)
        with pytest.raises(LineTrouble, match="没有市级签章"):
            Looker(store, line).look()
        line.close()
    assert foreign.cursor(store) == ""
    with store.read() as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (0,)


def test_that_a_list_of_windows_under_another_seal_leaves_the_old_one(store: Store) -> None:
    told = (NeighbourLetter(name="140581-04", label="假窗口", keys=(NeighbourKey(sign_key="ab" * 32),)),)
    for keys, known in ((OTHER, 0), (KEYS, 1)):
        seal = keys.sign.sign(neighbours_text(told)).hex()
        with strange_server(served(NeighboursAnswer(protocol=1, windows=told, seal=seal))) as url:
            line = CityLine(url, TOKEN, city_key=KEYS.public)
            if known:
                Roll(store, line).look(START)
            else:
                with pytest.raises(LineTrouble):
                    Roll(store, line).look(START)
            line.close()
        assert len(neighbours.windows(store)) == known


def test_that_a_queue_drains_under_the_true_key_and_waits_whole_under_a_wrong_one(store: Store, tmp_path: Path) -> None:
    receive_and_forward(store, 1, scan=b"%PDF-1.7 one page")
    clock = HandClock()
    with running_city(tmp_path / "city") as side:
        wrong = CityLine(side.url, TOKEN, city_key=OTHER.public)
        assert settle(Runner(store, wrong, clock, Random(1)), clock).line == "down"
        assert set(states(store)) == {QueueState.WAITING}
        assert {row.receipt for row in daybook.queue_rows(store, limit=10)} == {""}
        true = CityLine(side.url, TOKEN, city_key=CityKeys.at(side.folder).public)
        clock.on(minutes=30)
        assert settle(Runner(store, true, clock, Random(1)), clock).line == "up"
        for line in (wrong, true):
            line.close()
    assert set(states(store)) == {QueueState.DELIVERED}
