"""A head of the custody log that leaves the machine: exported, signed, and compared again later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from recoupe.errors import LedgerError
from recoupe.ledger.custody import Head

FORMAT = "recoupe custody head 1"


@dataclass(frozen=True, slots=True)
class SignedHead:
    """``key`` and ``signature`` (Ed25519, RFC 8032) in hexadecimal; empty where it is not signed."""

    head: Head
    key: str = ""
    signature: str = ""

    def to_json(self) -> str:
        told = {"format": FORMAT, "seq": self.head.seq, "at": self.head.at, "hash": self.head.hash}
        signed = {"key": self.key, "signature": self.signature} if self.signature else {}
        return json.dumps({**told, **signed}, indent=1) + "\n"


def message(head: Head) -> bytes:
    """What is signed and time-stamped."""
    return f"{FORMAT}\n{head.seq}\n{head.at}\n{head.hash}\n".encode("ascii")


def read_head(path: Path) -> SignedHead:
    """Raises ``LedgerError`` for a file that holds no head."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        head = Head(int(told["seq"]), str(told["at"]), str(told["hash"]))
        return SignedHead(head, str(told.get("key", "")), str(told.get("signature", "")))
    except FileNotFoundError as exc:
        raise LedgerError(f"{path}: no such file") from exc
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise LedgerError(f"{path}: not an exported head; make one with recoupe custody head --output {path}") from exc


def sign(head: Head, key_file: Path) -> SignedHead:
    """With the key in ``key_file``, which is made, for its owner alone, when there is none. Raises ``LedgerError``."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        if not key_file.exists():
            _make_key(key_file)
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key_file.read_text(encoding="ascii").strip()))
    except (OSError, ValueError) as exc:
        raise LedgerError(f"{key_file}: no key for signing can be read or made there ({exc})") from exc
    public = key.public_key().public_bytes(forms.Encoding.Raw, forms.PublicFormat.Raw)
    return SignedHead(head, public.hex(), key.sign(message(head)).hex())


def _make_key(key_file: Path) -> None:
    import os
    import secrets

    key_file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")


def is_signed_well(signed: SignedHead) -> bool:
    """Whether the signature is of this head and by this key. Whose key it is, is for people to know."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.key))
        key.verify(bytes.fromhex(signed.signature), message(signed.head))
    except (InvalidSignature, ValueError):
        return False
    return True
