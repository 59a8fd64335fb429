"""Examines a stranger's PDF in a process of its own: a file can be made to keep its reader busy for ever."""

from __future__ import annotations

import subprocess

from bot.documents.apart import ask
from bot.documents.models.seal import LARGEST, Examination

_SECONDS = 30


def examine_apart(content: bytes) -> Examination:
    """Look at a file's seal as `seals.examine` does; one that takes too long or too much is not readable."""
    if len(content) > LARGEST or not content.startswith(b"%PDF-"):
        return Examination(readable=False)
    try:
        return Examination.of(ask("bot.documents.sealing.seals", content, _SECONDS))
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return Examination(readable=False)
