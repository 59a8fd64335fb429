"""Opens an untrusted workbook in a process of its own, with bounds on its size, memory and time (rules: uploads)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.documents.workbook.reader import MAX_FILE_BYTES, Row

SECONDS = 40
_UNREADABLE = "Berkas tidak dapat dibaca dalam batas waktu dan memori yang wajar; mohon disimpan ulang sebagai .xlsx."
# The parser of a stranger's file is given no token and no password from the environment.
_PASSED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_PASSED_PREFIXES = ("PYTHON", "LANG", "LC_", "COVERAGE")


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
    command = [sys.executable, "-m", "bot.documents.workbook.reader"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, nothing of the file on the command line
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env=_env(),
            check=False,  # a process that its limits ended has said nothing, which is found below
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise WorkbookError(_UNREADABLE) from error
    if "refused" in answer:
        raise WorkbookError(answer["refused"])
    return {name: [(row[0], row[1]) for row in rows] for name, rows in answer["sheets"].items()}


def _env() -> dict[str, str]:
    passed = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _PASSED or name.upper().startswith(_PASSED_PREFIXES)
    }
    # openpyxl then parses every part with defusedxml, also where lxml is installed.
    return passed | {"OPENPYXL_LXML": "False", "PYTHONPATH": str(Path(__file__).parents[2])}
