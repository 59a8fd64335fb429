"""What runs in the training room before anything of the bot is imported: its process, its settings and the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.clock import Clock
from bot.demo.child import BotChild
from bot.demo.playtime import PlayTime
from bot.demo.training.keeper import Keeper
from bot.demo.training.room import OFFICE, Room
from bot.settings import Settings, load_settings
from bot.simulator.backstage import Backstage
from bot.simulator.client import Stage
from bot.simulator.guard import HEADER
from bot.simulator.settings import DEFAULT_TOKEN

EVE = datetime(2026, 3, 31, 6, 0, tzinfo=UTC)
"""The afternoon before the first period of the example office, at which its bot may start while it is still read."""

_LIFTED = 100_000
"""So many messages a second that a small office never waits for Telegram's limits."""


class Machine:
    """The bot's process on the stage at an address, which `key` opens for programs beyond loopback.

    `say` is given what is worth knowing of the process.
    """

    def __init__(
        self, room: Room, backstage: Backstage, base: Clock, url: str, key: str, say: Callable[[str], None]
    ) -> None:
        self.room = room
        self.backstage = backstage
        self.base = base
        self.settings = _settings(room, url)
        self.time = PlayTime(room.clock_file, base, backstage.clock)
        self.stage = Stage(url, {HEADER: key} if key else {})
        self.keeper = Keeper(BotChild(self.settings, room.log, leash=True), backstage, base, say)

    def start(self) -> None:
        """Let the bot go on where it was left, or begin in the example office; otherwise wait for `start_at`."""
        hour = self.room.hour() if self.room.opened else None
        if hour is not None:
            self.start_at(max(hour, self._last_message()))
        elif self.room.office.read_bytes() == OFFICE.read_bytes():
            self.start_at(EVE)

    def start_at(self, at: datetime) -> None:
        """Start the bot at an instant; if it runs already, let time pass until then."""
        if self.keeper.started:
            self.time.until(at)
        else:
            self.time.begin(at)
            self.keeper.start()

    async def stop(self) -> None:
        """End the bot and note the hour."""
        await self.keeper.stop()
        await self.stage.close()
        if self.room.opened:
            self.room.note_hour(self.base, closing=True)

    def _last_message(self) -> datetime:
        """The date of the newest message on any phone, which no later one may precede."""
        latest = max((chat.last_date for chat in self.backstage.world.chats.values()), default=0)
        return datetime.fromtimestamp(latest, UTC)


def _settings(room: Room, url: str) -> Settings:
    port = room.page_port()
    return load_settings(
        None,
        telegram_token=DEFAULT_TOKEN,
        telegram_api_url=url,
        data_dir=room.folder,
        database_url=f"sqlite:///{room.folder / 'kinerja.db'}",
        clock_file=room.clock_file,
        send_rate=_LIFTED,
        chat_rate=_LIFTED,
        chat_burst=_LIFTED,
        public_url=f"http://127.0.0.1:{port}",
        web_host="127.0.0.1",
        web_port=port,
    )
