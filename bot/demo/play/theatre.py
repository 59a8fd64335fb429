"""The theatre: a Telegram of our own, the office's people with their phones, and whoever writes down what happens."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Clock
from bot.demo.files import Shelf
from bot.demo.officials import Official
from bot.demo.play.transcript import Transcript
from bot.demo.playtime import PlayTime
from bot.documents.workbook.reading import read_office
from bot.office_plan import OfficePlan
from bot.operator.operating import import_office_file, invitations
from bot.settings import Settings, load_settings
from bot.simulator.client import Stage
from bot.simulator.clock import StageClock
from bot.simulator.ports import free_port
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN, StageSettings
from bot.simulator.sightings import ChatMessage, message_of
from bot.simulator.views import chat_view
from bot.texts.posts import sebutan
from storage.database import Database

FIRST_ID = 700_101
_LIFTED = 100_000
"""So many messages a second that the tiny office never waits for Telegram's limits."""

_HERE = "127.0.0.1"
DATA = "basis-data-peragaan"
"""The bot's data folder within that of a play; no real bot keeps its data under this name."""

_LINK = re.compile(r"\((?P<name>.+)\): \S+\?start=(?P<token>\S+)")


class OfficeFaultyError(Exception):
    """The workbook cannot be imported; the text names its faults."""


@dataclass
class Theatre:
    """Everything of a play but the bot itself, whose settings it gives."""

    folder: Path
    base: Clock
    transcript: Transcript
    settings: Settings
    simulator: Simulator
    stage: Stage
    time: PlayTime
    shelf: Shelf
    plan: OfficePlan
    people: dict[str, Official] = field(default_factory=dict)
    _read: int = 0
    _shown: dict[tuple[int, int], str] = field(default_factory=dict)

    @classmethod
    async def build(cls, folder: Path, office: Path, base: Clock, transcript: Transcript) -> Theatre:
        """Open the stage and read the office's workbook; `folder` gets the bot's data and the documents."""
        plan = read_office(office)
        if not isinstance(plan, OfficePlan):
            raise OfficeFaultyError("\n".join(str(fault) for fault in plan))
        simulator = Simulator(StageSettings(flood_limits=False), StageClock(base.now))
        data = folder / DATA
        data.mkdir(parents=True, exist_ok=True)
        time = PlayTime(data / "jam", base, simulator.backstage.clock)
        url, port = await simulator.start(), free_port()
        settings = load_settings(
            None,
            telegram_token=DEFAULT_TOKEN,
            telegram_api_url=url,
            data_dir=data,
            database_url=f"sqlite:///{data / 'kinerja.db'}",
            clock_file=data / "jam",
            send_rate=_LIFTED,
            chat_rate=_LIFTED,
            chat_burst=_LIFTED,
            public_url=f"http://{_HERE}:{port}",
            web_host=_HERE,
            web_port=port,
        )
        return cls(folder, base, transcript, settings, simulator, Stage(url), time, Shelf(folder), plan)

    async def close(self) -> None:
        """Close the stage."""
        await self.stage.close()
        await self.simulator.stop()

    @property
    def database(self) -> Database:
        """The bot's database, for a look at it."""
        return Database(self.settings.database_url)

    def import_office(self, office: Path) -> None:
        """Load the office as `bot import` does."""
        faults, sentence = import_office_file(self.settings, office)
        if faults:
            raise OfficeFaultyError("\n".join([*faults, sentence]))
        self.transcript.note(self.time.now(), sentence)

    def tokens(self) -> dict[str, str]:
        """A new invitation for each official who has not joined, by his name."""
        lines = invitations(self.settings, "data_kinerja_bot", secrets.token_bytes, None, None)
        found = (_LINK.search(line) for line in lines)
        return {match["name"]: match["token"] for match in found if match}

    async def cast(self, patience: float = 20.0) -> None:
        """Give every official of the office a phone."""
        for number, one in enumerate(self.plan.officials, FIRST_ID):
            phone = await self.stage.phone(number, one.name)
            self.people[one.code] = Official(one.code, sebutan(one.honorific, one.post), phone, self, patience)

    async def join(self) -> None:
        """Let everyone come in by his invitation."""
        tokens = self.tokens()
        for one in self.plan.officials:
            self.time.pass_by(minutes=2)
            await self.people[one.code].joins(tokens[one.name])

    async def listen(self) -> None:
        """Write down what the bot has said and changed since the last time, and keep the documents."""
        after, self._read = self._read, self.simulator.backstage.world.latest
        news = sorted(self._news(after), key=lambda one: one[1].seq)
        for person, message in news:
            self._write_down(person, message)

    def _news(self, after: int) -> Iterable[tuple[Official, ChatMessage]]:
        world = self.simulator.backstage.world
        for person in self.people.values():
            chat = world.known(person.phone.user_id)
            seen = chat_view(world, chat, after, edits=True, deleted=False, bot_only=True)
            for view in seen["messages"]:
                yield person, message_of(view)

    def _write_down(self, person: Official, message: ChatMessage) -> None:
        place = (person.phone.user_id, message.id)
        before, self._shown[place] = self._shown.get(place), message.text
        if before is None:
            self.transcript.told(person.address, message, self._kept(message))
        elif before != message.text and message.text.startswith(("✓", "Langkah")):
            self.transcript.changed(self.time.now(), person.address, message.text)

    def _kept(self, message: ChatMessage) -> str | None:
        if message.document_name is None or message.file_url is None:
            return None
        stored = self.simulator.backstage.world.files.find(message.file_url.rpartition("/")[2])
        assert stored is not None
        return self.shelf.keep(message.document_name, stored.read())

    def acted(self, who: str, what: str) -> None:
        """Write down what an official does."""
        self.transcript.did(self.time.now(), who, what)
