"""The verification page over real HTTP: an office whose Dokumen was returned once, and a server on loopback."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from itertools import count
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(signed_file: tuple[Path, datetime], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Served]:
    """The site for those who only look at it, as often as they like."""
    path, now = signed_file
    copy = shutil.copy(path, tmp_path_factory.mktemp("served") / "signed.sqlite3")
    async with serve(PaperOffice(Database(f"sqlite:///{copy}"), now), count(step=1000.0).__next__) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of that site."""
    async with aiohttp.ClientSession(served.url) as session:
        yield session
