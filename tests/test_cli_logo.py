"""`bot logo`: the operator hangs a lambang; a file that cannot be printed changes nothing and says why."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from bot.cli import app
from storage import emblems
from storage.database import Database
from tests.builders import DEMO_WORKBOOK


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a picture, and no token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("TELEGRAM_TOKEN", raising=False)
    Image.new("RGB", (300, 400), (10, 90, 40)).save(tmp_path / "lambang.png")
    return tmp_path


def command(*words: str) -> Result:
    """Run `bot` with these words."""
    return CliRunner().invoke(app, list(words))


def hung(folder: Path) -> bytes | None:
    """The first office's lambang."""
    return Database(f"sqlite:///{folder / 'data' / 'kinerja.db'}").read_now(lambda tx: emblems.content(tx, 1))


def test_a_lambang_is_hung(folder: Path) -> None:
    """A line an office says so, and from when it holds."""
    command("import", str(DEMO_WORKBOOK))
    result = command("logo", "lambang.png")
    assert result.exit_code == 0, result.output
    assert "Lambang kantor diperbarui (300 × 400 piksel)" in " ".join(result.stdout.split())
    stored = hung(folder)
    assert stored is not None
    assert Image.open(BytesIO(stored)).size == (300, 400)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"bukan gambar", "tidak terbaca sebagai gambar PNG atau JPG"), (None, "tidak dapat dibaca")],
)
def test_a_file_that_is_no_picture_changes_nothing(folder: Path, content: bytes | None, sentence: str) -> None:
    """One sentence says why, and no database comes of it."""
    if content is not None:
        (folder / "rusak.png").write_bytes(content)
    result = command("logo", "rusak.png")
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert not (folder / "data").exists()


def test_an_office_that_is_not_there_is_named_with_those_that_are(folder: Path) -> None:
    """Nothing is hung anywhere."""
    command("import", str(DEMO_WORKBOOK))
    result = command("logo", "lambang.png", "--office", "LAIN")
    assert result.exit_code == 2
    assert "Tidak ada kantor dengan kode LAIN" in result.stderr
    assert hung(folder) is None
