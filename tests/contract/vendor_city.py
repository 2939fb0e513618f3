"""A vendor's city: written from docs/wire/openapi.yaml alone, in memory, with nothing of this project in it.

It takes entries and blobs, judges, signs, and tells the feed. Windows are entered by hand, and it was never restored
from a copy. What keeps it from production is that it forgets everything when it ends.
"""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from base64 import b64encode
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Letter = dict[str, Any]
TEN = ("actor", "at", "case", "id", "kind", "payload", "prev", "seq", "version", "window")
BESIDE = {"reprint", "note", "settle", "audit", "bundle_out", "bundle_in", "bundle_back"}
PAGE, CHINA = 500, timezone(timedelta(hours=8))


def digest_of(letter: Letter) -> str:
    text = json.dumps({k: letter[k] for k in TEN}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class VendorCity:
    def __init__(self, tokens: dict[str, str]) -> None:
        self.windows = {token: window for window, token in tokens.items()}
        self.key, self.lock = Ed25519PrivateKey.generate(), threading.Lock()
        self.feeds: dict[str, list[Letter]] = defaultdict(list)  # county → what is kept, feed numbers from 1
        self.known: dict[str, Letter] = {}
        self.blobs: dict[str, bytes] = {}
        self.parts: dict[tuple[str, str], bytes] = {}
        self.beside: list[Letter] = []  # what could not be taken, for a person

    def seal(self, text: str) -> str:
        return b64encode(self.key.sign(text.encode())).decode()

    def take(self, window: str, batch: Letter) -> Letter:
        county, answers, stopped = window[:6], [], set()
        with self.lock:
            for letter in batch["entries"]:
                answer = {"answer": "early"} if letter["case"] in stopped else self.judge(window, county, letter)
                if not answer.get("receipt"):
                    stopped.add(letter["case"])
                answers.append({"id": letter["id"], **answer})
            told = len(self.feeds[county])
        seal = self.seal(f"told|{county}|{told}")
        return {"protocol": 1, "answers": answers, "city_time": now(), "told": told, "told_seal": seal}

    def judge(self, window: str, county: str, letter: Letter) -> Letter:
        feed = self.feeds[county]
        if (before := self.known.get(letter["id"])) and before["digest"] == letter["digest"]:  # 1
            return answer_of(before, "again")
        taken = any(one["window"] == window and one["seq"] == letter["seq"] for one in feed)
        if before or (letter["window"] == window and taken):  # 2
            self.beside.append(letter)
            return {"answer": "changed", "reason": "同一编号有两种内容"}
        if letter["window"] != window or digest_of(letter) != letter["digest"]:  # 3
            self.beside.append(letter)
            return {"answer": "refused", "reason": "不是本窗口的记录，或摘要不符"}
        if missing := [one for one in letter.get("blobs", ()) if one not in self.blobs]:  # 4
            return {"answer": "missing_blobs", "missing": missing}
        case = sorted((one for one in feed if one["case"] == letter["case"]), key=lambda one: int(one["place"]))
        mine, follows = [one for one in case if one["window"] == window], letter.get("follows", "")
        at = next((n for n, one in enumerate(mine) if one["id"] == follows), -1)
        if (follows and at < 0) or (not follows and not case and letter["kind"] != "receive"):  # 5
            return {"answer": "early", "reason": "前一条还没有到"}
        unseen = [one for one in case if one["window"] != window and one["place"] > letter.get("seen", 0)]
        crossed = any(crosses(one) for one in [*mine[at + 1 :], *unseen])
        lost = bool(case) if letter["kind"] == "receive" else crossed or (at >= 0 and mine[at]["standing"] == "aside")
        lost = lost and letter["kind"] not in BESIDE  # 6 to 9
        kept = self.keep(county, letter, "aside" if lost else "counted")
        if not lost and letter["kind"] in {"forward", "resubmit"}:
            self.write(county, letter, kept["receipt"])
        return answer_of(kept, "conflict" if lost else "taken")

    def keep(self, county: str, letter: Letter, standing: str) -> Letter:
        place, receipt = len(self.feeds[county]) + 1, f"V-{letter['digest'][:16]}"
        seal = self.seal(f"{letter['digest']}|{place}|{standing}|{receipt}")
        told = {"place": place, "standing": standing, "receipt": receipt, "seal": seal, "received_at": now()}
        self.feeds[county].append(kept := {**letter, **told})
        return self.known.setdefault(letter["id"], kept)

    def write(self, county: str, letter: Letter, receipt: str) -> None:
        own = [one for one in self.feeds[county] if one["window"] == f"city-{county}"]
        payload = {"city_receipt": receipt, "answers": letter["id"], "text": f"已接收，回执 {receipt}"}
        entry: Letter = {"id": str(uuid.uuid4()), "window": f"city-{county}", "seq": len(own) + 1, "at": now()}
        entry |= {"case": letter["case"], "version": letter["version"] + 1, "kind": "city_receive"}
        entry |= {"actor": "样例厂商平台", "payload": payload, "prev": own[-1]["digest"] if own else "0" * 64}
        self.keep(county, {**entry, "digest": digest_of(entry)}, "counted")

    def since(self, window: str, cursor: int, limit: int, *, own: bool) -> Letter:
        feed = list(self.feeds[county := window[:6]])
        page = [(n, one) for n, one in enumerate(feed, 1) if n > cursor and (own or one["window"] != window)][:limit]
        end = page[-1][0] if len(page) == limit else max(len(feed), cursor)
        told = {"protocol": 1, "cursor": end, "more": len(page) == limit}
        return told | {"told_seal": self.seal(f"told|{county}|{end}"), "entries": [one for _, one in page]}


    def neighbours(self, county: str) -> Letter:
        names = sorted(name for name in self.windows.values() if name[:6] == county)
        told = [{"keys": [], "label": f"{name}窗口", "name": name, "revoked": False} for name in names]
        text = hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        return {"protocol": 1, "windows": told, "seal": self.key.sign(f"windows|{text}".encode()).hex()}


def answer_of(kept: Letter, answer: str) -> Letter:
    return {"answer": answer} | {k: kept[k] for k in ("receipt", "received_at", "place", "standing", "seal")}


def crosses(other: Letter) -> bool:
    """Nothing of this city's own moves a case; of a window everything crosses that is not beside."""
    return other["standing"] == "counted" and not other["window"].startswith("city-") and other["kind"] not in BESIDE


def now() -> str:
    return datetime.now(CHINA).isoformat(timespec="milliseconds")  # noqa: TID251 - a stranger's clock


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    city: VendorCity

    def do_GET(self) -> None:
        at = urlsplit(self.path)
        if at.path == "/v1/health":
            return self.tell(200, {"service": "tongquan-city", "protocol": 1, "city_time": now()})
        if not (window := self.window()):
            return self.trouble(401, "没有登记这个窗口")
        if at.path == "/v1/windows":
            return self.tell(200, self.city.neighbours(window[:6]))
        if at.path == "/v1/entries":
            asked = {name: values[0] for name, values in parse_qs(at.query).items()}
            span = (int(asked.get("since", 0)), min(int(asked.get("limit", PAGE)), PAGE))
            return self.tell(200, self.city.since(window, *span, own=asked.get("own") in {"1", "true"}))
        data = self.city.blobs.get(at.path.removeprefix("/v1/blobs/"))
        return self.send(200, data) if data is not None else self.trouble(404, "没有这份附件")  # ranges are not kept

    def do_HEAD(self) -> None:
        digest = self.path.removeprefix("/v1/blobs/")
        whole, part = self.city.blobs.get(digest), self.city.parts.get((self.window(), digest), b"")
        self.send(200 if whole else 404, b"", {"Upload-Offset": str(len(whole or part))})

    def do_POST(self) -> None:
        batch, window = json.loads(self.body()), self.window()
        return self.tell(200, self.city.take(window, batch)) if window else self.trouble(401, "没有登记这个窗口")

    def do_PUT(self) -> None:
        return self.put(self.path.removeprefix("/v1/blobs/"), self.body())

    def do_PATCH(self) -> None:
        digest, data = self.path.removeprefix("/v1/blobs/"), self.body()
        had = self.city.parts.get(place := (self.window(), digest), b"")
        if len(had) != int(self.headers["Upload-Offset"]):
            return self.trouble(409, "接不上", {"Upload-Offset": str(len(had))})
        self.city.parts[place] = had = had + data
        if len(had) < int(self.headers["Upload-Length"]):
            return self.send(204, b"", {"Upload-Offset": str(len(had))})
        del self.city.parts[place]
        return self.put(digest, had)

    def put(self, digest: str, data: bytes) -> None:
        if hashlib.sha256(data).hexdigest() != digest:
            return self.trouble(422, "附件与摘要不符")
        self.city.blobs[digest] = data
        return self.send(201, b"", {"Upload-Offset": str(len(data))})

    def window(self) -> str:
        return self.city.windows.get(self.headers.get("Authorization", "").removeprefix("Bearer "), "")

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def tell(self, status: int, letter: Letter, more: dict[str, str] | None = None) -> None:
        self.send(status, json.dumps(letter).encode(), {"Content-Type": "application/json", **(more or {})})

    def trouble(self, status: int, sentence: str, more: dict[str, str] | None = None) -> None:
        self.tell(status, {"code": str(status), "sentence": sentence}, more)

    def send(self, status: int, data: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        length = {} if status == 204 else {"Content-Length": str(len(data))}
        for name, value in {"Content-Type": "application/octet-stream", **(more or {}), **length}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_said: Any) -> None: ...


def serve(city: VendorCity) -> ThreadingHTTPServer:
    return ThreadingHTTPServer(("127.0.0.1", 0), type("VendorDoor", (Door,), {"city": city}))
