"""Control of the stage itself: reading chats, updates, faults, settings, clock, log, idleness."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.simulator.backstage import Backstage
from bot.simulator.control_input import Input, text_field
from bot.simulator.shapes import Json
from bot.simulator.showing import file_answer, thumbnail_answer
from bot.simulator.state import World
from bot.simulator.views import chat_view, query_view


def dumps(value: Any) -> str:
    """Write JSON, times as ISO text."""
    return json.dumps(value, default=lambda other: other.isoformat())


async def read_chat(backstage: Backstage, given: Input) -> Json:
    """Return a chat's messages, waiting for the first new one where asked."""
    chat_id, after = int(given.path["chat"]), int(given.number("after"))

    def look(world: World) -> Json:
        return chat_view(
            world,
            world.known(chat_id),
            after,
            edits=given.flag("edits"),
            deleted=given.flag("deleted"),
            bot_only=given.flag("bot"),
        )

    return await _waiting(backstage, given.number("wait"), look, "messages")


async def read_presses(backstage: Backstage, given: Input) -> Json:
    """Return a user's presses with their answers."""
    user_id, after = int(given.path["chat"]), int(given.number("after"))
    answered_only = "after" in given.fields or "wait" in given.fields

    def look(world: World) -> Json:
        queries = [query for query in world.queries.values() if query.user_id == user_id]
        if answered_only:
            queries = [query for query in queries if query.answer is not None and query.seq > after]
        return {"latest": world.latest, "queries": [query_view(query) for query in queries]}

    return await _waiting(backstage, given.number("wait"), look, "queries")


async def read_file(backstage: Backstage, given: Input) -> web.Response:
    """Return a file's bytes, under its own type."""
    stored = backstage.world.files.find(given.path["file_id"])
    if stored is None:
        raise KeyError(given.path["file_id"])
    return file_answer(stored)


async def read_thumbnail(backstage: Backstage, given: Input) -> web.Response:
    """Return a file in small, nothing where it cannot be shown."""
    stored = backstage.world.files.find(given.path["file_id"])
    if stored is None:
        raise KeyError(given.path["file_id"])
    return thumbnail_answer(await backstage.thumbnails.of(stored))


async def inject_update(backstage: Backstage, given: Input) -> Json:
    """Queue any update as it is."""
    return {"update_id": backstage.world.updates.inject(given.fields)}


async def redeliver(backstage: Backstage, given: Input) -> Json:
    """Deliver confirmed updates once more."""
    given.only("count")
    return {"redelivered": backstage.world.updates.redeliver(int(given.fields.get("count", 1)))}


async def watch_updates(backstage: Backstage, given: Input) -> Json:
    """Tell how many updates are unconfirmed and whether a poll waits, waiting for one where asked."""

    def look(world: World) -> Json:
        return {"pending": world.updates.pending, "polled": world.updates.polled}

    return await _waiting(backstage, given.number("wait"), look, "polled")


async def add_fault(backstage: Backstage, given: Input) -> list[Json]:
    """Plan a fault."""
    fields = dict(given.fields)
    if "seed" in fields:
        backstage.faults.reseed(int(fields.pop("seed")))
    backstage.faults.add(fields)
    return backstage.faults.listing()


async def list_faults(backstage: Backstage, _given: Input) -> list[Json]:
    """List the faults still to come."""
    return backstage.faults.listing()


async def clear_faults(backstage: Backstage, _given: Input) -> list[Json]:
    """Forget every fault and end the outage."""
    backstage.faults.clear()
    return []


async def set_outage(backstage: Backstage, given: Input) -> Json:
    """Begin or end an outage."""
    given.only("on")
    backstage.outage(given.flag("on"))
    return {"on": backstage.faults.outage}


async def read_settings(backstage: Backstage, _given: Input) -> Json:
    """Return the settings in force."""
    return backstage.world.settings.as_json()


async def change_settings(backstage: Backstage, given: Input) -> Json:
    """Change settings by name."""
    return backstage.configure(given.fields).as_json()


async def read_clock(backstage: Backstage, _given: Input) -> Json:
    """Return the stage's present and its offset from the real one, in seconds."""
    return {"now": backstage.clock.now(), "offset": backstage.clock.offset.total_seconds()}


async def wind_clock(backstage: Backstage, given: Input) -> Json:
    """Advance the clock, or set it."""
    given.only("advance", "set")
    if "set" in given.fields:
        backstage.clock.set(datetime.fromisoformat(text_field(given.fields, "set")))
    backstage.clock.advance(given.number("advance"))
    return await read_clock(backstage, given)


async def read_calls(backstage: Backstage, given: Input) -> Json:
    """Return the log of API calls."""
    after, method = given.number("after"), text_field(given.fields, "method").lower()
    calls = [
        call
        for call in backstage.world.calls
        if call["seq"] > after and (not method or call["method"].lower() == method)
    ]
    return {"latest": backstage.world.latest, "calls": calls}


async def settle(backstage: Backstage, given: Input) -> Json:
    """Wait until the bot is idle."""
    idle = await backstage.settle(given.number("quiet", 0.2), given.number("timeout", 30))
    return {"idle": idle, "pending": backstage.world.updates.pending, "in_flight": backstage.world.in_flight}


async def read_bot(backstage: Backstage, _given: Input) -> Json:
    """Return who the bot is, its token, and what it has set about itself."""
    return {"token": backstage.world.settings.token, **bot_view(backstage.world)}


def bot_view(world: World) -> Json:
    """Return who the bot is and what it has set about itself."""
    commands = [
        {"scope": json.loads(scope), "language_code": language, "commands": listed}
        for (scope, language), listed in world.commands.items()
    ]
    return {"me": world.bot, "commands": commands, "profile": world.profile, "webhook": world.webhook}


async def reset(backstage: Backstage, _given: Input) -> Json:
    """Empty the stage."""
    backstage.reset()
    return {}


async def _waiting(backstage: Backstage, seconds: float, look: Callable[[World], Json], part: str) -> Json:
    end = backstage.clock.monotonic() + seconds
    while True:
        seen = look(backstage.world)
        rest = end - backstage.clock.monotonic()
        if seen[part] or rest <= 0:
            return seen
        await backstage.world.signal.wait(rest)
