"""What is taken back or put off: Batalkan, Tunda, Tarik kembali, belum berjalan, the whole collection."""

from __future__ import annotations

import pytest

from bot.sop.model import CycleStatus
from tests.dialogues.office import Office, data_of, forges, play, shows


def open_steps(office: Office) -> list[int]:
    """The steps that are open now."""
    return sorted({task.step for task in office.state().open_tasks})


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_a_press_is_taken_back(office: Office) -> None:
    """[Batalkan] by the Camat: the Kasubbag's card says so, and step 1 is open again."""
    await play(office.camat.presses("Batalkan"), office.camat.reads("jadwal pengumpulan"))
    await office.kasubbag.phone.expect("Penyiapan formulir: ditarik kembali oleh Bapak Camat", edits=True)
    assert open_steps(office) == [1]
    async with office.unchanged():
        await forges(office.kasubbag, "lanjut:2:0:", 1)
        await office.kasubbag.reads("Langkah ini sudah")


@pytest.mark.parametrize(
    ("office", "actor", "card", "steps"),
    [
        ("released", "KASUBBAG-PK", "Disposisi Camat", [2]),
        ("recapping", "KASUBBAG-PK", "Penerimaan formulir", [6]),
        ("reporting", "ANALIS", "Rekapitulasi data", [8]),
    ],
    indirect=["office"],
)
async def test_a_press_that_carried_two_steps_is_taken_back(
    office: Office, actor: str, card: str, steps: list[int]
) -> None:
    """[Batalkan] of 2+3, 6+7 and 8+9: both steps are taken back together."""
    await play(office[actor].presses("Batalkan"), office[actor].reads(card))
    assert open_steps(office) == steps


@pytest.mark.parametrize("office", ["released"], indirect=True)
async def test_too_late_to_take_back(office: Office) -> None:
    """Once the next official has acted, [Batalkan] explains that it is too late."""
    data, message = await data_of(office.kasubbag, "Batalkan")
    await play(office.analis.presses("Bagikan ke semua"), office.kasubbag.reads("mohon kesediaan"))
    async with office.unchanged():
        await forges(office.kasubbag, data, message)
        await office.kasubbag.reads("tidak dapat ditarik kembali")


@pytest.mark.parametrize("office", ["proposed"], indirect=True)
async def test_the_proposal_is_put_off(office: Office) -> None:
    """[Tunda] to the next working day: the same card comes again then."""
    camat = office.camat
    await play(
        camat.presses("Tunda"),
        camat.reads("ditunda sampai hari apa?"),
        camat.presses("Kamis, 2 April"),
        camat.reads("disampaikan kembali"),
    )
    office.time.pass_by(minutes=24 * 60 + 1)
    await camat.reads("Bila diperintahkan sekarang")


@pytest.mark.parametrize("office", ["proposed"], indirect=True)
async def test_the_disposisi_in_other_words(office: Office) -> None:
    """[Ubah isi]: the Camat's own words and sifat stand on the card."""
    camat = office.camat
    await play(
        camat.presses("Ubah isi"),
        camat.reads("Mohon tuliskan isi yang baru"),
        camat.writes("Kumpulkan data <cepat> & tepat."),
        camat.reads("Isi disposisi: Kumpulkan data <cepat> & tepat. Sifat: Segera."),
        camat.presses("Ubah isi"),
        camat.reads("pilih sifatnya"),
        camat.presses("Sangat Segera"),
        camat.reads("Sifat: Sangat Segera."),
    )


@pytest.mark.parametrize("office", ["proposed"], indirect=True)
async def test_nothing_runs_yet(office: Office) -> None:
    """[Kegiatan belum berjalan] closes the period with a reason, and /mulai opens it again."""
    camat = office.camat
    await play(
        camat.presses("Kegiatan belum berjalan"),
        camat.reads("Sesuai Peringatan dalam SOP"),
        camat.writes("DPA belum disahkan."),
        camat.reads("ditutup dengan catatan kegiatan belum berjalan"),
    )
    assert office.state().status is CycleStatus.BELUM_BERJALAN
    await play(
        camat.writes("/mulai"),
        camat.reads(lambda message: any("TW I" in label or "Triwulan I" in label for label in message.labels)),
    )


@pytest.mark.parametrize("office", ["receiving"], indirect=True)
async def test_a_form_is_withdrawn(office: Office) -> None:
    """[Tarik kembali] while it is not received: everything is still there, and the Kasubbag's card says so."""
    kasi, before = office.kasi, office.answers()
    await play(
        kasi.presses("Tarik kembali"),
        kasi.reads("ditarik kembali"),
        office.kasubbag.phone.expect("2. Seksi Pemerintahan: ditunggu", edits=True),
        kasi.presses("Ringkasan"),
        kasi.reads("Ringkasan sebelum dikirim"),
        kasi.presses("Kirim"),
        kasi.reads("sudah terkirim"),
    )
    assert office.answers() == before


@pytest.mark.parametrize("office", ["recapping"], indirect=True)
async def test_a_received_form_is_not_withdrawn(office: Office) -> None:
    """After it was received, [Tarik kembali] explains that it is too late."""
    data, message = await data_of(office.kasi, "Tarik kembali")
    async with office.unchanged():
        await forges(office.kasi, data, message)
        await office.kasi.reads("Formulir ini sudah diterima")


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_the_whole_collection_is_called_off(office: Office) -> None:
    """BatalkanSiklus: with the Camat's reason the tasks are void and the period is free."""
    camat = office.camat
    await play(
        camat.writes("/status"),
        camat.reads(shows("Batalkan pengumpulan")),
        camat.presses("Batalkan pengumpulan"),
        camat.reads("Mohon alasan pembatalan"),
        camat.writes("Jadwal kabupaten berubah."),
        camat.reads("dibatalkan dan pelaksana diberi tahu"),
    )
    assert office.state().status is CycleStatus.DIBATALKAN
