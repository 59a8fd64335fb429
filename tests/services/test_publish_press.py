"""The press: papers are made in a process of their own, which alone knows the document libraries."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import BrokenExecutor
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.services import publish_worker
from bot.services.publish_press import Press
from tests.documents.samples import DISPOSITION, RECAP

LIBRARIES = ("reportlab", "openpyxl", "PIL", "pypdf")


def test_the_bot_itself_imports_no_document_library() -> None:
    """Its start stays fast and its memory small, with everything imported that publishes."""
    code = f"import sys, bot.services.publisher; print([name for name in {LIBRARIES!r} if name in sys.modules])"
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


def test_a_paper_is_rendered_as_pdf_or_workbook() -> None:
    """Whichever was asked for."""
    name, mime, content = publish_worker.render(RECAP, workbook=False)
    assert (name, mime, content[:4]) == ("Rekapitulasi Data Kinerja TW I 2026.pdf", "application/pdf", b"%PDF")
    assert publish_worker.render(RECAP, workbook=True)[0].endswith(".xlsx")


def test_the_worker_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """It outlives nobody, not even a parent that was killed, and leaves Ctrl-C to it."""
    ended = threading.Event()
    monkeypatch.setattr(os, "_exit", lambda _: ended.set())
    monkeypatch.setattr(multiprocessing, "parent_process", _Gone)
    before = signal.getsignal(signal.SIGINT)
    try:
        publish_worker.start()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended.wait(20)


class _Gone:
    """A parent process that has ended."""

    def join(self) -> None:
        """Return at once."""
