"""The second half of the cycle: recap, review, the Dokumen, signatures and the archive (steps 7 to 14)."""

from __future__ import annotations

from bot.demo.files import picture
from bot.demo.officials import Official
from bot.demo.play.scenes import Play, Scene

_CHAPTER = (
    "Kendala utama triwulan ini adalah penatausahaan aset desa yang belum tuntas pada dua desa dan "
    "bergesernya beberapa rapat koordinasi karena banjir. Keduanya sudah ditindaklanjuti bersama perangkat desa."
)


async def recap(play: Play) -> None:
    """Steps 8 and 9 in one press, with a note."""
    play.time.pass_by(minutes=12)
    await play.analis.presses("Tambah catatan")
    await play.analis.reads("Mohon tuliskan catatan")
    play.time.pass_by(minutes=3)
    await play.analis.writes("Angka sudah dicocokkan dengan catatan keuangan per akhir triwulan.")
    await play.analis.reads("Catatan tersimpan")
    await hand_over(play)


async def hand_over(play: Play) -> None:
    """Steps 8 and 9 in one press."""
    play.time.pass_by(minutes=6)
    await play.analis.presses("Serahkan kepada Kasubbag")
    await play.kasubbag.reads("Laporkan rekapitulasi")


async def report(play: Play) -> None:
    """Step 10."""
    play.time.pass_by(minutes=8)
    await play.kasubbag.presses("Laporkan kepada Sekretaris")
    await play.sekretaris.receives(".xlsx")
    await play.sekretaris.reads("Mohon telaah")


async def direct(play: Play) -> None:
    """Step 11, Tidak: one arahan for one indicator of one form."""
    play.today_at(13, 20)
    await play.sekretaris.presses("Lihat")
    await play.sekretaris.reads("Mohon dicermati")
    play.time.pass_by(minutes=9)
    await play.sekretaris.presses("Kembalikan dengan arahan")
    await play.sekretaris.reads("Formulir siapa")
    await play.sekretaris.presses("Seksi Pemerintahan")
    await play.sekretaris.reads("isian mana yang perlu dilengkapi")
    await play.sekretaris.presses("8")
    await play.sekretaris.reads("Mohon tuliskan arahan")
    play.time.pass_by(minutes=2)
    await play.sekretaris.writes("Mohon dicocokkan dengan laporan desa dan dilampiri bukti dukung.")
    await play.sekretaris.reads("Arahan yang akan dikirim")
    await play.sekretaris.presses("Kirim 1 arahan")
    await play.person("KASI-PEM").reads("Mohon perbaikan")


async def correct(play: Play) -> None:
    """Steps 5 and 6 again, for that form only: old → new."""
    official = play.person("KASI-PEM")
    play.time.pass_by(minutes=25)
    await official.presses("Perbaiki isian")
    await official.reads("Arahan Bapak Sekretaris")
    play.time.pass_by(minutes=2)
    await official.writes("2")
    await official.reads("Perubahan dari kiriman sebelumnya")
    await official.presses("Kirim")
    await official.reads("sudah terkirim")
    await play.kasubbag.reads("Penerimaan formulir")
    play.time.pass_by(minutes=5)
    await play.kasubbag.presses("Terima & perintahkan rekap")
    await play.analis.reads("Rekapitulasi data")


async def agree(play: Play) -> None:
    """Step 11, Ya."""
    play.next_day_at(9, 10)
    await play.sekretaris.presses("Setuju")
    await play.kasubbag.reads("Penyusunan Data Kinerja")


async def compose(play: Play) -> None:
    """Step 12: one chapter in the Kasubbag's own words, the letter's number, and one press that compiles."""
    play.time.pass_by(minutes=30)
    await _write_chapter(play, "Kendala", _CHAPTER)
    play.time.pass_by(minutes=5)
    await play.kasubbag.presses("Nomor surat pengantar")
    await play.kasubbag.reads("buku agenda")
    play.time.pass_by(minutes=1)
    await play.kasubbag.writes(f"045/{11 + play.quarter}/Kec.LI/{play.year}")
    await play.kasubbag.reads("Nomor Surat Pengantar dicatat")
    await _compile(play)


async def _write_chapter(play: Play, chapter: str, text: str) -> None:
    await play.kasubbag.presses("Lihat & ubah narasi")
    await play.kasubbag.reads("Bab mana")
    await play.kasubbag.presses(chapter)
    await play.kasubbag.reads("naskah penggantinya")
    play.time.pass_by(minutes=8)
    await play.kasubbag.writes(text)
    await play.kasubbag.reads("tersimpan")


async def _compile(play: Play) -> None:
    play.time.pass_by(minutes=10)
    await play.kasubbag.presses("Susun & mintakan tanda tangan")
    await _sees_files(play.sekretaris)


async def _sees_files(signer: Official) -> None:
    await signer.receives("Dokumen")
    await signer.receives("Surat Pengantar")
    await signer.reads("Mohon persetujuan")


async def sign_first(play: Play) -> None:
    """Step 13, the Sekretaris."""
    play.time.pass_by(minutes=15)
    await play.sekretaris.presses("Setujui")
    await _sees_files(play.camat)


async def refuse(play: Play) -> None:
    """Step 13, the Camat returns the Dokumen: both approvals are void, step 12 again."""
    play.time.pass_by(minutes=10)
    await play.camat.presses("Kembalikan dengan arahan")
    await play.camat.reads("Mohon arahan untuk perbaikan")
    play.time.pass_by(minutes=2)
    await play.camat.writes("Mohon ditambahkan langkah percepatan bagi seksi yang formulirnya belum masuk.")
    await play.camat.reads("Dokumen dikembalikan")
    await play.kasubbag.reads("Dokumen dikembalikan dengan arahan")


async def compose_again(play: Play) -> None:
    """Step 12 once more, as the Camat directed."""
    play.today_at(13, 30)
    text = f"{_CHAPTER} Seksi yang datanya menyusul didampingi Analis pada pekan berikutnya."
    await _write_chapter(play, "Kendala", text)
    await _compile(play)


async def sign_last(play: Play) -> None:
    """Step 13, the Camat approves."""
    play.time.pass_by(minutes=12)
    await play.camat.presses("Setujui")
    await play.kasubbag.reads("Pelaporan dan arsip")


async def archive(play: Play) -> None:
    """Step 14: number, scan (menyusul) and proof of delivery; the Camat gets the final file."""
    play.next_day_at(8, 20)
    await play.kasubbag.presses("Pindaian menyusul")
    await play.kasubbag.reads("menyusul")
    await play.kasubbag.presses("Unggah bukti penerimaan")
    await play.kasubbag.reads("Mohon kirimkan bukti penerimaan")
    play.time.pass_by(minutes=20)
    await play.kasubbag.sends_photo(picture("Tanda terima Sekretariat Daerah"), "tanda terima dari Sekretariat Daerah")
    await play.kasubbag.reads(lambda message: "Selesai & arsipkan" in message.labels)
    play.time.pass_by(minutes=3)
    await play.kasubbag.presses("Selesai & arsipkan")
    await play.camat.receives("Riwayat SOP")
    await play.camat.reads("Selesai dan diarsipkan")
    for official in play.theatre.people.values():
        if official is not play.camat:
            await official.reads("diarsipkan")


def scenes(*, eventful: bool) -> list[Scene]:
    """Steps 7 to 14 in the order of the play."""
    recapped = [
        Scene("Langkah 8 dan 9: Analis merekap dan menyerahkan", recap),
        Scene("Langkah 10: Kasubbag melaporkan kepada Sekretaris", report),
    ]
    directed = [
        Scene("Langkah 11: Sekretaris menjawab Tidak, dengan arahan untuk satu indikator", direct),
        Scene("Langkah 5 sampai 7, perbaikan ke-1: Kasi Pemerintahan membetulkan angka", correct),
        Scene("Langkah 8 dan 9, perbaikan ke-1", hand_over),
        Scene("Langkah 10, perbaikan ke-1", report),
    ]
    refused = [
        Scene("Langkah 13: Camat mengembalikan dokumen dengan arahan", refuse),
        Scene("Langkah 12 kembali: Kasubbag memperbaiki dokumen", compose_again),
        Scene("Langkah 13: Sekretaris menyetujui versi perbaikan", sign_first),
    ]
    return [
        *recapped,
        *(directed if eventful else []),
        Scene("Langkah 11: Sekretaris menjawab Ya", agree),
        Scene("Langkah 12: Kasubbag menyusun Data Kinerja", compose),
        Scene("Langkah 13: Sekretaris menyetujui", sign_first),
        *(refused if eventful else []),
        Scene("Langkah 13: Camat menyetujui", sign_last),
        Scene("Langkah 14: dilaporkan kepada Bupati dan diarsipkan", archive),
    ]
