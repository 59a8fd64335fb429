"""Waking those who wait: a notice without a value, for long polls of the stage."""

import asyncio


class Signal:
    """Lets many coroutines sleep until something happened; whoever wakes looks for himself."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Wake everyone who waits now."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait(self, seconds: float) -> None:
        """Sleep until the next notice, or until `seconds` have passed."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await future
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(future)
