"""`bot calendar`: the operator's one command for a day; it prints what moved, and an import moves limits, too."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.clock import FixedClock
from bot.office_plan import SpecialDayPlan
from bot.operator import operating
from bot.services.import_office import import_office
from storage import calendar_days
from storage.database import Database
from storage.tables import CalendarDay, Office
from tests.builders import DEMO_WORKBOOK, demo_plan
from tests.services.counter import Counter

NOW = datetime(2026, 4, 1, 8, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder on 1 April 2026 at eight."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("TELEGRAM_TOKEN", raising=False)
    monkeypatch.setattr(operating, "clock_of", lambda _: FixedClock(NOW))
    return tmp_path


@pytest.fixture
def running(folder: Path, sqlite_template: Path) -> Counter:
    """The demo's office in the operator's database, its six forms just handed out."""
    (folder / "data").mkdir(mode=0o700)
    shutil.copy(sqlite_template, folder / "data" / "kinerja.db")
    return Counter(Database(f"sqlite:///{folder / 'data' / 'kinerja.db'}")).open().hand_out()


def command(*words: str) -> Result:
    """Run `bot` with these words."""
    return CliRunner().invoke(app, list(words))


def add(*words: str) -> Result:
    """Run `bot calendar add` with a reason."""
    return command("calendar", "add", *words, "--reason", "Cuti bersama susulan")


def test_a_closure_prints_what_moved(running: Counter) -> None:
    """A line a limit; the list then shows the day, and removing it moves the limits back."""
    result = add("2026-04-02", "--closed")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].endswith(": Tercatat: Kamis, 2 April 2026, libur.")
    assert lines[1].endswith(": 6 batas waktu bergeser:")
    assert "dari Senin, 6 April, pukul 08.00 WITA menjadi Selasa, 7 April, pukul 08.00 WITA." in lines[2]
    listed = command("calendar", "list").stdout.splitlines()
    assert listed[1:] == ["• Kamis, 2 April 2026: libur (Cuti bersama susulan)"]
    removed = command("calendar", "remove", "2026-04-02").stdout.splitlines()
    assert removed[0].endswith("Catatan dihapus: Kamis, 2 April 2026 kembali jam kerja 07.30–12.00, 13.00–16.00.")
    assert removed[1].endswith(": 6 batas waktu bergeser:")
    assert "Tidak ada catatan" in command("calendar", "list").stdout


def test_other_hours_are_noted(running: Counter) -> None:
    """Spans separated by a comma."""
    result = add("15 Mei 2026", "--hours", "08.00-12.00,13.00-15.00")
    assert "jam kerja 08.00–12.00, 13.00–15.00." in result.stdout
    assert "Tidak ada batas waktu yang bergeser." in result.stdout


def test_what_cannot_be_noted_changes_nothing(running: Counter) -> None:
    """One sentence says why."""
    for words, why in (
        (["2026-04-02"], "Mohon sebutkan salah satu: --closed atau --hours JAM."),
        (["2026-04-02", "--closed", "--hours", "08.00-12.00"], "Mohon sebutkan salah satu"),
        (["kapan", "--closed"], "Tulisan ini belum terbaca sebagai tanggal"),
        (["2026-04-02", "--hours", ""], "tidak terbaca; contoh: 07.30-12.00"),
        (["2026-04-02", "--hours", "12.00-08.00"], "Jam kerja harus berakhir sesudah mulai"),
        (["2026-04-02", "--closed", "--office", "LAIN"], "Tidak ada kantor dengan kode LAIN; yang ada: "),
        (["2026-04-03", "--closed"], "Jumat, 3 April 2026 memang bukan hari kerja"),
        (["2036-04-03", "--closed"], "adalah hari antara"),
    ):
        result = add(*words)
        assert (result.exit_code, result.stdout) == (2, ""), words
        assert why in result.stderr
    assert running.database.read_now(lambda tx: tx.execute(select(CalendarDay.id)).all()) == []


def test_a_reason_is_needed(running: Counter) -> None:
    """One that says something."""
    assert command("calendar", "add", "2026-04-02", "--closed").exit_code == 2
    result = command("calendar", "add", "2026-04-02", "--closed", "--reason", "x")
    assert (result.exit_code, "Mohon dituliskan 3 sampai" in result.stderr) == (2, True)


def test_a_day_without_a_note_cannot_be_taken_back(running: Counter) -> None:
    """Nor one that is none."""
    assert "sudah tidak ada" in command("calendar", "remove", "2026-04-02").stderr
    assert "belum terbaca" in command("calendar", "remove", "besok").stderr


def test_before_an_office_is_imported(folder: Path) -> None:
    """There is no calendar."""
    for words in (["list"], ["remove", "2026-04-02"]):
        result = command("calendar", *words)
        assert (result.exit_code, "Belum ada kantor" in result.stderr) == (2, True)


def test_one_of_several_offices_is_named_by_its_code(running: Counter) -> None:
    """Without a code the day holds for all; one that has it already says so."""
    profile = replace(demo_plan().profile, code="LAIN", name="Kecamatan Lain")
    other = replace(demo_plan(), profile=profile)
    other_id = running.database.write_now(lambda tx: import_office(tx, other, NOW)).office_id
    assert add("2026-04-02", "--closed", "--office", "LAIN").stdout.splitlines() == [
        "Kecamatan Lain: Tercatat: Kamis, 2 April 2026, libur.",
        "Kecamatan Lain: Tidak ada batas waktu yang bergeser.",
    ]
    result = add("2026-04-02", "--closed")
    assert result.exit_code == 0
    assert "6 batas waktu bergeser" in result.stdout
    assert "Kecamatan Lain: Kamis, 2 April 2026 memang bukan hari kerja" in result.stdout
    found = running.database.read_now(lambda tx: calendar_days.find(tx, other_id, date(2026, 4, 2)))
    assert found is not None
    assert found.reason == "Cuti bersama susulan"


def test_an_import_gives_a_new_office_its_mark(folder: Path) -> None:
    """Its limits stand by the present calendar from the first day on."""
    assert command("import", str(DEMO_WORKBOOK)).exit_code == 0
    database = Database(f"sqlite:///{folder / 'data' / 'kinerja.db'}")
    assert database.read_now(lambda tx: tx.execute(select(Office.calendar_mark)).scalar_one()) is not None


def test_special_days_of_a_workbook_move_the_limits(running: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """What moved is printed below the import's sentence; imported once more, nothing moves."""
    special = SpecialDayPlan(day=date(2026, 4, 2), spans=(), reason="Libur lokal")
    monkeypatch.setattr(operating, "read_office", lambda _: replace(demo_plan(), special_days=(special,)))
    lines = command("import", "kantor.xlsx").stdout.splitlines()
    assert lines[-7] == "6 batas waktu bergeser:"
    assert "diperbarui: 9 pejabat." in lines[-8]
    assert "bergeser" not in command("import", "kantor.xlsx").stdout
