"""What a person sent, free of Telegram's types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message, still on Telegram's side; `kind` is document, photo, voice or other."""

    file_id: str
    kind: str
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Message:
    """A message of an officer in the private chat; `at` is Telegram's date, whole seconds."""

    update_id: int
    message_id: int
    at: datetime
    text: str = ""
    reply_to: int | None = None
    edited: bool = False
    forwarded: bool = False
    attachment: Attachment | None = None
