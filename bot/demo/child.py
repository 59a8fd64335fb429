"""The real bot as a child process; whatever it logs is kept in a file beside its data."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings

_GRACE = 15.0


class BotDiedError(Exception):
    """The bot's process ended by itself."""


class BotChild:
    """Starts `bot run` with these settings and ends it, with everything that it started.

    One on a `leash` ends by itself when this process is gone, however that happens.
    """

    def __init__(self, settings: Settings, log: Path, *, leash: bool = False) -> None:
        self.log = log
        self._settings = settings
        self._leash = leash
        self._process: asyncio.subprocess.Process | None = None
        self._started = asyncio.Event()

    async def start(self) -> None:
        """Start the process."""
        with self.log.open("ab") as log:
            # A session of its own, so that a Ctrl-C for the play reaches the bot once, by `stop`.
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *(("bot.demo.training.leash",) if self._leash else ("bot", "run"))),
                cwd=self._settings.data_dir,
                env={**os.environ, **environment(self._settings)},
                stdin=asyncio.subprocess.PIPE if self._leash else asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started.set()

    async def died(self) -> None:
        """Wait until the process, once it was started, has ended by itself."""
        await self._started.wait()
        assert self._process is not None
        await self._process.wait()

    def kill(self) -> None:
        """End the process without warning, and everything that it started; nothing happens if it has ended."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                if sys.platform == "win32":  # there are no groups: its children end by themselves when it is gone
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)

    async def stop(self) -> None:
        """Ask the process to end; after a while, make it and its children."""
        process = self._process
        if process is None:
            return
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_GRACE):
                await process.wait()
        except TimeoutError:
            self.kill()
            await process.wait()

    def last_lines(self, count: int = 15) -> list[str]:
        """The end of what the bot logged."""
        with suppress(FileNotFoundError):
            return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
        return []


def environment(settings: Settings) -> dict[str, str]:
    """The settings as the child reads them."""
    return {
        "TELEGRAM_TOKEN": settings.telegram_token.get_secret_value(),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "MODE": "polling",
        "CLOCK_FILE": str(settings.clock_file),
        "SEND_RATE": str(settings.send_rate),
        "CHAT_RATE": str(settings.chat_rate),
        "CHAT_BURST": str(settings.chat_burst),
        "LOG_LEVEL": "INFO",
        "LOG_FORMAT": "console",
        "LOG_FILE": "",
        "RENDER_WORKERS": "1",
        "PUBLIC_URL": settings.public_url,
        "WEB_HOST": settings.web_host,
        "WEB_PORT": str(settings.web_port),
        "HEALTH_HOST": "127.0.0.1",
        "HEALTH_PORT": "0",
        # The play's office seals by itself, whatever the shell around it is set up for.
        "SEAL_CERTIFICATE": "",
        "SEAL_PASSWORD": "",
        "TIMESTAMP_URL": "",
        "PYTHONUNBUFFERED": "1",
    }
