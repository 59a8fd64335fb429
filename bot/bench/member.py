"""One of several processes of a bot, as the benchmark of the takeover starts it."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bot.bench.ours import LIFTED
from bot.bench.stub import TOKEN
from bot.simulator.ports import free_port


@dataclass
class Member:
    """A process that may be killed and started again; Telegram knows it by its `name`."""

    name: str
    folder: Path
    database_url: str
    port: int = field(default_factory=free_port)
    _process: asyncio.subprocess.Process | None = None

    async def start(self, address: str, public_url: str) -> None:
        """Start it; its calls go to a path of Telegram's address that bears its name."""
        arguments = (f"{address}/{self.name}", str(self.folder), self.database_url, public_url, str(self.port))
        with (self.folder / f"{self.name}.log").open("ab") as log:
            command = (sys.executable, "-m", "bot.bench.member", *arguments)
            self._process = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log)

    async def kill(self) -> None:
        """End it without warning."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def listens(self) -> bool:
        """Whether it takes posts."""
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True


def main(address: str, folder: str, database_url: str, public_url: str, port: str) -> None:
    """Be `bot run` by webhook, without Telegram's limits on sending."""
    from bot.app import App, clock_of
    from bot.logging import configure_logging
    from bot.settings import load_settings

    settings = load_settings(
        None,
        telegram_token=TOKEN,
        telegram_api_url=address,
        data_dir=Path(folder),
        database_url=database_url,
        mode="webhook",
        public_url=public_url,
        web_port=int(port),
        send_rate=LIFTED,
        chat_rate=LIFTED,
        log_level="ERROR",
    )
    configure_logging(settings.log_level, settings.log_format, settings.secrets)
    asyncio.run(App(settings, clock_of(settings)).run())


if __name__ == "__main__":
    main(*sys.argv[1:])
