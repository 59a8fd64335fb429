"""The form of one unit, blank and filled."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.documents.models.papers import FilledFor, Period
from tests.documents import quarter, samples
from tests.documents.reading import words

BLANK = replace(
    samples.FORM, filled=False, filled_for=None, submitted_at=None, received_at=None, received_by="", submission=""
)


def test_a_filled_form_prints_what_was_reported() -> None:
    """Figures, predikat, narrative and evidence are on the paper, in Indonesian notation."""
    text = words(samples.FORM)
    assert "7.01.06.2.01.0002 Fasilitasi Administrasi Tata Pemerintahan Desa" in text
    assert "Dokumen 7 2 2 100% Sangat Tinggi" in text
    assert "Rp48.500.000 Rp9.750.000 20,1%" in text
    assert "Realisasi anggaran s.d. 31 Maret 2026" in text
    assert "Faktor penghambat Sebagian desa terlambat" in text
    assert "1. Laporan kegiatan Maret 2026.pdf 2. Foto kegiatan.jpg" in text
    assert "Rumus: R/T×100" in text


def test_a_form_filled_by_another_says_so() -> None:
    """'Diisikan atas nama' is printed with the confirmation, or its absence."""
    assert "Diisikan atas nama Kasi Pemerintahan Contoh, S.IP. oleh Analis Contoh, A.Md.; dikonfirmasi" in words(
        samples.FORM
    )
    waiting = replace(samples.FORM, filled_for=FilledFor(owner="Kasi A", writer="Analis B"))
    assert "oleh Analis B; belum dikonfirmasi." in words(waiting)


def test_a_form_tells_when_it_was_sent_and_received() -> None:
    """Both instants are printed, the receiver where he is known."""
    text = words(samples.FORM)
    assert "Dikirim : 9 April 2026, pukul 13.05 WITA" in text
    assert "Diterima : 9 April 2026, pukul 14.05 WITA oleh Kasubbag Contoh, S.AP." in text
    assert "14.05 WITA 1." in words(replace(samples.FORM, received_by=""))


def test_who_sent_his_own_form_is_said_to_have_done_so() -> None:
    """With what a press of a button is not; of a form that another filled in nothing of the kind is said."""
    own = "Dikirim melalui sistem pada 9 April 2026, pukul 13.05 WITA; bukan TTE tersertifikasi."
    assert own in words(replace(samples.FORM, filled_for=None))
    assert "melalui sistem" not in words(samples.FORM)


def test_a_blank_form_has_targets_and_pagu_but_no_answers() -> None:
    """Only what is prefilled is printed; the rest is room to write."""
    text = words(BLANK)
    assert "Dokumen 7 2" in text
    assert "Rp48.500.000" in text
    assert "Rp9.750.000" not in text
    assert "Sebagian desa terlambat" not in text
    assert "Tana Paser, ……" in text


def test_an_activity_that_has_not_begun_prints_its_reason_only() -> None:
    """'Belum berjalan' stands instead of figures."""
    idle = next(row for row in quarter.ACTIVITIES if not row.running)
    text = words(replace(samples.FORM, activities=(idle,), iku=()))
    assert "Belum berjalan: Menunggu petunjuk teknis" in text
    assert "Faktor pendorong" not in text


def test_an_activity_may_carry_a_note_and_lack_everything_else() -> None:
    """Missing figures and texts are dashes, never zeros."""
    bare = replace(
        quarter.ACTIVITIES[0],
        indicators=(),
        budget=None,
        spent=None,
        absorption=None,
        supporting="",
        hindering="",
        follow_up="",
        evidence=(),
        note="Pagu menunggu DPA Perubahan.",
    )
    text = words(replace(samples.FORM, activities=(bare,), iku=()))
    assert "Tidak ada indikator." in text
    assert "– – – Faktor pendorong – Faktor penghambat – Tindak lanjut – Bukti dukung –" in text
    assert "Catatan Pagu menunggu DPA Perubahan." in text


def test_an_indicator_tells_its_source_and_note() -> None:
    """What stands behind a figure is printed below its name."""
    indicator = replace(quarter.IKU[1], source="Laporan desa", note="Sementara")
    text = words(replace(samples.FORM, iku=(indicator,)))
    assert "Rumus: R/T×100 Sumber data: Laporan desa Catatan: Sementara" in text


def test_an_earlier_date_of_the_data_is_printed() -> None:
    """Data wanted before the quarter's end says 'per tanggal', for the budget too."""
    early = Period(year=2026, quarter=1, data_as_of=date(2026, 3, 20))
    text = words(replace(samples.FORM, period=early))
    assert "Data per tanggal : 20 Maret 2026" in text
    assert "Realisasi anggaran s.d. 20 Maret 2026" in text


def test_a_form_without_rows_says_so() -> None:
    """A unit with nothing this period gets a sentence."""
    assert "Tidak ada sub kegiatan yang dilaporkan" in words(replace(samples.FORM, activities=(), iku=()))


def test_a_long_figure_is_never_drawn_over_its_neighbour() -> None:
    """A figure wider than its column wraps, and every digit is there."""
    figure = Decimal("123456789012345678.123456")
    indicator = replace(quarter.IKU[1], realisation=figure)
    text = words(replace(samples.FORM, iku=(indicator,))).replace(" ", "")
    assert "123.456.789.012.345.678,123456" in text
