"""Everything that goes back: forms at step 6, arahan at step 11, corrections, refusals at step 13."""

from __future__ import annotations

import re

import pytest

from bot.demo.officials import Official
from bot.sop.model import FormStatus
from tests.dialogues.office import FILES, Office, play, shows

PEM, UK = "Seksi Pemerintahan", "Subbagian Umum dan Kepegawaian"


def statuses(office: Office) -> list[FormStatus]:
    """How the forms stand, in the workbook's order."""
    return [form.status for form in office.state().forms]


@pytest.mark.parametrize("office", ["receiving"], indirect=True)
async def test_a_form_is_returned_as_incomplete(office: Office) -> None:
    """Step 6: the note reaches the PPTK with everything still filled in; he sends again, and it is received."""
    kasubbag, kasi = office.kasubbag, office.kasi
    await play(
        kasubbag.presses("Kembalikan 2"),
        kasubbag.reads(f"Apa yang perlu dilengkapi pada formulir {PEM}?"),
        kasubbag.writes("Mohon bukti dukung dilengkapi dengan berita acara."),
        kasubbag.reads("Batas pengisiannya dihitung kembali penuh."),
        kasi.reads("Mohon formulir dilengkapi sesuai arahan"),
        kasi.presses("Perbaiki isian"),
        kasi.reads(shows("Kirim")),
        kasi.presses("Kirim"),
        kasi.reads("sudah terkirim"),
        kasubbag.reads("perbaikan ke-1"),
    )


@pytest.mark.parametrize("office", ["receiving"], indirect=True)
async def test_a_return_needs_a_reason(office: Office) -> None:
    """A note that says nothing is refused, a file is none, and the form stays where it is."""
    kasubbag = office.kasubbag
    async with office.unchanged():
        await play(
            kasubbag.presses("Kembalikan 2"),
            kasubbag.reads("Apa yang perlu dilengkapi"),
            kasubbag.writes("?"),
            kasubbag.reads("Mohon dituliskan 3 sampai 1.000 huruf."),
            kasubbag.phone.send_sticker(),
            kasubbag.reads("Yang ditunggu adalah jawaban tertulis."),
            kasubbag.writes("batal"),
            kasubbag.reads("Pertanyaan terakhir dibatalkan."),
        )


async def _chooses(official: Official, row: str, field: str) -> None:
    """Read which fields there are, and press the number of one of a row's."""
    card = await official.reads("isian mana")
    number = re.search(rf"{row}.*?\b(\d+)\. [^\n]*{field}", card.text, re.DOTALL)
    assert number is not None
    await official.phone.press(lambda button: button.label == number[1], card)


async def _direct(office: Office, field: tuple[str, str] | None, text: str) -> None:
    sekretaris = office.sekretaris
    await play(
        sekretaris.presses("Kembalikan dengan arahan"),
        sekretaris.reads("Formulir siapa"),
        sekretaris.presses(PEM),
        _chooses(sekretaris, *field) if field else sekretaris.presses("Formulir seluruhnya"),
        sekretaris.reads("Mohon tuliskan arahan"),
        sekretaris.writes(text),
        sekretaris.reads("Arahan yang akan dikirim"),
    )


@pytest.mark.parametrize("office", ["reviewing"], indirect=True)
async def test_an_arahan_for_one_field(office: Office) -> None:
    """Tidak for one figure: only that form reopens, only that field is asked, old → new is shown."""
    kasi = office.kasi
    await _direct(office, ("Fasilitasi Administrasi", "realisasi kinerja"), "Mohon dicocokkan dengan laporan desa.")
    await play(
        office.sekretaris.presses("Kirim 1 arahan"),
        kasi.reads("Mohon perbaikan 1 isian"),
        kasi.presses("Perbaiki isian"),
        kasi.reads("Isian 1 dari 2"),
        kasi.writes("1"),
        kasi.reads("2 Dokumen → 1 Dokumen"),
        kasi.presses("Kirim"),
        kasi.reads("sudah terkirim"),
    )
    state = office.state()
    assert state.putaran == 2
    assert sorted({form.status for form in state.forms}) == sorted({FormStatus.DIKIRIM, FormStatus.DITERIMA})


@pytest.mark.parametrize("office", ["reviewing"], indirect=True)
async def test_a_directed_figure_may_stand(office: Office) -> None:
    """[Angka benar, beri penjelasan]: the figure stays, and its explanation travels with the form."""
    kasi = office.kasi
    await _direct(office, ("Fasilitasi Administrasi", "realisasi kinerja"), "Mohon dicocokkan dengan laporan desa.")
    await play(
        office.sekretaris.presses("Kirim 1 arahan"),
        kasi.reads("Mohon perbaikan"),
        kasi.presses("Angka benar, beri penjelasan"),
        kasi.reads("Mohon penjelasannya"),
        kasi.writes("Kedua dokumen sudah ditandatangani kepala desa pada 30 Maret."),
        kasi.reads("tetap 2 Dokumen; penjelasan: Kedua dokumen"),
    )


@pytest.mark.parametrize("office", ["reviewing"], indirect=True)
async def test_an_arahan_for_a_whole_form(office: Office) -> None:
    """Tidak for a form as a whole: every field of it may be changed, the other forms stay received."""
    kasi = office.kasi
    await _direct(office, None, "Mohon seluruh angka dicocokkan kembali.")
    await play(
        office.sekretaris.presses("Kirim 1 arahan"),
        kasi.reads("Mohon perbaikan formulir"),
        kasi.presses("Perbaiki isian"),
        kasi.reads(shows("Kirim", "Ubah isian")),
        kasi.presses("Ubah isian"),
        kasi.reads("Isian mana yang diubah?"),
        kasi.presses("1"),
        kasi.reads("Isian 1 dari"),
    )
    assert statuses(office).count(FormStatus.DITERIMA) == 5


@pytest.mark.parametrize("office", ["reviewing"], indirect=True)
async def test_drafted_arahan_are_dropped(office: Office) -> None:
    """[Hapus semua arahan]: nothing was sent, and the review stands as it was."""
    async with office.unchanged():
        await _direct(office, None, "Mohon seluruh angka dicocokkan kembali.")
        await play(
            office.sekretaris.presses("Hapus semua arahan"),
            office.sekretaris.reads("Semua arahan yang belum dikirim dihapus."),
        )


@pytest.mark.parametrize("office", ["reviewing"], indirect=True)
async def test_the_recap_is_made_again(office: Office) -> None:
    """[Rekap diulang]: back to the Analis with a note; no form changes."""
    before = office.answers()
    await play(
        office.sekretaris.presses("Rekap diulang"),
        office.sekretaris.reads("Apa yang perlu diperbaiki pada rekapitulasi?"),
        office.sekretaris.writes("Urutan program mohon disesuaikan."),
        office.sekretaris.reads("Rekapitulasi dikembalikan kepada Analis"),
        office.analis.reads("Catatan: “Urutan program mohon disesuaikan.”"),
    )
    assert (office.answers(), office.state().putaran) == (before, 1)


@pytest.mark.parametrize("office", ["reviewing"], indirect=True)
async def test_a_wrong_target(office: Office) -> None:
    """[Target/pagu keliru]: the Kasubbag mends it citing the DPA, realisasi stay, the recap is made again."""
    kasubbag, before = office.kasubbag, office.answers()
    await play(
        office.sekretaris.presses("Target/pagu keliru"),
        office.sekretaris.reads("Target atau pagu mana yang keliru"),
        office.sekretaris.writes("Pagu Fasilitasi Administrasi seharusnya Rp52.500.000 sesuai DPA Perubahan."),
        office.sekretaris.reads("Realisasi tidak berubah"),
        kasubbag.reads("Mohon pembetulan target/pagu"),
        kasubbag.presses("Pilih formulir"),
        kasubbag.reads("Formulir mana"),
        kasubbag.presses(PEM),
        kasubbag.reads("Baris mana"),
        kasubbag.presses("2. Fasilitasi Administrasi"),
        kasubbag.reads("Pagu Rp48.500.000"),
        kasubbag.presses("Ubah pagu"),
        kasubbag.reads("Mohon tuliskan angkanya"),
        kasubbag.writes("52.500.000"),
        kasubbag.reads("Mohon tuliskan acuannya"),
        kasubbag.writes("DPA Perubahan Nomor 12 Tahun 2026"),
        kasubbag.reads("menjadi Rp52.500.000"),
        kasubbag.presses("Selesai, rekap ulang"),
        office.analis.reads("Rekapitulasi data"),
    )
    assert (office.answers(), office.state().putaran) == (before, 1)


@pytest.mark.parametrize("office", ["composing"], indirect=True)
async def test_a_number_is_looked_at_again(office: Office) -> None:
    """[Telaah ulang] at step 12: the Sekretaris reviews again, with the Kasubbag's reason on record."""
    await play(
        office.kasubbag.presses("Telaah ulang"),
        office.kasubbag.reads("Angka mana yang perlu ditelaah ulang"),
        office.kasubbag.writes("Realisasi rapat koordinasi ternyata 2 laporan."),
        office.kasubbag.reads("disampaikan kembali kepada Sekretaris"),
        office.sekretaris.reads("Mohon telaah"),
    )


@pytest.mark.parametrize("office", ["signing"], indirect=True)
async def test_the_sekretaris_refuses(office: Office) -> None:
    """Step 13, the first signer returns the Dokumen: step 12 again, with his words."""
    await play(
        office.sekretaris.presses("Kembalikan dengan arahan"),
        office.sekretaris.reads("Mohon arahan untuk perbaikan dokumen ini"),
        office.sekretaris.writes("Bab penutup mohon dipersingkat."),
        office.sekretaris.reads("Dokumen dikembalikan"),
        office.kasubbag.reads("Dokumen dikembalikan dengan arahan: “Bab penutup mohon dipersingkat.”"),
    )


@pytest.mark.parametrize("office", ["signed_once"], indirect=True)
async def test_the_camat_refuses_and_both_sign_anew(office: Office) -> None:
    """Step 13, the Camat returns: the Sekretaris's approval is void, too, and both sign the new version."""
    await play(
        office.camat.presses("Kembalikan dengan arahan"),
        office.camat.reads("Mohon arahan"),
        office.camat.writes("Mohon ditambahkan langkah percepatan."),
        office.camat.reads("Persetujuan atas versi ini tidak berlaku lagi"),
        office.kasubbag.reads("Dokumen dikembalikan dengan arahan"),
        office.kasubbag.presses("Susun & mintakan tanda tangan"),
        office.sekretaris.reads("Mohon persetujuan Bapak Sekretaris"),
        office.sekretaris.presses("Setujui"),
        office.camat.reads("Mohon persetujuan Bapak Camat"),
    )
    assert office.state().document_version == 2


@pytest.mark.parametrize("office", ["signed_once"], indirect=True)
async def test_a_voice_message_as_arahan(office: Office) -> None:
    """A voice message decides nothing by itself; [Jadikan arahan] returns the Dokumen, and the Kasubbag hears it."""
    async with office.unchanged(*FILES):
        await play(
            office.camat.phone.send_voice(b"OggS" + b"\0" * 200),
            office.camat.reads("Pesan suara tersimpan. Dokumen belum dikembalikan"),
        )
    await play(
        office.camat.presses("Jadikan arahan"),
        office.camat.reads("Dokumen dikembalikan"),
        office.kasubbag.reads(lambda message: message.kind == "voice"),
    )


@pytest.mark.parametrize("office", ["reviewing"], indirect=True)
async def test_a_voice_message_elsewhere(office: Office) -> None:
    """Where no files wait for an approval, a voice message is kept and no more."""
    async with office.unchanged(*FILES):
        await play(
            office.camat.phone.send_voice(b"OggS" + b"\0" * 200),
            office.camat.reads("Untuk menjawab pertanyaan, mohon gunakan tulisan atau tombol."),
        )
