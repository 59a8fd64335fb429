"""Talking about the Jadwal Kerja at the counter: the way to a question, an answer, and what is stored."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from bot.calendars import Published, indonesian_holidays
from bot.services import desk
from bot.services.incoming import Message
from storage.tables import Period
from tests.services.counter import Counter, Said


def unpublished_after(office: Counter, year: int) -> None:
    """Let the cuti bersama be published up to the end of a year."""
    days = indonesian_holidays(range(2025, 2029))
    office.bureau.published = lambda _: Published(days, date(year, 12, 31))


def write(office: Counter, code: str, text: str) -> list[Said]:
    """Let an official write a text."""
    message = Message(1, 10**6, office.now + timedelta(seconds=2), text)
    return office.act(code, lambda work: desk.receive(work, message))


def dates(office: Counter, quarter: int, year: int = 2026) -> tuple[date, date]:
    """The dates of a line as they are stored."""
    query = select(Period.opens_on, Period.send_by).where(Period.quarter == quarter, Period.year == year)
    found = office.database.read_now(lambda tx: tx.execute(query).one())
    return found.opens_on, found.send_by


def ask(office: Counter, code: str, line: str, field: str) -> Said:
    """Go to the question for a date."""
    office.say(code, "/jadwal")
    office.press(code, f"Ubah {line}")
    return office.press(code, f"Ubah {field}")[-1]


def labels(said: Said) -> list[str]:
    """What stands on a message's buttons."""
    return [label for label, _ in said.buttons]
