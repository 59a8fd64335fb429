"""Offices at work for the autopilot's tests: the demo's, and a small one of other people, units and figures."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook, load_workbook
from sqlalchemy import text

from bot.clock import SystemClock
from bot.demo.autopilot.pilot import Autopilot
from bot.demo.child import BotChild
from bot.demo.officials import Official
from bot.demo.play.theatre import Theatre
from bot.demo.play.transcript import Transcript
from bot.sop.model import Cycle
from storage import cycles, forms, periods
from storage.database import Transaction
from storage.forms import FormRecord
from tests.builders import DEMO_WORKBOOK

T = TypeVar("T")
Rows = Sequence[Sequence[str | int | None]]
EVE = datetime(2026, 3, 31, 6, 0, tzinfo=UTC)
"""Tuesday, 31 March 2026, 14.00 WITA: the day before the first period opens."""

PATIENCE = 8.0
_FIRST = 5
_UNITS: Rows = [["PROG", "Subbagian Perencanaan"], ["SOS", "Seksi Sosial"], ["EKO", "Seksi Ekonomi"]]
_ROLES: Rows = [
    ["C", "Pimpinan Uji, S.E.", "Ibu", "Camat Sungai Uji", "IV/b", "190001012000012001", "camat", None, "definitif"],
    ["S", "Pengganti Uji", "Bapak", "Kepala Seksi Umum", "III/d", "190001012000012002", "sekretaris", None, "Plh."],
    [
        "K",
        "Program Uji",
        "Bapak",
        "Kepala Subbagian Perencanaan",
        "III/d",
        "190001012000012003",
        "kasubbag, pptk",
        "PROG",
    ],
    ["A", "Analis Uji", "Ibu", "Analis Data", "III/b", "190001012000012004", "analis", None, "definitif"],
    ["P", "Ganda Uji", "Ibu", "Kepala Seksi Sosial", "III/c", "190001012000012005", "pptk", "SOS, EKO", "definitif"],
]
_ACTIVITIES: Rows = [
    ["1.01", "Penyusunan Rencana Kerja", "1 Perencanaan", "1 Penunjang", "PROG", 9_000_000, "ya", None],
    ["2.01", "Pelayanan Sosial Keliling", "2 Sosial", "2 Pelayanan", "SOS", 64_000_500, "ya", None],
    ["2.02", "Pendampingan Usaha", "3 Ekonomi", "2 Pelayanan", "EKO", None, "ya", None],
    ["2.03", "Pasar Murah", "3 Ekonomi", "2 Pelayanan", "EKO", 0, "tidak", "Menunggu lokasi"],
]
_INDICATORS: Rows = [
    ["A", "1.01", None, "S", "Dokumen rencana", "Dokumen", "naik", None, "jumlah", "bulat", 1, None, 1, None, 2],
    [
        "B",
        "2.01",
        None,
        "S",
        "Keluarga terlayani",
        "Persen",
        "naik",
        None,
        "posisi akhir",
        "pecahan",
        80,
        85,
        90,
        95,
        95,
    ],
    ["C", "2.01", None, "S", "Keluhan warga", "Kasus", "turun", "B", "jumlah", "bulat", 0, 2, 2, 2, 6],
    ["D", "2.02", None, "S", "Nilai omzet", "Juta", "naik", None, "jumlah", "pecahan", "1.234,5", 1, 1, 1, 1300],
    ["E", "2.03", None, "S", "Pasar murah", "Kali", "naik", None, "jumlah", "bulat", 1, 1, 1, 1, 4],
    ["F", None, "EKO", "S", "Indeks usaha", "Indeks", "naik", None, "posisi akhir", "pecahan", 3, 3, 3, 3, 3],
]


def small_office(folder: Path) -> Path:
    """A workbook of three units, of which one person heads two, with a Plh. Sekretaris and no numbers of its own."""
    book = load_workbook(DEMO_WORKBOOK)
    changed = {
        "Kode kantor": "KEC-UJI",
        "Kantor": "Kecamatan Sungai Uji",
        "Zona waktu": "WIB",
        "Pola nomor surat": None,
    }
    for row in book["Kantor"].iter_rows(min_row=3):
        if row[0].value in changed:
            row[1].value = changed[str(row[0].value)]
    for sheet, rows in (
        ("Unit", _UNITS),
        ("Pejabat", _ROLES),
        ("Sub Kegiatan", _ACTIVITIES),
        ("Indikator", _INDICATORS),
    ):
        _refill(book, sheet, rows)
    path = folder / "kantor.xlsx"
    book.save(path)
    return path


def _refill(book: Workbook, sheet: str, rows: Rows) -> None:
    page = book[sheet]
    page.delete_rows(_FIRST, page.max_row)
    for number, row in enumerate(rows, _FIRST):
        for column, value in enumerate(row, 2):
            page.cell(number, column, value)


@dataclass(frozen=True)
class Room:
    """An office whose officials have joined, with the real bot in a process of its own."""

    theatre: Theatre
    pilot: Autopilot
    lines: list[str]

    def __getitem__(self, code: str) -> Official:
        return self.theatre.people[code]

    def look(self, work: Callable[[Transaction], T]) -> T:
        """Look into the bot's data."""
        return self.theatre.database.read_now(work)

    def change(self, statement: str) -> None:
        """Change the bot's data behind its back."""
        self.theatre.database.write_now(lambda tx: tx.execute(text(statement)))

    def state(self, cycle_id: int = 1) -> Cycle:
        """A cycle as it stands."""
        return self.look(lambda tx: cycles.load(tx, cycle_id, lock=False)).state

    def forms(self, cycle_id: int = 1) -> dict[str, FormRecord]:
        """A cycle's forms by their unit's name."""
        return {one.unit: one for one in self.look(lambda tx: forms.all_forms(tx, cycle_id))}

    def cycle_of(self, quarter: int) -> int | None:
        """The running cycle of a quarter of 2026."""
        return self.look(lambda tx: periods.live_cycle(tx, quarter))

    async def until(self, step: int) -> None:
        """Let the autopilot play until somebody is awaited at a step."""
        said = ""
        for _ in range(30):
            cycle = self.look(lambda tx: cycles.live_of(tx, 1))
            if cycle and any(task.step == step for task in self.state(cycle[-1]).open_tasks):
                return
            said, before = await self.pilot.step(), said
            if said == before:
                break
        raise AssertionError(f"step {step} never came: {said}")


@asynccontextmanager
async def at_work(folder: Path, office: Path, *absent: str, troublesome: bool = False) -> AsyncIterator[Room]:
    """Open a room in which everyone but the absent has joined."""
    lines: list[str] = []
    theatre = await Theatre.build(folder, office, SystemClock(), Transcript(lines.append, "Asia/Makassar"))
    child = BotChild(theatre.settings, folder / "bot.log")
    try:
        theatre.time.begin(EVE)
        theatre.import_office(office)
        await child.start()
        await theatre.stage.polled()
        await theatre.cast(PATIENCE)
        tokens = theatre.tokens()
        for one in theatre.plan.officials:
            theatre.time.pass_by(minutes=1)
            if one.code not in absent:
                await theatre.people[one.code].joins(tokens[one.name])
        yield Room(theatre, Autopilot(theatre, troublesome=troublesome), lines)
    finally:
        await child.stop()
        await theatre.close()
