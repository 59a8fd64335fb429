"""What a PDF is sealed with and by: plain values that travel to the worker, without a library behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


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
