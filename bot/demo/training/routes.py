"""The director's interface under /_stage, by which the page sees and moves the training room.

GET  state?after=N&wait=SECONDS  → {n, …} as `Director.state` describes it; waits while n is still N
POST clock    {advance_minutes} or {working_days} or {to: "deadline"} or {speed: 0 | 60 | 3600}
POST play     {what: "langkah" | "siklus" | "berhenti"}
POST trouble  {what: "outage" | "flood" | "kill" | "block", on?: bool, user_id?: int}
POST fresh    {}
Each POST answers {ok, description}, one Indonesian sentence; only what cannot be read has status 400, and a fault 500.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from json import JSONDecodeError
from typing import Any

import structlog
from aiohttp import web

from bot.demo.training import phrases
from bot.demo.training.director import Director
from bot.demo.training.refusing import Refused
from bot.incidents import Kind, new_code

LOG = structlog.get_logger(__name__)
_LONGEST_WAIT = 50.0
Given = Mapping[str, Any]


def add_stage_routes(app: web.Application, director: Director) -> None:
    """Add the interface to an application."""
    app.router.add_get("/_stage/state", partial(_state, director))
    acts: dict[str, Callable[[Director, Given], Awaitable[str]]] = {
        "clock": _clock,
        "play": _play,
        "trouble": _trouble,
        "fresh": _fresh,
    }
    for name, act in acts.items():
        app.router.add_post(f"/_stage/{name}", partial(_act, director, act))


async def _state(director: Director, request: web.Request) -> web.Response:
    try:
        after, wait = int(request.query.get("after", -1)), float(request.query.get("wait", 0))
    except ValueError:
        return _odd()
    await director.changed(after, min(wait, _LONGEST_WAIT))
    return web.json_response(director.state(), headers={"Cache-Control": "no-store"})


async def _act(
    director: Director, act: Callable[[Director, Given], Awaitable[str]], request: web.Request
) -> web.Response:
    try:
        given = await request.json() if request.can_read_body else {}
        if not isinstance(given, dict):
            return _odd()
        return web.json_response({"ok": True, "description": await act(director, given)})
    except Refused as refused:
        # Not an error of the request: browsers would complain of one in their console.
        return web.json_response({"ok": False, "description": str(refused)})
    except (JSONDecodeError, UnicodeDecodeError):
        return _odd()
    except Exception:  # whoever pressed is told, and the room goes on
        incident = new_code(Kind.PLAY, secrets.token_bytes)
        LOG.exception("act failed", code=incident)
        return web.json_response({"ok": False, "description": phrases.FAULT.format(code=incident)}, status=500)


def _odd() -> web.Response:
    return web.json_response({"ok": False, "description": phrases.ODD}, status=400)


async def _clock(director: Director, given: Given) -> str:
    match dict(given):
        case {"advance_minutes": int() | float() as minutes, **rest} if not rest and minutes is not True:
            return await director.advance(minutes)
        case {"working_days": int() as days, **rest} if not rest and days is not True:
            return await director.working_days(days)
        case {"to": "deadline", **rest} if not rest:
            return await director.to_deadline()
        case {"speed": int() as speed, **rest} if not rest:
            return await director.run_at(speed)
    raise Refused(phrases.ODD)


async def _play(director: Director, given: Given) -> str:
    return await director.play(str(given.get("what", "")))


async def _trouble(director: Director, given: Given) -> str:
    on, user = given.get("on", True), given.get("user_id", 0)
    if not isinstance(on, bool) or not isinstance(user, int):
        raise Refused(phrases.ODD)
    return await director.trouble(str(given.get("what", "")), on=on, user_id=user)


async def _fresh(director: Director, _given: Given) -> str:
    return await director.fresh()
