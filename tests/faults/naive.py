"""The control: a sender as they are often written, that makes a fresh entry for each try. It must be found out."""

from __future__ import annotations

from uuid import uuid4

from forwarding.client import CityLine
from forwarding.wire import BatchLetter
from models.errors import LineTrouble
from tests.faults.proxy import Proxy
from tests.helpers.cityside import LetterBook
from tests.store.acts import receiving


def send_naively(proxy: Proxy, window: str, secret: str, acts: int, *, timeout: float) -> dict[str, str]:
    """Send so many acts, each again and again until it is answered; the receipts by the acts' words."""
    book, line, receipts = LetterBook(window), CityLine(proxy.url, secret, timeout=timeout), {}
    for n in range(acts):
        word = f"naive/{n}"
        while word not in receipts:
            proxy.door()
            letter = book.write(str(uuid4()), "receive", receiving(f"{window}-20261120-{n:04d}-K", act=word))
            try:
                answer = line.send(BatchLetter(entries=(letter,))).answers[0]
            except LineTrouble:
                continue
            if answer.delivered:
                receipts[word] = answer.receipt
    line.close()
    return receipts
