"""The prose of the line's contract: what each address and field means, what a client must do when something is wrong.

What can be told from the code (types, limits, which fields there are) is not repeated here; ``city.wire`` puts both
together. A field is looked up as ``Letter.field`` first, then as ``field``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forwarding.wire import LENGTH, MAX_BLOB_BYTES, MAX_ENTRIES, MAX_LETTER_BYTES, OFFSET, PART, SPOKEN
from models.rules.acts import ACT_NAMES
from models.rules.crossing import BESIDE
from models.rules.staying import STAYS
from models.rules.terms import Act

_MB, _KB, _LETTER = MAX_BLOB_BYTES // 1024 // 1024, PART // 1024, MAX_LETTER_BYTES // 1024 // 1024


def _kinds(acts: Iterable[Act]) -> str:
    return ", ".join(f"`{act.value}` {ACT_NAMES[act]}" for act in Act if act in acts)


ABOUT = f"""\
The line between the county windows of 同权一窗 and a city platform. Whoever answers as this file says can stand in for
the reference city (`city/`): the windows read nothing else.

## Words

* **Entry**: one act on one case, written at a window or at the city, never changed. Windows send, the city keeps.
* **County** (*region*): the six digits a window's name begins with (`140581` of `140581-03`). The city's own entries
  are written by `city-140581-` and more letters, a chain for each county and process, in the same form as a window's.
* **Feed**: the county's counter. Every entry kept, of a window or of the city, gets the next number, in the transaction
  that keeps it, so that numbers become visible in their order and without holes. A window's *cursor* is such a number:
  it asks what came after, and must never be passed over.
* **Place**: where the entry stands in the order of its case: the feed number it was first given. An entry taken back
  after a restore keeps its old place.
* **Standing**: `counted`, or `aside`: kept and shown for ever, but it does not move the case, because another act came
  first. Standing never changes once told.

## Digest

`digest` is SHA-256, in lower-case hex, of the UTF-8 text of a JSON object of exactly ten fields: actor, at, case, id,
kind, payload, prev, seq, version, window. Keys sorted by code point at every level, separators `,` and `:` without
spaces, only `"`, `\\` and the control characters below U+0020 escaped (`\\b \\t \\n \\f \\r`, else `\\u00xx`),
everything else as it is; no NaN and no infinity. A payload holds texts, whole numbers, true, false, null, lists and
objects.
`prev` is the digest of the window's entry before (64 zeros before the first), whatever its case. `seen`, `follows` and
`blobs` stand outside the digest. Compute it anew from the text received; keep the payload so that it can be told again
unchanged.

## Seals

The city holds one Ed25519 key for ever. `seal` is the signature, in base64, over the ASCII text
`digest|place|standing|receipt`; `NeighboursAnswer.seal`, in hex, over `windows|` and the SHA-256 in hex of the list of
windows as JSON (every field, keys sorted, separators `, ` and `: `, not escaped beyond JSON's need). A window that
enrolled checks both: an answer without the right seal counts as none. `told_seal` is the city's word to itself: a
window keeps it and gives it back unchanged. Here it is `digest:signature`, over `told|region|number|digest`.

## Judging an entry

In this order; entries of a batch one after the other, all in one transaction:

1. The id is known with the same window and digest: `again`, with the first receipt, place, standing and seal.
2. The id is known with another digest, or the window's `seq` is taken by another id: `changed`; keep both contents.
3. Not the sender's window, digest wrong, a case of another county, a `kind` not known: `refused`; keep the letter.
4. A blob it names is not here: `missing_blobs`, with their digests.
5. `follows` is an entry not here (or it is "", the case is not here, and the kind is not `receive`): `early`.
6. `receive` of a case that is here: `conflict`.
7. Its kind is *beside*: `taken`.
8. The entry it follows stands aside: `conflict`.
9. It is crossed by a counted entry of another writer whose place is above `seen`, or by an own entry of the case kept
   after the one it follows: `conflict`. An entry of a window crosses unless its kind is *beside*; one of the city
   crosses only when neither it nor the entry judged is *staying*, and `city_receive` never does.
10. Else `taken`.

Beside: {_kinds(BESIDE)}.

Staying: {_kinds(STAYS)}.

All kinds: {_kinds(Act)}.

Once an entry of a batch was not kept, the later entries of the same case in it are `early`. `taken` stands `counted`,
`conflict` stands `aside`; both have place, receipt, seal. Answers come in the order of the batch, one for each entry.

## Delivered

To a window, an entry is delivered when a 2xx answer that it can read names its id with `taken`, `again` or `conflict`,
with a receipt and the right seal. Nothing else is: not a 200 of a portal, not half an answer. Until then it sends the
same entry again, unchanged, as often as needed; the city must therefore answer by id, for ever, and must have the entry
durably on disk before it answers. Blobs go first, entries after.

## Restored from an older copy

A window says how far it was ever told (`told` with `told_seal`). A city whose feed is behind that, or that finds
another entry at that number, was restored from an older copy: it goes on counting behind `told`, and names the
numbers it may lack in `lacks`. The windows then offer those entries again, their own and others', each under the seal
it was told with; the city takes back what its own key sealed, at the old place, with the old receipt, under the next
feed number.

## Growing

Both sides ignore fields they do not know. New fields may be added to protocol 1 when they may be left out. Anything
else is another protocol: a batch of another `protocol` is answered 426.

## 中文摘要

本文件是窗口与市级平台之间线路的约定。每条记录按编号只收一次，收下就发回执，回执永远不变；按县编连续的流水号，窗口凭流水号
续取，不会漏；两处同时办同一件，先到的计入，后到的另放（aside），都留存，由人再定。应答须带市级签章，没有签章的不算送达。
"""


@dataclass(frozen=True, slots=True)
class Address:
    """One operation: its name, a Chinese line, prose, what each good answer means, which errors there are."""

    name: str
    zh: str
    about: str
    good: dict[int, str]
    errors: tuple[int, ...] = ()
    token: bool = True
    bare: bool = False  # a good answer has no body
    no_body: bool = False  # no answer has one, an error neither
    bytes_in: bool = False
    bytes_out: bool = False
    asked: tuple[str, ...] = ()  # headers of the request that need not be there
    headers: tuple[str, ...] = ()  # of the good answers, and of the errors named in ``headed``
    headed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What an error means and what the client does."""

    about: str
    headers: tuple[str, ...] = ()


_RETRY = (429, 500, 503)
_TOKEN = (401, 403)
ADDRESSES: dict[tuple[str, str], Address] = {
    ("get", "/v1/health"): Address(
        "health",
        "平台在不在",
        "Says that this is a city of the line and which protocol it speaks; a captive portal cannot say this.",
        {200: "Here, and speaking this protocol."},
        _RETRY,
        token=False,
    ),
    ("post", "/v1/entries"): Address(
        "postEntries",
        "送记录",
        "Entries of one window, oldest first. Judged one by one as above; sending the same again is always safe. The"
        " city writes an entry of its own, `city_receive`, behind each `forward` and `resubmit` that counts. What is"
        f" longer than {_LETTER} MB is read to its end and answered 413; the window sends the halves.",
        {200: "Each entry's answer, in the order of the batch, whatever became of it."},
        (400, *_TOKEN, 413, 422, 426, *_RETRY),
    ),
    ("get", "/v1/entries"): Address(
        "getEntries",
        "续取本县记录",
        "What the county's other windows and the city did after a feed number, in feed order. While `more` is true the"
        " window asks again at once from `cursor`.",
        {200: "A page of the feed; `cursor` is where to go on."},
        (*_TOKEN, 422, *_RETRY),
    ),
    ("get", "/v1/anchor"): Address(
        "getAnchor",
        "本窗口送到哪一条",
        "The `seq` and `digest` of the last entry kept of the asking window, 0 and \"\" when there is none. The window"
        " holds its own log against it, so that an end cut off there is found. A city without it answers 404.",
        {200: "The last entry kept."},
        (*_TOKEN, *_RETRY),
    ),
    ("get", "/v1/feed-sum"): Address(
        "getFeedSum",
        "本县记录核对",
        "One digest over what others than the asking window wrote in a stretch of the feed: SHA-256 over a line"
        " `place:digest` for each entry with `after` < feed number <= `until`, by place and then by digest. Where the"
        " window's own sum differs it reads the stretch again and puts its rows right. A city without it answers 404.",
        {200: "How many entries, and their sum."},
        (*_TOKEN, 422, *_RETRY),
    ),
    ("post", "/v1/entries/offered"): Address(
        "offerEntries",
        "补送市级丢失的记录",
        "Entries this city kept before it was restored, of any window of the county and of the city itself. Taken back"
        " only under the city's own seal; known ones are passed over, so that offering twice is safe.",
        {200: "How many the city lacked and has now, and how many it refused."},
        (400, *_TOKEN, 413, 422, *_RETRY),
    ),
    ("head", "/v1/blobs/{digest}"): Address(
        "hasBlob",
        "附件在不在",
        "Asked before a blob is sent: whether the city has it whole, else how many bytes of it this window brought.",
        {200: "Here, whole."},
        (*_TOKEN, 404, 422, *_RETRY),
        bare=True,
        no_body=True,
        headers=(OFFSET,),
        headed=(404,),
    ),
    ("get", "/v1/blobs/{digest}"): Address(
        "getBlob",
        "取附件",
        "The bytes whose SHA-256 is the name; with `Range` a part of them. The client computes the digest of the whole"
        " anew. A range that is none of this form may be answered with the whole.",
        {200: "The bytes.", 206: "The part asked for; `Content-Range` says how long the whole is."},
        (*_TOKEN, 404, 416, 422, *_RETRY),
        bytes_out=True,
        asked=("Range",),
    ),
    ("put", "/v1/blobs/{digest}"): Address(
        "putBlob",
        "送附件",
        f"A scan or paper of at most {_KB} KB, whole, named by its SHA-256. The city computes the digest anew before it"
        " keeps anything; the same blob twice is one blob.",
        {201: "Kept, durably."},
        (*_TOKEN, 413, 422, *_RETRY),
        bare=True,
        bytes_in=True,
    ),
    ("patch", "/v1/blobs/{digest}"): Address(
        "appendBlob",
        "分段送附件",
        f"The next part, of at most {_KB} KB, of a blob of at most {_MB} MB. Parts of one window go on where its last"
        f" one ended: `{OFFSET}` is where this part begins, `{LENGTH}` how long the whole is. What came is kept for a"
        " week, so that a broken line costs one part. With the last part the digest is computed; when it is wrong, all"
        " of it is dropped and sent again.",
        {201: "Whole now, and kept.", 204: "This part is kept, durably; go on where the offset says."},
        (*_TOKEN, 409, 413, 422, *_RETRY),
        bare=True,
        bytes_in=True,
        headers=(OFFSET,),
        headed=(409,),
    ),
    ("get", "/v1/city"): Address(
        "cityCard",
        "平台是谁",
        "Who the city says it is, to anybody: people compare the fingerprint of its two keys (SHA-256 over"
        " `tongquan-city|`, the 32 bytes of the signing key and the 32 of the box key; the first 32 hex digits, upper"
        " case, in groups of four) with the sheet they were handed, before the code of the invitation is sent.",
        {200: "Its name and its two public keys."},
        _RETRY,
        token=False,
    ),
    ("post", "/v1/enrol"): Address(
        "enrol",
        "窗口登记",
        "A window hands in the code of its invitation: 20 letters and 4 that check them, good once and for a week. It"
        " proves by `proof`, a signature over `enrol|SHA-256 of the code without dashes|window|sign_key|box_key`, that"
        " the key is its own; the same letter again within a quarter of an hour is answered with a fresh token, because"
        " the first answer may have been lost. Whatever is wrong with a code, the answer is the same 400. More than 5"
        " failed tries in a quarter of an hour for one window or from one address are answered 429.",
        {200: "Enrolled; the token is told this once."},
        (400, 413, 422, *_RETRY),
        token=False,
    ),
    ("get", "/v1/windows"): Address(
        "windows",
        "本县各窗口与公钥",
        "All windows of the asker's county with every public key they ever had, under the city's seal.",
        {200: "The windows, by name."},
        (*_TOKEN, *_RETRY),
    ),
    ("get", "/v1/packs"): Address(
        "packs",
        "已发布的政策包",
        "Every city pack that was published, newest first, each under the city's seal: base64, over"
        " `pack|city|version|document|effective|digest`. A window takes none without the right seal, and puts none to"
        " use before a person has read the differences.",
        {200: "The cards of the packs."},
        (*_TOKEN, *_RETRY),
    ),
    ("get", "/v1/packs/{city}/{version}"): Address(
        "getPack",
        "取政策包",
        "The file of one pack, a zip of its folder. The client computes the digest anew.",
        {200: "The bytes."},
        (*_TOKEN, 404, 422, *_RETRY),
        bytes_out=True,
    ),
}

ERRORS: dict[int, Fault] = {
    400: Fault(
        "The letter cannot be answered as it is: not JSON, a code that is not good. Sending it again does not help. A"
        " batch refused whole is sent again in halves, so that only the bad entry is held."
    ),
    401: Fault(
        "No window holds this token. Entries wait; a person looks after the enrolment.", headers=("WWW-Authenticate",)
    ),
    403: Fault(
        "Code `revoked`: the window may send no longer; `sentence` says why. Entries wait, papers stay valid, the"
        " window goes on working and enrols anew."
    ),
    404: Fault("No blob or pack of that name, or not whole. An answer that is not the city's own counts as none."),
    409: Fault("The part does not go on where the last one ended; go on from the offset told."),
    413: Fault("Too large: a letter is sent in halves; the entry that is too large alone is held for a person."),
    416: Fault("The blob ends before the range begins.", headers=("Content-Range",)),
    422: Fault(
        "The letter does not read as this file says, or the bytes are not what their name says. A batch is sent again"
        " in halves, so that only the bad entry is held; a blob is sent again whole."
    ),
    426: Fault("One side speaks an older protocol. Nothing is sent until it is brought up.", headers=(SPOKEN,)),
    429: Fault("Too much at once. The whole line rests for `Retry-After` seconds.", headers=("Retry-After",)),
    500: Fault(
        "The city broke. What it answered before stands. The batch is sent again in halves; an entry over which alone"
        " it broke three times, while it took others, is held for a person."
    ),
    503: Fault(
        "The city is away for a while: as 429 with `Retry-After`; without, everything waits and is sent again, later"
        " each time.",
        headers=("Retry-After",),
    ),
}

HEADERS: dict[str, tuple[dict[str, Any], str]] = {
    "Retry-After": ({"type": "integer", "minimum": 0}, "Seconds to wait; may be left out."),
    "WWW-Authenticate": ({"type": "string"}, "`Bearer`."),
    "Range": ({"type": "string", "pattern": "^bytes=[0-9]{1,9}-[0-9]{0,9}$"}, "First and last byte, from 0."),
    "Content-Range": ({"type": "string"}, "The length of the whole stands behind the `/`."),
    OFFSET: ({"type": "integer", "minimum": 0}, "How many bytes of the blob the city has from this window."),
    SPOKEN: ({"type": "integer", "minimum": 1}, "The protocol the city speaks."),
}

FIELDS: dict[str, str] = {
    "id": "Uuid, given where the entry is written; the idempotency key.",
    "window": "Who wrote it: region and number, or `city-`, region and more.",
    "seq": "Number of the entry in its window's chain, from 1, without holes.",
    "case": "Uuid of the case.",
    "version": "Number of the entry in its case as its writer counted; for people, not for judging.",
    "kind": "The act: `receive`, `accept`, `forward` and so on.",
    "at": "Time of the act to the millisecond, in Chinese time, as it stands in the digest.",
    "actor": "Who did it, as the window names its staff.",
    "payload": "What was done; by kind. Kept whole, told again unchanged.",
    "prev": "Digest of the window's entry before; 64 zeros before the first.",
    "digest": "SHA-256 as described above, or of the blob's bytes.",
    "blobs": "SHA-256 of the scans and papers the entry names; they are sent first.",
    "seen": "Highest place of another writer's entry of this case that the window knew when it wrote; 0 for none.",
    "follows": "Id of the window's own act of the case this is built on, *beside* kinds passed over; \"\" for none.",
    "place": "Order of the case, for everybody.",
    "standing": "What the entry is worth.",
    "receipt": "The city's receipt for the entry, for people too; the same for ever.",
    "seal": "The city's signature in base64 over `digest|place|standing|receipt`.",
    "protocol": "Of the letter; 1.",
    "told": "The latest feed number of the county: what the window was ever told, or what the city has.",
    "told_seal": "The city's own word on the number, given back unchanged; without it a number is not believed.",
    "entries": f"Oldest first; at most {MAX_ENTRIES} in a letter of a window.",
    "answer": "What became of the entry.",
    "answers": "One for each entry, in their order.",
    "received_at": "When the entry was kept first.",
    "count": "How many entries stand in the stretch.",
    "FeedSum.digest": "SHA-256 over their lines; see the operation.",
    "reason": "For the person at the window, in Chinese: why it was not taken, or what came first.",
    "missing": "Digests of the blobs to be sent first.",
    "after": "Numbers above this one.",
    "until": "The last number that may be lacking.",
    "city_time": "The city's clock.",
    "lacks": "Feed numbers told once whose entries a restored city may lack.",
    "cursor": "Where to go on.",
    "more": "Whether to ask again at once.",
    "taken": "How many were taken back.",
    "refused": "How many were not: another county's, not whole, not under this city's seal.",
    "service": "`tongquan-city`.",
    "city": "Which city the pack is of, as its own file names it.",
    "document": "Number of the official document the pack rests on.",
    "effective": "The day the pack holds from.",
    "packs": "Newest first.",
    "size": "Bytes.",
    "PackCard.version": "Version of the pack, as its own file names it.",
    "PackCard.digest": "SHA-256 of the file.",
    "PackCard.seal": "The city's signature in base64 over `pack|city|version|document|effective|digest`.",
    "city_name": "What people call the platform.",
    "sign_key": "Ed25519 public key, hex.",
    "box_key": "X25519 public key, hex; \"\" for a window entered by hand.",
    "code": "The code of the invitation, in groups of four with dashes.",
    "proof": "Ed25519 signature in hex; see the operation.",
    "label": "What people call the window.",
    "token": "The secret for `Authorization: Bearer`; the city keeps only its digest.",
    "city_sign_key": "The key every seal is checked with; the window keeps it.",
    "city_box_key": "The key carried packages are sealed to.",
    "name": "Region and number.",
    "revoked": "Whether it may send no longer; its papers stay valid.",
    "keys": "Every key it ever had, oldest first.",
    "windows": "By name.",
    "since": "Feed number: what came after it.",
    "limit": "Entries in a page.",
    OFFSET.lower(): "Where this part begins.",
    LENGTH.lower(): "How long the whole blob is.",
    "own": "With the asker's own entries too: how a window whose disk was lost gets its log back.",
    "sentence": "For people, in Chinese.",
    "NeighbourKey.since": "From when, ISO; \"\" where nobody knows.",
    "NeighbourKey.until": "Till when, ISO; \"\" while it is the window's own, `-` where nobody knows.",
    "NeighboursAnswer.seal": "The city's signature in hex; see above.",
    "Trouble.code": "`revoked`, or the status as text: " + ", ".join(f"`{status}`" for status in ERRORS),
}
