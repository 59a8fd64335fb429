"""The autopilot takes an office over wherever people left it, and says so where nobody can go on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.officials import Official
from bot.sop.model import CycleStatus, FormStatus
from storage import cycles
from tests.demo.training import PATIENCE, Room, at_work, small_office

pytestmark = pytest.mark.usefixtures("unmeasured")

CAMAT, SEKRETARIS = 1, 2
"""The officers' ids, in the order of the workbook."""


async def begins(official: Official) -> None:
    """A Kasi answers one question, then leaves a doubtful figure unconfirmed and looks for something else."""
    await official.presses("Terima & mulai isi")
    await official.reads("realisasi kinerja")
    official.prompter.time.pass_by(seconds=30)  # type: ignore[attr-defined]
    await official.writes("240")
    await official.reads("belum disimpan")
    official.prompter.time.pass_by(seconds=30)  # type: ignore[attr-defined]
    await official.writes("/status")
    await official.reads("Formulir")


async def pass_the_limits(room: Room) -> None:
    """Three weeks go by, so that reminders and escalations stand below every card."""
    room.theatre.time.pass_by(minutes=21 * 24 * 60)
    await room["K"].reads("Mohon bantuan koordinasi")
    await room.theatre.stage.settle()


async def returns(sekretaris: Official, unit: str, button: str, arahan: str) -> None:
    """The Sekretaris drafts an arahan for a unit's form."""
    await sekretaris.presses("Kembalikan dengan arahan")
    await sekretaris.reads("Formulir siapa")
    await sekretaris.presses(unit)
    await sekretaris.reads("isian mana")
    await sekretaris.presses(button)
    await sekretaris.reads("Mohon tuliskan arahan")
    sekretaris.prompter.time.pass_by(seconds=30)  # type: ignore[attr-defined]
    await sekretaris.writes(arahan)
    await sekretaris.reads("Arahan yang akan dikirim")


def forget(official: Official, room: Room) -> None:
    """Let an official's chat be emptied, as a new telephone's is."""
    room.theatre.simulator.backstage.world.known(official.phone.user_id).records.clear()


async def test_an_office_that_people_left_in_the_middle(tmp_path: Path) -> None:
    """A form half filled long after its limit, a Tidak by hand and an archive begun by hand: it goes on from there."""
    async with at_work(tmp_path, small_office(tmp_path)) as room:
        await room.until(4)
        forget(room["A"], room)
        assert await room.pilot.step() == "Ibu Analis membagikan 3 formulir (TW I 2026, langkah 4)."
        await begins(room["P"])
        await pass_the_limits(room)
        await room.until(11)
        assert {form.status for form in room.forms().values()} == {FormStatus.DITERIMA}
        assert any(given.note for given in room.forms()["Seksi Sosial"].answers.values())

        await returns(room["S"], "Seksi Sosial", "1", "Mohon dicocokkan.")
        await room["S"].presses("Tambah arahan lain")
        await returns(room["S"], "Seksi Ekonomi", "Formulir seluruhnya", "Mohon dilengkapi buktinya.")
        assert (await room.pilot.step()).startswith("Bapak Kasi Umum mengembalikan formulir dengan arahan")
        await room.until(11)
        await room["S"].presses("Target/pagu keliru")
        await room["S"].reads("keliru")
        room.theatre.time.pass_by(seconds=30)
        await room["S"].writes("Pagu pelayanan sosial belum sesuai DPA.")
        await room["K"].reads("Mohon pembetulan")
        assert "menyelesaikan pembetulan target/pagu" in await room.pilot.step()
        await room.until(12)
        await room["K"].presses("Susun & mintakan tanda tangan")
        await room["S"].reads("Mohon persetujuan")
        assert "menyetujui dokumen" in await room.pilot.step()
        room.change(f"UPDATE assignment SET officer_id = {SEKRETARIS} WHERE role = 'camat'")
        assert "sudah mencoba (langkah 13" in await room.pilot.step()
        room.change(f"UPDATE assignment SET officer_id = {CAMAT} WHERE role = 'camat'")
        await room.until(14)
        assert len(room.forms()["Seksi Ekonomi"].evidence) == 2
        assert all(one.done for form in room.forms().values() for one in form.directions)

        await room["K"].presses("Pindaian menyusul")
        await room["K"].presses("Unggah bukti penerimaan")
        await room["K"].reads("bukti penerimaan")
        assert await room.pilot.cycle() == "Siklus TW I 2026 selesai dan diarsipkan."
        assert room.state().status is CycleStatus.SELESAI
        assert room.look(lambda tx: cycles.load(tx, 1, lock=False)).letter_number
        room.change("DELETE FROM period WHERE quarter > 1")
        assert "Semua periode pada Jadwal Kerja sudah selesai" in await room.pilot.cycle()


async def test_whoever_cannot_act_is_named_with_what_would_help(tmp_path: Path) -> None:
    """Not joined, blocked, vacant, and a Telegram that is out: nothing changes, and a sentence says why."""
    async with at_work(tmp_path, small_office(tmp_path), "A") as room:
        await room.until(4)
        absent = "Langkah 4, Pembagian formulir: Ibu Analis belum bergabung; mohon undangannya dibuka di teleponnya."
        assert await room.pilot.cycle() == absent
        await room["A"].joins(room.theatre.tokens()["Analis Uji"])
        await room["A"].phone.block()
        assert "memblokir bot" in await room.pilot.step()
        await room["A"].phone.unblock()
        room.change("UPDATE assignment SET ends_at = starts_at WHERE role = 'analis'")
        assert "sedang kosong; mohon Plh. atau Plt. ditetapkan" in await room.pilot.step()
        room.change("UPDATE assignment SET ends_at = NULL WHERE role = 'analis'")
        await room.theatre.stage.outage(on=True)
        room["A"].patience = 0.5
        assert "mungkin Telegram sedang terganggu" in await room.pilot.step()
        await room.theatre.stage.outage(on=False)
        room["A"].patience = PATIENCE
        assert "mengisi formulir Subbagian Perencanaan" in await room.pilot.step()


async def test_a_collection_put_off_or_called_off_by_its_camat(tmp_path: Path) -> None:
    """A later day is waited for; what was called off is ordered anew; units that cannot answer are left out in time."""
    async with at_work(tmp_path, small_office(tmp_path)) as room:
        await room.until(1)
        await room["C"].presses("Tunda")
        await room["C"].reads("sampai hari apa")
        await room["C"].presses("Senin")
        await room["C"].reads("disampaikan kembali")
        assert "memerintahkan pengumpulan data kinerja" in await room.pilot.step()
        assert room.theatre.time.now() > datetime(2026, 4, 5, 23, 0, tzinfo=UTC)

        await room["C"].writes("/status")
        await room["C"].presses("Batalkan pengumpulan")
        await room["C"].reads("alasan")
        room.theatre.time.pass_by(seconds=30)
        await room["C"].writes("Data keuangan triwulan belum ditutup.")
        await room["C"].reads("dibatalkan")
        room.change("UPDATE assignment SET ends_at = starts_at WHERE role = 'camat'")
        assert "menunggu Camat" in await room.pilot.step()
        room.change("UPDATE assignment SET ends_at = NULL WHERE role = 'camat'")
        assert await room.pilot.step() == "Ibu Camat membuka pengumpulan data TW I 2026 melalui /mulai."

        await room.until(5)
        await room["P"].phone.block()
        await room.until(6)
        assert "menerima 1 formulir" in await room.pilot.step()
        assert "memblokir bot" in await room.pilot.step()
        room.theatre.time.pass_by(minutes=7 * 24 * 60)
        await room["K"].reads("Mohon bantuan koordinasi")
        without = "Bapak Kasubbag Perencanaan melanjutkan tanpa satu formulir yang melewati batas waktu"
        assert (await room.pilot.step()).startswith(without)
        assert (await room.pilot.step()).startswith(without)
        assert "memerintahkan Analis" in await room.pilot.step()
