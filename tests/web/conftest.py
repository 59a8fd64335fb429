"""The verification page over real HTTP: an office whose Dokumen was returned once, and a server on loopback."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from bot.services.papers.publish import Kind
from storage.database import Database
from tests.services.issued import compile_papers, issue, send_back
from tests.services.paper_office import PaperOffice, collected_copy
from tests.web.served import Served, serve


@pytest.fixture(scope="session")
def signed_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file in which version 1 of the Dokumen was returned, version 2 approved, and the approval confirmed."""
    path, now = collected_copy(sqlite_template, tmp_path_factory.mktemp("signed"))
    office = PaperOffice(Database(f"sqlite:///{path}"), now)
    office.recap()
    office.complete(11)
    compile_papers(office)
    send_back(office)
    compile_papers(office)
    office.complete(13)
    office.complete(13)
    issue(office, Kind.PENGESAHAN)
    return path, office.now


@pytest.fixture
def office(signed_file: tuple[Path, datetime], tmp_path: Path) -> PaperOffice:
    """That office, with a file of its own."""
    path, now = signed_file
    return PaperOffice(Database(f"sqlite:///{shutil.copy(path, tmp_path / 'signed.sqlite3')}"), now)


@pytest.fixture
def seconds() -> list[float]:
    """The counter by which clients are held back: the test moves it."""
    return [0.0]


@pytest.fixture
async def served(office: PaperOffice, seconds: list[float]) -> AsyncIterator[Served]:
    """The site, running."""
    clock: Callable[[], float] = lambda: seconds[0]  # noqa: E731 - the fixture's own counter
    async with serve(office, clock) as running:
        yield running


@pytest.fixture
async def web(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """A client that follows no redirect."""
    async with aiohttp.ClientSession(served.url) as session:
        yield session
