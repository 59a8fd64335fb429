"""The simulator as a process of its own."""

import asyncio
import signal
import sys

import pytest

from bot.simulator.__main__ import main
from bot.simulator.client import Stage


async def test_the_process_prints_its_address_and_stops_when_told() -> None:
    """The first line is the address; SIGTERM ends it cleanly; the token and limits are those of the command line."""
    command = ("-m", "bot.simulator", "--port", "0", "--token", "7:abc", "--no-flood-limits")
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()
    async with Stage(address) as stage:
        assert (await stage.get("bot"))["token"] == "7:abc"
        assert (await stage.get("settings"))["flood_limits"] is False
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


def test_a_wrong_port_ends_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The command line says which option is wrong."""
    with pytest.raises(SystemExit):
        main(["--port", "pintu"])
    assert "--port" in capsys.readouterr().err
