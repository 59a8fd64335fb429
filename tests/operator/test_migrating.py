"""`bot migrate --to`: what the operator is told before, during and after the office moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from storage.database import Database
from storage.offices import office_ids
from tests.builders import DEMO_WORKBOOK


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder whose settings name its data folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def command(*words: str) -> Result:
    """Run `bot` with these words."""
    return CliRunner().invoke(app, list(words))


def test_the_operator_moves_an_office_and_goes_on_there(
    folder: Path, postgresql_empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One command moves it and says what to set; the old file is refused from then on, the new address works."""
    assert command("import", str(DEMO_WORKBOOK)).exit_code == 0
    moved = command("migrate", "--to", postgresql_empty_url)
    assert moved.exit_code == 0, moved.output
    assert "dicocokkan satu per satu" in moved.stdout
    for words in (["release"], ["backup", str(folder / "cadangan.db")], ["migrate", "--to", postgresql_empty_url]):
        old = command(*words)
        assert (old.exit_code, "sudah dipindahkan ke PostgreSQL" in old.stderr) == (2, True), words
    assert not (folder / "cadangan.db").exists()
    monkeypatch.setenv("DATABASE_URL", postgresql_empty_url)
    assert command("release").stdout == "0 pesan dilepaskan untuk dikirim.\n"
    assert Database(postgresql_empty_url).read_now(office_ids) == [1]
    assert "sudah menunjuk PostgreSQL" in command("migrate", "--to", postgresql_empty_url).stderr


def test_without_the_audits_key_nothing_is_moved(folder: Path) -> None:
    """A new key would not fit the moved audit, so none is made."""
    command("migrate")
    result = command("migrate", "--to", "postgresql://127.0.0.1:9/kosong")
    assert (result.exit_code, "audit.key tidak ada" in result.stderr) == (2, True)
    assert not (folder / "data" / "audit.key").exists()


def test_a_target_that_cannot_be_reached_is_one_sentence(folder: Path) -> None:
    """The office stays where it is, and the password is not said."""
    command("import", str(DEMO_WORKBOOK))
    result = command("migrate", "--to", "postgresql://kantor:rahasia@127.0.0.1:9/kosong")
    assert (result.exit_code, "tetap utuh" in result.stderr, "rahasia" in result.output) == (2, True, False)
    assert command("release").exit_code == 0
