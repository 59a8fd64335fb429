"""One whole play, which the tests of its transcript, its documents and its final check share."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def command(out: Path, *options: str) -> list[str]:
    """The command line of the demo."""
    return [sys.executable, "-m", "bot", "demo", *options, "--out", str(out)]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The folder and the outcome of one whole play."""
    out = tmp_path_factory.mktemp("demo")
    done = subprocess.run(command(out, "--auto", "--once"), capture_output=True, text=True, timeout=120, check=False)
    return out, done
