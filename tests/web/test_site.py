"""The verification page as a browser without JavaScript gets it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from html import escape

import aiohttp
import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.services.papers.publish import Kind
from bot.sop import commands
from bot.sop.definition import DONE
from storage.database import Transaction
from storage.tables import Office, Officer
from tests.services.paper_office import PaperOffice
from tests.web.served import Served, serve

pytestmark = pytest.mark.asyncio(loop_scope="module")
Web = aiohttp.ClientSession
UNKNOWN = "Kode tidak dikenal"


async def read(web: Web, path: str, status: int = 200) -> str:
    """The text of a page that is answered with this status."""
    async with web.get(path, allow_redirects=False) as answer:
        assert answer.status == status, (path, answer.status)
        return await answer.text()


@pytest.mark.parametrize("path", ["/", "/v"])
async def test_a_code_can_be_typed(web: Web, path: str) -> None:
    """The form asks for the code and says how it looks."""
    page = await read(web, path)
    assert 'name="kode"' in page
    assert "12 huruf dan angka" in page
    assert "<script" not in page


async def test_a_typed_code_leads_to_its_page(web: Web, served: Served) -> None:
    """However it is typed: lower case, in groups, with spaces."""
    code = served.paper().code or ""
    typed = f" {code[:4]}-{code[4:8]} {code[8:]}".lower()
    async with web.get("/v", params={"kode": typed}, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, f"/v/{code}")
    assert "Asli dan berlaku" in await read(web, f"/v/{code.lower()}")


async def test_the_page_of_a_paper_that_counts(web: Web, served: Served) -> None:
    """What it is, who approved it in which post and when, its code and hash, its versions; nothing else of a person."""
    paper = served.paper()
    page = await read(web, served.address())
    for text in (
        "Dokumen Data Capaian Kinerja",
        "Triwulan I 2026",
        "<strong>Berlaku</strong>",
        "Sekretaris Kecamatan",
        "Camat Long Ikis",
        "Menyetujui dan mengesahkan",
        "bukan tanda tangan elektronik tersertifikasi",
        "Disegel secara elektronik",
        str(paper.sha256),
        "digantikan oleh versi 2",
    ):
        assert text in page
    for row in served.office.database.read_now(lambda tx: tx.execute(Officer.__table__.select()).all()):
        assert row.nip not in page
        assert str(row.telegram_id or "tidak ada") not in page


async def test_the_page_of_an_older_version(web: Web, served: Served) -> None:
    """It says what took its place, and names nobody who had approved it."""
    page = await read(web, served.address(version=1))
    assert "<strong>Digantikan</strong>" in page
    assert "Digantikan oleh versi 2, kode" in page
    assert "Persetujuan</h2>" not in page


async def test_a_paper_that_waits(office: PaperOffice) -> None:
    """It says that it waits, and who has approved it so far; nobody, once the first signer took it back, too."""
    take_back(office)
    async with serve(office, lambda: 0.0) as served, Web(served.url) as web:
        page = await read(web, served.address())
        assert "<strong>Menunggu persetujuan</strong>" in page
        assert "Menyetujui, " in page
        assert "Menyetujui dan mengesahkan" not in page
        take_back(office)
        assert "Belum ada persetujuan." in await read(web, served.address())


def take_back(office: PaperOffice) -> None:
    """The last signer takes his approval back."""
    signed = [task for task in office.record.state.tasks if task.step == 13 and task.outcome == DONE]
    office.press(commands.Undo, signed[-1])


@pytest.mark.parametrize(
    "path",
    [
        "/v/AAAAAAAAAAAA",
        "/v/AAAAAAAAAAA0",
        "/v/AAA",
        "/v/" + "A" * 4000,
        "/v/%00%ff",
        "/v/../../etc/passwd",
        "/v/<script>alert(1)</script>",
        "/v?kode=%3Cscript%3E",
        "/static/verifikasi.html",
        "/static/..%2fsite.py",
        "/wp-login.php",
    ],
)
async def test_what_is_unknown_is_always_the_same(web: Web, path: str) -> None:
    """A code that nobody has, one that cannot be, any other address: one page, which repeats nothing of it."""
    first = await read(web, "/v/BBBBBBBBBBBB", 404)
    assert UNKNOWN in first
    assert await read(web, path, 404) == first


async def test_what_cannot_be_a_code_is_not_looked_for(
    web: Web, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is asked only for what looks like a code."""
    asked: list[object] = []
    monkeypatch.setattr(served.office.database, "read", asked.append)
    await read(web, "/v/AAAAAAAAAAA0", 404)
    assert asked == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_the_page_is_only_read(web: Web, served: Served, method: str) -> None:
    """Every other method is refused with a page."""
    async with web.request(method, served.address()) as answer:
        assert (answer.status, set(answer.headers["Allow"].split(", "))) == (405, {"GET", "HEAD"})
        assert "Permintaan tidak dilayani" in await answer.text()


async def test_a_fault_is_answered_politely(web: Web, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is away gives a page and a line in the log, neither of which shows what failed in detail."""

    async def away(_work: object) -> None:
        raise ConnectionError("password=rahasia")

    monkeypatch.setattr(served.office.database, "read", away)
    with capture_logs() as logged:
        page = await read(web, served.address(), 500)
    assert "Terjadi gangguan" in page
    (event,) = (one for one in logged if one["event"] == "page failed")
    assert f"kode {event['code']} " in page
    assert "rahasia" not in page + str(logged)


async def test_a_name_with_markup_is_shown_as_it_is(office: PaperOffice) -> None:
    """Whatever stands in a name, a post or the office's name is text."""
    evil = """<script>alert("x")</script>'&amp;${root}$title"""

    def rename(tx: Transaction) -> None:
        tx.execute(update(Officer).values(name=evil, post=evil))
        tx.execute(update(Office).values(name=evil))

    office.database.write_now(rename)
    async with serve(office, lambda: 0.0) as served, Web(served.url) as web:
        page = await read(web, served.address())
    assert "alert(" in page
    assert escape(evil) in page
    assert page.count("<script") == 1


@pytest.mark.parametrize("path", ["/", "/v/BBBBBBBBBBBB", "/static/verifikasi.js", "/static/verifikasi.css", ""])
async def test_every_answer_is_strict(web: Web, served: Served, path: str) -> None:
    """Nothing is loaded from elsewhere, framed, guessed, kept, indexed or sent on; no server is named."""
    async with web.get(path or served.address()) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"connect-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"} <= set(policy)
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not {"Server", "Strict-Transport-Security", "Set-Cookie"} & set(headers)


@pytest.mark.parametrize("prefix", ["", "/kinerja"])
async def test_a_public_address_with_https_and_a_path(office: PaperOffice, prefix: str) -> None:
    """Browsers are held to https, and links lead below the path of the proxy, whether or not it takes it away."""
    async with (
        serve(office, lambda: 0.0, public_url="https://kantor.example/kinerja") as served,
        Web(served.url) as web,
        web.get(prefix + served.address()) as answer,
    ):
        page = await answer.text()
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        await read(web, f"{prefix}/static/verifikasi.js")
    assert "<strong>Berlaku</strong>" in page
    assert 'src="/kinerja/static/verifikasi.js"' in page
    assert 'href="/kinerja/v"' in page


async def test_a_client_that_asks_too_often_waits(office: PaperOffice) -> None:
    """Ten codes at once, then one in two seconds; the empty form does not count, a proxy's word tells clients apart."""
    seconds = [0.0]
    async with serve(office, lambda: seconds[0]) as served, Web(served.url) as web:
        for _ in range(10):
            await read(web, served.address())
        async with web.get(served.address()) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "2")
            assert "dalam 2 detik" in await answer.text()
            assert "Content-Security-Policy" in answer.headers
        for free in ("/", "/v", "/static/verifikasi.css"):
            await read(web, free)
        await read(web, "/v?kode=ABCDEFGHJKLM", 429)
        async with web.get(served.address(), headers={"X-Forwarded-For": "203.0.113.9"}) as answer:
            assert answer.status == 200
        seconds[0] += 2
        await read(web, served.address())
        await read(web, served.address(), 429)


async def test_several_kinds_of_papers(web: Web, served: Served) -> None:
    """Surat Pengantar and Lembar Pengesahan have pages of their own; the latter is not sealed here and says so."""
    assert "Surat Pengantar" in await read(web, served.address(Kind.SURAT_PENGANTAR))
    page = await read(web, served.address(Kind.PENGESAHAN, 1))
    assert "Tidak disegel" in page
    assert "Menyetujui dan mengesahkan" in page


async def test_what_is_no_http_gets_no_answer(served: Served) -> None:
    """The connection ends without a word, and the page is served on."""
    host, port = served.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"\x16\x03\x01 bukan HTTP\r\n\r\n")
    with suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()
    async with aiohttp.ClientSession(served.url) as web:
        await read(web, "/")
