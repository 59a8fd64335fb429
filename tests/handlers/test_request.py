import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, RetryAfter

from handlers.api import Api
from handlers.request import AiohttpRequest
from handlers.telegram_errors import NotSent, OutcomeUnknown, ServerFault

TOKEN = "123456:" + "A" * 35
Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start a server with one handler for every path; gives its address."""
    runners = []

    async def start(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> str:
        app = web.Application(client_max_size=20_000_000)
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}/bot{TOKEN}"

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    """An open request object."""
    async with AiohttpRequest(connect_timeout=2, read_timeout=5) as request:
        yield request


def accepted(result: Any) -> web.Response:
    """Telegram's way to say yes."""
    return web.json_response({"ok": True, "result": result})


async def test_a_call_without_files_is_json(serve: Serve, request_: AiohttpRequest) -> None:
    """Parameters arrive with their types, and the result comes back as it is."""

    async def handler(request: web.Request) -> web.Response:
        assert request.content_type == "application/json"
        return accepted([request.path.rsplit("/", 1)[1], await request.json()])

    parameters = {"chat_id": 5, "text": "Baik – terima kasih", "reply_markup": {"force_reply": True}}
    assert await Api(request_, await serve(handler)).call("sendMessage", parameters) == ["sendMessage", parameters]


async def test_a_call_with_a_file_is_multipart(serve: Serve, request_: AiohttpRequest) -> None:
    """The file keeps its name, spaces and all, its bytes and its type; the other parameters are fields."""

    async def handler(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return accepted([file.filename, file.content_type, file.file.read().decode(), fields])

    files = {"document": ("Data Kinerja – TW I.pdf", b"%PDF", "application/pdf")}
    answer = await Api(request_, await serve(handler)).call("sendDocument", {"chat_id": 5, "caption": "x"}, files)
    assert answer == ["Data Kinerja – TW I.pdf", "application/pdf", "%PDF", {"chat_id": "5", "caption": "x"}]


async def test_the_library_itself_can_speak_through_it(serve: Serve, request_: AiohttpRequest) -> None:
    """python-telegram-bot's own methods send JSON, upload files and download them."""

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.method == "GET":
            return web.Response(body=b"isi berkas")
        if request.content_type == "multipart/form-data":
            file = (await request.post())["document"]
            assert isinstance(file, web.FileField)
            assert file.file.read() == b"isi"
        return accepted({"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}})

    url = await serve(handler)
    bot = Bot(TOKEN, base_url=url.removesuffix(TOKEN), request=request_)
    assert (await bot.send_message(5, "Baik")).message_id == 1
    assert (await bot.send_document(5, b"isi", filename="a.pdf")).message_id == 1
    assert await request_.retrieve(f"{url}/file") == b"isi berkas"


async def test_nobody_listening_means_not_sent(request_: AiohttpRequest) -> None:
    """A refused connection had no effect; the error does not show the token."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/bot{TOKEN}"
        with pytest.raises(NotSent) as caught:
            await Api(request_, url).call("getMe", {})
    assert TOKEN not in repr(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("address", [f"http://tidak-ada.invalid/bot{TOKEN}", f"http://:0:x/bot{TOKEN}"])
async def test_an_address_that_leads_nowhere_means_not_sent(request_: AiohttpRequest, address: str) -> None:
    """An unknown name or a broken address had no effect either."""
    with pytest.raises(NotSent) as caught:
        await Api(request_, address).call("getMe", {})
    assert TOKEN not in repr(caught.value)


async def test_a_session_that_is_not_open_means_not_sent() -> None:
    """Before the start and after the end nothing leaves; starting and ending twice is harmless."""
    request = AiohttpRequest()
    with pytest.raises(NotSent):
        await Api(request, "http://127.0.0.1:1").call("getMe", {})
    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(NotSent):
        await Api(request, "http://127.0.0.1:1").call("getMe", {})
    assert request.read_timeout == 20


async def test_no_answer_in_time_means_unknown(serve: Serve, request_: AiohttpRequest) -> None:
    """The call may have had its effect: a read timeout, as given for the call, says so."""
    arrived = asyncio.Event()

    async def handler(request: web.Request) -> web.Response:
        arrived.set()
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(OutcomeUnknown) as caught:
        await Api(request_, await serve(handler)).call("sendMessage", {"chat_id": 5}, read_timeout=0.05)
    assert arrived.is_set()
    assert TOKEN not in repr(caught.value)


async def test_a_call_may_wait_without_end(serve: Serve, request_: AiohttpRequest) -> None:
    """A timeout of None is no timeout."""

    async def handler(request: web.Request) -> web.Response:
        return accepted(True)

    url = f"{await serve(handler)}/getMe"
    status, payload = await request_.do_request(url, "POST", read_timeout=None)
    assert (status, json.loads(payload)["result"]) == (200, True)


async def test_a_large_file_goes_over_a_slow_line(serve: Serve) -> None:
    """The time for a whole call grows with what it carries."""

    async def handler(request: web.Request) -> web.Response:
        await asyncio.sleep(0.6)
        return accepted(len((await request.post())["document"].file.read()))  # type: ignore[union-attr]

    content = bytes(8_000_000)
    async with AiohttpRequest(connect_timeout=0.1, write_timeout=0.1, read_timeout=0.3) as request:
        api = Api(request, await serve(handler))
        assert await api.call("sendDocument", {}, {"document": ("a", content, "text/plain")}) == len(content)


async def test_a_file_may_come_slowly(serve: Serve) -> None:
    """As long as something comes it is waited for; a file that stops coming is not."""
    parts = iter([b"satu", b"dua", b"tiga", b"empat", None])

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for part in parts:
            if part is None:
                return response
            await asyncio.sleep(0.2)
            await response.write(part)
        await asyncio.Event().wait()
        raise AssertionError

    url = await serve(handler)
    async with AiohttpRequest(connect_timeout=0.1, write_timeout=0.1, read_timeout=0.3) as request:
        assert await request.retrieve(url) == b"satuduatigaempat"
        with pytest.raises(OutcomeUnknown):
            await request.retrieve(url)


async def test_a_reset_after_the_call_left_means_unknown(serve: Serve, request_: AiohttpRequest) -> None:
    """A connection that breaks before the answer leaves open what happened."""

    async def handler(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return accepted(True)

    with pytest.raises(OutcomeUnknown):
        await Api(request_, await serve(handler)).call("sendMessage", {"chat_id": 5})


async def test_telegrams_refusals_keep_their_meaning(serve: Serve, request_: AiohttpRequest) -> None:
    """A 5xx, a 429 with its seconds and a 400 are told apart."""
    answers = [
        web.Response(status=502, text="<html>Bad Gateway</html>"),
        web.json_response({"ok": False, "description": "x", "parameters": {"retry_after": 7}}, status=429),
        web.json_response({"ok": False, "description": "Bad Request: chat not found"}, status=400),
    ]

    async def handler(request: web.Request) -> web.Response:
        return answers.pop(0)

    api = Api(request_, await serve(handler))
    with pytest.raises(ServerFault):
        await api.call("sendMessage", {})
    with pytest.raises(RetryAfter) as caught:
        await api.call("sendMessage", {})
    assert caught.value.retry_after == timedelta(seconds=7)
    with pytest.raises(BadRequest, match="Chat not found"):
        await api.call("sendMessage", {})
