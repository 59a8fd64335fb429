"""What an operator meets on a bad day: folders, databases and certificates that cannot be used, each one sentence."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.operator.seal_check import check_seal
from bot.settings import SettingsError, load_settings
from tests.builders import DEMO_WORKBOOK
from tests.documents.sealed import AT, PASSWORD, p12

TOKEN = "1234567:" + "Aa0_-" * 7


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with a data folder and no token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def command(*words: str) -> Result:
    """Run `bot` with these words."""
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("words", [("migrate",), ("import", str(DEMO_WORKBOOK)), ("release",)])
def test_a_data_folder_that_cannot_be_made_is_one_sentence(folder: Path, words: tuple[str, ...]) -> None:
    """It names the folder and the setting; a file in its place is such a case, too."""
    (folder / "data").write_text("berkas, bukan folder", encoding="utf-8")
    result = command(*words)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "tidak dapat dibuat atau ditulis; mohon diperiksa DATA_DIR" in result.stderr


def test_a_damaged_database_is_one_sentence(folder: Path) -> None:
    """It says what it is and how to get on; the file stays as it is."""
    damaged = folder / "data" / "kinerja.db"
    damaged.parent.mkdir()
    damaged.write_bytes(b"rusak " * 1000)
    result = command("migrate")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "Basis data rusak atau bukan berkas SQLite." in result.stderr
    assert damaged.read_bytes() == b"rusak " * 1000


def test_a_file_is_not_called_unknown_where_there_is_no_office(folder: Path) -> None:
    """In a folder without an office every file would look forged."""
    paper = folder / "surat.pdf"
    paper.write_bytes(b"%PDF-1.7\n")
    result = command("verify", str(paper))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "Belum ada kantor pada basis data ini" in result.stderr


def test_a_restored_office_without_its_key_is_warned(folder: Path) -> None:
    """The key is not in the backup: whoever restores elsewhere reads what must be put back first."""
    command("import", str(DEMO_WORKBOOK))
    command("backup", str(folder / "cadangan.db"))
    (folder / "data").rename(folder / "lama")
    restored = command("restore", str(folder / "cadangan.db"))
    assert restored.exit_code == 0
    assert "Kunci riwayat" in restored.stderr
    (folder / "data").rename(folder / "tanpa-kunci")
    (folder / "data").mkdir()
    (folder / "lama" / "audit.key").rename(folder / "data" / "audit.key")
    assert "Kunci riwayat" not in command("restore", str(folder / "cadangan.db")).stderr


# The certificate, before the bot starts


def _check(place: Path | None, password: str = PASSWORD, at: datetime = AT) -> None:
    check_seal(load_settings(None, telegram_token=TOKEN, seal_certificate=place, seal_password=password), at)


def test_a_certificate_that_can_seal_is_no_matter(tmp_path: Path) -> None:
    """A file, a folder of them, or none: the bot starts."""
    _check(None)
    _check(p12(tmp_path / "LI.p12"))
    _check(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "salah"}, "mohon diperiksa SEAL_PASSWORD"),
        ({"at": datetime(2199, 1, 1, tzinfo=UTC)}, "hanya berlaku"),
    ],
)
def test_a_certificate_that_cannot_seal_stops_the_start(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    """A wrong password or a day on which it is not valid is said at once, not when the first Dokumen is due."""
    path = p12(tmp_path / "LI.p12")
    with pytest.raises(SettingsError, match=said):
        _check(path, **change)


def test_a_certificate_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    """Neither a missing file nor an empty folder seals anything."""
    with pytest.raises(SettingsError, match="tidak ditemukan"):
        _check(tmp_path / "tidak-ada.p12")
    with pytest.raises(SettingsError, match=r"tidak berisi berkas \.p12"):
        _check(tmp_path)


def test_run_says_it_in_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command ends with it before Telegram or the database are touched."""
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("SEAL_CERTIFICATE", str(folder / "tidak-ada.p12"))
    result = command("run")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "tidak ditemukan" in result.stderr
    assert not (folder / "data").exists()
