"""Real `bot run` processes of one bot, each with a port that it keeps through all its lives."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.simulator.ports import free_port
from bot.simulator.settings import DEFAULT_TOKEN

PATIENCE = 30.0


class Nursery:
    """Forks bots from one process that has imported them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cluster.nursery"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ended: dict[int, int] = {}
        self._born: list[int] = []
        self._news = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def bear(self, environment: dict[str, str], log: Path) -> int:
        """Start a bot and give its number."""
        assert self._process.stdin is not None
        with self._news:
            self._process.stdin.write(f"{json.dumps({'environment': environment, 'log': str(log)})}\n")
            self._process.stdin.flush()
            assert self._news.wait_for(lambda: self._born, PATIENCE)
            return self._born.pop()

    def ended(self, pid: int) -> int | None:
        """The exit code of a bot, None while it lives."""
        with self._news:
            return self._ended.get(pid)

    def close(self) -> None:
        """Bear no more."""
        self._process.communicate(timeout=PATIENCE)
        self._listener.join()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            what, *numbers = line.split()
            with self._news:
                if what == "lahir":
                    self._born.append(int(numbers[0]))
                else:
                    self._ended[int(numbers[0])] = int(numbers[1])
                self._news.notify_all()


@dataclass
class Member:
    """One process of a cluster."""

    nursery: Nursery
    log: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    pid: int | None = None

    def start(self) -> None:
        """Begin a life."""
        self.pid = self.nursery.bear({**self.settings, "WEB_PORT": str(self.port)}, self.log)

    async def kill(self) -> int:
        """End it as a power cut does, with all that it has started."""
        return await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """End it as a supervisor does; gives the exit code of its last life."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self.pid is not None
        if self.nursery.ended(self.pid) is None:
            with suppress(ProcessLookupError):
                (os.killpg if how is signal.SIGKILL else os.kill)(self.pid, how)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end; gives the exit code."""
        assert self.pid is not None
        async with asyncio.timeout(PATIENCE):
            while (code := self.nursery.ended(self.pid)) is None:  # noqa: ASYNC110 - another process tells of it
                await asyncio.sleep(0.01)
        return code

    @property
    def logged(self) -> str:
        """All that it logged."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @property
    def last_lines(self) -> str:
        """The end of it."""
        return "\n".join(self.logged.splitlines()[-20:])


def settings_of(api: str, folder: Path, database_url: str, public_url: str) -> dict[str, str]:
    """The environment of every member but for its port."""
    return {
        "TELEGRAM_TOKEN": DEFAULT_TOKEN,
        "TELEGRAM_API_URL": api,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "MODE": "webhook",
        "PUBLIC_URL": public_url,
        "SEND_RATE": "1000000",
        "CHAT_RATE": "1000000",
    }
