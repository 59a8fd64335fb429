"""What the worker process does: render one paper at a time; the bot's own loads no library of PDF or Excel."""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from bot.documents.models.papers import Document
from bot.documents.models.seal import SealOrder

LONGEST = 120
"""Seconds after which a rendering is given up, and the process with it."""

MANY = 100_000
"""So many new objects before the collector looks for those that nobody holds."""

LONGEST_PICTURE = 30
"""The same of one small picture: a Dokumen has hundreds, each of a stranger's file."""


def start() -> None:
    """Leave Ctrl-C to the parent, and end with it even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A paper is a hundred thousand objects that all live until it is done: looking through them again and again costs
    # a fifth of its time, and finds nothing.
    gc.set_threshold(MANY, 20, 100)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=follow, args=(parent,), daemon=True).start()


def follow(parent: BaseProcess) -> None:
    """Wait until the parent is gone, and go."""
    parent.join()
    os._exit(0)


def render(
    document: Document, *, workbook: bool, seal: SealOrder | None = None
) -> tuple[str, str, bytes, str | None, bool]:
    """Return name, MIME type and bytes of a paper, as PDF or (a recap, a list of the archive) as Excel.

    A paper that was sealed has the certificate's fingerprint, and whether the seal bears a timestamp, with it.
    """
    from bot.documents import render as papers
    from bot.documents.models.archive import ArchiveRegister
    from bot.documents.models.papers import Recap

    with _limited(LONGEST):
        if workbook:
            assert isinstance(document, Recap | ArchiveRegister)
            made = papers.render_xlsx(document)
        else:
            made = papers.render(document)
        if seal is None:
            return made.filename, made.mime, made.content, None, False
        from bot.documents.sealing.seal import sealed

        done = sealed(made.content, seal)
    return made.filename, made.mime, done.content, done.fingerprint, done.timestamped


def thumbnail(content: bytes, mime: str) -> bytes | None:
    """Return a small JPEG of a file that an officer sent; None for what cannot be shown."""
    from bot.documents.thumbnails import thumbnail as drawn

    with _limited(LONGEST_PICTURE):
        return drawn(content, mime)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End the process if the work takes longer."""
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
