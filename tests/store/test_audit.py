"""The audit trail lies in the log: chained, kept, never sent, and gone with a unit of work that was not kept."""

from __future__ import annotations

from models.rules.terms import AuditKind
from models.store import audit, outbox, queries, replay
from models.store.store import Store
from tests.store.acts import MINUTE, NOW, receive


def note(store: Store, what: AuditKind, text: str = "") -> None:
    with store.work() as work:
        audit.note(work, what, NOW, actor="p1", name="样例管理员", subject="chuangkou", text=text)
        work.commit()


def test_that_lines_are_read_newest_first_and_by_kind(store: Store) -> None:
    note(store, AuditKind.SIGN_IN)
    note(store, AuditKind.PERSON, "停用")
    note(store, AuditKind.SIGN_IN)
    assert [line.what for line in audit.lines(store)] == [AuditKind.SIGN_IN, AuditKind.PERSON, AuditKind.SIGN_IN]
    (one,) = audit.lines(store, only=[AuditKind.PERSON])
    assert (one.name, one.subject, one.text) == ("样例管理员", "chuangkou", "停用")
    newest = audit.lines(store, limit=1)[0]
    assert len(audit.lines(store, before=newest.n)) == 2


def test_that_the_trail_stands_in_the_chain_and_is_never_sent(store: Store) -> None:
    note(store, AuditKind.SIGN_IN)
    receive(store)
    note(store, AuditKind.REVEAL)
    assert replay.verify_chain(store) is None
    assert len(outbox.claim(store, NOW, 10, MINUTE)) == 1
    replay.rebuild(store)
    assert queries.case_count(store) == 1


def test_that_a_line_of_work_that_was_not_kept_is_not_there(store: Store) -> None:
    with store.work() as work:
        audit.note(work, AuditKind.EXPORT, NOW)
    assert audit.lines(store) == ()
