"""Opens an untrusted workbook in a process of its own, with bounds on its size, memory and time (rules: uploads)."""

import subprocess
from pathlib import Path
from typing import Any

from bot.documents.apart import ask
from bot.documents.workbook.reader import MAX_FILE_BYTES, Row

SECONDS = 40
_UNREADABLE = "Berkas tidak dapat dibaca dalam batas waktu dan memori yang wajar; mohon disimpan ulang sebagai .xlsx."


class WorkbookError(ValueError):
    """The file as a whole cannot be read; the message says why, in a sentence for its sender."""


def load(path: Path) -> dict[str, list[Row]]:
    """Return the filled rows of every sheet of the file; raise WorkbookError if it is absent, too large or broken."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise WorkbookError(f"Berkas {path.name} tidak ditemukan atau tidak dapat dibuka.") from error
    return load_bytes(content)


def load_bytes(content: bytes) -> dict[str, list[Row]]:
    """Return the filled rows of every sheet of a workbook; raise WorkbookError if it is too large or broken."""
    try:
        answer: dict[str, Any] = ask("bot.documents.workbook.reader", content, SECONDS)
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise WorkbookError(_UNREADABLE) from error
    if "refused" in answer:
        raise WorkbookError(answer["refused"])
    return {name: [(row[0], row[1]) for row in rows] for name, rows in answer["sheets"].items()}
