"""The first half of the cycle: from the Camat's order to the forms that came in (steps 1 to 6)."""

from __future__ import annotations

from bot.demo.play.answers import UNITS
from bot.demo.play.filling import Filling, of_form
from bot.demo.play.scenes import Play, Scene


async def order(play: Play) -> None:
    """Step 1: the Jadwal Kerja proposes, the Camat orders."""
    await play.camat.reads("jadwal pengumpulan")
    play.time.pass_by(minutes=6)
    await play.camat.presses("Perintahkan sekarang")
    await play.kasubbag.receives("Disposisi")
    await play.kasubbag.reads("Disposisi Camat")


async def prepare(play: Play) -> None:
    """Step 2, in the first triwulan with what is missing in the master data."""
    if play.eventful:
        await _mend_budget(play)
    play.time.pass_by(minutes=3)
    await play.kasubbag.presses("Lepaskan & perintahkan Analis")
    await play.analis.reads("Bagikan formulir")


async def _mend_budget(play: Play) -> None:
    play.time.pass_by(minutes=3)
    await play.kasubbag.presses("Periksa")
    await play.kasubbag.reads("Perlu dilihat")
    await play.kasubbag.presses("Seksi Pelayanan Umum")
    await play.kasubbag.reads("Baris mana yang hendak diubah?")
    await play.kasubbag.presses("1. Peningkatan Efektifitas")
    await play.kasubbag.reads("Perubahan hanya berlaku untuk periode ini")
    await play.kasubbag.presses("Ubah pagu")
    await play.kasubbag.reads("Mohon tuliskan angkanya")
    play.time.pass_by(minutes=2)
    await play.kasubbag.writes("31.250.000")
    await play.kasubbag.reads("menjadi Rp31.250.000")


async def distribute(play: Play) -> None:
    """Steps 3 and 4."""
    play.time.pass_by(minutes=5)
    await play.analis.presses("Bagikan ke semua")
    await play.analis.reads("6 formulir dibagikan")


async def fill_first(play: Play) -> None:
    """Step 5, Seksi Pemerintahan; in the first triwulan with a figure that the Sekretaris will question."""
    known = UNITS["KASI-PEM"]
    if play.eventful:
        known = known.with_figure("Pengelolaan Keuangan Desa", "1")
    filling = Filling(play.person("KASI-PEM"), known, play.time)
    await filling.finish(await filling.begin())
    await filling.send()


async def fill_own(play: Play) -> None:
    """Step 5, the Kasubbag's own form, which the Sekretaris receives in step 6."""
    play.time.pass_by(minutes=20)
    filling = Filling(play.kasubbag, UNITS["KASUBBAG-PK"], play.time)
    await filling.finish(await filling.begin())
    await filling.send()
    await play.sekretaris.reads("Penerimaan formulir")
    play.time.pass_by(minutes=8)
    await play.sekretaris.presses("Terima formulir")
    await play.kasubbag.reads("sudah diterima")


async def fill_with_correction(play: Play) -> None:
    """Step 5, Subbagian Umum dan Kepegawaian: a wrong number is corrected by editing the message."""
    official = play.person("KASUBBAG-UK")
    filling = Filling(official, UNITS["KASUBBAG-UK"], play.time)
    question = await filling.begin()
    if play.eventful:
        play.time.pass_by(seconds=30)
        wrong = await official.writes("2")
        question = await official.reads(of_form)
        play.time.pass_by(seconds=40)
        await official.corrects(wrong, "3")
        await official.reads("Diperbarui")
    await filling.finish(question)
    await filling.send()


async def fill_unusual(play: Play) -> None:
    """Step 5, Seksi Pelayanan Umum: an unusual value needs its reason."""
    official = play.person("KASI-YANUM")
    filling = Filling(official, UNITS["KASI-YANUM"], play.time)
    question = await filling.begin()
    if play.eventful:
        play.time.pass_by(seconds=30)
        await official.writes("9")
        await official.reads("belum disimpan")
        play.time.pass_by(seconds=25)
        await official.presses("Sudah benar, tulis alasan")
        await official.reads("Mohon alasan")
        play.time.pass_by(seconds=50)
        await official.writes("Pelayanan keliling dilaksanakan di sembilan desa sekaligus atas permintaan warga.")
        question = await official.reads(of_form)
    await filling.finish(question)
    await filling.send()


async def fill_idle(play: Play) -> None:
    """Step 5, Seksi Pemberdayaan Masyarakat: one sub kegiatan is confirmed as belum berjalan."""
    play.next_day_at(8, 10)
    filling = Filling(play.person("KASI-PMD"), UNITS["KASI-PMD"], play.time)
    await filling.finish(await filling.begin())
    await filling.send()


async def leave_unfinished(play: Play) -> None:
    """Step 5, Seksi Ketenteraman dan Ketertiban Umum: called to the field after one answer."""
    play.today_at(9, 5)
    filling = Filling(play.person("KASI-TRANTIB"), UNITS["KASI-TRANTIB"], play.time)
    await filling.finish(await filling.begin(), most=1)


async def fill_last(play: Play) -> None:
    """Step 5, Seksi Ketenteraman dan Ketertiban Umum."""
    play.today_at(9, 5)
    filling = Filling(play.person("KASI-TRANTIB"), UNITS["KASI-TRANTIB"], play.time)
    await filling.finish(await filling.begin())
    await filling.send()


async def look_at_receipt(play: Play) -> None:
    """Step 4: who has confirmed until now."""
    play.today_at(9, 30)
    await play.analis.presses("Tanda Terima saat ini")
    await play.analis.receives("Tanda Terima")


async def ask_for_time(play: Play) -> None:
    """Step 5, before its limit: the reminder offered to ask for more time; the Kasubbag grants it with one tap."""
    official = play.person("KASI-TRANTIB")
    play.today_at(15, 10)
    await official.presses("Mohon tambahan waktu")
    await official.reads("Berapa tambahan waktu")
    await official.presses("2 jam")
    await official.reads("Mohon alasannya")
    play.time.pass_by(minutes=1)
    await official.writes("Sedang menangani banjir di Desa Contoh bersama aparat desa.")
    await official.reads("Permohonan sudah disampaikan")
    await play.kasubbag.reads("Permohonan tambahan waktu")
    play.time.pass_by(minutes=5)
    await play.kasubbag.presses("Beri 2 jam")
    await official.reads("dikabulkan")


async def go_on_without(play: Play) -> None:
    """Step 6: the limit of step 5 passes for one unit; it is brought to the Kasubbag, who goes on without it."""
    play.next_day_at(9, 55)
    play.theatre.transcript.note(play.time.now(), "Batas pengisian berakhir; satu formulir belum masuk.")
    await play.kasubbag.reads("Mohon bantuan koordinasi")
    play.time.pass_by(minutes=4)
    await play.kasubbag.presses("Lanjut tanpa")
    await play.kasubbag.reads("Mohon alasannya")
    play.time.pass_by(minutes=2)
    await play.kasubbag.writes("Kasi Trantib sedang menangani banjir di Desa Contoh; data disampaikan menyusul.")
    await play.kasubbag.reads("Dilanjutkan tanpa formulir")


async def receive(play: Play) -> None:
    """Steps 6 and 7 in one press."""
    if not play.eventful:
        await play.kasubbag.reads("Penerimaan formulir")
    play.time.pass_by(minutes=3)
    await play.kasubbag.presses("Terima semua")
    await play.analis.reads("Rekapitulasi data")


def scenes(*, eventful: bool) -> list[Scene]:
    """Steps 1 to 6 in the order of the play."""
    found = [
        Scene("Langkah 1: jadwal mengusulkan, Camat memerintahkan", order),
        Scene("Langkah 2: Kasubbag memeriksa formulir dan melepaskannya", prepare),
        Scene("Langkah 3 dan 4: Analis membagikan formulir", distribute),
        Scene("Langkah 5: Kasi Pemerintahan mengisi formulir", fill_first),
        Scene("Langkah 5 dan 6: formulir Kasubbag sendiri diterima Sekretaris", fill_own),
        Scene("Langkah 5: Kasubbag Umum mengisi formulir", fill_with_correction),
        Scene("Langkah 5: Kasi Pelayanan Umum mengisi formulir", fill_unusual),
        Scene("Langkah 5: Kasi Pemberdayaan Masyarakat, satu kegiatan belum berjalan", fill_idle),
    ]
    if not eventful:
        return [
            *found,
            Scene("Langkah 5: Kasi Trantib mengisi formulir", fill_last),
            Scene("Langkah 4: Tanda Terima", look_at_receipt),
            Scene("Langkah 6 dan 7: formulir diterima", receive),
        ]
    return [
        *found,
        Scene("Langkah 5: Kasi Trantib terpanggil ke lapangan", leave_unfinished),
        Scene("Langkah 4: Tanda Terima", look_at_receipt),
        Scene("Langkah 5: Kasi Trantib memohon tambahan waktu", ask_for_time),
        Scene("Langkah 6: batas pengisian lewat, Kasubbag melanjutkan tanpa satu formulir", go_on_without),
        Scene("Langkah 6 dan 7: formulir diterima, perintah rekap", receive),
    ]
