"""What a PDF is sealed with and by: plain values that travel to the worker, without a library behind them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


class SealError(Exception):
    """A seal that cannot be set because of its certificate; the text is one Indonesian sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOrder:
    """By which office, when, and with which certificate a PDF is to be sealed.

    `certificate` is a .p12 or a folder with one for each office's code; None takes the office's own from `folder`,
    made there at its first need. `timestamp_url` is an RFC 3161 service, '' for none.
    """

    code: str
    office: str
    government: str
    place: str
    at: datetime
    folder: Path
    certificate: Path | None = None
    password: str = field(default="", repr=False)
    timestamp_url: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed PDF, the SHA-256 (hexadecimal) of the certificate that sealed it, and whether it bears a timestamp."""

    content: bytes
    fingerprint: str
    timestamped: bool


LARGEST = 50_000_000
"""Bytes of a PDF that are still examined; the office's own stay under 20 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal: who set it and when, and what it is worth.

    `intact`: the signature is the certificate's own over the bytes that it names. `covers_all`: these are the whole
    file. `sealed_sha256`: the hash of the file as it was when it was sealed, before anything was added.
    `timestamp` is that of a timestamp service, if it holds.
    """

    fingerprint: str
    subject: str
    issuer: str
    self_made: bool
    from_bsre: bool
    intact: bool
    covers_all: bool
    sealed_sha256: str
    signed_at: datetime | None
    timestamp: datetime | None

    @property
    def whole(self) -> bool:
        """Whether nothing of the file is other than it was when it was sealed."""
        return self.intact and self.covers_all

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self) | {name: _text(getattr(self, name)) for name in _INSTANTS}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Seal:
        """What `plain` gave."""
        return cls(**plain | {name: plain[name] and datetime.fromisoformat(plain[name]) for name in _INSTANTS})


_INSTANTS = ("signed_at", "timestamp")


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


@dataclass(frozen=True, slots=True)
class Examination:
    """What a file is: a PDF that could be read, and its first seal, if it has one."""

    readable: bool
    seal: Seal | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self) | {"seal": self.seal.plain() if self.seal else None}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Examination:
        """What `plain` gave."""
        return cls(plain["readable"], Seal.of(plain["seal"]) if plain["seal"] else None)
