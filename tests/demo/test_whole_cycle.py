"""`bot demo` as its user runs it: a process of its own, which plays a whole cycle and leaves its documents."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from bot.cli import app
from bot.simulator.settings import DEFAULT_TOKEN
from tests.demo.conftest import command
from tests.security.secrecy import leaking_files, leaks

ESSENTIALS = (
    "Bot → Bapak Camat",
    "Bapak Camat menekan [Perintahkan sekarang]",
    "Ibu Kasubbag Program dan Keuangan menekan [Lepaskan & perintahkan Analis]",
    "Ibu Analis menekan [Bagikan ke semua (6)]",
    "Isian 1 dari 11",
    "menyunting pesannya “2” menjadi: “3”",
    "Ibu menuliskan 9 Laporan, sedangkan target TW I 3 Laporan",
    "menekan [Mohon tambahan waktu]",
    "menekan [Beri 2 jam]",
    "(Batas pengisian berakhir; satu formulir belum masuk.)",
    "Mohon bantuan koordinasi",
    "menekan [Lanjut tanpa formulir ini]",
    "Bapak Sekretaris menekan [Kirim 1 arahan]",
    "aset desa: 1 Dokumen → 2 Dokumen",
    "Bapak Sekretaris menekan [Setuju]",
    "Bapak Camat menekan [Kembalikan dengan arahan]",
    "Bapak Camat menekan [Setujui]",
    "Ibu Kasubbag Program dan Keuangan mengirim foto",
    "Selesai dan diarsipkan",
    "14 langkah selesai, 13 tepat waktu",
)
"""In the order of the play."""

DOCUMENTS = (
    "Lembar Disposisi TW I 2026.pdf",
    "Tanda Terima Formulir TW I 2026.pdf",
    "Rekapitulasi Data Kinerja TW I 2026.pdf",
    "Rekapitulasi Data Kinerja TW I 2026.xlsx",
    "Dokumen Data Capaian Kinerja TW I 2026.pdf",
    "Dokumen Data Capaian Kinerja TW I 2026 (2).pdf",
    "Surat Pengantar TW I 2026.pdf",
    "Lembar Pengesahan TW I 2026.pdf",
    "Riwayat SOP TW I 2026.pdf",
)


def flat(text: str) -> str:
    """A transcript without its line breaks and margins."""
    return " ".join(text.replace("│", " ").split())


def test_a_whole_cycle_succeeds(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """The play ends with exit code 0 and nothing on standard error."""
    _, done = played
    assert (done.returncode, done.stderr) == (0, "")


def test_the_transcript_tells_the_cycle_in_its_order(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Order, form, correction, deadline, Tidak, refusal and archive stand in the transcript, one after the other."""
    told, place = flat(played[1].stdout), 0
    for essential in ESSENTIALS:
        found = told.find(essential, place)
        assert found >= 0, essential
        place = found


def test_the_transcript_is_plain_and_narrow(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """No markup, no code of a terminal, no token, and no line wider than a page."""
    told = played[1].stdout
    assert not re.search(r"</?(b|i|code)>|\x1b|\d{6,}:[\w-]{30}", told)
    assert max(map(len, told.splitlines())) <= 110


def test_every_document_lies_in_the_folder(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Each issued document is there and can be opened."""
    out, _ = played
    for name in DOCUMENTS:
        content = (out / name).read_bytes()
        assert content.startswith(b"PK" if name.endswith("xlsx") else b"%PDF"), name
    assert len(PdfReader(out / DOCUMENTS[5]).pages) > 5


def test_the_recap_prints_why_a_form_is_missing(played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """The Kasubbag's reason for going on without a unit stands in the recap."""
    text = " ".join(page.extract_text() for page in PdfReader(played[0] / DOCUMENTS[2]).pages)
    assert "menangani banjir" in " ".join(text.split())


def test_nothing_is_left_running_after_an_interruption(tmp_path: Path) -> None:
    """Ctrl-C in the middle of the play ends it and its bot, with an exit code that says so."""
    # A suite that runs in the background ignores SIGINT, and its children would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        started = subprocess.Popen(
            command(tmp_path, "--auto", "--once"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert started.stdout is not None
    for line in started.stdout:
        if "Perintahkan sekarang" in line:
            break
    children = psutil.Process(started.pid).children(recursive=True)
    os.kill(started.pid, signal.SIGINT)
    started.communicate(timeout=60)
    _, alive = psutil.wait_procs(children, timeout=30)
    assert (started.returncode != 0, bool(children), alive) == (True, True, [])


@pytest.mark.slow
def test_without_auto_each_scene_waits_for_enter(tmp_path: Path) -> None:
    """The play in the terminal says what comes next and plays it at Enter; the end of its input ends it."""
    done = subprocess.run(
        command(tmp_path, "--once"), input="\n\n", capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode != 0
    assert done.stdout.count("Tekan Enter …") == 3
    assert "menekan [Lepaskan & perintahkan Analis]" in done.stdout
    assert "Ibu Analis menekan" not in done.stdout


def test_the_token_stands_in_no_file_of_the_play(
    played: tuple[Path, subprocess.CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither in the database, the log, a document, nor in what is exported or backed up from them."""
    out, done = played
    half = (DEFAULT_TOKEN.partition(":")[2],)
    monkeypatch.setenv("DATA_DIR", str(out / "basis-data-peragaan"))
    for words in (
        ["export", "--period", "2026-TW1", "--out", str(tmp_path / "a.zip")],
        ["backup", str(tmp_path / "b")],
    ):
        assert CliRunner().invoke(app, words).exit_code == 0
    assert leaks(done.stdout + done.stderr, half) == []
    assert leaking_files(out, half) | leaking_files(tmp_path, half) == {}
