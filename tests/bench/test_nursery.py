"""The nursery: several bots at once, each heard of, and none that is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

NURSERY = """
import sys, time
from bot.bench.nursery import serve

def become(order):
    print("mulai", flush=True)
    {"gagal": lambda: 1 / 0, "selesai": lambda: sys.exit(3), "jalan": lambda: time.sleep(600)}[order["act"]]()

serve(become)
"""


def test_every_bot_is_heard_of_and_none_is_left(tmp_path: Path) -> None:
    """One that fails says why in its log, one that ends with which code, and one that lives ends with the input."""
    with subprocess.Popen([sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as nursery:
        said, asked = nursery.stdout, nursery.stdin
        assert said is not None
        assert asked is not None
        living = born(asked, said, tmp_path / "jalan")
        for act, code in (("gagal", 1), ("selesai", 3)):
            pid = born(asked, said, tmp_path / act)
            assert said.readline() == b"mati %d %d\n" % (pid, code)
        asked.close()
        assert nursery.wait(60) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(living, 0)
    assert "ZeroDivisionError" in (tmp_path / "gagal").read_text(encoding="utf-8")


def born(asked: IO[bytes], said: IO[bytes], log: Path) -> int:
    """Ask for a bot and give its number."""
    asked.write(f"{json.dumps({'log': str(log), 'act': log.name})}\n".encode())
    asked.flush()
    word, number = said.readline().split()
    assert word == b"lahir"
    return int(number)
