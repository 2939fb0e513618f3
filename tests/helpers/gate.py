"""A gate before a real city that answers in its place when told: what stands before a city, or a city that falls over.

It can speak TLS with a certificate of its own making, good or bad.
"""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Reply = tuple[int, dict[str, str], bytes]
Rule = Callable[[str, str, bytes], Reply | None]
_HOP = frozenset({"connection", "transfer-encoding", "content-length", "server", "date", "host"})


class Gate:
    """``rule(method, path, body)`` answers in the city's place, or None to let a request through; ``seen`` counts."""

    def __init__(self, city: str, rule: Rule, tls: ssl.SSLContext | None) -> None:
        self.rule = rule
        self.seen: list[tuple[str, str]] = []
        pool = urllib3.PoolManager(retries=False)
        gate = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Nothing to stderr."""

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                gate.seen.append((self.command, self.path))
                status, headers, data = gate.rule(self.command, self.path, body) or self.passed_on(body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if self.command != "HEAD":
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

            def passed_on(self, body: bytes) -> Reply:
                headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
                told = pool.request(self.command, city + self.path, body=body or None, headers=headers, redirect=False)
                kept = {name: value for name, value in told.headers.items() if name.lower() not in _HOP}
                return told.status, kept, told.data

        for method in ("GET", "HEAD", "POST", "PUT", "PATCH"):  # as the standard library calls them
            setattr(Handler, f"do_{method}", Handler.answer)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a refused handshake is the point
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Nobody answers any more."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def gate(city: str, rule: Rule = lambda *_: None, tls: ssl.SSLContext | None = None) -> Iterator[Gate]:
    """A gate for a test."""
    made = Gate(city, rule, tls)
    try:
        yield made
    finally:
        made.close()


def certificate(
    folder: Path, host: str = "127.0.0.1", *, starts: timedelta = timedelta(days=-1), days: int = 30
) -> tuple[ssl.SSLContext, Path]:
    """A self-signed certificate of ``host``: what a server shows, and the file of who trusts it.

    Args:
        starts: when it begins to hold, from now.
        days: how long it holds.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test city")])
    begin = datetime.now(UTC) + starts  # noqa: TID251 - TLS believes the machine's clock
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / f"{host}.pem", folder / f"{host}.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
