"""The recap on paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.documents.models.figures import Scale, Summary
from bot.documents.models.papers import Period
from bot.documents.papers.recap import graded
from tests.documents import quarter, samples
from tests.documents.reading import words

EMPTY = replace(
    samples.RECAP,
    programs=(),
    summary=Summary(),
    iku=(),
    iku_summary=None,
    missing=(),
    notes=(),
    unusual=(),
    corrections=(),
    signature=None,
    units_received=0,
)


@pytest.fixture(scope="module")
def text() -> str:
    """Return the whole recap's words."""
    return words(samples.RECAP)


def test_the_head_gives_the_office_its_result(text: str) -> None:
    """Forms, mean, predikat and budget are told before the table."""
    assert "Triwulan I 2026 · versi 2" in text
    assert "Formulir masuk : 5 dari 6" in text
    assert "Rata-rata capaian : 95,6% (Sangat Tinggi), 11 indikator diperhitungkan" in text
    assert "Realisasi anggaran : Rp665.771.825 s.d. 31 Maret 2026" in text


def test_what_the_years_sums_lack_stands_below_the_table() -> None:
    """As one sentence."""
    assert "belum memuat TW I." in words(replace(EMPTY, partial=("Realisasi s.d. TW II belum memuat TW I.",)))


def test_rows_are_grouped_by_program_and_unit(text: str) -> None:
    """A program's heading, its units and its totals stand in this order."""
    program = text.index("Program 7.01.02 Penyelenggaraan")
    unit = text.index("Seksi Pelayanan Umum", program)
    total = text.index("Rata-rata dan jumlah program 7.01.02 75% Sedang Rp89.300.000", unit)
    assert program < unit < total


def test_pagu_is_summed_once_a_sub_kegiatan(text: str) -> None:
    """The total is that of the model, which counts a sub kegiatan once."""
    assert "Rata-rata dan jumlah seluruh program 95,6% Sangat Tinggi Rp2.789.535.200 Rp665.771.825 23,9%" in text


def test_what_is_not_targeted_or_not_running_is_told_instead_of_a_figure(text: str) -> None:
    """No percentage is invented."""
    assert "tidak ditargetkan TW ini" in text
    assert "Belum berjalan Rp37.250.000 – –" in text
    assert "Belum berjalan: Menunggu petunjuk teknis" in text


def test_the_iku_are_a_group_of_their_own_with_their_holders(text: str) -> None:
    """Each IKU names who holds the data; a negative one prints its formula."""
    assert "IKU 5 Kasus pelanggaran ketertiban umum Rumus: (2T−R)/T×100" in text
    assert "Pemegang data: Seksi Pelayanan Umum" in text
    assert "Rata-rata IKU 144,2% Sangat Tinggi" in text


def test_everything_that_qualifies_the_figures_is_printed(text: str) -> None:
    """Missing units, unusual values, notes and corrections come with their reasons and references."""
    assert "Seksi Kesejahteraan Sosial Pejabat sedang dinas luar" in text
    assert "serapan 99,8% Musrenbang seluruhnya" in text
    assert "Satu pegawai pensiun" in text
    assert "Rp6.000.000 Rp7.000.000 DPA Perubahan Nomor 00/CONTOH/2026" in text


def test_an_indicators_note_stands_below_its_name() -> None:
    """What the PPTK or the Analis remarked is read with the figure."""
    noted = replace(samples.RECAP, iku=(replace(quarter.IKU[1], note="Angka sementara", holder=""),))
    assert "tepat waktu Catatan: Angka sementara" in words(noted)


def test_an_empty_recap_still_prints() -> None:
    """Nothing optional is needed."""
    found = words(EMPTY)
    assert "Belum ada data yang direkap." in found
    assert "Indikator Kinerja Utama" not in found
    assert "Rata-rata dan jumlah seluruh program – – – – –" in found


def test_a_group_of_iku_may_lack_a_mean() -> None:
    """Annual IKU that are not due have none."""
    assert "Rata-rata IKU" not in words(replace(samples.RECAP, iku_summary=None))


def test_the_scale_says_how_capaian_was_capped() -> None:
    """Cap and floor are configuration, so they are printed; none is no sentence."""
    capped = replace(samples.RECAP, scale=Scale(bands=quarter.SCALE.bands, cap=Decimal(120)))
    assert "(setiap indikator dihitung paling tinggi 120%, paling rendah 0%)" in words(capped)
    free = replace(samples.RECAP, scale=Scale(bands=quarter.SCALE.bands, floor=None))
    assert "setiap indikator dihitung" not in words(free)
    assert "Sangat Tinggi: ≥ 91%" in words(free)
    assert "Sangat Rendah: di bawahnya" in words(free)


def test_an_earlier_date_of_the_data_is_printed() -> None:
    """The recap says 'per tanggal' when the period had not ended."""
    early = replace(samples.RECAP, period=Period(year=2026, quarter=1, data_as_of=date(2026, 3, 20)))
    assert "Data per tanggal : 20 Maret 2026" in words(early)
    assert "s.d. 20 Maret 2026" in words(early)


def test_a_mean_without_predikat_is_a_bare_percentage() -> None:
    """No empty brackets."""
    assert graded(Summary(mean=Decimal("91.44"))) == "91,4%"
