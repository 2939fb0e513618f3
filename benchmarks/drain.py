"""Sending the queue: batches of our runner against one POST per entry, to the same city process (SQLite, FULL).

The two sides take turns, one batch against as many single posts, each side from a queue of its own. Ours claims,
sends, and keeps the receipts durably in the encrypted store; the peers only send. Then the whole window on 转报 while
its queue drains: how long the screen was held at worst.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import httpx

from benchmarks import drain_sides
from benchmarks.common import Figure, child_figures, report
from benchmarks.store_sample import AT
from forwarding.client import CityLine
from forwarding.letters import letter_of
from forwarding.runner import Runner
from forwarding.sending import BATCH
from forwarding.wire import BatchAnswer, BatchLetter
from models.store import outbox
from models.store.store import Store

ROUNDS = 12
_HELD_MS = 100


def bodies(store: Store, count: int) -> list[bytes]:
    """The letters of a queue, one entry each, ready to be posted."""
    claimed = outbox.claim(store, AT, count, timedelta(hours=1))
    return [BatchLetter(entries=(letter_of(out),)).model_dump_json().encode() for out in claimed]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _post_each(post: Callable[..., httpx.Response], url: str, letters: list[bytes]) -> None:
    head = {"Authorization": f"Bearer {drain_sides.TOKENS[4]}", "Content-Type": "application/json"}
    for body in letters:
        answer = BatchAnswer.model_validate_json(post(f"{url}/v1/entries", content=body, headers=head).content)
        assert answer.answers[0].delivered, answer


def drained() -> tuple[float, float, float]:
    """Milliseconds per entry: our runner, httpx.post, one httpx.Client kept alive."""
    ours, peer = drain_sides.made(3, (ROUNDS + 1) * BATCH), drain_sides.made(4, (ROUNDS + 1) * BATCH * 2)
    times = [0.0, 0.0, 0.0]
    with drain_sides.city(ours, peer) as url, httpx.Client() as client:
        now = datetime.now(AT.tzinfo)  # noqa: TID251 - a benchmark has the machine's clock
        runner = Runner(ours.store, CityLine(url, drain_sides.TOKENS[3]), lambda: now)
        letters = bodies(peer.store, (ROUNDS + 1) * BATCH * 2)
        for turn in range(ROUNDS + 1):
            first, second = letters[:BATCH], letters[BATCH : 2 * BATCH]
            del letters[: 2 * BATCH]
            taken = (
                seconds(runner.run_once),
                seconds(lambda first=first: _post_each(httpx.post, url, first)),  # type: ignore[misc]
                seconds(lambda second=second: _post_each(client.post, url, second)),  # type: ignore[misc]
            )
            if turn:  # the first round warms both sides
                times = [old + new for old, new in zip(times, taken, strict=True)]
        assert not outbox.claim(ours.store, now, 1, timedelta(hours=1)), "our queue is not empty"
    ours.close()
    peer.close()
    each = [total * 1000 / (ROUNDS * BATCH) for total in times]
    return each[0], each[1], each[2]


def main() -> None:
    """Print the table."""
    ours, post, client = drained()
    held = child_figures("benchmarks.drain_window")
    figures = [
        Figure("one entry sent 送出一条", ours, "httpx.post", post, 15, at_least=True, inverse=True),
        Figure("the same, connection kept 保持连接", ours, "httpx.Client", client, None, at_least=True, inverse=True),
        Figure("GUI held at worst meanwhile 界面最长停顿", held["gap"], "limit 限度", _HELD_MS, 1.0,
               note=f"left 剩 {held['left']}"),
    ]  # fmt: skip
    report("DRAIN 转报", figures)


if __name__ == "__main__":
    main()
