"""The publisher: requested documents become files, whatever fails on the way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.services.papers import publisher
from bot.services.papers.publish import Kind
from bot.sop import commands
from bot.sop.model import SYSTEM
from storage import documents
from storage.database import Database
from storage.documents import DocumentState
from storage.messages import OutboxMessage
from tests.services.publishing import Bench


@pytest.fixture
async def bench(sqlite_database: Database) -> Bench:
    """A publisher on an SQLite file."""
    return Bench(sqlite_database)


async def test_a_requested_document_is_made_and_its_card_released(bench: Bench) -> None:
    """Rendered from its model, stored with its code, and whoever waited gets it."""
    bench.office.complete(1)
    bench.show("kartu", ("disposisi", ""))
    assert bench.messages() == {"kartu": "waiting"}
    assert await bench.exhaust() == 1
    (row,) = bench.office.read(lambda work, record: documents.of_cycle(work.tx, record.id))
    assert row.filename == "berkas.pdf"
    assert row.code is not None
    assert len(row.code) == 12
    assert bench.messages() == {"kartu": "pending"}


async def test_only_the_excel_recap_is_a_workbook(bench: Bench) -> None:
    """The same model is printed in both ways."""
    bench.office.release()
    bench.office.collect()
    bench.office.complete(7)
    bench.office.request(Kind.REKAP)
    bench.office.request(Kind.REKAP_XLSX)
    await bench.exhaust()
    assert sorted(workbook for _, workbook in bench.press.made) == [False, True]


async def test_nothing_due_is_nothing_done(bench: Bench) -> None:
    """An idle publisher renders nothing."""
    assert await bench.publisher.turn() == 0
    assert bench.press.made == []


async def test_a_failure_is_tried_again_later(bench: Bench) -> None:
    """Each time after a longer while, and the approval stands."""
    bench.office.complete(1)
    bench.show("kartu", ("disposisi", ""))
    bench.press.errors = [OSError("disk"), BrokenProcessPool("killed")]
    assert await bench.exhaust() == 1
    assert bench.states() == [DocumentState.REQUESTED]
    bench.office.now += publisher.WAITS[0]
    assert await bench.exhaust() == 1
    bench.office.now += publisher.WAITS[0]
    assert await bench.exhaust() == 0
    bench.office.now += publisher.WAITS[1]
    assert await bench.exhaust() == 1
    assert bench.states() == [DocumentState.READY]
    assert bench.messages() == {"kartu": "pending"}


async def test_after_the_last_attempt_the_kasubbag_is_told_once(bench: Bench) -> None:
    """The card goes without the file, and a request that fails again says nothing new."""
    bench.office.complete(1)
    bench.show("kartu", ("disposisi", ""))
    for _ in range(2):
        bench.press.errors = [OSError("disk")] * publisher.ATTEMPTS
        for _ in range(publisher.ATTEMPTS):
            with capture_logs() as logged:
                assert await bench.exhaust() == 1
            bench.office.now += publisher.WAITS[-1]
        assert bench.states() == [DocumentState.FAILED]
        assert bench.messages() == {"kartu": "pending", "berkas_gagal:1": "pending"}
        bench.office.request(Kind.DISPOSISI)
    query = select(OutboxMessage.payload).where(OutboxMessage.key == "berkas_gagal:1")
    text = bench.office.read(lambda work, _: work.tx.execute(query).scalar_one())["text"]
    assert text.startswith("Mohon maaf, Ibu ")
    assert "Lembar Disposisi TW I 2026" in text
    assert f"<code>{logged[0]['code']}</code>" in text


async def test_step_13_begins_when_both_files_are_there(bench: Bench) -> None:
    """The signer's limit starts with the second file, in the transaction that stores it."""
    bench.to_signing()
    bench.press.workers = 1
    assert bench.office.task(13).started_at is None
    await bench.publisher.turn()
    assert bench.office.task(13).started_at is None
    await bench.publisher.turn()
    task = bench.office.task(13)
    assert task.started_at == bench.office.now
    assert task.due_at is not None


async def test_files_of_an_older_version_start_nothing(bench: Bench) -> None:
    """They are stored, but another version is to be signed."""
    bench.to_signing()
    undo = next(task for task in bench.office.record.state.tasks if task.step == 12)
    bench.office.press(commands.Undo, undo)
    bench.office.complete(12)
    await bench.exhaust()
    assert bench.states() == [DocumentState.READY] * 2
    assert bench.office.task(13).started_at is None


async def test_files_made_after_the_signing_began_change_nothing(bench: Bench) -> None:
    """A clock that runs is not set anew."""
    bench.to_signing()
    office = bench.office
    office.press(commands.FilesReady, office.task(13), by=SYSTEM, document_version=1)
    began = office.task(13).started_at
    office.now += timedelta(minutes=5)
    await bench.exhaust()
    assert office.task(13).started_at == began


async def test_a_document_claimed_by_nobody_else_is_made_once(bench: Bench) -> None:
    """Two looks at the same moment make one file."""
    bench.office.complete(1)
    bench.office.request(Kind.DISPOSISI)
    await bench.publisher.turn()
    (row,) = bench.office.read(lambda work, record: documents.of_cycle(work.tx, record.id))
    await bench.publisher._publish(row)
    assert len(bench.press.made) == 1


@asynccontextmanager
async def _running(bench: Bench) -> AsyncIterator[None]:
    task = asyncio.create_task(bench.publisher.run())
    try:
        yield
    finally:
        bench.publisher.stop()
        await asyncio.wait_for(task, 20)


async def test_a_publisher_that_starts_takes_up_what_was_left(bench: Bench) -> None:
    """What a killed process was rendering and what had failed is made; then it sleeps until woken, and stops."""
    bench.office.complete(1)
    lost, failed = bench.office.request(Kind.DISPOSISI), bench.office.request(Kind.RIWAYAT)
    bench.office.write(lambda work, _: documents.claim(work.tx, lost.id, bytes(range(12))))
    bench.office.write(lambda work, _: documents.claim(work.tx, failed.id, bytes(range(20, 32))))
    bench.office.write(lambda work, _: documents.fail(work.tx, failed.id, error="OSError", next_try_at=None))
    async with _running(bench):
        await bench.until(lambda: bench.states() == [DocumentState.READY] * 2)
        bench.office.complete(2)
        bench.office.request(Kind.FORMULIR_KOSONG, str(bench.office.units["PEM"]))
        bench.publisher.wake()
        await bench.until(lambda: bench.states() == [DocumentState.READY] * 3)
    assert bench.press.closed


async def test_a_database_that_is_away_is_outlived(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could not be stored, of which not even that could be noted, is made again, without a restart."""
    monkeypatch.setattr(publisher, "POLL", 0.01)
    monkeypatch.setattr(publisher, "GATHER", 0.0)
    bench.office.complete(1)
    bench.office.request(Kind.DISPOSISI)
    for name in ("store", "fail"):
        monkeypatch.setattr(documents, name, _failing(getattr(documents, name), [OSError("away")]))
    async with _running(bench):
        await bench.until(lambda: bench.states() == [DocumentState.READY])
    assert len(bench.press.made) == 2


def _failing(done: Callable[..., bool], failures: list[OSError]) -> Callable[..., bool]:
    def fragile(*args: object, **named: object) -> bool:
        if failures:
            raise failures.pop()
        return done(*args, **named)

    return fragile


async def test_a_file_that_cannot_be_stored_lets_the_others_go_first(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that is nearly full it is tried as often as one that cannot be made, and then the Kasubbag is told."""
    bench.office.complete(1)
    bench.press.workers = 1
    bench.office.request(Kind.DISPOSISI)
    bench.office.request(Kind.RIWAYAT)
    full = [OSError("disk full")] * publisher.ATTEMPTS
    monkeypatch.setattr(documents, "store", _failing(documents.store, full[:1]))
    await bench.exhaust()
    assert bench.states() == [DocumentState.REQUESTED, DocumentState.READY]
    monkeypatch.setattr(documents, "store", _failing(documents.store, full[1:]))
    for wait in publisher.WAITS:
        bench.office.now += wait
        assert await bench.exhaust() == 1
    assert bench.states() == [DocumentState.FAILED, DocumentState.READY]
    assert bench.messages() == {"berkas_gagal:1": "pending"}


async def test_of_a_file_that_is_stored_nobody_hears_that_it_failed(bench: Bench) -> None:
    """The answer to the last COMMIT may be lost, and the file is there."""
    bench.office.complete(1)
    bench.office.request(Kind.DISPOSISI)
    await bench.exhaust()
    (row,) = bench.office.read(lambda work, record: documents.of_cycle(work.tx, record.id))
    last = replace(row, attempts=publisher.ATTEMPTS)
    bench.office.write(lambda work, _: bench.publisher._failed(work.tx, last, "OSError"))
    assert (bench.states(), bench.messages()) == ([DocumentState.READY], {})


async def test_what_a_gone_process_began_late_is_made_after_all(postgresql_database: Database) -> None:
    """Whoever lost the right to work may have claimed a document after the first look: an idle publisher finds it."""
    bench = Bench(postgresql_database)
    assert await bench.publisher.turn() == 0
    bench.office.complete(1)
    bench.show("kartu", ("disposisi", ""))
    bench.office.write(lambda work, record: documents.claim(work.tx, 1, bytes(12)))
    assert await bench.publisher.turn() == 0
    assert await bench.exhaust() == 1
    assert bench.states() == [DocumentState.READY]
