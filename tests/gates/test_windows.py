"""The office's computer runs Windows: what the bot needs there uses nothing that only Unix has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.engines import parse_url, sqlite_path
from tests.builders import DEMO_WORKBOOK
from tests.gates.checkout import ROOT

BARE = {"TELEGRAM_TOKEN": "1234567:" + "x" * 35, "TELEGRAM_API_URL": "http://127.0.0.1:9", "DATABASE_URL": ""}


@pytest.mark.usefixtures("unmeasured")
def test_nothing_of_the_bot_needs_unix(tmp_path: Path) -> None:
    """Every module can be imported, and an office founded, backed up and restored, where Unix's calls are missing."""
    commands = (
        f"data import {DEMO_WORKBOOK} , data backup cadangan.db , data doctor , lain restore cadangan.db , lain release"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **BARE}
    run = [sys.executable, "-m", "tests.gates.windows", *commands.split()]
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "✓ Izin berkas" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 pesan dilepaskan untuk dikirim."


def test_a_path_of_windows_is_a_database() -> None:
    """Drive letters and backslashes stand in an address as they are."""
    url = parse_url(r"sqlite:///C:\Kinerja Kecamatan\data\kinerja.db")
    assert str(sqlite_path(url)) == r"C:\Kinerja Kecamatan\data\kinerja.db"
