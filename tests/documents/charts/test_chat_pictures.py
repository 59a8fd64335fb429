"""The pictures in the chat: PNG files that Telegram takes as photos and a phone shows well."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from bot.documents.charts import pictures
from bot.documents.charts.pictures import Part
from bot.documents.charts.recap_picture import recap_parts
from bot.documents.charts.status_picture import status_parts
from bot.documents.models.figures import Summary
from bot.documents.models.papers import Document
from bot.documents.render import PNG, render
from tests.documents import quarter, samples
from tests.documents.chat_samples import EVERY, RECAP, STATUS


def shown(*parts: Part) -> str:
    """The text of a picture's page."""
    page = PdfReader(BytesIO(pictures.page(parts))).pages[0]
    return " ".join(page.extract_text().split())


def recap_says(**changes: object) -> str:
    """The text of the recap's picture with another recap."""
    return shown(*recap_parts(replace(RECAP, recap=replace(samples.RECAP, **changes))))  # type: ignore[arg-type]


@pytest.mark.parametrize("document", EVERY.values(), ids=EVERY)
def test_telegram_takes_every_picture_as_a_photo(document: Document) -> None:
    """10 MB, 10,000 pixels of width and height together, a ratio of 20; and small enough for a village's network."""
    made = render(document)
    picture = Image.open(BytesIO(made.content))
    width, height = picture.size
    assert (made.mime, picture.format, width) == (PNG, "PNG", 1080)
    assert width + height <= 10_000
    assert max(width, height) / min(width, height) <= 20
    assert len(made.content) < 300_000


@pytest.mark.parametrize("document", [RECAP, STATUS], ids=["rekap", "status"])
def test_the_same_figures_are_the_same_bytes(document: Document) -> None:
    """A picture that is made again is the same file."""
    assert render(document).content == render(document).content


def test_a_picture_is_named_by_what_it_shows() -> None:
    """With its period."""
    assert render(RECAP).filename == "Ikhtisar Rekapitulasi TW I 2026.png"
    assert render(STATUS).filename == "Kemajuan Pengumpulan Data TW I 2026.png"


def test_a_picture_stands_on_white_in_dark_mode_too() -> None:
    """Nothing of it is transparent."""
    picture = Image.open(BytesIO(render(STATUS).content))
    assert "transparency" not in picture.info
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_the_recap_shows_means_counts_programs_and_gaps() -> None:
    """What the Sekretaris looks at first."""
    text = shown(*recap_parts(RECAP))
    for part in (
        "Rata-rata capaian",
        "95,6%",
        "Rp665.771.825 dari Rp2.789.535.200",
        "Sangat Tinggi: 10",
        "tanpa nilai: 2",
        "belum berjalan: 1 sub kegiatan",
        "Pembinaan dan Pengawasan Pemerintahan Desa",
        "Indikator Kinerja Utama",
        "TW IV 2025",
        "Belum menyampaikan data: Seksi Kesejahteraan Sosial",
        "1 angka tidak lazim",
        "Formulir masuk 5 dari 6",
    ):
        assert part in text


def test_many_programs_and_gaps_are_summed_up() -> None:
    """A phone shows the first of them; the recap has them all."""
    one = samples.RECAP.programs[0]
    text = recap_says(programs=(one,) * 20, missing=samples.RECAP.missing * 5)
    assert "dan 9 program lain" in text
    assert "dan 3 unit lain belum menyampaikan data" in text


def test_a_recap_without_anything_to_look_at_has_no_such_heading() -> None:
    """Nor one for programs without a mean beyond the scale."""
    text = recap_says(missing=(), unusual=(), iku=(), iku_summary=None)
    assert "Mohon dicermati" not in text
    assert "Indikator Kinerja Utama" not in text


def test_a_mean_may_be_absent_or_beyond_the_scale() -> None:
    """A sign stands for the one, a cut bar for the other."""
    absent = replace(samples.RECAP.programs[0], summary=Summary())
    beyond = replace(absent, summary=Summary(mean=Decimal(1_000_000), rating="Lain"))
    assert "1.000.000%" in recap_says(programs=(absent, beyond))


def test_only_unrated_indicators_have_no_bar_of_predikat() -> None:
    """Their number is said all the same."""
    program = quarter.program("7.01.02")
    idle = tuple(replace(row, indicators=()) for row in program.units[0].activities)
    bare = replace(program, units=(replace(program.units[0], activities=idle),))
    text = recap_says(programs=(bare,), iku=quarter.IKU[:1])
    assert "tanpa nilai: 1" in text


def test_a_single_period_has_no_trend() -> None:
    """There is nothing to compare it with."""
    assert "Perkembangan" not in shown(*recap_parts(replace(RECAP, trend=samples.TREND[-1:])))


def test_the_status_shows_each_step_with_its_time_or_its_holder() -> None:
    """Late ones bear a sign; a limit that is not known is not printed."""
    text = shown(*status_parts(STATUS))
    for part in (
        "Triwulan I 2026 · perbaikan ke-1",
        "3 dari 6 langkah selesai",
        "5 menit, baku 15 menit",
        "9 jam, baku 2 jam",
        "4. Pengisian ditunggu 3 formulir, sampai Kamis, 9 April, pukul 13.05 WITA",
        "5. Penerimaan Ibu Kasubbag",
        "Garis putus-putus: waktu baku SOP",
    ):
        assert part in text


def test_without_times_the_bars_are_not_explained() -> None:
    """To those who do not coordinate no time is shown."""
    assert "waktu baku" not in shown(*status_parts(replace(STATUS, steps=STATUS.steps[3:], putaran=1)))


def test_what_would_be_too_tall_is_left_out_at_the_end() -> None:
    """Telegram would refuse the whole picture."""
    text = shown(*[pictures.words(f"Baris {number}", 40) for number in range(100)])
    assert "Baris 1 " in text
    assert "Baris 99" not in text
