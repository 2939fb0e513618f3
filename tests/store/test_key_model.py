"""Any history of people coming and going, passwords, codes and keys changed, programs killed between two files.

The model knows what must open and what must not; the real folder is asked after every step.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.errors import Refusal
from models.store import door, keyfile, people, queries, rekey
from models.store.keys import NAME, KeyFile
from models.store.store import Store
from models.store.suites import AES, SM
from tests.store.acts import NOW
from tests.store.hall import CHEAP, Hall, staffed

LOGINS, SECRETS = ("yi", "er", "san"), ("Jiade-Mima-1", "Jiade-Mima-2", "Jiade-Mima-3")
SUITES = st.sampled_from([AES, SM])


class Killed(Exception):
    """The program ended here."""


class Keys(RuleBasedStateMachine):
    """One folder."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.gone: list[tuple[str, str]] = []
        self.old_codes: list[str] = []

    @initialize(crypto=st.sampled_from(["", "sm"]))
    def start(self, crypto: str) -> None:
        self.hall: Hall = staffed(Path(self.place.name) / "window", crypto)

    def teardown(self) -> None:
        self.place.cleanup()

    def open(self) -> Store:
        store, _ = door.sign_in(self.hall.folder, "admin", self.hall.passwords["admin"])
        return store

    @rule(login=st.sampled_from(LOGINS), secret=st.sampled_from(SECRETS))
    def add_or_change(self, login: str, secret: str) -> None:
        with self.open() as store:
            KeyFile(self.hall.folder, CHEAP).put(login, secret, store.key)
            known = {one: staff.id for staff, one, _ in people.all_of(store)}
            if login in known:
                people.set_active(store, known[login], True)
            else:
                people.add(store, login, login, "clerk", NOW)
        self._no_longer(login)
        self.hall.passwords[login] = secret
        self.gone = [one for one in self.gone if one != (login, secret)]

    @precondition(lambda self: len(self.hall.passwords) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        login = data.draw(st.sampled_from(sorted(set(self.hall.passwords) - {"admin"})))
        with self.open() as store:
            ident = next(staff.id for staff, one, _ in people.all_of(store) if one == login)
            people.set_active(store, ident, False)
            KeyFile(self.hall.folder).remove(login)
        self._no_longer(login)

    @rule(secret=st.sampled_from(SECRETS))
    def recover(self, secret: str) -> None:
        made = door.recover(self.hall.folder, self.hall.code, login="admin", password=secret, at=NOW, cost=CHEAP)
        made.store.close()
        self._no_longer("admin")
        self.old_codes.append(self.hall.code)
        self.hall.passwords["admin"], self.hall.code = secret, made.recovery_code
        self.gone = [one for one in self.gone if one != ("admin", secret)]

    @rule(suite=SUITES, whole=st.booleans())
    def new_key(self, suite: Any, whole: bool) -> None:
        with self.open() as store:
            rekey.change(store, suite)
            rekey.move(store, stop=lambda: not whole)

    @rule(suite=SUITES, saves=st.integers(0, 3))
    def new_key_killed(self, suite: Any, saves: int) -> None:
        """The program ends as it is about to write the key file for the n-th time, or to put the database in place."""
        store = self.open()
        real, left = keyfile.save, [saves]

        def save(*args: Any, **kwargs: Any) -> None:
            if not left[0]:
                raise Killed
            left[0] -= 1
            real(*args, **kwargs)

        keyfile.save = save
        try:
            rekey.change(store, suite)
        except Killed:
            pass
        finally:
            keyfile.save = real
            store.close()

    @rule(at=st.integers(0, 10_000))
    def damage(self, at: int) -> None:
        """A byte of the file changes; its copy takes over and it is mended."""
        path = self.hall.folder / NAME
        data = bytearray(path.read_bytes())
        data[at % len(data)] ^= 1
        path.write_bytes(data)
        with self.open() as store:
            door.mend(store, NOW)

    @invariant()
    def whoever_should_opens_and_nobody_else(self) -> None:
        keys = KeyFile(self.hall.folder)
        found = {keys.unlock(login, secret) for login, secret in self.hall.passwords.items()}
        found.add(keys.recover(self.hall.code))
        assert len(found) == 1
        for login, secret in self.gone:
            assert self.hall.refused(login, secret)
        for code in self.old_codes:
            try:
                keys.recover(code)
            except Refusal:
                continue
            raise AssertionError(code)
        with Store.open(self.hall.folder, found.pop()) as store:
            assert queries.case_count(store) == 3
            assert all(store.blobs.get(digest) == data for digest, data in self.hall.scans.items())

    def _no_longer(self, login: str) -> None:
        if login in self.hall.passwords:
            self.gone.append((login, self.hall.passwords.pop(login)))


Keys.TestCase.settings = settings(max_examples=8, stateful_step_count=10, deadline=None)
TestKeys = Keys.TestCase
