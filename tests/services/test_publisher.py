"""The publisher: requested documents become files, whatever fails on the way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.documents.model import ApprovalSheet, Document
from bot.documents.seal_model import SealError, SealOrder
from bot.services.papers import pictures, publish, publisher
from bot.services.papers.pictures import Thumbnail
from bot.services.papers.press import Made
from bot.services.papers.publish import SIGNED_TOGETHER, Kind
from bot.services.papers.publisher import Publisher
from bot.services.papers.sealing import SEALED, Sealing
from bot.services.work import Work
from bot.sop import commands
from bot.sop.model import SYSTEM
from storage import documents
from storage.cycles import CycleRecord
from storage.database import Database
from storage.documents import DocumentState
from storage.messages import OutboxMessage
from storage.records import Document as DocumentTable
from tests.services.paper_office import PaperOffice

SEALING = Sealing(folder=Path("segel"), password="rahasia", timestamp_url="https://cap.contoh.go.id")
FINGERPRINT = "ab" * 32


class FakePress:
    """Renders nothing: it gives the bytes it was told to, or raises."""

    workers = 2

    def __init__(self) -> None:
        self.made: list[tuple[Document, bool]] = []
        self.seals: list[SealOrder | None] = []
        self.errors: list[Exception] = []
        self.timestamped = False
        self.drawn: list[tuple[bytes, str]] = []
        self.closed = False

    async def make(self, document: Document, *, workbook: bool = False, seal: SealOrder | None = None) -> Made:
        """Give a file."""
        self.made.append((document, workbook))
        self.seals.append(seal)
        if self.errors:
            raise self.errors.pop(0)
        content, fingerprint = f"%PDF {len(self.made)}".encode(), FINGERPRINT if seal else None
        return Made("berkas.pdf", "application/pdf", content, fingerprint, timestamped=self.timestamped)

    async def thumbnail(self, content: bytes, mime: str) -> bytes | None:
        """Give a picture."""
        self.drawn.append((content, mime))
        return b"gambar"

    def close(self) -> None:
        """Note it."""
        self.closed = True


class Bench:
    """An office, a press and the publisher between them, with the clock in the office's hands."""

    def __init__(self, database: Database) -> None:
        self.office = PaperOffice(database)
        self.people = self.office.join()
        self._committed = asyncio.Event()
        database.on_wake = self._committed.set
        self.press = FakePress()
        self._seed = 0
        self.publisher = Publisher(
            database, self.office.bureau, self.press, SEALING, now=lambda: self.office.now, random=self._random
        )

    def _random(self, count: int) -> bytes:
        self._seed += count
        return self._seed.to_bytes(count, "big")

    async def exhaust(self) -> int:
        """Make everything that is due; gives how many attempts that were."""
        attempts = 0
        while tried := await self.publisher.turn():
            attempts += tried
        return attempts

    async def until(self, condition: Callable[[], bool]) -> None:
        """Look again after every commit of the publisher."""
        async with asyncio.timeout(20):
            while not condition():
                self._committed.clear()
                await self._committed.wait()

    def show(self, key: str, *wanted: tuple[str, str]) -> None:
        """Write a card that waits for documents to the Kasubbag."""

        def act(work: Work, record: CycleRecord) -> None:
            attached = publish.attach(work, record, wanted)
            work.tell(self.people["KASUBBAG-PK"], key, key=key, batch=attached.batch)

        self.office.write(act)

    def messages(self) -> dict[str, str]:
        """The state of every message by its key."""
        rows = self.office.read(lambda work, _: work.tx.execute(select(OutboxMessage.key, OutboxMessage.state)).all())
        return {row.key: row.state for row in rows}

    def states(self) -> list[str]:
        """The state of every document."""
        query = select(DocumentTable.state).order_by(DocumentTable.id)
        return list(self.office.read(lambda work, _: work.tx.execute(query).scalars().all()))

    def to_signing(self) -> None:
        """Let the cycle wait for the signatures, whose files are requested."""
        self.office.release()
        self.office.collect()
        self.office.recap()
        self.office.compile()
        for kind in SIGNED_TOGETHER:
            self.office.request(kind)


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


async def test_what_leaves_the_office_is_sealed_as_of_now(bench: Bench) -> None:
    """The order names the office; the certificate's fingerprint is kept with the file, and of other papers nothing."""
    bench.to_signing()
    bench.office.request(Kind.DISPOSISI)
    bench.office.now += timedelta(minutes=3)
    await bench.exhaust()
    rows = bench.office.read(lambda work, record: documents.of_cycle(work.tx, record.id))
    assert {row.kind: row.seal for row in rows} == {
        Kind.DOKUMEN: FINGERPRINT,
        Kind.SURAT_PENGANTAR: FINGERPRINT,
        Kind.DISPOSISI: None,
    }
    profile = bench.office.read(lambda work, _: work.office)
    orders = [one for one in bench.press.seals if one is not None]
    assert {(one.code, one.office, one.at) for one in orders} == {(profile.code, profile.name, bench.office.now)}
    assert "rahasia" not in repr(orders) + repr(SEALING)


async def test_the_pictures_of_a_dokumen_are_made_before_it_is_composed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the same press, and for no other paper."""
    asked = list[tuple[int, int]]()

    async def prepare(_database: Database, thumbnail: Thumbnail, cycle_id: int) -> None:
        asked.append((cycle_id, len(bench.press.made)))
        assert await thumbnail(b"foto", "image/jpeg") == b"gambar"

    monkeypatch.setattr(pictures, "prepare", prepare)
    bench.to_signing()
    bench.press.workers = 1
    await bench.exhaust()
    assert asked == [(bench.office.record.id, 0)]
    assert bench.press.drawn == [(b"foto", "image/jpeg")]
    assert len(bench.press.made) == 2


async def test_the_lembar_pengesahan_says_what_its_seal_is_worth(bench: Bench) -> None:
    """A certificate of the office's own making is called so."""
    bench.to_signing()
    bench.office.request(Kind.PENGESAHAN)
    await bench.exhaust()
    (sheet,) = [model for model, _ in bench.press.made if isinstance(model, ApprovalSheet)]
    assert "sertifikat buatan kantor sendiri, tidak tersertifikasi" in sheet.seal


def test_four_papers_are_sealed() -> None:
    """Those that leave the office or prove what it did (SOP steps 12 to 14)."""
    assert {Kind.DOKUMEN, Kind.SURAT_PENGANTAR, Kind.PENGESAHAN, Kind.RIWAYAT} == SEALED


async def test_a_certificate_that_cannot_be_used_leaves_the_paper_requested(
    bench: Bench,
) -> None:
    """It is tried again like any failure; the log has the reason, for the operator."""
    bench.office.complete(1)
    bench.office.request(Kind.RIWAYAT)
    bench.press.errors = [SealError("Sertifikat segel kantor.p12 tidak terbaca.")]
    with capture_logs() as logs:
        await bench.exhaust()
    assert bench.states() == [DocumentState.REQUESTED]
    assert [one.get("reason") for one in logs if one["event"] == "document not made"] == [
        "Sertifikat segel kantor.p12 tidak terbaca."
    ]


@pytest.mark.parametrize(("reached", "warned"), [(True, 0), (False, 1)])
async def test_a_seal_without_the_timestamp_that_was_wanted_is_told(
    bench: Bench, *, reached: bool, warned: int
) -> None:
    """A service that is away holds up nobody, but the operator can see it."""
    bench.office.complete(1)
    bench.office.request(Kind.RIWAYAT)
    bench.press.timestamped = reached
    with capture_logs() as logs:
        await bench.exhaust()
    assert sum(one["event"].startswith("timestamp service") for one in logs) == warned
    assert bench.states() == [DocumentState.READY]


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
            assert await bench.exhaust() == 1
            bench.office.now += publisher.WAITS[-1]
        assert bench.states() == [DocumentState.FAILED]
        assert bench.messages() == {"kartu": "pending", "berkas_gagal:1": "pending"}
        bench.office.request(Kind.DISPOSISI)
    query = select(OutboxMessage.payload).where(OutboxMessage.key == "berkas_gagal:1")
    text = bench.office.read(lambda work, _: work.tx.execute(query).scalar_one())["text"]
    assert text.startswith("Mohon maaf, Ibu ")
    assert "Lembar Disposisi TW I 2026" in text


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
    """A file that could not be stored is made again, without a restart."""
    monkeypatch.setattr(publisher, "POLL", 0.01)
    monkeypatch.setattr(publisher, "GATHER", 0.0)
    bench.office.complete(1)
    bench.office.request(Kind.DISPOSISI)
    store, failures = documents.store, [OSError("away")]

    def fragile(*args: object, **named: object) -> bool:
        if failures:
            raise failures.pop()
        return store(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(documents, "store", fragile)
    async with _running(bench):
        await bench.until(lambda: bench.states() == [DocumentState.READY])
    assert len(bench.press.made) == 2
