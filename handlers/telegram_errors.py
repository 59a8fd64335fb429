"""How a call to Telegram can fail, and what each failure means for a message that was to be sent."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.pace import backoff

# A RetryAfter otherwise warns, wherever it is made, that its seconds will be a timedelta one day.
os.environ.setdefault("PTB_TIMEDELTA", "true")

FAULT_TRIES = 60
LOADING_TRIES = 5
UNKNOWN_WAITS = (1.0, 4.0, 15.0, 60.0, 300.0, 600.0, 900.0)
"""Seconds after each outcome that is unknown: few repetitions, since each may double a message, over half an hour."""
_FAULT_WAITS = tuple(map(backoff, range(1, FAULT_TRIES)))
_LOADING_WAITS = tuple(map(backoff, range(1, LOADING_TRIES)))
MISSING = ("message to edit not found", "message can't be edited", "there is no text in the message", "id_invalid")

Meaning = Literal["flood", "unreachable", "refused", "moved", "again", "outage"]


class NotSent(NetworkError):  # noqa: N818 - named by what it says, as the library's own are
    """Telegram was never reached: the call had no effect and may be repeated freely."""


class OutcomeUnknown(TimedOut):
    """The call left, but no answer came back: Telegram may have acted on it or not."""


class ServerFault(NetworkError):  # noqa: N818
    """Telegram answered with a 5xx."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from an error; `wait` in seconds, `counts` if the try is counted, `chat_id` where it moved to."""

    meaning: Meaning
    wait: float = 0.0
    counts: bool = False
    chat_id: int | None = None


def judge(error: Exception, attempts: int) -> Verdict:
    """Decide what an error means after so many counted tries that failed in the same way.

    flood: wait as told; unreachable: the person blocked the bot, or has not started it; refused: never again; moved:
    to another chat; again: possibly delivered, yet a repeated message is harmless, or its file could not be loaded;
    outage: nobody can be reached.
    """
    if isinstance(error, RetryAfter):
        return Verdict("flood", wait=seconds_to_wait(error))
    if isinstance(error, Forbidden):
        return Verdict("unreachable")
    if isinstance(error, BadRequest):
        return Verdict("unreachable" if is_unknown_chat(error) else "refused")
    if isinstance(error, ChatMigrated):
        return Verdict("moved", chat_id=error.new_chat_id)
    if isinstance(error, NotSent | InvalidToken):
        return Verdict("outage")
    waits = _waits(error)
    if attempts >= len(waits):
        return Verdict("refused", counts=True)
    return Verdict("again", wait=waits[attempts], counts=True)


def _waits(error: Exception) -> Sequence[float]:
    """After which seconds a message is tried again: for as long as Telegram has been away, or a file may be."""
    if isinstance(error, ServerFault):
        return _FAULT_WAITS
    return UNKNOWN_WAITS if isinstance(error, TelegramError) else _LOADING_WAITS


def seconds_to_wait(error: RetryAfter) -> float:
    """Give the seconds of a RetryAfter, which tells them as a number or as a timedelta; at least one."""
    wait = error.retry_after
    return max(1.0, wait.total_seconds() if isinstance(wait, timedelta) else float(wait))


def is_unchanged(error: BadRequest) -> bool:
    """Tell whether an edit was refused because the message already looks like that."""
    return "message is not modified" in error.message.lower()


def is_unknown_file(error: BadRequest) -> bool:
    """Tell whether Telegram does not know this bot's file_id."""
    return "file identifier" in error.message.lower()


def is_unknown_chat(error: BadRequest) -> bool:
    """Tell whether the person has never started this bot, as all have not when an office had to take a new one."""
    return "chat not found" in error.message.lower()


def is_uneditable(error: BadRequest) -> bool:
    """Tell whether the message is gone or too old to be edited."""
    return any(sign in error.message.lower() for sign in MISSING)
