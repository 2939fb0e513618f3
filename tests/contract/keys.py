"""Fixed keys, tokens, names and moments of the letters: of tests, and good for nothing else."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from city.keys import CityKeys

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
CITY = CityKeys(
    Ed25519PrivateKey.from_private_bytes(bytes(range(32))), X25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
)
NEWCOMER = (Ed25519PrivateKey.from_private_bytes(b"s" * 32), X25519PrivateKey.from_private_bytes(b"b" * 32))
TOKENS = {
    "140581-03": "test-token-of-window-03",
    "140581-05": "test-token-of-window-05",
    "140581-09": "test-token-of-window-09",
}
REVOKED = "140581-09"
CITY_NAME = "样例市平台"
