"""Leave, absence and help: another fills, a Plh. acts, the Analis fills on behalf, and things are given back."""

from __future__ import annotations

import pytest

from tests.dialogues.office import NOT_MINE, UNCHANGED, Office, data_of, forges, play, shows

TRANTIB = "Seksi Ketenteraman dan Ketertiban Umum"


@pytest.mark.parametrize("office", ["filling"], indirect=True)
async def test_a_form_is_lent_to_another(office: Office) -> None:
    """[Alihkan pengisi]: the other has the answers so far, the old buttons are stale; then it is given back."""
    kasubbag, trantib, other = office.kasubbag, office.trantib, office["KASUBBAG-UK"]
    await play(
        trantib.presses("Terima & mulai isi"), trantib.reads("Isian 1"), trantib.writes("1"), trantib.reads("Isian 2")
    )
    data, message = await data_of(trantib, "Lewati dulu")
    await play(
        kasubbag.writes("/status"),
        kasubbag.reads(shows(f"Alihkan pengisi {TRANTIB}"[:50])),
        kasubbag.presses(f"Alihkan pengisi {TRANTIB}"[:50]),
        kasubbag.reads("Kepada siapa pengisian dialihkan?"),
        kasubbag.presses("Bapak Kasubbag Umum"),
        other.reads("Plh. PPTK/Kasi"),
        trantib.reads("untuk sementara dilaksanakan oleh"),
        kasubbag.reads("sekarang dilaksanakan oleh"),
        other.reads(shows("Lanjutkan isian")),
        other.presses("Lanjutkan isian"),
        other.reads("Isian 2 dari"),
    )
    async with office.unchanged():
        await forges(trantib, data, message)
        await trantib.reads(NOT_MINE)
    await play(
        kasubbag.writes("/status"),
        kasubbag.reads(shows("Kembalikan pengisi")),
        kasubbag.presses("Kembalikan pengisi"),
        trantib.reads(shows("Lanjutkan isian")),
    )


@pytest.mark.parametrize("office", ["reporting"], indirect=True)
async def test_a_substitute_for_the_kasubbag(office: Office) -> None:
    """A Plh. Kasubbag gets what waits for her, acts in her place, and she acts again when it ends."""
    kasubbag, plh = office.kasubbag, office["KASUBBAG-UK"]
    data, message = await data_of(kasubbag, "Laporkan kepada Sekretaris")
    await play(
        kasubbag.writes("/admin"),
        kasubbag.reads(shows("Tunjuk Plh.")),
        kasubbag.presses("Tunjuk Plh."),
        kasubbag.reads("Untuk peran apa"),
        kasubbag.presses("Kasubbag Program"),
        kasubbag.reads("Siapa yang ditunjuk"),
        kasubbag.presses("Bapak Kasubbag Umum"),
        plh.reads("Plh. Kasubbag Program & Keuangan"),
        plh.reads("Laporkan rekapitulasi"),
    )
    async with office.unchanged():
        await forges(kasubbag, data, message)
        await kasubbag.reads(NOT_MINE)
    await play(
        kasubbag.writes("/admin"),
        kasubbag.reads(shows("Akhiri Plh.")),
        kasubbag.presses("Akhiri Plh."),
        kasubbag.reads("Laporkan rekapitulasi"),
        kasubbag.presses("Laporkan kepada Sekretaris"),
        office.sekretaris.reads("Mohon telaah"),
    )


@pytest.mark.parametrize("office", ["filling"], indirect=True)
async def test_only_the_administrator_names_a_substitute(office: Office) -> None:
    """/admin and its buttons are refused to everyone else."""
    async with office.unchanged():
        await play(office.kasi.writes("/admin"), office.kasi.reads("Perintah ini hanya untuk pengelola"))
        assert await forges(office.kasi, "plh_ke:0:0:camat.6", 1) == UNCHANGED
        await office.kasi.reads("Pelaksana harian (Plh.) ditunjuk oleh pengelola")


@pytest.mark.parametrize("office", ["filling"], indirect=True)
async def test_filled_on_behalf(office: Office) -> None:
    """The Analis fills for a PPTK without his telephone: he is told, and confirms what was sent."""
    analis, trantib = office.analis, office.trantib
    await play(
        analis.writes("/status"),
        analis.reads(shows(f"Isikan atas nama {TRANTIB}"[:40])),
        analis.presses(f"Isikan atas nama {TRANTIB}"[:40]),
        analis.reads("Formulir ini diisikan atas nama Seksi Ketenteraman"),
        trantib.reads("sedang diisikan oleh Ibu Analis atas nama"),
        analis.writes("1"),
        analis.reads("Isian 2"),
        analis.writes("10.773.000"),
        analis.reads("Isian 3"),
        analis.writes("tidak ada"),
        analis.reads("Isian 4"),
        analis.writes("tidak ada"),
        analis.reads("bukti dukung"),
        analis.writes("tidak ada"),
        analis.reads("kasus"),
        analis.writes("0"),
        analis.reads("Ringkasan sebelum dikirim"),
        analis.writes("kirim"),
        analis.reads("sudah terkirim"),
        trantib.reads("Mohon dibenarkan"),
        trantib.presses("Benarkan"),
        trantib.reads("Formulir sudah dibenarkan"),
    )


@pytest.mark.parametrize("office", ["filling"], indirect=True)
async def test_a_kegiatan_belum_berjalan(office: Office) -> None:
    """[Kegiatan belum berjalan] asks for a reason only; [Kegiatan sudah berjalan] asks the row in full again."""
    trantib = office.trantib
    await play(
        trantib.presses("Terima & mulai isi"),
        trantib.reads("Isian 1"),
        trantib.presses("Kegiatan belum berjalan"),
        trantib.reads("Mohon alasannya dalam satu kalimat"),
        trantib.presses("Kegiatan sudah berjalan"),
        trantib.reads("Berapa realisasi kinerja"),
        trantib.presses("Kegiatan belum berjalan"),
        trantib.reads("Mohon alasannya"),
        trantib.writes("Menunggu perjanjian kerja sama dengan Polsek."),
        trantib.reads("Tercatat: alasan belum berjalan"),
    )


@pytest.mark.parametrize("office", ["filling"], indirect=True)
async def test_a_form_that_is_late(office: Office) -> None:
    """After its limit a form may still be sent; skipped, it may be opened again before the recap is ordered."""
    kasubbag, kasi = office.kasubbag, office.kasi
    office.time.pass_by(minutes=5 * 24 * 60 + 30)
    await play(
        kasi.reads("Formulir tetap dapat dilengkapi"),
        kasubbag.reads("batas pengisian sudah lewat"),
        kasubbag.presses("Lanjut tanpa no. 2"),
        kasubbag.reads("Mohon alasannya"),
        kasubbag.writes("Kasi sedang cuti melahirkan sampai Juni."),
        kasubbag.reads("Dilanjutkan tanpa formulir Seksi Pemerintahan"),
        kasubbag.phone.expect(shows("Buka kembali"), edits=True),
        kasubbag.presses("Buka kembali no. 2"),
        kasi.reads("Formulir Data Kinerja TW I 2026"),
    )
