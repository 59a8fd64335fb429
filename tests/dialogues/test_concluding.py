"""The last steps: the archive wants its facts, files are checked, and afterwards everyone finds what was archived."""

from __future__ import annotations

import pytest

from bot.demo.files import picture
from bot.sop.model import CycleStatus
from tests.dialogues.office import PICTURES, Office, data_of, forges, play, shows


@pytest.mark.parametrize("office", ["archiving"], indirect=True)
async def test_the_archive_is_not_closed_before_it_is_complete(office: Office) -> None:
    """A forged [Selesai & arsipkan] names what is missing, and nothing is closed."""
    data, message = await data_of(office.kasubbag, "Pindaian menyusul")
    async with office.unchanged():
        _, task, version, _ = data.split(":")
        await forges(office.kasubbag, f"arsipkan:{task}:{version}:", message)
        await office.kasubbag.reads("Arsip belum lengkap")


@pytest.mark.parametrize("office", ["archiving"], indirect=True)
async def test_words_where_a_file_is_asked(office: Office) -> None:
    """A text, or a file over 20 MB, is no proof of delivery; the question stays open for the photo."""
    kasubbag = office.kasubbag
    async with office.unchanged():
        await play(
            kasubbag.presses("Unggah bukti penerimaan"),
            kasubbag.reads("Mohon kirimkan bukti penerimaan"),
            kasubbag.writes("sudah diterima"),
            kasubbag.reads("Yang ditunggu adalah foto atau berkas."),
            kasubbag.phone.send_declared("document", "besar.pdf", 30 * 1024 * 1024, "application/pdf"),
            kasubbag.reads("Berkas melebihi 20 MB."),
        )
    await play(kasubbag.sends_photo(picture("Tanda terima"), "tanda terima"), kasubbag.reads("Pelaporan dan arsip"))


@pytest.mark.parametrize("office", ["archiving"], indirect=True)
async def test_the_archive_and_what_is_found_there(office: Office) -> None:
    """With a scan and a proof the cycle closes; /status knows it, and /arsip sends its documents to who asks."""
    kasubbag, kasi = office.kasubbag, office.kasi
    await play(
        kasubbag.presses("Unggah pindaian"),
        kasubbag.reads("Mohon kirimkan pindaian"),
        kasubbag.sends_file("pindaian.pdf", picture("Pindaian", "PDF"), "application/pdf"),
        kasubbag.reads("Pelaporan dan arsip"),
        kasubbag.presses("Unggah bukti penerimaan"),
        kasubbag.reads("Mohon kirimkan bukti penerimaan"),
        kasubbag.sends_photo(picture("Tanda terima"), "tanda terima"),
        kasubbag.reads(shows("Selesai & arsipkan")),
        kasubbag.presses("Selesai & arsipkan"),
        office.camat.receives("Riwayat SOP"),
        office.camat.reads("Selesai dan diarsipkan"),
        kasi.reads("diarsipkan"),
        kasi.writes("/arsip"),
        kasi.reads(lambda message: "Arsip Data Kinerja" in message.text),
        kasi.presses("TW I 2026"),
        kasi.receives("Dokumen Data Capaian Kinerja"),
    )
    assert office.state().status is CycleStatus.SELESAI


@pytest.mark.parametrize("office", ["signing"], indirect=True)
async def test_a_compilation_is_taken_back(office: Office) -> None:
    """[Batalkan] after 12+13: the approval card says so, and step 12 is open again."""
    kasubbag = office.kasubbag
    data, message = await data_of(office.sekretaris, "Setujui")
    await play(kasubbag.presses("Batalkan"), kasubbag.reads("Penyusunan Data Kinerja"))
    await office.sekretaris.phone.expect("Persetujuan dokumen: ditarik kembali oleh Ibu Kasubbag", edits=True)
    async with office.unchanged():
        await forges(office.sekretaris, data, message)
        await office.sekretaris.reads("Langkah ini")


@pytest.mark.parametrize("office", ["composing"], indirect=True)
async def test_a_chapter_that_is_too_long(office: Office) -> None:
    """A chapter over the printed limit is refused, and the draft stays."""
    kasubbag = office.kasubbag
    async with office.unchanged():
        await play(
            kasubbag.presses("Lihat & ubah narasi"),
            kasubbag.reads("Bab mana"),
            kasubbag.presses("Penutup"),
            kasubbag.reads("naskah penggantinya"),
            kasubbag.writes("x" * 3600),
            kasubbag.reads("Mohon dituliskan 1 sampai 3.500 huruf."),
        )


@pytest.mark.parametrize("office", ["composing"], indirect=True)
async def test_a_number_from_the_offices_own_agenda(office: Office) -> None:
    """It is drawn with a press, replaced by a typed one, and taken up again; the agenda lists it once."""
    kasubbag = office.kasubbag
    await play(
        kasubbag.presses("Ambil nomor"),
        kasubbag.reads("Nomor 045/12/Kec.LI/2026 diambil dari buku nomor kantor"),
        kasubbag.presses("Nomor surat pengantar"),
        kasubbag.reads("buku agenda"),
        kasubbag.writes("045/9/Kec.LI/2026 😊"),
        kasubbag.reads("menjadi tidak terpakai"),
        kasubbag.presses("Ambil nomor"),
        kasubbag.reads("dipakai kembali, menggantikan 045/9/Kec.LI/2026"),
        kasubbag.presses("Nomor surat pengantar"),
        kasubbag.reads("buku agenda"),
        kasubbag.presses("Buku nomor kantor"),
        kasubbag.reads("045/12/Kec.LI/2026 · TW I 2026"),
    )


@pytest.mark.parametrize("office", ["composing"], indirect=True)
async def test_a_chapter_of_several_messages(office: Office) -> None:
    """The Kasubbag writes one, adds to it, is told what cannot be printed, and takes the draft again."""
    kasubbag = office.kasubbag
    await play(
        kasubbag.presses("Lihat & ubah narasi"),
        kasubbag.reads("Bab mana"),
        kasubbag.presses("Penutup"),
        kasubbag.reads("Konsep ini dihitung dari data"),
        kasubbag.writes("Demikian disampaikan."),
        kasubbag.reads("tersimpan"),
        kasubbag.presses("Tambah paragraf"),
        kasubbag.reads("paragraf yang ditambahkan"),
        kasubbag.writes("Terima kasih 😊"),
        kasubbag.reads("Tanda 😊 tidak dapat dicetak"),
        kasubbag.presses("Lihat naskah"),
        kasubbag.reads("Terima kasih"),
        kasubbag.presses("Kembali ke konsep"),
        kasubbag.reads("kembali ke konsep yang dihitung dari data"),
    )


@pytest.mark.parametrize("office", ["joined"], indirect=True)
async def test_data_earlier_than_the_schedule(office: Office) -> None:
    """/mulai before the day opens the period with 'data per tanggal'; nobody but the Camat may."""
    await play(office.kasi.writes("/mulai"), office.kasi.reads("Pengumpulan data dimulai oleh Camat."))
    await play(
        office.camat.writes("/mulai"),
        office.camat.reads(lambda message: any("TW I" in label for label in message.labels)),
        office.camat.phone.press(lambda button: "TW I" in button.label),
        office.camat.reads("Bila diperintahkan sekarang"),
    )


@pytest.mark.parametrize("office", ["filling"], indirect=True)
@pytest.mark.parametrize("code", ["CAMAT", "SEKRETARIS", "KASUBBAG-PK", "ANALIS", "KASI-PEM", "KASUBBAG-UK"])
async def test_every_role_asks_for_its_bearings(office: Office, code: str) -> None:
    """/tugas, /status, /bantuan, /batal, /start and /arsip answer every role; only the picture of /status is new."""
    official = office[code]
    async with office.unchanged(*PICTURES):
        await play(
            official.writes("/tugas"),
            official.reads("menunggu tindak lanjut"),
            official.writes("/status"),
            official.reads("Data Kinerja Triwulan I 2026"),
            official.writes("/bantuan"),
            official.reads("/tugas"),
            official.writes("/batal"),
            official.reads("Tidak ada pertanyaan yang sedang menunggu."),
            official.writes("/start"),
            official.reads("Selamat datang kembali"),
            official.writes("/arsip"),
            official.reads("Belum ada arsip yang sesuai."),
        )
