"""A bare Bot API whose users come when they are due, whether or not they have been answered, and are then timed."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.bench.stub import BATCH, Stub, read_parameters, respond

TEXT, TAP, ACT = "teks", "tombol", "perintah"


@dataclass(slots=True)
class Wait:
    """One update: when it was due to come, when the bot could have had it at the soonest, and when it was answered.

    All on the loop's clock. `could` is later than `due` while no getUpdates waits at the server: after one that was
    answered it takes a round trip until the next can be there, however fast the bot is.
    """

    kind: str
    due: float
    could: float = 0.0
    prompted: float = 0.0
    acknowledged: float = 0.0


@dataclass(frozen=True, slots=True)
class Act:
    """A press by which somebody else's card is caused: who presses what, and whose card follows."""

    chat: int
    data: str
    next_chat: int


class Crowd(Stub):
    """Half of a round trip goes by before a request arrives, and half before its answer does."""

    def __init__(self, rtt: float, text: str, at: int) -> None:
        super().__init__(rtt, text, at)
        self.come: dict[int, Wait] = {}
        self._open: defaultdict[int, deque[Wait]] = defaultdict(deque)
        self._cards: dict[int, Wait] = {}
        self._buttons: dict[int, Sequence[Sequence[dict[str, Any]]]] = {}
        self._polled_again = 0.0
        self._last_due = 0.0
        self._answers["answerCallbackQuery"] = self._acknowledge

    def offer(self, chats: Sequence[int], rate: float, seconds: float, tap_share: float, label: str) -> None:
        """Let the users write one after the other at this rate, and press `label` besides for that share of it."""
        start = asyncio.get_running_loop().time()
        for number in range(int(rate * seconds)):
            self._at_time(start + number / rate, self._write, chats[number % len(chats)])
        # Between two texts of the same user, as far from both as can be.
        shift, taps = len(chats) / rate / 2, rate * tap_share
        for number in range(int(taps * seconds)):
            chat = chats[int(number / tap_share) % len(chats)]
            self._at_time(start + number / taps + shift, self._press, chat, label)

    def offer_acts(self, acts: Iterable[Act], seconds: float) -> None:
        """Spread presses of officials over the time."""
        start, found = asyncio.get_running_loop().time(), list(acts)
        for number, one in enumerate(found):
            self._at_time(start + seconds * (number + 0.5) / len(found), self._order, one)

    @property
    def unanswered(self) -> int:
        """How many updates have come and not been answered yet."""
        return sum(not (one.acknowledged if one.kind == TAP else one.prompted) for one in self.come.values())

    async def through(self) -> None:
        """Wait until everything that was offered has come."""
        await asyncio.sleep(self._last_due - asyncio.get_running_loop().time())

    def _at_time(self, due: float, come: Any, *arguments: Any) -> None:
        self._last_due = max(self._last_due, due)
        asyncio.get_running_loop().call_at(due, come, due, *arguments)

    def _write(self, due: float, chat: int) -> None:
        self._put("message", self._written(chat), Wait(TEXT, due), chat)

    def _press(self, due: float, chat: int, label: str) -> None:
        buttons = [one for row in self._buttons.get(chat, ()) for one in row]
        data = next((one["callback_data"] for one in buttons if one["text"] == label), None)
        if data is not None:
            self._put("callback_query", self._pressed(chat, data), Wait(TAP, due), chat)

    def _order(self, due: float, one: Act) -> None:
        self._cards[one.next_chat] = wait = Wait(ACT, due)
        self._put("callback_query", self._pressed(one.chat, one.data), wait, one.chat)

    def _put(self, kind: str, content: dict[str, Any], wait: Wait, chat: int) -> None:
        self._last_update += 1
        self.come[self._last_update] = wait
        if wait.kind != ACT:
            self._open[chat].append(wait)
        self._updates.append({"update_id": self._last_update, kind: content})
        self._come.set()

    def _pressed(self, chat: int, data: str) -> dict[str, Any]:
        person = {"id": chat, "first_name": "Pemakai", "is_bot": False}
        query = {"id": str(self._last_update + 1), "from": person, "chat_instance": "1", "data": data}
        below = {"message_id": 1, "date": self._at, "chat": {"id": chat, "type": "private"}}
        return {**query, "message": below}

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2]
        self.calls[method] += 1
        parameters = await read_parameters(request)
        await asyncio.sleep(self.rtt / 2)
        if method == "getUpdates":
            await self._wait(parameters)
            result = self._hand_out()
        else:
            result = self._answers.get(method, self._other(method))(parameters)
        await asyncio.sleep(self.rtt / 2)
        return respond(result)

    def _hand_out(self) -> list[dict[str, Any]]:
        batch = [self._updates[place] for place in range(min(BATCH, len(self._updates)))]
        for one in batch:
            wait = self.come[one["update_id"]]
            wait.could = wait.could or max(wait.due, self._polled_again)
        self._polled_again = asyncio.get_running_loop().time() + self.rtt
        return batch

    def _send(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message, now = self._message(parameters), asyncio.get_running_loop().time()
        chat, markup = message["chat"]["id"], parameters.get("reply_markup") or {}
        if buttons := markup.get("inline_keyboard"):
            self._buttons[chat] = buttons
        if self._open[chat]:
            self._open[chat].popleft().prompted = now
        if buttons and (card := self._cards.pop(chat, None)):
            card.prompted = now
        return message

    def _acknowledge(self, parameters: dict[str, Any]) -> bool:
        self.come[int(parameters["callback_query_id"])].acknowledged = asyncio.get_running_loop().time()
        return True
