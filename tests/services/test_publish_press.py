"""The press: papers are made in a process of their own, which alone knows the document libraries."""

import asyncio
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bot.documents.models.seal import SealError
from bot.documents.sealing.certificate import office_certificate
from bot.documents.sealing.seals import examine
from bot.services.papers import worker as publish_worker
from bot.services.papers.press import Press
from tests.documents.samples import DISPOSITION, RECAP
from tests.documents.sealed import AT, order

LIBRARIES = ("reportlab", "openpyxl", "PIL", "pypdf", "pypdfium2", "pyhanko", "cryptography", "asn1crypto")


def test_the_bot_itself_imports_no_document_library() -> None:
    """Its start stays fast and its memory small, with everything imported that publishes."""
    code = f"import sys, bot.services.papers.publisher; print([name for name in {LIBRARIES!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


async def test_papers_are_made_and_a_killed_process_is_replaced() -> None:
    """The same model gives the same bytes, before and after; nothing is started before the first paper."""
    press = Press()
    assert not multiprocessing.active_children()
    try:
        first = await press.make(DISPOSITION)
        assert "LEMBAR DISPOSISI" in PdfReader(BytesIO(first.content)).pages[0].extract_text()
        (worker,) = multiprocessing.active_children()
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        with pytest.raises(BrokenExecutor):
            await press.make(DISPOSITION)
        assert await press.make(DISPOSITION) == first
        book = await press.make(RECAP, workbook=True)
        assert (book.filename, book.content[:2]) == ("Rekapitulasi Data Kinerja TW I 2026.xlsx", b"PK")
    finally:
        press.close()
        press.close()


async def test_a_paper_is_sealed_where_it_is_made(tmp_path: Path) -> None:
    """With the office's own certificate, without any setting; two processes that make it at once make one."""
    press, seal = Press(2), order(tmp_path / "segel")
    try:
        first, second = await asyncio.gather(*(press.make(DISPOSITION, seal=seal) for _ in range(2)))
        assert first == second
        assert first.seal is not None
        found = (await asyncio.to_thread(examine, first.content)).seal
        assert found is not None
        assert (found.whole, found.fingerprint, found.signed_at) == (True, first.seal, AT)
        with pytest.raises(SealError, match="tidak ditemukan"):
            await press.make(DISPOSITION, seal=order(tmp_path, certificate=tmp_path / "tidak-ada.p12"))
        assert (await press.make(DISPOSITION)).seal is None
        assert await press.thumbnail(b"bukan gambar", "image/png") is None
    finally:
        press.close()


def test_a_worker_seals_what_it_renders(tmp_path: Path) -> None:
    """The fingerprint of the certificate and whether there is a timestamp come with the bytes."""
    *_, plain, none, unstamped = publish_worker.render(DISPOSITION, workbook=False)
    assert (none, unstamped) == (None, False)
    asked = order(tmp_path)
    *_, content, fingerprint, timestamped = publish_worker.render(DISPOSITION, workbook=False, seal=asked)
    assert content.startswith(plain)
    assert fingerprint == office_certificate(asked).fingerprint
    assert not timestamped
    assert publish_worker.thumbnail(b"bukan gambar", "image/png") is None


class _Dying(ThreadPoolExecutor):
    """A pool that breaks under all of its work at once."""

    def __init__(self) -> None:
        super().__init__(1)
        self.futures: list[Future[Any]] = []

    def submit(self, *_work: Any, **_named: Any) -> Future[Any]:
        """Take work that will never be done."""
        self.futures.append(Future())
        return self.futures[-1]


async def test_a_pool_that_broke_under_two_papers_is_replaced_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second failure does not close the pool that the first has put in its place."""
    dying, press, closed = _Dying(), Press(2), list[bool]()
    monkeypatch.setattr(press, "_pool", dying)
    close = press.close

    def counting() -> None:
        closed.append(True)
        close()

    monkeypatch.setattr(press, "close", counting)
    papers = [asyncio.create_task(press.make(DISPOSITION)) for _ in range(2)]
    await asyncio.sleep(0)
    for future in dying.futures:
        future.set_exception(BrokenExecutor())
    assert [type(one) for one in await asyncio.gather(*papers, return_exceptions=True)] == [BrokenExecutor] * 2
    assert len(closed) == 1


def test_a_paper_is_rendered_as_pdf_or_workbook() -> None:
    """Whichever was asked for."""
    name, mime, content, *_ = publish_worker.render(RECAP, workbook=False)
    assert (name, mime, content[:4]) == ("Rekapitulasi Data Kinerja TW I 2026.pdf", "application/pdf", b"%PDF")
    assert publish_worker.render(RECAP, workbook=True)[0].endswith(".xlsx")


def test_the_worker_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """It outlives nobody, not even a parent that was killed, leaves Ctrl-C to it, and seldom looks for garbage."""
    ended, collecting = threading.Event(), gc.get_threshold()
    monkeypatch.setattr(os, "_exit", lambda _: ended.set())
    monkeypatch.setattr(multiprocessing, "parent_process", _Gone)
    before = signal.getsignal(signal.SIGINT)
    try:
        publish_worker.start()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert gc.get_threshold()[0] == publish_worker.MANY
    finally:
        signal.signal(signal.SIGINT, before)
        gc.set_threshold(*collecting)
    assert ended.wait(20)


class _Gone:
    """A parent process that has ended."""

    def join(self) -> None:
        """Return at once."""
