"""The demo's office under its deadlines: the clock's rounds are fired by hand, and their messages are pressed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.services import acts
from bot.services.limits import round as limits
from bot.sop.commands import Command, Receive, Submit
from bot.sop.model import Role
from storage import answers, cycles
from tests.services import limits_desk
from tests.services.counter import ANALIS, CAMAT, KASUBBAG, SEKRETARIS, Said
from tests.services.limits_desk import LimitsDesk

PPTK = {
    "PK": KASUBBAG,
    "UK": "KASUBBAG-UK",
    "PEM": "KASI-PEM",
    "YANUM": "KASI-YANUM",
    "PMD": "KASI-PMD",
    "TRANTIB": "KASI-TRANTIB",
}
ZONE = ZoneInfo("Asia/Makassar")


class RemindingDesk(LimitsDesk):
    """A counter whose clock may be set, and whose rounds bring what has come."""

    def tick(self, day: int, clock: str, month: int = 4) -> dict[str, list[Said]]:
        """Let it be an instant of 2026, with one round; gives what each official is told by it."""
        local = time.fromisoformat(clock.replace(".", ":"))
        self.now = datetime.combine(date(2026, month, day), local, ZONE)
        before = {code: len(self.heard(code)) for code in self.codes()}
        self.database.write_now(lambda tx: limits.fire(tx, self.bureau, [self.office_id], self.now))
        self._deliver()
        found = {code: self.heard(code)[count:] for code, count in before.items()}
        return {code: told for code, told in found.items() if told}

    def codes(self) -> Collection[str]:
        """Everyone in the office."""
        return {*PPTK.values(), CAMAT, SEKRETARIS, ANALIS}

    def give(self, code: str, command: Command) -> None:
        """Let an official give a command."""
        self.act(code, lambda work: acts.carry_out(work, cycles.load(work.tx, self.cycle_id), [command]))

    def all_but(self, unit: str) -> None:
        """Every form but one is in and received."""
        others = [code for code in PPTK if code != unit]
        for code in others:
            mine = self.form(code)
            self.give(PPTK[code], Submit(mine.number, mine.version))
        for code in others:
            receiver = Role.SEKRETARIS if code == "PK" else Role.KASUBBAG
            (task,) = [one for one in self.record().state.open_tasks if one.step == 6 and one.role is receiver]
            officer = SEKRETARIS if code == "PK" else KASUBBAG
            self.give(officer, Receive(task.number, task.version, self.unit_id(code)))

    def progress(self, unit: str, answered: int, asked: int, at: datetime | None = None) -> None:
        """A form is so far."""
        form_id = self.record().form_ids[self.unit_id(unit)]
        self.database.write_now(
            lambda tx: answers.progress(tx, form_id, answered=answered, asked=asked, at=at or self.now)
        )


def handed_out(url: str) -> RemindingDesk:
    """Everyone is in and has his form since Wednesday 1 April, 08.00; Friday is a holiday, so Monday 08.00 is due."""
    made = limits_desk.handed_out(url)
    values = {one.name: getattr(made, one.name) for one in fields(made)}
    office = RemindingDesk(**values)
    office.bureau = made.bureau
    return office
