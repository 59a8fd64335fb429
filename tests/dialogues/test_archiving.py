"""Step 14 and after: a file counts once it was looked at, the archive gives it out again, and all of it is exported."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.demo.files import picture
from bot.operator.exporting import export
from bot.operator.verifying_archive import check
from bot.services.papers.compliance_report import Quarter
from bot.sop.model import CycleStatus
from tests.dialogues.office import Office, at_rest, play, shows

MOST_NAMES = {"06 Dokumen", "07 Surat Pengantar", "08 Lembar Pengesahan", "09 Riwayat SOP", "Pindaian", "Bukti Dukung"}


async def prove(office: Office) -> None:
    """The Kasubbag sends the proof of delivery, and it is kept."""
    await play(
        office.kasubbag.presses("Unggah bukti penerimaan"),
        office.kasubbag.reads("Mohon kirimkan bukti penerimaan"),
        office.kasubbag.sends_photo(picture("Tanda terima"), "tanda terima"),
        office.kasubbag.reads("bukti penerimaan diterima dan sedang diperiksa"),
        office.kasubbag.reads("bukti penerimaan tersimpan"),
    )


@pytest.mark.parametrize("office", ["archiving"], indirect=True)
async def test_a_scan_that_is_none_is_asked_for_again(office: Office) -> None:
    """It is refused by its content; the card says so with its button, and the cycle is not closed over it."""
    kasubbag = office.kasubbag
    await prove(office)
    await play(
        kasubbag.presses("Unggah pindaian"),
        kasubbag.reads("Mohon kirimkan pindaian"),
        kasubbag.sends_file("pindaian.pdf", b"MZ bukan pindaian", "application/pdf"),
        kasubbag.reads("sedang diperiksa"),
        kasubbag.reads("berkas pindaian.pdf tidak dapat disimpan"),
        kasubbag.reads("ditolak, mohon diunggah kembali"),
    )
    labels = [label for message in (await kasubbag.phone.messages())[-1:] for label in message.labels]
    assert labels == ["Unggah pindaian", "Pindaian menyusul", "Tambah bukti penerimaan"]
    await play(
        kasubbag.presses("Unggah pindaian"),
        kasubbag.reads("Mohon kirimkan pindaian"),
        kasubbag.sends_file("pindaian.pdf", picture("Pindaian", "PDF"), "application/pdf"),
        kasubbag.reads(shows("Selesai & arsipkan")),
    )


@pytest.mark.parametrize("office", ["archiving"], indirect=True)
async def test_a_scan_follows_after_the_archive(office: Office) -> None:
    """Only the Kasubbag is offered to send it; afterwards everyone gets it from /arsip, of another bot as well."""
    kasubbag, kasi = office.kasubbag, office.kasi
    await prove(office)
    await play(
        kasubbag.presses("Pindaian menyusul"),
        kasubbag.reads("cap dinas menyusul"),
        kasubbag.presses("Selesai & arsipkan"),
        office.camat.reads("Selesai dan diarsipkan"),
        kasubbag.writes("/arsip"),
        kasubbag.reads("pindaian bertanda tangan masih menyusul"),
        kasubbag.presses("TW I 2026: Unggah pindaian"),
        kasubbag.reads("Mohon kirimkan pindaian Triwulan I 2026"),
        kasubbag.sends_photo(picture("Pindaian"), ""),
        kasubbag.reads("sedang diperiksa"),
    )
    await at_rest(office.theatre)
    await play(
        kasi.writes("/arsip pindaian"),
        kasi.reads("Arsip Data Kinerja"),
        kasi.presses("TW I 2026: pindaian"),
        kasi.reads("Pindaian bertanda tangan, TW I 2026"),
        kasi.reads("Bukti penerimaan, TW I 2026"),
    )
    unknown = {"code": 400, "description": "Bad Request: wrong file identifier/HTTP URL specified"}
    await office.theatre.stage.faults("error", method="sendPhoto", times=1, **unknown)
    await play(
        office.camat.writes("/arsip pindaian"),
        office.camat.presses("TW I 2026: pindaian"),
        office.camat.reads("Pindaian bertanda tangan, TW I 2026"),
        office.camat.reads("Bukti penerimaan, TW I 2026"),
    )


@pytest.mark.parametrize("office", ["archiving"], indirect=True)
async def test_a_whole_cycle_is_found_and_exported(office: Office, tmp_path: Path) -> None:
    """With a scan and a proof the cycle closes; its words are found, and its whole file is one ZIP that verifies."""
    kasubbag, kasi = office.kasubbag, office.kasi
    await prove(office)
    await play(
        kasubbag.presses("Unggah pindaian"),
        kasubbag.reads("Mohon kirimkan pindaian"),
        kasubbag.sends_file("pindaian.pdf", picture("Pindaian", "PDF"), "application/pdf"),
        kasubbag.reads(shows("Selesai & arsipkan")),
        kasubbag.presses("Selesai & arsipkan"),
        office.camat.receives("Riwayat SOP"),
        kasi.reads("diarsipkan"),
        kasi.writes("/arsip seksi pemerintahan"),
        kasi.reads("ditemukan pada Seksi Pemerintahan"),
        kasi.presses("TW I 2026: formulir Seksi Pemerintahan"),
        kasi.receives("Formulir Data Kinerja"),
        kasi.writes("/arsip"),
        kasi.presses("Daftar arsip (Excel)"),
        kasi.receives("Daftar Arsip sampai TW I 2026.xlsx"),
    )
    assert office.state().status is CycleStatus.SELESAI
    await at_rest(office.theatre)
    out = tmp_path / "berkas.zip"
    settings = office.theatre.settings
    done = await asyncio.to_thread(export, settings, Quarter(2026, 1), None, out, lambda found: found)
    assert (done.intact, check(out).whole) == (True, True)
    with ZipFile(out) as archive:
        listed = json.loads(archive.read("manifest.json"))["berkas"]
        assert {one["path"].partition("/")[0] for one in listed} >= MOST_NAMES
