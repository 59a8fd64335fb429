"""What can go wrong with a play: it says where it stopped and why, and leaves nothing running."""

from __future__ import annotations

import io
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from bot.demo import child
from bot.demo.play import collecting, concluding
from bot.demo.play.scenes import Play, Scene
from bot.demo.play.stage import Show, perform


def scripted(monkeypatch: pytest.MonkeyPatch, *scenes: Scene) -> None:
    """Let the play consist of these scenes."""
    monkeypatch.setattr(collecting, "scenes", lambda eventful: list(scenes))


async def test_a_cue_that_never_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The scene, the official, what he waited for, his last messages and the bot's log are named."""

    async def waits(play: Play) -> None:
        await play.camat.reads("jadwal pengumpulan")
        await play.camat.reads("sesuatu yang tidak datang")

    before = psutil.Process().children(recursive=True)
    scripted(monkeypatch, Scene("Langkah 99: menunggu", waits))
    assert await perform(Show(patience=2.0), tmp_path) == 1
    told = capsys.readouterr().err
    assert "Peragaan berhenti pada: Langkah 99: menunggu" in told
    assert "Bapak Camat menunggu “sesuatu yang tidak datang”, tetapi itu tidak datang." in told
    assert "hari ini jadwal pengumpulan" in told
    assert "Catatan terakhir bot:" in told
    assert psutil.Process().children(recursive=True) == before


async def test_a_button_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The official and the label are named."""

    async def presses(play: Play) -> None:
        await play.analis.presses("Tombol yang tidak ada")

    scripted(monkeypatch, Scene("Langkah 99: menekan", presses))
    assert await perform(Show(patience=2.0), tmp_path) == 1
    assert "Ibu Analis mencari tombol [Tombol yang tidak ada]" in capsys.readouterr().err


async def test_a_bot_that_ends_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bot that cannot start ends the play at once, with what it said."""
    monkeypatch.setattr(child, "environment", lambda settings: {"TELEGRAM_TOKEN": "bukan-token"})
    assert await perform(Show(), tmp_path) == 1
    told = capsys.readouterr().err
    assert "Proses bot berhenti sendiri." in told
    assert "TELEGRAM_TOKEN tidak sah" in told


async def test_a_cycle_that_is_not_archived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that ends too early is no success."""
    scripted(monkeypatch)
    monkeypatch.setattr(concluding, "scenes", lambda eventful: [])
    assert await perform(Show(), tmp_path) == 1
    told = capsys.readouterr().err
    assert "Peragaan berhenti pada: Pemeriksaan akhir" in told
    assert "Siklus belum diarsipkan." in told


async def test_an_input_that_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever goes away is told how to let it play by itself; the bot's log is no news then."""
    scripted(monkeypatch, Scene("Langkah 99: menunggu", lambda play: play.theatre.listen()))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert await perform(Show(auto=False), tmp_path) == 1
    told = capsys.readouterr().err
    assert "--auto" in told
    assert "Catatan terakhir bot:" not in told


async def test_a_workbook_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An office that cannot be read is named before anything starts."""
    faulty = tmp_path / "kantor.xlsx"
    faulty.write_bytes(b"bukan buku kerja")
    assert await perform(Show(office=faulty), tmp_path / "out") == 1
    assert capsys.readouterr().err.strip()


async def test_an_earlier_play_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second play into the same folder begins with an empty database; a folder of other data is left alone."""
    real = tmp_path / "data" / "kinerja.db"
    real.parent.mkdir()
    real.write_bytes(b"data sungguhan")
    scripted(monkeypatch)
    monkeypatch.setattr(concluding, "scenes", lambda eventful: [])
    await perform(Show(), tmp_path)
    await perform(Show(), tmp_path)
    assert real.read_bytes() == b"data sungguhan"
    assert (tmp_path / "bot.log").read_text(encoding="utf-8").count("database ready") == 1
