"""`python -m tests.contract.make [FOLDER]`: makes the letters anew from fixed keys; they are never edited by hand.

The entries are what real stores write, the answers what the real city says. Where only another city, or what stands
before one, answers so, the answer is written here.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from city.tables import engine_for, invites, sqlite_url
from forwarding.looking import take
from forwarding.wire import PART, CityEntries
from models.rules.invites import code_digest, new_code, proof_text
from tests.contract.counters import FIFTH, SCAN, THIRD, counter, fifth_accepts, letters, third_writes
from tests.contract.exchange import FOLDER, Exchange, ask, load
from tests.contract.fixed_city import fixed_app, fixed_ids
from tests.contract.keys import CITY, NEWCOMER, REVOKED, TOKENS

CODE, WRONG = new_code(lambda known: known[7]), new_code(lambda known: known[9])
ROOT = "/v1/entries"
LARGE = b"%PDF-1.7 " + b"x" * 2000  # sent in parts all the same
JSON = "application/json"
HERE = Path(sys.argv[1]) if __name__ == "__main__" and sys.argv[1:] else FOLDER


def invite(engine: Any) -> None:
    """The invitation behind ``CODE``."""
    row = {"window": "140581-07", "label": "样例07号窗口", "code_digest": code_digest(CODE), "made_by": ""}
    times = {"used_at": "", "made_at": "2026-11-20T09:00:00+08:00", "until": "2026-11-27T09:00:00+08:00"}
    with engine.begin() as connection:
        connection.execute(insert(invites).values(row | times))


def asked(method: str, path: str, window: str = THIRD, *, more: dict[str, str] | None = None, **body: Any) -> Any:
    """A request as a window sends it."""
    kind = {"content-type": JSON} if "body" in body else {"content-type": "application/octet-stream"} if body else {}
    token = {"authorization": f"Bearer {TOKENS.get(window, 'nobodys-token')}"}
    return {"method": method, "path": path, "headers": {**token, **kind, **(more or {})}, **body}


def batch(*entries: Any, window: str = THIRD, told: int = 0, there: str = "", **more: Any) -> Any:
    """A batch of letters, each as JSON; ``there``: the digest of what stands at the number told."""
    seal = CITY.tell("140581", told, there) if told else ""
    body = {"protocol": 1, "told_seal": seal, "told": told, "entries": entries}
    return asked("POST", ROOT, window, body=body | more)


def read(window: str, since: int = 0, *, told: int = 0) -> Any:
    """A question for the feed, as a window asks."""
    return asked("GET", f"{ROOT}?since={since}&told={told}&told_seal=", window)


def of_entries(third: dict[str, Any]) -> Iterator[Exchange]:
    """What becomes of an entry, one file for each answer."""
    got, receive = ("taken",), third["receive"]
    yield Exchange("taken", "kept now, with place, receipt and seal", batch(receive))
    yield Exchange("again", "the same letter once more: the first receipt", batch(receive), after=got)
    other = {**receive, "digest": third["accept"]["digest"]}
    yield Exchange("changed", "the same id with another content: both are kept", batch(other), after=got)
    broken = {**receive, "payload": {**receive["payload"], "item_name": "另一事项"}}
    yield Exchange("refused", "the digest is not the content's", batch(broken))
    yield Exchange("early", "the entry before has not come", batch(third["accept"]))
    yield Exchange("missing", "a scan it names is not here", batch(third["scanned"]))
    yield Exchange("scanned", "its scan came first", batch(third["scanned"]), after=("put",))
    news = {**receive, "x_new": [1]}
    yield Exchange("news", "fields nobody knows are ignored", batch(news, x_news={"a": None}), after=())
    both = batch(third["accept"], third["forward"], told=1, there=receive["digest"])
    yield Exchange("forwarded", "the city answers a forward with an entry of its own", both, after=got)
    yield Exchange("restored", "told further than it knows: it lacks numbers", batch(receive, told=9, there="9" * 64))


def of_feed() -> Iterator[Exchange]:
    """The county's feed, and what is offered again."""
    yield Exchange("page", "what another window did", read(FIFTH), after=("taken",))
    all_of = ("taken", "forwarded", "conflict")
    yield Exchange("page-aside", "the city's entry, and one that stands aside", read(THIRD, 1), after=all_of)
    part = asked("GET", f"{ROOT}?since=0&limit=1", FIFTH)
    yield Exchange("page-more", "there is more", part, after=("taken", "forwarded"))
    summed = asked("GET", "/v1/feed-sum?after=0&until=1", FIFTH)
    yield Exchange("feed-sum", "one digest over what others wrote", summed, after=("taken",))
    yield Exchange("anchor", "the window's last entry here", asked("GET", "/v1/anchor"), after=("taken",))
    yield Exchange("page-end", "nothing new", read(FIFTH, 1, told=1), after=("taken",))


def of_blobs() -> Iterator[Exchange]:
    """Scans whole and in parts."""
    scan, large = f"/v1/blobs/{hashlib.sha256(SCAN).hexdigest()}", f"/v1/blobs/{hashlib.sha256(LARGE).hexdigest()}"
    yield Exchange("blob-none", "not here: nothing has come", asked("HEAD", scan))
    yield Exchange("get-none", "not here", asked("GET", scan, more={"range": "bytes=0-9"}), trouble="none")
    yield Exchange("put", "a small one, whole", asked("PUT", scan, bytes=b64encode(SCAN).decode()))
    yield Exchange("blob-whole", "here", asked("HEAD", scan), after=("put",))
    yield Exchange("get-part", "ten bytes of it", asked("GET", scan, more={"range": "bytes=0-9"}), after=("put",))
    past = asked("GET", scan, more={"range": "bytes=999-1008"})
    yield Exchange("get-beyond", "it ends before", past, after=("put",), trouble="captive")
    wrong = asked("PUT", scan, bytes=b64encode(b"broken").decode())
    yield Exchange("put-broken", "broken on the way", wrong, trouble="refused")
    yield Exchange("put-large", "too large for one piece", asked("PUT", scan, zeros=PART + 1), trouble="refused")
    length = {"upload-length": str(len(LARGE))}
    first = asked("PATCH", large, more={"upload-offset": "0", **length}, bytes=b64encode(LARGE[:1000]).decode())
    rest = asked("PATCH", large, more={"upload-offset": "1000", **length}, bytes=b64encode(LARGE[1000:]).decode())
    yield Exchange("part", "the first part of a large one", first)
    yield Exchange("blob-begun", "so much of it has come", asked("HEAD", large), after=("part",))
    yield Exchange("part-elsewhere", "does not go on where the last one ended", first, after=("part",))
    yield Exchange("part-last", "whole now", {**rest}, after=("part",))


def of_people() -> Iterator[Exchange]:
    """Who the city is, who the windows are."""
    sign, box = (key.public_key().public_bytes_raw() for key in NEWCOMER)
    proof = NEWCOMER[0].sign(proof_text(CODE, "140581-07", sign, box)).hex()
    told = {"code": CODE, "window": "140581-07", "sign_key": sign.hex(), "box_key": box.hex(), "proof": proof}
    enrol = asked("POST", "/v1/enrol", "", body={**told, "label": ""})
    wrong = asked("POST", "/v1/enrol", "", body={**told, "code": WRONG, "label": ""})
    yield Exchange("health", "the city is there", asked("GET", "/v1/health", ""))
    yield Exchange("city", "who it says it is", asked("GET", "/v1/city", ""))
    yield Exchange("enrolled", "a window enrols with the code of its invitation", enrol)
    yield Exchange("enrol-wrong", "a code that is none", wrong, trouble="refused")
    tries = ("enrol-wrong",) * 5
    yield Exchange("enrol-often", "too many tries", wrong, after=tries, trouble="rate_limited")
    yield Exchange("windows", "the windows of the county", asked("GET", "/v1/windows"))


def of_errors(receive: Any) -> Iterator[Exchange]:
    """What is wrong, and whose affair it is."""
    yield Exchange("unknown", "no window holds this token", batch(receive, window=""), trouble="unauthorised")
    yield Exchange("revoked", "may send no longer", batch(receive, window=REVOKED), trouble="revoked")
    yield Exchange("unreadable", "not a letter", batch({**receive, "at": "昨天"}), trouble="refused")
    yield Exchange("protocol", "another protocol", batch(receive, protocol=2), trouble="upgrade")
    elsewhere = ((429, "rate_limited", "120"), (503, "rate_limited", "60"), (500, "city_trouble", ""))
    for status, trouble, after in elsewhere:
        wait = {"retry-after": after} if after else {}
        said = {"status": status, "headers": {"content-type": JSON, **wait}}
        answer = said | {"body": {"code": str(status), "sentence": "市级平台暂时不能答复"}}
        yield Exchange(f"trouble-{status}", "wait", batch(receive), answer, trouble=trouble, by="other")


def make(one: Exchange) -> Exchange:
    """With the city's answer, after what must be asked before."""
    if one.by == "other":
        return one
    with tempfile.TemporaryDirectory() as folder, fixed_ids():
        engine = engine_for(sqlite_url(Path(folder)))
        app = fixed_app(engine, Path(folder))
        invite(engine)
        for name in one.after:
            ask(app, load(name, HERE).request)
        answer = ask(app, one.request)
        engine.dispose()
    return replace(one, answer=answer)


def saved(one: Exchange) -> Exchange:
    """Made, and kept for those that come after it."""
    made = make(one)
    made.save(HERE)
    return made


def main() -> None:
    """All of them; what is no longer made is removed."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, counter(Path(name), THIRD) as store:
        written = third_writes(store)
    third = {name: one.model_dump(mode="json") for name, one in letters(written).items()}
    parts = (of_blobs(), of_people(), of_errors(third["receive"]), of_entries(third))
    done = [saved(one) for part in parts for one in part]
    page = saved(next(of_feed()))
    with tempfile.TemporaryDirectory() as name, counter(Path(name), FIFTH) as store:
        take(store, CityEntries.model_validate(page.answer["body"]))
        late = letters({"accept": fifth_accepts(store, third["receive"]["case"])})["accept"].model_dump(mode="json")
    lost = batch(late, window=FIFTH, told=1, there=third["receive"]["digest"])
    before = ("taken", "forwarded")
    done.append(saved(Exchange("conflict", "another act came first: kept, and stands aside", lost, after=before)))
    done += [saved(one) for one in of_feed()]
    (sealed, _) = load("page-aside", HERE).answer["body"]["entries"]  # the city's own
    offer = asked("POST", f"{ROOT}/offered", body={"protocol": 1, "entries": [sealed]})
    forged = asked("POST", f"{ROOT}/offered", body={"protocol": 1, "entries": [{**sealed, "place": 3}]})
    done.append(saved(Exchange("offered", "what a restored city lacks, under its seal", offer, after=("restored",))))
    done.append(saved(Exchange("offered-forged", "the seal is over another place", forged, after=("restored",))))
    plain = load("taken", HERE)
    body = {**plain.answer["body"], "x_new": 1, "answers": [{**plain.answer["body"]["answers"][0], "x_new": {}}]}
    grown = Exchange("answer-news", "fields nobody knows are ignored", plain.request, {**plain.answer, "body": body})
    done.append(saved(replace(grown, by="other")))
    for path in HERE.glob("*.json"):
        if path.stem not in {one.name for one in done}:
            path.unlink()


if __name__ == "__main__":
    main()
