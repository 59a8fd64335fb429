"""News for the page: whatever changed on any phone, in one long poll, since a browser allows six connections."""

from itertools import islice

from bot.simulator.backstage import Backstage
from bot.simulator.control_input import Input
from bot.simulator.control_stage import bot_view
from bot.simulator.shapes import Json
from bot.simulator.state import Chat, World
from bot.simulator.views import message_view, query_view

_FIRST_SIGHT = 40
_LATEST_PRESSES = 500


async def read_news(backstage: Backstage, given: Input) -> Json:
    """Return what came or changed after a number over all private chats, waiting for the first where asked.

    A reader of another world, or of none, gets the whole of this one: the end of each chat.
    """
    given.only("after", "wait", "world", "last")
    after, known = int(given.number("after")), given.fields.get("world")
    last = int(given.number("last", _FIRST_SIGHT))
    end = backstage.clock.monotonic() + given.number("wait")
    looked = -1
    while True:
        world = backstage.world
        if not after or known not in {None, world.name}:
            return _whole(world, last)
        rest = end - backstage.clock.monotonic()
        if world.latest > max(after, looked):
            seen, looked = _since(world, after), world.latest
            if rest <= 0 or seen["users"] is not None or seen["messages"] or seen["presses"]:
                return seen
        elif rest <= 0:
            return _since(world, after)
        await world.signal.wait(rest)


async def read_older(backstage: Backstage, given: Input) -> Json:
    """Return the messages of a chat before one of them, the nearest, oldest first, and whether `more` remain."""
    given.only("before", "last")
    chat = backstage.world.known(int(given.path["chat"]))
    return _tail(chat, int(given.number("last", _FIRST_SIGHT)), given.whole("before"))


def _whole(world: World, last: int) -> Json:
    tails = {chat.id: _tail(chat, last, None) for chat in _private(world)}
    messages = [message for tail in tails.values() for message in tail["messages"]]
    more = [chat_id for chat_id, tail in tails.items() if tail["more"]]
    return _news(world, fresh=True) | _people(world) | {"messages": messages, "more": more}


def _since(world: World, after: int) -> Json:
    messages = [
        message_view(record) | {"chat_id": chat.id}
        for chat in _private(world)
        for record in chat.records.values()
        if record.changed > after
    ]
    recent = [*islice(reversed(world.queries.values()), _LATEST_PRESSES)][::-1]
    presses = [
        query_view(query) | {"user_id": query.user_id}
        for query in recent
        if query.answer is not None and query.seq > after
    ]
    people = _people(world) if world.noted > after else {}
    return _news(world, fresh=False) | people | {"messages": messages, "presses": presses}


def _news(world: World, *, fresh: bool) -> Json:
    empty: Json = {"users": None, "commands": None, "bot": None, "messages": [], "presses": [], "more": []}
    return {"latest": world.latest, "world": world.name, "fresh": fresh} | empty


def _people(world: World) -> Json:
    users = [
        {"user": person.user, "started": person.started, "blocked": person.blocked}
        for person in world.people.values()
        if not person.user["is_bot"]
    ]
    seen = bot_view(world)
    return {"users": users, "commands": seen["commands"], "bot": {"me": seen["me"], "profile": seen["profile"]}}


def _private(world: World) -> list[Chat]:
    return [world.chats[person.id] for person in world.people.values() if not person.user["is_bot"]]


def _tail(chat: Chat, last: int, before: int | None) -> Json:
    standing = (
        record
        for number, record in reversed(chat.records.items())
        if not record.deleted and (before is None or number < before)
    )
    newest_first = [*islice(standing, last + 1)]
    shown = [message_view(record) | {"chat_id": chat.id} for record in newest_first[:last]]
    return {"messages": shown[::-1], "more": len(newest_first) > last}
