"""What the pictures in the chat show: the recap at a glance, and how far a cycle has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.documents.models.papers import Document, Recap
from bot.documents.models.performance import TrendPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapPicture(Document):
    """The recap as a picture for the chat: capaian by program and predikat, serapan, trend."""

    recap: Recap
    trend: tuple[TrendPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusStep:
    """One step of the SOP on the status picture.

    `used` and `limit` are working time, None where they are not reckoned or not for the viewer's eyes; `holders` and
    `until` say who is awaited at a step that runs, and until when.
    """

    number: int
    title: str
    state: Literal["selesai", "berjalan", "belum"]
    used: timedelta | None = None
    limit: timedelta | None = None
    late: bool = False
    holders: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPicture(Document):
    """The cycle's fourteen steps as a picture for /status: what is done, who holds it now, what ran late."""

    steps: tuple[StatusStep, ...]
    putaran: int = 1
