"""What `bot doctor` finds in a database, which it never makes or changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.clock import FixedClock
from bot.operator.doctor_database import audit_chains, database, held_messages
from bot.settings import Settings, load_settings
from storage.audit import KEY_FILE
from storage.database import Database
from tests.databases import NOW
from tests.operator.test_doctor import TOKEN, marks
from tests.services.paper_office import PaperOffice
from tests.storage.rows import fill_outbox

CLOCK = FixedClock(NOW)


@pytest.fixture
def found(database_url: str, tmp_path: Path) -> Settings:
    """Settings with a database of this program's schema; once on each kind."""
    return load_settings(None, telegram_token=TOKEN, data_dir=tmp_path, database_url=database_url)


def statement(settings: Settings, sql: str) -> None:
    """Change something behind the program's back."""
    Database(settings.database_url).write_now(lambda tx: tx.execute(text(sql)))


def test_a_database_that_is_whole(found: Settings) -> None:
    """Its revision and its server are named; one of another program version is a word, or wrong if it is newer."""
    (said,) = marks(database(found, CLOCK))
    assert re.fullmatch(r"✓ Basis data: terbuka, utuh, versi \d{4} \((SQLite|PostgreSQL) \d.*\)\.", said)
    statement(found, "UPDATE alembic_version SET version_num = '0001'")
    assert marks(database(found, CLOCK))[0].startswith("⚠ Basis data: versi 0001, disesuaikan saat bot dijalankan")
    statement(found, "UPDATE alembic_version SET version_num = '9999'")
    assert marks(database(found, CLOCK))[0].startswith("✗ Basis data ini dibuat oleh versi program yang lebih baru")
    assert (marks(audit_chains(found, CLOCK)), marks(held_messages(found, CLOCK))) == ([], [])


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """It comes with the first command that needs it."""
    settings = load_settings(None, telegram_token=TOKEN, data_dir=tmp_path / "data")
    assert marks(database(settings, CLOCK)) == [
        "⚠ Basis data: belum ada; dibuat saat 'bot import' atau 'bot run' pertama."
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file(sqlite_url: str, tmp_path: Path) -> None:
    """Pages that do not fit are found; the way back is named."""
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    settings = load_settings(None, telegram_token=TOKEN, data_dir=tmp_path, database_url=sqlite_url)
    (said,) = marks(database(settings, CLOCK))
    assert said.startswith("✗ Basis data")
    assert "bot restore" in said


def test_the_audit_of_the_newest_cycles(found: Settings) -> None:
    """Followed from seal to seal with this office's key; without the key nothing can be said, and it is not made."""
    key = found.data_dir / KEY_FILE
    assert marks(audit_chains(found, CLOCK)) == ["✓ Jejak audit: belum ada catatan."]
    office = PaperOffice(Database(found.database_url))
    office.database.write_now(lambda tx: office.work(tx).record("Uji", cycle_id=office.cycle_id))
    assert marks(audit_chains(found, CLOCK))[0].startswith(f"✗ Jejak audit: kunci {key} tidak ada")
    assert not key.exists()
    key.write_bytes(b"k" * 32)
    assert marks(audit_chains(found, CLOCK)) == ["✓ Jejak audit: 1 pengumpulan terbaru cocok dengan segelnya."]
    key.write_bytes(b"l" * 32)
    (said,) = marks(audit_chains(found, CLOCK))
    assert said.startswith(f"✗ Jejak audit: Rantai audit cycle:{office.cycle_id} tidak cocok")


def test_messages_that_are_held(found: Settings) -> None:
    """Whoever restored is reminded to release them."""
    assert marks(held_messages(found, CLOCK)) == []
    Database(found.database_url).write_now(lambda tx: fill_outbox(tx, "held", "sent", "held"))
    assert marks(held_messages(found, CLOCK))[0].startswith("⚠ Pesan keluar: 2 ditahan sejak pemulihan")
