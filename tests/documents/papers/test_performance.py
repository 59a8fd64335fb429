"""The Dokumen Data Capaian Kinerja."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.documents.models.papers import Period
from bot.documents.models.performance import Chapter
from tests.documents import quarter, samples
from tests.documents.reading import finished, pages, words


@pytest.fixture(scope="module")
def found() -> list[str]:
    """Return the pages of the whole Dokumen."""
    return pages(samples.PERFORMANCE)


def headings(reader: PdfReader) -> list[tuple[str, int]]:
    """Return the chapters of the outline with the page number each leads to."""
    chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
    return [(str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1) for entry in chapters]


def test_the_cover_names_document_period_and_office(found: list[str]) -> None:
    """The first page is a cover without a footer."""
    assert "DOKUMEN DATA CAPAIAN KINERJA TRIWULAN I TAHUN 2026 Versi 2" in found[0]
    assert "PEMERINTAH KABUPATEN PASER KECAMATAN LONG IKIS Tana Paser, 2026" in found[0]


def test_the_parts_follow_the_order_of_the_genre(found: list[str]) -> None:
    """Foreword, contents, five chapters and the attachments."""
    text = " ".join(found[3:])
    order = [
        "BAB I PENDAHULUAN",
        "B. Dasar Hukum 1. Peraturan Presiden",
        "BAB II CAPAIAN KINERJA",
        "B. Capaian Sasaran: Indikator Kinerja Utama",
        "C. Capaian Program, Kegiatan, dan Sub Kegiatan",
        "Program 7.01.01 Penunjang Urusan",
        "D. Realisasi Anggaran",
        "BAB III ANALISIS",
        "BAB IV KENDALA DAN TINDAK LANJUT",
        "BAB V PENUTUP",
        "LAMPIRAN I FORMULIR",
        "LAMPIRAN II DAFTAR BUKTI DUKUNG",
        "LAMPIRAN III RIWAYAT SOP",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_contents_and_bookmarks_lead_to_the_right_pages(found: list[str]) -> None:
    """Both name the page on which the chapter stands."""
    reader = PdfReader(BytesIO(finished(samples.PERFORMANCE)))
    chapters = headings(reader)
    assert [name for name, _ in chapters][:3] == ["KATA PENGANTAR", "BAB I PENDAHULUAN", "BAB II CAPAIAN KINERJA"]
    for name, number in chapters:
        assert name in found[number - 1]
        assert f" {name} {number}" in found[2]


def test_the_narratives_are_set_as_paragraphs(found: list[str]) -> None:
    """Blank lines part paragraphs; every chapter that was written is printed."""
    text = " ".join(found)
    assert text.count("Penyusunan data kinerja merupakan bentuk") == len(Chapter)


def test_the_figures_are_tables_and_charts(found: list[str]) -> None:
    """Each bar has its value and predikat in words, so that black and white is enough."""
    text = " ".join(found)
    assert "100% (target)" in text
    assert "200% Sangat Tinggi" in text
    assert "Gambar 2. Capaian Indikator Kinerja Utama terhadap target. Tertinggi 200%" in text
    assert "Gambar 8. Serapan anggaran per sub kegiatan. Tertinggi 99,8%" in text
    assert "Jumlah Rp2.789.535.200 Rp665.771.825 23,9%" in text


def test_both_officials_sign(found: list[str]) -> None:
    """Sekretaris and Camat stand side by side at the end of the text."""
    page = next(page for page in found[3:] if "BAB V PENUTUP" in page)
    for part in ("Sekretaris Kecamatan,", "Camat Long Ikis,", "NIP 19000202 200002 2 002", "NIP 19000101 200001 1 001"):
        assert part in page


def test_the_attachments_carry_forms_evidence_and_history(found: list[str]) -> None:
    """The reader finds what the figures rest on."""
    text = " ".join(found)
    assert "Diisikan atas nama Kasi Pemerintahan Contoh" in text
    assert "Seksi Pelayanan Umum 7.01.02.2.02.0003" in text
    assert "Memerintahkan Kasubbag menyiapkan formulir Camat Contoh, S.E." in text


def test_a_dokumen_with_nothing_optional_still_prints() -> None:
    """Absent narratives, forms, evidence and history leave no empty headings; attachments renumber."""
    recap = replace(
        samples.RECAP, programs=(), iku=(), iku_summary=None, missing=(), notes=(), unusual=(), corrections=()
    )
    bare = replace(samples.PERFORMANCE, recap=recap, narratives={}, legal_basis=(), forms=(), history=(), version=1)
    text = words(bare)
    assert "KATA PENGANTAR" not in text
    assert "Latar Belakang" not in text
    assert "Versi" not in text
    assert "LAMPIRAN I DAFTAR BUKTI DUKUNG" in text
    assert "LAMPIRAN II" not in text
    assert "Tidak ada bukti dukung yang dilampirkan." in text
    assert "A. Ikhtisar" in text


def test_an_earlier_date_of_the_data_stands_on_the_cover() -> None:
    """Nobody takes early data for the whole quarter's."""
    early = Period(year=2026, quarter=1, data_as_of=date(2026, 3, 20))
    assert "Data per tanggal 20 Maret 2026" in pages(replace(samples.PERFORMANCE, period=early))[0]


def test_several_forms_follow_each_other() -> None:
    """Each form has its unit as a heading."""
    other = replace(samples.FORM, unit="Seksi Pelayanan Umum")
    text = words(replace(samples.PERFORMANCE, forms=(samples.FORM, other)))
    assert "Unit kerja : Seksi Pelayanan Umum" in text


def test_any_capaian_can_be_drawn() -> None:
    """Negative, zero and absurd percentages keep the chart in its column and their figure beside it."""
    values = ("-50", "0", "99.9", "150", "1000000")
    rows = tuple(replace(quarter.IKU[1], achievement=Decimal(value), rating="Lama") for value in values)
    text = words(replace(samples.PERFORMANCE, recap=replace(samples.RECAP, iku=rows)))
    for figure in ("-50% Lama", "0% Lama", "99,9% Lama", "150% Lama", "1.000.000% Lama"):
        assert figure in text


def test_more_predikat_than_shades_can_be_configured() -> None:
    """Bands are configuration; one beyond the palette is drawn plain."""
    names = tuple(replace(quarter.SCALE.bands[0], label=f"Predikat {number}") for number in range(7))
    row = replace(quarter.IKU[1], rating="Predikat 6")
    recap = replace(samples.RECAP, scale=replace(quarter.SCALE, bands=names), iku=(row,))
    assert "Predikat 6" in words(replace(samples.PERFORMANCE, recap=recap))


def test_a_scale_without_bands_has_no_key() -> None:
    """Nothing to explain is nothing printed."""
    recap = replace(samples.RECAP, scale=replace(quarter.SCALE, bands=()))
    assert "Gambar 1." in words(replace(samples.PERFORMANCE, recap=recap))


def test_a_chart_shortens_a_name_that_its_table_prints_whole() -> None:
    """A bar's label never outgrows the page; an ellipsis tells that it goes on."""
    row = replace(quarter.IKU[1], name="\n".join(f"baris {number}" for number in range(200)))
    text = words(replace(samples.PERFORMANCE, recap=replace(samples.RECAP, iku=(row,))))
    assert "baris 2… " in text
    assert "baris 199" in text


def test_iku_without_a_mean_have_no_total() -> None:
    """Annual IKU that are not due yet are listed only."""
    recap = replace(samples.RECAP, iku_summary=None)
    assert "Rata-rata IKU" not in words(replace(samples.PERFORMANCE, recap=recap))
