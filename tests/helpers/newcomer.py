"""A window that wants to enrol, as far as the city sees it: two keys of its own, and letters signed with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forwarding.wire import EnrolLetter
from models.rules.invites import proof_text
from models.signing import Signer


@dataclass
class Newcomer:
    """One window's machine."""

    name: str = "140581-05"
    sign: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    box: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)

    @property
    def public(self) -> bytes:
        """The key its papers are checked with."""
        return self.sign.public_key().public_bytes_raw()

    def letter(self, code: str, window: str = "") -> EnrolLetter:
        """The letter that hands in ``code``."""
        window, box = window or self.name, self.box.public_key().public_bytes_raw()
        proof = self.sign.sign(proof_text(code, window, self.public, box))
        return EnrolLetter(
            code=code, window=window, sign_key=self.public.hex(), box_key=box.hex(), proof=proof.hex()
        )

    def code_on_paper(self, case_no: str, doc: str) -> str:
        """The path behind the QR of one of its papers."""
        payload = Signer(self.sign.private_bytes_raw()).sign("HTTPS://CITY.EXAMPLE", case_no, doc).payload
        return payload[payload.index("/Q/") :]
