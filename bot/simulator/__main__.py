"""Run a simulator by itself: python -m bot.simulator --port 8081."""

import argparse
import asyncio
import signal
import sys

from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN, StageSettings


def main(arguments: list[str] | None = None) -> None:
    """Read the command line and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description="Bot API lokal untuk peragaan dan uji")
    parser.add_argument("--host", default="127.0.0.1", help="alamat pendengaran")
    parser.add_argument("--port", type=int, default=8081, help="porta; 0 berarti porta mana pun yang bebas")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="token bot yang diterima")
    parser.add_argument("--no-flood-limits", action="store_true", help="tanpa batas laju pengiriman")
    given = parser.parse_args(arguments)
    settings = StageSettings(token=given.token, flood_limits=not given.no_flood_limits)
    asyncio.run(serve(settings, given.host, given.port))


async def serve(settings: StageSettings, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM; the first line written is the address."""
    simulator = Simulator(settings)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not loop.add_signal_handler, which Windows does not have.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopped.set))
    address = await simulator.start(host, port)
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    await stopped.wait()
    await simulator.stop()


if __name__ == "__main__":
    main()
