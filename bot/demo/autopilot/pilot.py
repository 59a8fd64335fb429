"""The autopilot: whoever is awaited by the SOP acts on his phone, one step at a time or until the cycle is archived."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.autopilot.acts import Scene, perform
from bot.demo.autopilot.answers import Dice
from bot.demo.autopilot.duty import Cast, Duty, duties, is_archived, is_running
from bot.demo.autopilot.hand import TOAST_WITHIN, Hand, House, StuckError
from bot.demo.autopilot.opening import Next, calendar_of, next_period, proposed, soon
from bot.demo.officials import CueMissedError, Official
from bot.simulator.client import StageError
from bot.sop.definition import long_ikis
from bot.sop.model import Role, StepKind
from bot.texts.formats import hari_tanggal, nama_periode_ringkas
from storage import cycles, officers, offices
from storage.database import Transaction

_MOST_STEPS = 400
"""No cycle of any office takes so many acts; whoever comes here turns in a circle."""

_MINUTES = {
    StepKind.PERINTAH: (3, 8),
    StepKind.SIAPKAN: (6, 15),
    StepKind.BAGIKAN: (3, 8),
    StepKind.ISI: (15, 50),
    StepKind.TERIMA: (3, 8),
    StepKind.REKAP: (20, 60),
    StepKind.SERAHKAN: (3, 6),
    StepKind.LAPOR: (5, 15),
    StepKind.TELAAH: (40, 120),
    StepKind.SUSUN: (60, 150),
    StepKind.TANDATANGAN: (4, 14),
    StepKind.ARSIP: (25, 70),
}
"""How many minutes of working time pass before someone acts, at least and at most, by the kind of his step."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a step in a sentence, and whether anything has changed."""

    sentence: str
    moved: bool


class Autopilot:
    """Plays an office from any state of it.

    `advance_to` lets time pass until an instant; without it the house's own time is wound. The same `seed` gives the
    same answers. With `troublesome` the Sekretaris returns one form with an arahan in each cycle.
    """

    def __init__(
        self,
        house: House,
        *,
        seed: int = 1,
        troublesome: bool = False,
        advance_to: Callable[[datetime], Awaitable[None]] | None = None,
        toast_within: float = TOAST_WITHIN,
    ) -> None:
        self.troublesome = troublesome
        self._house = house
        self._seed = seed
        self._sop = long_ikis()
        self._database = house.database
        self._advance_to = advance_to or self._wind
        self._toast_within = toast_within

    async def step(self) -> str:
        """Let whoever is awaited first do his whole part; gives what was done, or why nobody can go on."""
        return (await self._step()).sentence

    async def cycle(self, said: Callable[[str], object] | None = None) -> str:
        """Go on until the running cycle is archived, or begin the next and archive it; gives the last sentence.

        `said` hears each sentence. Time passes between the acts. It ends early where a step changes nothing.
        """
        followed: int | None = None
        for _ in range(_MOST_STEPS):
            followed = self._running() if followed is None else followed
            await self._pause()
            outcome = await self._step()
            if said is not None:
                said(outcome.sentence)
            if not outcome.moved:
                return outcome.sentence
            if followed is not None and (ending := self._ending(followed)):
                await self._rest()
                return ending
        return f"Setelah {_MOST_STEPS} langkah siklus belum selesai; mohon dilanjutkan dengan tangan."

    async def _step(self) -> _Outcome:
        try:
            return await self._act()
        except (StuckError, CueMissedError, StageError) as error:
            return _Outcome(str(error), moved=False)

    async def _act(self) -> _Outcome:
        office_id = self._office()
        waiting = await self._duties(office_id)
        found = self._ready(waiting)
        while found is not None:
            duty, hand = found
            await hand.settled()
            # What he had done before may have come to the bot only now, and somebody else is awaited.
            waiting = await self._duties(office_id)
            found = self._ready(waiting)
            if found is not None and found[0].task == duty.task:
                return _Outcome(await self._perform(*found), moved=True)
        if waiting:
            return _Outcome(f"{waiting[0].place[0].upper()}{waiting[0].place[1:]}: {waiting[0].obstacle}", moved=False)
        return await self._open_next(office_id)

    def _ready(self, waiting: list[Duty]) -> tuple[Duty, Hand] | None:
        """The first who can act, with his hand on his phone."""
        for duty in waiting:
            if not duty.obstacle and duty.official is not None and duty.holder is not None:
                return duty, self._hand(duty.official, duty.holder.officer_id)
        return None

    async def _perform(self, duty: Duty, hand: Hand) -> str:
        starts = duty.task.started_at
        if starts is not None and starts > self._house.time.now():
            await self._advance_to(starts)
        record = duty.record
        seed = f"{self._seed}/{record.year}/{record.quarter}/{duty.unit}/{duty.task.putaran}"
        return await perform(Scene(duty, hand, Dice(seed), self.troublesome))

    def _hand(self, official: Official, officer_id: int) -> Hand:
        house = self._house
        return Hand(official, officer_id, house.stage, self._database, house.time, self._advance_to, self._toast_within)

    async def _wind(self, at: datetime) -> None:
        self._house.time.until(at)

    def _office(self) -> int:
        return self._database.read_now(lambda tx: offices.office_ids(tx)[0])

    def _running(self) -> int | None:
        """The oldest cycle that runs."""

        def look(tx: Transaction) -> int | None:
            return next((one for office in offices.office_ids(tx) for one in cycles.live_of(tx, office)), None)

        return self._database.read_now(look)

    async def _duties(self, office_id: int) -> list[Duty]:
        people = await self._house.stage.get("users")
        cast = Cast(
            {one.phone.user_id: one for one in self._house.people.values()},
            {one["user"]["id"] for one in people if one["blocked"]},
        )
        now = self._house.time.now()
        return self._database.read_now(lambda tx: duties(tx, office_id, self._sop, cast, now))

    async def _pause(self) -> None:
        """Let working time pass as it takes until the next one comes to his phone."""
        office_id = self._office()
        waiting = [one for one in await self._duties(office_id) if not one.obstacle]
        if not waiting:
            return
        now, task = self._house.time.now(), waiting[0].task
        calendar = self._database.read_now(lambda tx: calendar_of(tx, office_id, now))
        dice = Dice(f"{self._seed}/{waiting[0].record.id}")
        minutes = dice.number(*_MINUTES[waiting[0].step.kind], task.number)
        await self._advance_to(calendar.add_minutes(now, timedelta(minutes=minutes)))

    async def _rest(self) -> None:
        """Wait until everyone has what the bot still sends, such as the papers of the archive."""
        known = {one.phone.user_id: one for one in self._house.people.values()}
        office_id = self._office()
        everyone = self._database.read_now(lambda tx: officers.officers(tx, office_id))
        for one in everyone:
            if (official := known.get(one.telegram_id or 0)) is not None:
                with suppress(StuckError):
                    await self._hand(official, one.id).settled()

    def _ending(self, cycle_id: int) -> str:
        """How a cycle ended; empty while it runs."""
        if self._database.read_now(lambda tx: is_running(tx, cycle_id)):
            return ""
        record = self._database.read_now(lambda tx: cycles.load(tx, cycle_id, lock=False))
        name = nama_periode_ringkas(record.year, record.quarter)
        if self._database.read_now(lambda tx: is_archived(tx, cycle_id)):
            return f"Siklus {name} selesai dan diarsipkan."
        return f"Siklus {name} berakhir tanpa diarsipkan."

    async def _open_next(self, office_id: int) -> _Outcome:
        """The next period of the Jadwal Kerja comes, by itself or by an order of the Camat."""
        now = self._house.time.now()
        calendar = self._database.read_now(lambda tx: calendar_of(tx, office_id, now))
        coming = self._database.read_now(lambda tx: next_period(tx, office_id, calendar, now))
        if coming is None:
            return _Outcome(
                "Semua periode pada Jadwal Kerja sudah selesai; jadwal tahun berikutnya ditambahkan melalui /jadwal.",
                moved=False,
            )
        if coming.opens > now:
            await self._advance_to(soon(coming.opens))
        name = nama_periode_ringkas(coming.period.year, coming.period.quarter)
        if not coming.by_order and await proposed(self._database, office_id):
            day = hari_tanggal(calendar.local(self._house.time.now()).date())
            return _Outcome(f"{day}: jadwal mengusulkan pengumpulan data {name} kepada Camat.", moved=True)
        return await self._order(office_id, coming, name)

    async def _order(self, office_id: int, coming: Next, name: str) -> _Outcome:
        """The Camat writes /mulai and chooses the period."""
        now = self._house.time.now()
        camat = self._database.read_now(lambda tx: officers.holders(tx, office_id, Role.CAMAT, at=now))
        by_id = {one.phone.user_id: one for one in self._house.people.values()}
        official = by_id.get(camat[0].telegram_id or 0) if camat else None
        if official is None:
            return _Outcome(f"Pengumpulan {name} menunggu Camat, yang belum bergabung atau sedang kosong.", moved=False)
        hand = self._hand(official, camat[0].officer_id)
        await hand.write("/mulai")
        found = await hand.look({"mulai_periode"}, task=0, version=0, arg=str(coming.period.id))
        toast = await hand.press(found) if found is not None else ""
        if self._running() is None:
            return _Outcome(f"Pengumpulan {name} belum dapat dibuka: {toast or await hand.last_words()}", moved=False)
        return _Outcome(f"{hand.who} membuka pengumpulan data {name} melalui /mulai.", moved=True)
