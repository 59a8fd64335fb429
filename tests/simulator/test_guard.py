"""Who may use the page and the control interface: this machine, or whoever has the printed key."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.simulator.guard import COOKIE, HEADER, Guard, is_loopback
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A browser without cookies, which follows no redirect."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


@pytest.fixture
async def open_to_all() -> AsyncIterator[tuple[Simulator, str]]:
    """A simulator that listens on every address of the machine, and its address on loopback."""
    simulator = Simulator()
    bound = await simulator.start("0.0.0.0")
    yield simulator, f"http://127.0.0.1:{bound.rpartition(':')[2]}"
    await simulator.stop()


async def status(session: aiohttp.ClientSession, verb: str, address: str, **headers: str) -> int:
    """Return the status of one request."""
    async with session.request(verb, address, headers=headers, allow_redirects=False) as response:
        return response.status


@pytest.mark.parametrize(
    ("host", "answer"),
    [("127.0.0.1:80", 200), ("localhost:8765", 200), ("[::1]:80", 200), ("jahat.contoh", 403), ("192.0.2.7", 403)],
)
async def test_a_foreign_name_for_this_machine_is_refused(
    url: str, session: aiohttp.ClientSession, host: str, answer: int
) -> None:
    """A name that someone else lets point here reaches neither page nor control interface."""
    assert await status(session, "GET", f"{url}/", Host=host) == answer
    assert await status(session, "GET", f"{url}/_control/users", Host=host) == answer


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, 200),
        ({"Origin": "http://jahat.contoh"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_another_page_cannot_act(
    url: str, session: aiohttp.ClientSession, headers: dict[str, str], answer: int
) -> None:
    """What changes something comes from the page itself, or from a program, which names no origin."""
    assert await status(session, "POST", f"{url}/_control/reset", **headers) == answer


async def test_the_page_itself_may_act(url: str, session: aiohttp.ClientSession) -> None:
    """The origin of the page is that of the server."""
    assert await status(session, "POST", f"{url}/_control/reset", Origin=url) == 200


async def test_on_loopback_no_key_is_needed(simulator: Simulator, url: str) -> None:
    """The entrance is the bare address."""
    assert simulator.entrance(url) == f"{url}/"


async def test_beyond_loopback_the_key_opens_once(
    open_to_all: tuple[Simulator, str], session: aiohttp.ClientSession
) -> None:
    """The printed key gives one browser its cookie; without it nothing opens, and it serves no second time."""
    simulator, url = open_to_all
    for path in ("/", "/halaman/phones.js", "/_control/users", "/_stage/state"):
        assert await status(session, "GET", url + path) == 403
    entrance = simulator.entrance(url)
    assert await status(session, "GET", f"{url}/?kunci=salah") == 403
    async with session.get(entrance, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/")
        assert "HttpOnly" in response.headers["Set-Cookie"]
        assert "SameSite=Strict" in response.headers["Set-Cookie"]
    assert await status(session, "GET", f"{url}/") == 200
    assert await status(session, "GET", f"{url}/_control/users") == 200
    session.cookie_jar.clear()
    assert await status(session, "GET", entrance) == 403
    assert await status(session, "GET", f"{url}/", Cookie=f"{COOKIE}=tebakan") == 403


async def test_programs_show_the_secret(open_to_all: tuple[Simulator, str], session: aiohttp.ClientSession) -> None:
    """A program of this machine sends the secret in a header; the Bot API needs only the token in its path."""
    simulator, url = open_to_all
    assert await status(session, "GET", f"{url}/_control/users", **{HEADER: simulator.guard.secret}) == 200
    assert await status(session, "GET", f"{url}/bot{DEFAULT_TOKEN}/getMe") == 200


async def test_addresses_of_the_machine_are_its_names(
    open_to_all: tuple[Simulator, str], session: aiohttp.ClientSession
) -> None:
    """Whoever listens everywhere is known by any address, but not by a foreign name."""
    simulator, url = open_to_all
    key = {HEADER: simulator.guard.secret}
    assert await status(session, "GET", f"{url}/", Host="192.0.2.7:8765", **key) == 200
    assert await status(session, "GET", f"{url}/", Host="jahat.contoh", **key) == 403


@pytest.mark.parametrize(
    ("host", "known"), [("127.0.0.5", True), ("LOCALHOST", True), ("::1", True), ("0.0.0.0", False), ("kantor", False)]
)
def test_loopback_is_recognised(host: str, known: bool) -> None:
    """Only names and addresses that reach this machine alone count."""
    assert is_loopback(host) is known
    assert bool(Guard(host).key) is not known
