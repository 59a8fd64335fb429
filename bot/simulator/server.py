"""The HTTP server: Telegram's routes, with faults before and after each call, and the stage's own."""

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web

from bot.simulator.backstage import Backstage
from bot.simulator.clock import StageClock
from bot.simulator.control import add_control_routes
from bot.simulator.errors import ApiError
from bot.simulator.faults import Fault
from bot.simulator.guard import Guard, guarding
from bot.simulator.methods import HANDLERS
from bot.simulator.pages import add_page_routes
from bot.simulator.requests import read_request
from bot.simulator.settings import StageSettings
from bot.simulator.shapes import Call, Json
from bot.simulator.strict import BY_LOWER_NAME, convert
from bot.simulator.thumbnails import Draw

_ROOM_AROUND_FILES = 16 * 1024 * 1024
_SHUTDOWN_SECONDS = 0.5
_log = structlog.get_logger("simulator")


class Simulator:
    """A Bot API with its page of phones. `backstage` is its state, for those who run it in their own process.

    `extra` adds the routes of a director (/_stage) before the page learns that there is one; `guard` holds the keys
    of whoever serves beyond loopback, once it is served; `draw` makes thumbnails, a small JPEG of bytes and their type.
    """

    def __init__(
        self,
        settings: StageSettings | None = None,
        clock: StageClock | None = None,
        extra: Callable[[web.Application], None] | None = None,
        draw: Draw | None = None,
    ) -> None:
        self.backstage = Backstage(settings or StageSettings(), clock or StageClock(), draw)
        self.guard = Guard("127.0.0.1")
        self._extra = extra
        self._runner: web.AppRunner | None = None

    def app(self) -> web.Application:
        """Return a new aiohttp application which serves this state."""
        limit = self.backstage.world.settings.upload_limit + _ROOM_AROUND_FILES
        app = web.Application(client_max_size=limit, middlewares=[guarding(self.guard)])
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        add_control_routes(app, self.backstage)
        add_page_routes(app, directed=self._extra is not None, drawn=self.backstage.thumbnails.draw is not None)
        if self._extra is not None:
            self._extra(app)
        app.router.add_route("*", "/{anything:.*}", _nowhere)
        return app

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Serve on a host and port (0: any free one) and return the address, without a slash at its end."""
        self.guard = Guard(host)
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound = self._runner.addresses[0]
        return f"http://{bound[0]}:{bound[1]}"

    def entrance(self, address: str) -> str:
        """Return what a person opens: the address that `start` gave, beyond loopback with the one-time key."""
        return f"{address}/?kunci={self.guard.key}" if self.guard.key else f"{address}/"

    async def stop(self) -> None:
        """Stop serving; a poll that waits is ended, and nothing more is posted to a webhook."""
        self.backstage.world.updates.interrupt()
        await self.backstage.world.register(None)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _method(self, request: web.Request) -> web.StreamResponse:
        called = request.match_info["method"]
        method = BY_LOWER_NAME.get(called.lower())
        world = self.backstage.world
        if request.match_info["token"] != world.settings.token:
            return _refusal(ApiError(401, "Unauthorized"))
        if method is None:
            return _refusal(ApiError(404, "Not Found"))
        if method == "getUpdates":
            return await self._answer(request, method)
        world.in_flight += 1
        try:
            return await self._answer(request, method)
        finally:
            world.in_flight -= 1
            world.moved()

    async def _answer(self, request: web.Request, method: str) -> web.StreamResponse:
        world, params = self.backstage.world, {}
        half_trip = world.settings.round_trip / 2
        outcome: int | str = 200
        try:
            given, uploads = await read_request(request)
            if half_trip:
                await asyncio.sleep(half_trip)
            fault = self.backstage.faults.take(method, _number(given.get("chat_id")))
            params = given
            await _before(fault)
            params = convert(method, given)
            answer = _success(await self._run(method, Call(world, method, params, uploads)))
            await _afterwards(fault)
        except ApiError as error:
            outcome, answer = error.code, _refusal(error)
        except ConnectionError:
            outcome, answer = "reset", _cut(request)
        except Exception as error:  # noqa: BLE001 - a defect here must not look like a dead network
            _log.exception("simulator_fault", method=method)
            outcome, answer = 500, _refusal(ApiError(500, f"Internal Server Error: {type(error).__name__}"))
        if world.settings.log_calls and (method != "getUpdates" or outcome != 200):
            world.calls.append(
                {
                    "seq": world.sequence(),
                    "method": method,
                    "params": params,
                    "at": world.clock.now(),
                    "outcome": outcome,
                }
            )
        if half_trip:
            await asyncio.sleep(half_trip)
        return answer

    async def _run(self, method: str, call: Call) -> Any:
        result = HANDLERS[method](call)
        if isinstance(result, Awaitable):
            result = await result
            if self.backstage.faults.outage:
                raise ApiError(502, "Bad Gateway")
        return result

    async def _download(self, request: web.Request) -> web.StreamResponse:
        world = self.backstage.world
        if request.match_info["token"] != world.settings.token:
            return _refusal(ApiError(401, "Unauthorized"))
        fault = self.backstage.faults.take("download", None)
        try:
            await _before(fault)
        except ApiError as error:
            return _refusal(error)
        except ConnectionAbortedError:
            return _cut(request)
        stored = world.files.at(request.match_info["path"])
        if stored is None or stored.size > world.settings.download_limit:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=stored.read(), content_type="application/octet-stream")


async def _before(fault: Fault | None) -> None:
    """Let a fault strike before the call has any effect."""
    if fault is None:
        return
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "reset_before":
        raise ConnectionAbortedError
    error = fault.error()
    if error is not None:
        raise error


async def _afterwards(fault: Fault | None) -> None:
    """Let a fault strike when the call has had its effect."""
    if fault is None:
        return
    if fault.kind == "late_answer":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "reset_after":
        raise ConnectionAbortedError


def _number(chat_id: Any) -> Any:
    return int(chat_id) if isinstance(chat_id, str) and chat_id.lstrip("-").isdigit() else chat_id


def _success(result: Any) -> web.Response:
    return web.Response(body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json")


def _refusal(error: ApiError) -> web.Response:
    answer: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        answer["parameters"] = error.parameters
    return web.json_response(answer, status=error.code)


def _cut(request: web.Request) -> web.Response:
    """Reset the connection, so that the client never learns what became of its call."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


async def _nowhere(_request: web.Request) -> web.StreamResponse:
    return _refusal(ApiError(404, "Not Found"))
