"""No key is ever given to a keyring of the system: it changes with the desktop, and a lost key is lost data."""

from __future__ import annotations

import re

from tests.sources import ROOMS, ROOT, python_files, short

KEYRING = re.compile(r"\b(import|from)\s+(keyring|secretstorage|jeepney|win32cred)\b|CryptProtectData|libsecret")


def test_that_no_code_asks_a_keyring() -> None:
    texts = {short(path): path.read_text(encoding="utf-8") for path in python_files()}
    named = [name for name, text in texts.items() if name.split("/")[0] in (*ROOMS, "app.py") and KEYRING.search(text)]
    assert named == []
    assert len(texts) > 100


def test_that_the_look_would_find_one() -> None:
    assert all(KEYRING.search(text) for text in ("import keyring", "from secretstorage import x", "CryptProtectData()"))


def test_that_no_lock_file_brings_one() -> None:
    text = (ROOT / "requirements/run.lock").read_text(encoding="utf-8")
    assert re.search(r"(?m)^(keyring|secretstorage|pywin32)\b", text, re.IGNORECASE) is None
