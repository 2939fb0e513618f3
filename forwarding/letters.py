"""Between the log's entries and the letters of the wire; nothing is added and nothing is lost on the way."""

from __future__ import annotations

from forwarding import failures
from forwarding.wire import EntryAnswer, EntryLetter, KeptLetter, Standing
from models.rules.terms import Act
from models.store.entries import Entry, stamp, unstamp
from models.store.rows import Mark, OutEntry


def letter_of(out: OutEntry) -> EntryLetter:
    """What is sent of one claimed entry: the same letter however often it is sent."""
    return _letter(out.entry, out.blobs, out.seen, out.follows)


def entry_of(letter: EntryLetter) -> Entry:
    """An entry the city told of.

    Raises:
        LineTrouble: code ``upgrade``: its kind is not known here.
    """
    if letter.kind not in set(Act):
        raise failures.unknown_act(letter.kind)
    return Entry(
        id=letter.id,
        window=letter.window,
        seq=letter.seq,
        case_id=letter.case,
        version=letter.version,
        kind=Act(letter.kind),
        at=unstamp(letter.at),
        actor=letter.actor,
        payload=letter.payload,
        prev=letter.prev,
        digest=letter.digest,
    )


def mark_of(told: EntryAnswer | KeptLetter) -> Mark:
    """The city's word on an entry it keeps."""
    return Mark(told.place, told.standing.value, told.receipt, told.seal)


def offer_of(entry: Entry, mark: Mark, blobs: tuple[str, ...]) -> KeptLetter:
    """An entry the city kept once, as it told of it."""
    told = {"place": mark.place, "standing": Standing(mark.standing), "receipt": mark.receipt, "seal": mark.seal}
    return KeptLetter.model_validate({**_letter(entry, blobs, 0, "").model_dump(), **told})


def _letter(entry: Entry, blobs: tuple[str, ...], seen: int, follows: str) -> EntryLetter:
    return EntryLetter(
        id=entry.id,
        window=entry.window,
        seq=entry.seq,
        case=entry.case_id,
        version=entry.version,
        kind=entry.kind.value,
        at=stamp(entry.at),
        actor=entry.actor,
        payload=dict(entry.payload),
        prev=entry.prev,
        digest=entry.digest,
        blobs=blobs,
        seen=seen,
        follows=follows,
    )
