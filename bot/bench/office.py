"""An office of many PPTK whose forms are all open at their first question, made by the bot's own services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from bot.office_plan import (
    IndicatorPlan,
    OfficePlan,
    OfficeProfile,
    OfficialPlan,
    PeriodPlan,
    RolePlan,
    SubActivityPlan,
    UnitPlan,
)
from bot.services import acts, desk
from bot.services.acts import Order
from bot.services.bureau import Bureau, identify
from bot.services.claims import Claim
from bot.services.cycle import opening
from bot.services.import_office import import_office
from bot.services.people import invitations
from bot.services.work import Work
from bot.sop.achievement import NegativeFormula, Polarity, YearMethod
from bot.sop.commands import Complete, Distribute
from bot.sop.definition import long_ikis
from bot.sop.model import Role, StepKind
from storage import cycles, officers, offices
from storage.audit import load_key
from storage.database import Database, Transaction
from storage.migrate import migrate

FIRST_CHAT = 700_000_001
QUESTIONS = 24
"""Indicators a form, each of which asks for one number."""
TARGET = Decimal(10)
"""Of every indicator; the number that every user answers, so that none is unusual."""
_STAFF = {
    "CAMAT": ("Bapak", "Camat", Role.CAMAT),
    "SEKRETARIS": ("Bapak", "Sekretaris Kecamatan", Role.SEKRETARIS),
    "KASUBBAG": ("Ibu", "Kasubbag Program & Keuangan", Role.KASUBBAG),
    "ANALIS": ("Ibu", "Analis Perencanaan", Role.ANALIS),
}


@dataclass(frozen=True, slots=True)
class Made:
    """Where the office is and who its PPTK are, as chat ids."""

    folder: Path
    chats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An office whose cycle is proposed; chat ids by the officials' codes."""

    office_id: int
    cycle_id: int
    chats: dict[str, int]

    @property
    def pptk(self) -> tuple[int, ...]:
        """The chats of those who fill forms."""
        return tuple(chat for code, chat in self.chats.items() if code not in _STAFF)


def make(folder: Path, users: int, now: datetime, url: str = "", questions: int = QUESTIONS) -> Made:
    """Make the database and the audit key in `folder`: a cycle in which every PPTK has confirmed his form."""
    desk_ = found(folder, now, url)
    opened = propose(desk_, plan(users, now, questions=questions), FIRST_CHAT)
    hand_out(desk_, opened)
    return Made(folder, opened.pptk)


def found(folder: Path, now: datetime, url: str = "") -> Desk:
    """Make an empty database, a file in `folder` unless an address says otherwise, and the audit key in `folder`."""
    url = url or f"sqlite:///{folder / 'kinerja.db'}"
    migrate(url, backup_dir=folder / "backup", now=now)
    return Desk(Database(url), Bureau(long_ikis(), load_key(folder), "bangku_uji_bot"), now)


def propose(desk_: Desk, plan_: OfficePlan, first_chat: int) -> Opened:
    """Import an office, let everyone in it join, and put step 1 of its first period before the Camat."""
    database, now = desk_.database, desk_.now
    office_id, chats = admit(desk_, plan_, first_chat)
    period = database.read_now(lambda tx: offices.periods(tx, office_id)[0].id)
    cycle_id = database.write_now(
        lambda tx: opening.propose(desk_.bureau.work(tx, office_id, now, f"buka{office_id}"), period)
    )
    return Opened(office_id, cycle_id, chats)


def admit(desk_: Desk, plan_: OfficePlan, first_chat: int) -> tuple[int, dict[str, int]]:
    """Import an office and let everyone in it join; gives its id, and chat ids by the officials' codes."""
    database, now = desk_.database, desk_.now
    office_id = database.write_now(lambda tx: import_office(tx, plan_, now)).office_id
    return office_id, database.write_now(lambda tx: _let_all_in(tx, office_id, now, first_chat))


def plan(users: int, now: datetime, *, code: str = "UJI", questions: int = QUESTIONS) -> OfficePlan:
    """An invented office: its four officials of the SOP, and one unit with one PPTK a user."""
    numbers = range(1, users + 1)
    return OfficePlan(
        year=now.year,
        profile=OfficeProfile(
            code=code,
            name="Kecamatan Contoh",
            government="Pemerintah Kabupaten Contoh",
            address="Jalan Contoh Nomor 1",
            contact="Telepon (000) 000000",
            place="Contoh",
            addressee="Bupati Contoh",
            addressee_place="Contoh",
        ),
        units=tuple(UnitPlan(code=f"U{number}", name=f"Seksi Contoh {number}") for number in numbers),
        officials=(*_staff(), *(_kasi(number) for number in numbers)),
        sub_activities=tuple(
            SubActivityPlan(
                code=f"7.01.{number}",
                name=f"Sub Kegiatan Contoh {number}",
                activity="Kegiatan Contoh",
                program="Program Contoh",
                unit=f"U{number}",
                budget=Decimal(50_000_000),
            )
            for number in numbers
        ),
        indicators=tuple(_indicator(number, place) for number in numbers for place in range(1, questions + 1)),
        periods=(PeriodPlan(year=now.year, quarter=1),),
    )


def _staff() -> list[OfficialPlan]:
    return [
        OfficialPlan(
            code=code,
            name=f"{post} Contoh, S.E.",
            honorific=honorific,
            post=post,
            rank="Penata",
            nip=str(10**17 + number),
            roles=(RolePlan(role=role),),
            admin=role is Role.KASUBBAG,
        )
        for number, (code, (honorific, post, role)) in enumerate(_STAFF.items())
    ]


def _kasi(number: int) -> OfficialPlan:
    return OfficialPlan(
        code=f"KASI-{number}",
        name=f"Kasi Contoh {number}, S.Sos.",
        honorific="Bapak",
        post=f"Kasi Contoh {number}",
        rank="Penata",
        nip=str(2 * 10**17 + number),
        roles=(RolePlan(role=Role.PPTK, unit=f"U{number}"),),
    )


def _indicator(number: int, place: int) -> IndicatorPlan:
    return IndicatorPlan(
        code=f"7.01.{number}-{place}",
        sub_activity=f"7.01.{number}",
        unit=f"U{number}",
        objective="Sasaran Contoh",
        name=f"Jumlah dokumen contoh ke-{place}",
        measure="Dokumen",
        polarity=Polarity.NAIK,
        formula=NegativeFormula.A,
        year_method=YearMethod.JUMLAH,
        whole=True,
        targets=(TARGET, TARGET, TARGET, TARGET),
        target_year=4 * TARGET,
        source="Laporan Contoh",
    )


def _let_all_in(tx: Transaction, office_id: int, now: datetime, first_chat: int) -> dict[str, int]:
    """Redeem an invitation for every official; gives the chat ids by code."""
    found: dict[str, int] = {}
    for chat, one in enumerate(officers.officers(tx, office_id), first_chat):
        token = invitations.invite(tx, one.id, now, chat.to_bytes(invitations.LEAST_BYTES, "big"))
        invitations.redeem(tx, token, chat, now)
        found[one.code] = chat
    return found


@dataclass(slots=True)
class Desk:
    """Lets officials act, each act in a transaction of its own."""

    database: Database
    bureau: Bureau
    now: datetime
    acts: int = 0

    def act(self, chat: int, do: Callable[[Work], object]) -> None:
        """One act of the official with this chat."""
        self.acts += 1

        def work(tx: Transaction) -> None:
            person = identify(tx, chat, self.now)
            assert person is not None
            do(self.bureau.work_of(tx, person, self.now, -self.acts))

        self.database.write_now(work)

    def step(self, chat: int, cycle_id: int, number: int, **units: tuple[int, ...]) -> None:
        """Finish the open task of a step, or hand out the forms of the units."""

        def order(record: cycles.CycleRecord) -> Complete | Distribute:
            task = next(one for one in record.state.open_tasks if one.step == number)
            return Distribute(task.number, task.version, **units) if units else Complete(task.number, task.version)

        orders: list[Order] = [order]
        self.act(chat, lambda work: acts.carry_out(work, cycles.load(work.tx, cycle_id), orders))


def hand_out(desk_: Desk, opened: Opened) -> None:
    """Steps 1 to 4, and each PPTK's 'Terima & mulai isi'."""
    chats, cycle_id = opened.chats, opened.cycle_id
    for number, code in ((1, "CAMAT"), (2, "KASUBBAG"), (3, "KASUBBAG")):
        desk_.step(chats[code], cycle_id, number)
    record = desk_.database.read_now(lambda tx: cycles.load(tx, cycle_id, lock=False))
    desk_.step(chats["ANALIS"], cycle_id, 4, units=tuple(form.unit for form in record.state.forms))
    record = desk_.database.read_now(lambda tx: cycles.load(tx, cycle_id, lock=False))
    isi = desk_.bureau.sop.of_kind(StepKind.ISI).number
    holder = desk_.database.read_now(lambda tx: _chat_by_unit(tx, record.office_id, desk_.now))
    for task in record.state.open_tasks:
        if task.step == isi and task.unit is not None:
            claim = Claim("terima", record.task_id(task), task.version)
            desk_.act(holder[task.unit], partial(desk.press, claim=claim))


def _chat_by_unit(tx: Transaction, office_id: int, now: datetime) -> dict[int, int]:
    found = officers.holders(tx, office_id, Role.PPTK, at=now)
    return {one.unit_id: one.telegram_id for one in found if one.unit_id is not None and one.telegram_id is not None}
