"""The page's files: served under a policy that lets nothing foreign in, and written so that the policy holds."""

import re
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from multidict import CIMultiDictProxy

from bot.simulator.client import Phone, Stage
from bot.simulator.files import FileStore
from bot.simulator.pages import FOLDER
from bot.simulator.server import Simulator
from bot.simulator.thumbnails import Thumbnails
from tests.simulator.conftest import OFFICIAL

MODULES = sorted(FOLDER.glob("*.js"))


async def fetched(address: str) -> tuple[int, str, CIMultiDictProxy[str]]:
    """Return status, text and headers of an address."""
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.text(), response.headers


async def test_the_page_is_served_with_a_strict_policy(url: str) -> None:
    """The page and its modules come with their types, and may load nothing from elsewhere."""
    status, page, headers = await fetched(f"{url}/")
    assert (status, 'data-sutradara="tiada"' in page) == (200, True)
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in headers["Content-Security-Policy"]
    status, module, headers = await fetched(f"{url}/halaman/phones.js")
    assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "follow" in module


async def test_every_file_that_the_page_names_is_there(url: str) -> None:
    """No address in the page or in a module leads nowhere."""
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'/halaman/([^"]+)"', page))
    for source in [*MODULES, *FOLDER.glob("*.css")]:
        named |= set(re.findall(r'(?:from "\./|url\(")([^"]+)"', source.read_text(encoding="utf-8")))
    assert named
    for name in sorted(named):
        assert (await fetched(f"{url}/halaman/{name}"))[0] == 200, name


@pytest.mark.parametrize("name", ["tiada.js", "index.html", "..%2Fpages.py", "%2e%2e/pages.py"])
async def test_nothing_else_is_served(url: str, name: str) -> None:
    """A name that is not a style or a module of the page's folder is not found."""
    assert (await fetched(f"{url}/halaman/{name}"))[0] == 404


async def test_a_director_adds_routes_and_the_page_knows(simulator: Simulator) -> None:
    """What `extra` adds answers under its address, and the page says that a director is there."""

    async def state(_request: web.Request) -> web.Response:
        return web.json_response({"n": 1})

    def extra(app: web.Application) -> None:
        app.router.add_get("/_stage/state", state)

    directed = Simulator(extra=extra)
    url = await directed.start()
    try:
        assert 'data-sutradara="ada"' in (await fetched(f"{url}/"))[1]
        assert (await fetched(f"{url}/_stage/state"))[1] == '{"n": 1}'
    finally:
        await directed.stop()


async def test_an_uploaded_page_never_runs_as_ours(stage: Stage, phone: Phone) -> None:
    """A PDF may be shown in the page; a web page that someone sent is only downloaded, and without any power."""
    paper = await stage.post(f"users/{OFFICIAL}/document", {"name": "a.pdf", "data": "JVBERi0="})
    script = await stage.post(
        f"users/{OFFICIAL}/document", {"name": "héi.html", "mime": "text/html", "data": "PHNjcmlwdD4="}
    )
    shown = await fetched(stage.url + paper["messages"][0]["file"]["url"])
    kept = await fetched(stage.url + script["messages"][0]["file"]["url"])
    assert "Content-Disposition" not in shown[2]
    assert kept[2]["Content-Disposition"] == "attachment; filename*=UTF-8''h%C3%A9i.html"
    assert "sandbox" in kept[2]["Content-Security-Policy"]
    assert kept[2]["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_modules_write_text_and_stay_small(module: Path) -> None:
    """Each says at its head what it is for, fits a screen or five, and never writes markup or evaluates text."""
    source = module.read_text(encoding="utf-8")
    assert source.startswith("/**")
    assert source.count("\n") <= 300
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source)


def test_the_page_has_no_inline_script_or_style() -> None:
    """What the policy forbids is not in the page."""
    page = (FOLDER / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


async def test_papers_are_shown_in_small_by_whoever_can_draw() -> None:
    """A file is drawn once, however often it is looked at; one that cannot be drawn has an empty thumbnail."""
    drawn: list[bytes] = []

    def draw(content: bytes, mime: str) -> bytes | None:
        drawn.append(content)
        return b"small" if mime == "application/pdf" else None

    simulator = Simulator(draw=draw)
    url = await simulator.start()
    try:
        assert 'data-sampul="ada"' in (await fetched(f"{url}/"))[1]
        files = simulator.backstage.world.files
        paper = files.add("document", "a.pdf", "application/pdf", b"%PDF")
        sheet = files.add("document", "a.xlsx", "application/x-excel", b"PK")
        for _ in range(2):
            assert (await fetched(f"{url}/_control/files/{paper.file_id}/thumbnail"))[:2] == (200, "small")
        assert (await fetched(f"{url}/_control/files/{sheet.file_id}/thumbnail"))[0] == 204
        assert (await fetched(f"{url}/_control/files/tiada/thumbnail"))[0] == 400
        assert drawn == [b"%PDF", b"PK"]
    finally:
        await simulator.stop()


async def test_without_a_hand_nothing_is_drawn(url: str, simulator: Simulator) -> None:
    """The page of a simulator that cannot draw asks for no thumbnails, and gets none."""
    paper = simulator.backstage.world.files.add("document", "a.pdf", "application/pdf", b"%PDF")
    assert 'data-sampul="tiada"' in (await fetched(f"{url}/"))[1]
    assert (await fetched(f"{url}/_control/files/{paper.file_id}/thumbnail"))[0] == 204


async def test_only_the_latest_thumbnails_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long play does not fill the memory: the oldest is drawn anew when it is asked for again."""
    monkeypatch.setattr("bot.simulator.thumbnails._KEPT", 1)
    drawn: list[bytes] = []
    thumbnails = Thumbnails(lambda content, _mime: drawn.append(content))
    files = FileStore()
    first, second = (files.add("document", name, "application/pdf", name.encode()) for name in ("a", "b"))
    for stored in (first, second, first):
        await thumbnails.of(stored)
    assert drawn == [b"a", b"b", b"a"]
