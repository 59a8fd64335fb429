"""What the worker process does: render one paper at a time; the document libraries are imported here only."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
from multiprocessing.process import BaseProcess

from bot.documents.model import Document

LONGEST = 120
"""Seconds after which a rendering is given up, and the process with it."""


def start() -> None:
    """Leave Ctrl-C to the parent, and end with it even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=follow, args=(parent,), daemon=True).start()


def follow(parent: BaseProcess) -> None:
    """Wait until the parent is gone, and go."""
    parent.join()
    os._exit(0)


def render(document: Document, *, workbook: bool) -> tuple[str, str, bytes]:
    """Return name, MIME type and bytes of a paper, as PDF or (a recap) as Excel workbook."""
    from bot.documents import render as papers
    from bot.documents.model import Recap

    faulthandler.dump_traceback_later(LONGEST, exit=True)
    try:
        if workbook:
            assert isinstance(document, Recap)
            made = papers.render_xlsx(document)
        else:
            made = papers.render(document)
    finally:
        faulthandler.cancel_dump_traceback_later()
    return made.filename, made.mime, made.content
