"""The queue of updates: getUpdates with confirmation by offset, long polling, redelivery; or one by one by webhook."""

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import islice

from bot.simulator.errors import ApiError, conflict
from bot.simulator.shapes import Json
from bot.simulator.signals import Signal

_KINDS_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_REMEMBERED = 1000
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class UpdateQueue:
    """Updates in order of their id; one stays until an offset beyond it is asked for, or a webhook accepts it.

    `came` is set whenever there may be a new one; `moved` is called whenever an update comes or goes: the bot has, or
    had, something to do.
    """

    def __init__(self, signal: Signal, first_id: int, moved: Callable[[], None]) -> None:
        self.next_id = first_id
        self.allowed: frozenset[str] | None = None
        self.came = asyncio.Event()
        self._signal = signal
        self._moved = moved
        self._queue: deque[Json] = deque()
        self._confirmed: deque[Json] = deque(maxlen=_REMEMBERED)
        self._again: list[Json] = []
        self._waiter: asyncio.Future[None] | None = None

    @property
    def pending(self) -> int:
        """How many updates are not confirmed yet, redeliveries included."""
        return len(self._queue) + len(self._again)

    @property
    def polled(self) -> bool:
        """Whether a long poll waits now: the bot is there, and has confirmed all that it took."""
        return self._waiter is not None

    def push(self, kind: str, body: Json) -> int | None:
        """Queue one update; return its id, or None when the bot did not ask for this kind."""
        wanted = kind not in _KINDS_ON_REQUEST if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        return self.inject({kind: body})

    def inject(self, update: Json) -> int:
        """Queue a whole update as it is, giving it the next id unless it brings its own."""
        number = int(update.get("update_id", self.next_id))
        self.next_id = max(self.next_id, number) + 1
        self._queue.append({**update, "update_id": number})
        self._wake()
        return number

    def redeliver(self, count: int) -> int:
        """Deliver the last `count` confirmed updates once more; return how many there were."""
        again = list(self._confirmed)[-count:]
        self._again.extend(again)
        self._wake()
        return len(again)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Confirm what `offset` covers and return up to `limit` updates, waiting `seconds` for the first."""
        self.interrupt(conflict(OTHER_POLL))
        self._confirm(offset)
        ready = self._ready(limit)
        if ready or seconds <= 0:
            return ready
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        self._signal.notify()
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return []
        finally:
            if self._waiter is waiter:
                self._waiter = None
        return self._ready(limit)

    def interrupt(self, error: ApiError | None = None) -> None:
        """End the poll that waits now: with `error`, or with what there is."""
        waiter, self._waiter = self._waiter, None
        if waiter is None or waiter.done():
            return
        if error is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(error)

    @property
    def unconfirmed(self) -> list[Json]:
        """Every update that is not confirmed yet, redeliveries first."""
        return [*self._again, *self._queue]

    def resume(self, next_id: int, unconfirmed: list[Json]) -> None:
        """Go on where an earlier queue stood: deliver again what was not confirmed, and number on from `next_id`."""
        self._queue.extend(unconfirmed)
        self.next_id = next_id
        self._wake()

    def accept(self, update: Json) -> None:
        """Confirm one update, which a webhook has accepted."""
        kept = [one for one in self._queue if one is not update]
        if len(kept) < len(self._queue):
            self._queue = deque(kept)
            self._confirmed.append(update)
        self._again = [one for one in self._again if one is not update]
        self._moved()

    def drop(self) -> None:
        """Forget every update that is not confirmed yet."""
        self._queue.clear()
        self._again.clear()

    def _confirm(self, offset: int) -> None:
        if offset < 0 and self._queue:
            offset = self._queue[max(len(self._queue) + offset, 0)]["update_id"]
        while self._queue and self._queue[0]["update_id"] < offset:
            self._confirmed.append(self._queue.popleft())
            self._moved()

    def _ready(self, limit: int) -> list[Json]:
        again, self._again = self._again[:limit], self._again[limit:]
        if again:
            self._moved()
        return [*again, *islice(self._queue, limit - len(again))]

    def _wake(self) -> None:
        self.came.set()
        self.interrupt()
        self._moved()
