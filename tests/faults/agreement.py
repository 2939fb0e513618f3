"""Whether the stores of a county agree with the city, entry for entry: each way they do not, as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import Engine, select

from city.tables import entries
from models.store import conflicts, replay
from models.store.store import Store
from tests.helpers.county import of_the_store, projections
from tests.store.acts import dump

Known = tuple[str, str, str]  # id, digest, standing


def of_the_city(engine: Engine) -> dict[str, list[Known]]:
    """Every case's entries as the city has them, in the order every window of the county must show."""
    found: dict[str, list[Known]] = {}
    query = select(entries.c.case_id, entries.c.id, entries.c.digest, entries.c.standing)
    with engine.connect() as connection:
        for case_id, *known in connection.execute(query.order_by(entries.c.place, entries.c.digest)):
            found.setdefault(case_id, []).append((known[0], known[1], known[2]))
    return found


def disagreements(engine: Engine, stores: Sequence[Store], *, rebuild: bool = True) -> list[str]:
    """Sentences; none when all agree. ``rebuild``: each store is made anew from its log and must stay the same."""
    whole, first = of_the_city(engine), projections(stores[0])
    said: list[str] = []
    for store in stores:
        said += [f"{store.window}：{one}" for one in _entries(whole, of_the_store(store))]
        if projections(store) != first:
            said.append(f"{store.window}：办件表与{stores[0].window}不同 {_first(first, projections(store))}")
        said += [f"{store.window}：{one}" for one in (*_aside(whole, store), *_itself(store, rebuild=rebuild))]
    return said


def _entries(whole: dict[str, list[Known]], here: dict[str, list[Known]]) -> Iterable[str]:
    if lost := set(whole) - set(here):
        yield f"缺{len(lost)}件"
    if more := set(here) - set(whole):
        yield f"多出{len(more)}件"
    for case_id in set(whole) & set(here):
        if whole[case_id] != here[case_id]:
            yield f"{case_id}与市级不同 {_first(whole[case_id], here[case_id])}"


def _aside(whole: dict[str, list[Known]], store: Store) -> Iterable[str]:
    """What stands aside is on the conflicts list, of its own window for deciding, and nothing else is."""
    aside = {ident for known in whole.values() for ident, _, standing in known if standing == "aside"}
    with store.read() as db:
        rows = "SELECT e.id, e.window = ?, f.settled_n FROM conflicts f JOIN entries e ON e.n = f.entry_n"
        listed = {ident: (own, settled) for ident, own, settled in db.execute(rows, (store.window,))}
    if set(listed) != aside:
        yield f"不计入的{len(aside)}条，列出的{len(listed)}条"
    mine = {ident for ident, (own, settled) in listed.items() if own and settled is None}
    if {one.lost.entry.id for one in conflicts.open_ones(store, limit=1 << 30)} != mine:
        yield "要再定的与列出的不符"
    if conflicts.count_open(store) != len(mine):
        yield "要再定的件数不对"


def _itself(store: Store, *, rebuild: bool) -> Iterable[str]:
    broken = replay.verify_chain(store)
    if broken is not None:
        yield f"链断：{broken.why}"
    if not rebuild:
        return
    lived, listed = dump(store), _conflicts(store)
    replay.rebuild(store)
    again = dump(store)
    for table, rows in lived.items():
        if rows != again[table]:
            yield f"重做后{table}不同 {_first(rows, again[table])}"
    if _conflicts(store) != listed:
        yield "重做后要再定的不同"


def _conflicts(store: Store) -> list[tuple[object, ...]]:
    with store.read() as db:
        return [tuple(row) for row in db.execute("SELECT * FROM conflicts ORDER BY entry_n")]


def _first(one: Sequence[object], other: Sequence[object]) -> str:
    """The first place where two lists differ."""
    pairs = ((a, b) for a, b in zip(one, other, strict=False) if a != b)
    return str(next(islice(pairs, 1), (len(one), len(other))))
