"""What the Dokumen shows beyond its tables: sasaran and kegiatan, trend, SOP times, pictures, and who approves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image
from pypdf import PdfReader

from bot.documents.models.papers import Proof, Signature
from bot.documents.models.performance import EvidencePicture
from bot.documents.render import render
from tests.documents import quarter, samples
from tests.documents.reading import finished, pages, words
from tests.documents.structure import flat, tree

UNSIGNED = replace(
    samples.PERFORMANCE,
    secretary=Signature(signatory=samples.SEKRETARIS),
    head=Signature(signatory=samples.CAMAT),
    proof=Proof(code="ABCDEFGHJKLM", address="https://contoh.test/v/ABCDEFGHJKLM"),
)


def test_iku_stand_below_their_sasaran() -> None:
    """In the order in which each sasaran comes first; those without one stand without a heading."""
    aims = ("Pelayanan meningkat", "", "Pelayanan meningkat")
    iku = tuple(replace(row, objective=aim) for row, aim in zip(quarter.IKU, aims, strict=True))
    text = words(replace(samples.PERFORMANCE, recap=replace(samples.RECAP, iku=iku)))
    assert "Sasaran: Pelayanan meningkat 1 Indeks Kepuasan Masyarakat" in text
    assert "2 Kasus pelanggaran ketertiban umum" in text
    assert "3 Persentase desa" in text
    assert text.count("Sasaran: Pelayanan") == 1


def test_sub_kegiatan_stand_below_their_kegiatan() -> None:
    """Within their program and by code, whichever unit reports them."""
    program = quarter.program("7.01.06")
    unit = program.units[0]
    rows = tuple(replace(row, group="7.01.06.2.01 Fasilitasi") for row in reversed(unit.activities))
    grouped = replace(program, units=(replace(unit, activities=rows),))
    text = words(replace(samples.PERFORMANCE, recap=replace(samples.RECAP, programs=(grouped,))))
    assert text.count("Kegiatan 7.01.06.2.01 Fasilitasi") == 1
    place = text.index("Kegiatan 7.01.06.2.01")
    first, second = (text.index(f"{row.code} {row.name} (Seksi", place) for row in unit.activities)
    assert first < second


def test_the_trend_prints_every_value() -> None:
    """Oldest first; what is not known has a dash; it is told in words, too."""
    text = words(replace(samples.PERFORMANCE, trend=samples.TREND))
    assert "E. Perkembangan Antarperiode" in text
    assert "TW III 2025: capaian 84,3%, serapan 66,7%; TW IV 2025: capaian –, serapan 97,2%" in text


def test_a_single_period_is_no_trend() -> None:
    """The section is left out."""
    assert "Perkembangan" not in words(replace(samples.PERFORMANCE, trend=samples.TREND[-1:]))


def test_a_trend_shows_the_last_nine_periods() -> None:
    """More would not be read; a value beyond the scale is cut and printed."""
    many = tuple(replace(samples.TREND[0], year=2000 + number) for number in range(12))
    text = words(replace(samples.PERFORMANCE, trend=(*many, replace(samples.TREND[2], mean=Decimal(4000)))))
    assert "TW III 2003" not in text
    assert "TW III 2004: capaian" in text
    assert "4.000%" in text


def test_every_step_is_measured_against_its_limit() -> None:
    """The time, its share of the limit, and in words what was late or had more time."""
    text = words(replace(samples.PERFORMANCE, pace=samples.PACE))
    assert "1. Memerintahkan Kasubbag" in text
    assert "5 menit (33%)" in text
    assert "20 jam (125%) dengan perpanjangan" in text
    assert "9 jam (450%) terlambat" in text
    assert "Waktu kerja terpakai setiap langkah terhadap waktu baku SOP" in text


def test_a_step_without_a_length_breaks_nothing() -> None:
    """A limit that was over before it began is as good as a minute."""
    odd = replace(samples.PACE[0], limit=timedelta())
    assert "5 menit (500%)" in words(replace(samples.PERFORMANCE, pace=(odd,)))


def test_the_riwayat_lies_on_a_landscape_page() -> None:
    """It has ten columns; the pages before it stand upright."""
    found = PdfReader(BytesIO(finished(samples.PERFORMANCE))).pages
    boxes = [page.mediabox for page in found]
    assert boxes[-1].width > boxes[-1].height
    assert boxes[-2].width < boxes[-2].height


def test_pictures_of_evidence_are_an_attachment_of_their_own() -> None:
    """Between the list and the riwayat; without files there is none."""
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG")
    shown = EvidencePicture(unit="Seksi", activity="7.01 Rapat", name="foto.jpg", picture=buffer.getvalue())
    text = words(replace(samples.PERFORMANCE, pictures=(shown,)))
    assert "LAMPIRAN III FOTO BUKTI DUKUNG" in text
    assert "LAMPIRAN IV RIWAYAT SOP" in text
    assert "FOTO BUKTI DUKUNG" not in words(samples.PERFORMANCE)


def test_the_signature_page_says_where_the_approval_stands() -> None:
    """The Dokumen is sealed before it is approved; its code and the room for wet signatures are on that page."""
    page = next(one for one in pages(UNSIGNED)[3:] if "BAB V PENUTUP" in one)
    assert "tercantum pada Lembar Pengesahan yang diterbitkan setelah dokumen ini disetujui" in page
    assert "ABCD-EFGH-JKLM" in page
    assert "https://contoh.test/v/ABCDEFGHJKLM" in page


def test_an_approval_that_is_printed_needs_no_reference() -> None:
    """Its line stands below the names."""
    assert "Lembar Pengesahan" not in words(samples.PERFORMANCE)


def test_a_chapter_without_a_word_says_so() -> None:
    """Its place in the genre is kept."""
    text = words(replace(samples.PERFORMANCE, narratives={}))
    assert "BAB III ANALISIS Tidak ada uraian pada bab ini." in text


def test_every_figure_is_numbered_and_has_an_alternative() -> None:
    """What a screen reader says of a chart is its title with the same words that stand below it."""
    content = render(replace(samples.PERFORMANCE, trend=samples.TREND, pace=samples.PACE)).content
    told = [alt for alt in flat(tree(content), "Figure") if alt.startswith("Grafik")]
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)
    numbers = [int(number) for number in re.findall(r"Gambar (\d+)\.", text)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({alt.partition(". ")[2] for alt in told}) == len(numbers)
    assert any("Tertinggi 200%" in alt for alt in told)


def test_figures_without_a_value_are_no_chart() -> None:
    """The table says that they are not there yet."""
    recap = replace(samples.RECAP, iku=quarter.IKU[:1], iku_summary=None)
    text = words(replace(samples.PERFORMANCE, recap=recap))
    assert "Gambar 2. Capaian indikator program 7.01.01" in text
