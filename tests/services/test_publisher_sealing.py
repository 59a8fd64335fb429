"""What the publisher has sealed, with what, and what it says when a seal cannot be set as wanted."""

from concurrent.futures import BrokenExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.documents.models.papers import ApprovalSheet
from bot.documents.models.seal import SealError
from bot.services.papers import evidence_pictures
from bot.services.papers.evidence_pictures import Thumbnail
from bot.services.papers.publish import Kind
from bot.services.papers.publisher import WAITS
from bot.services.papers.sealing import SEALED, Sealing
from bot.settings import load_settings
from storage import documents
from storage.database import Database
from storage.documents import DocumentState
from tests.services.publishing import FINGERPRINT, SEALING, Bench


@pytest.fixture
async def bench(sqlite_database: Database) -> Bench:
    """A publisher on an SQLite file."""
    return Bench(sqlite_database)


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
    asked = list[tuple[int, int, bool]]()

    async def prepare(_database: Database, thumbnail: Thumbnail, cycle_id: int, *, again: bool) -> None:
        asked.append((cycle_id, len(bench.press.made), again))
        assert await thumbnail(b"foto", "image/jpeg") == b"gambar"

    monkeypatch.setattr(evidence_pictures, "prepare", prepare)
    bench.to_signing()
    bench.press.workers = 1
    await bench.exhaust()
    assert asked == [(bench.office.record.id, 0, False)]
    assert bench.press.drawn == [(b"foto", "image/jpeg")]
    assert len(bench.press.made) == 2


async def test_pictures_over_which_the_press_died_are_given_up_at_the_second_attempt(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Dokumen is tried once more before a file is left without its picture, and not for ever."""
    asked = list[bool]()

    async def prepare(_database: Database, _thumbnail: Thumbnail, _cycle_id: int, *, again: bool) -> None:
        asked.append(again)
        if not again:
            raise BrokenExecutor

    monkeypatch.setattr(evidence_pictures, "prepare", prepare)
    bench.to_signing()
    await bench.exhaust()
    bench.office.now += WAITS[0]
    await bench.exhaust()
    assert asked == [False, True]
    assert bench.states() == ["ready", "ready"]


async def test_the_lembar_pengesahan_says_what_its_seal_is_worth(bench: Bench) -> None:
    """A certificate of the office's own making is called so."""
    bench.to_signing()
    bench.office.request(Kind.PENGESAHAN)
    await bench.exhaust()
    (sheet,) = [model for model, _ in bench.press.made if isinstance(model, ApprovalSheet)]
    assert "sertifikat buatan kantor sendiri, tidak tersertifikasi" in sheet.seal


def test_the_settings_say_how_a_deployment_seals(tmp_path: Path) -> None:
    """Without any, each office seals with a certificate of its own in the data folder, and without a timestamp."""
    plain = Sealing.of(load_settings(None, telegram_token=f"1234567:{'a' * 35}", data_dir=tmp_path))
    assert (plain, plain.self_made) == (Sealing(folder=tmp_path / "segel"), True)
    told = {"seal_certificate": tmp_path / "bsre.p12", "seal_password": "rahasia", "timestamp_url": "http://cap.contoh"}
    full = Sealing.of(load_settings(None, telegram_token=f"1234567:{'a' * 35}", data_dir=tmp_path, **told))
    assert (full.certificate, full.password, full.timestamp_url) == tuple(told.values())
    assert not full.self_made


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
