"""Is the city there, is it ours, does it know this window: asked once by an administrator, changes nothing."""

from __future__ import annotations

from forwarding.client import CityLine

LIMIT_S = 4.0
_FAR = 1 << 53  # beyond every cursor, so that the answer is empty


def probe(address: str, token: str) -> str:
    """One sentence when the city answers and takes the token.

    Raises:
        LineTrouble: why not, in words for a person.
    """
    line = CityLine(address, token, timeout=LIMIT_S)
    try:
        line.health()
        line.entries_since(_FAR)
    finally:
        line.close()
    return "市级平台有应答，登记口令有效"
