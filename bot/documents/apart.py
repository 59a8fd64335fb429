"""Strangers' files are read in a process of its own, which knows no secret and has bounds on memory and time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

# The parser of a stranger's file is given no token and no password from the environment.
_PASSED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_PASSED_PREFIXES = ("PYTHON", "LANG", "LC_", "COVERAGE")


def ask(module: str, content: bytes, seconds: int) -> Any:
    """Run a module with the bytes on its stdin; gives the JSON that it prints.

    Raises OSError, ValueError or subprocess.TimeoutExpired for one that did not come to an answer.
    """
    done = subprocess.run(  # noqa: S603 - our own interpreter and module, nothing of the file on the command line
        [sys.executable, "-m", module],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        env=_env(),
        check=False,  # a process that its limits ended has said nothing, which is no JSON
    )
    return json.loads(done.stdout)


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Bound the memory and the processor time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the time limit of the parent remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))


def _env() -> dict[str, str]:
    passed = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _PASSED or name.upper().startswith(_PASSED_PREFIXES)
    }
    # openpyxl then parses every part with defusedxml, also where lxml is installed.
    return passed | {"OPENPYXL_LXML": "False", "PYTHONPATH": str(Path(__file__).parents[2])}
