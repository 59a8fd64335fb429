"""The drafts of the Dokumen's chapters say what the figures say, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.documents.performance_model import Chapter
from bot.texts.narrative import counted, draft, listed
from bot.texts.narrative_facts import Facts, Idle, Measured, Spent, Told

NOTHING = Facts(
    office="Kecamatan Contoh",
    addressee="Bupati Contoh",
    year=2026,
    quarter=1,
    data_until=date(2026, 3, 31),
    expected=2,
    received=0,
    missing=("Seksi Satu", "Seksi Dua"),
)
HIGH = Measured("Jumlah laporan", "Laporan", Decimal(2), Decimal(2), Decimal(100), "Sangat Tinggi")
LOW = Measured("APBDes tepat waktu", "Desa", Decimal(4), Decimal("1.5"), Decimal("37.5"), "Sangat Rendah")
FULL = replace(
    NOTHING,
    received=2,
    missing=(),
    programs=1,
    activities=3,
    reached=1,
    below=1,
    counted=2,
    mean=Decimal("68.75"),
    predicate="Sedang",
    iku_total=5,
    iku_counted=1,
    iku_mean=Decimal(100),
    iku_predicate="Sangat Tinggi",
    measured=(HIGH, LOW),
    idle=(Idle("Pemberdayaan", "Menunggu DPA."),),
    budget=Decimal(1000000),
    spent=Decimal(250000),
    absorption=Decimal(25),
    spending=(
        Spent("Rapat", Decimal(500000), Decimal(200000), Decimal(40)),
        Spent("Jasa", Decimal(500000), Decimal(50000), Decimal(10)),
    ),
    told=(Told("Rapat", "Koordinasi baik.", "Hujan lebat.", "Dijadwal ulang."), Told("Jasa", "", "Tagihan terlambat")),
    evidence=3,
)


@pytest.mark.parametrize("chapter", list(Chapter))
@pytest.mark.parametrize("facts", [NOTHING, FULL], ids=["nothing", "full"])
def test_every_chapter_has_a_draft(chapter: Chapter, facts: Facts) -> None:
    """With figures or without, it is whole sentences, without a trace of an empty value."""
    text = draft(chapter, facts)
    assert text
    for paragraph in text.split("\n\n"):
        assert paragraph[0].isupper()
        assert paragraph.endswith(".")
        assert ".." not in paragraph
        assert "  " not in paragraph
        assert "None" not in paragraph
        assert "–" not in paragraph


def test_an_unknown_chapter_has_none() -> None:
    """The Dokumen's chapters are the only ones."""
    with pytest.raises(KeyError):
        draft("bab rahasia", FULL)


def test_small_numbers_are_words() -> None:
    """Up to ten, as formal prose writes them."""
    assert counted(1, "sub kegiatan") == "satu sub kegiatan"
    assert counted(10, "indikator") == "sepuluh indikator"
    assert counted(13, "indikator") == "13 indikator"


def test_names_are_listed_as_they_are_read_aloud() -> None:
    """One, two, or many; names with commas of their own stay apart."""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A dan B"
    assert listed(["A", "B", "C"]) == "A, B, dan C"
    assert listed(["A, B", "C"]) == "A, B serta C"
    assert listed(["A, B", "C", "D"]) == "A, B; C; dan D"


def test_the_overview_counts_forms_and_names_who_is_missing() -> None:
    """All forms, some of them, or none."""
    assert "Formulir dari seluruh unit kerja, yaitu dua unit, telah diterima." in draft(Chapter.OVERVIEW, FULL)
    assert "didukung oleh tiga berkas bukti dukung" in draft(Chapter.OVERVIEW, FULL)
    some = replace(FULL, received=1, missing=("Seksi Dua",), undirected=("Seksi Satu",), evidence=0)
    text = draft(Chapter.OVERVIEW, some)
    assert "Dari dua formulir, telah diterima satu formulir." in text
    assert "belum disampaikan berasal dari Seksi Dua." in text
    assert "Arahan penelaahan belum ditindaklanjuti oleh Seksi Satu" in text
    assert "bukti" not in text
    assert "berasal dari Seksi Satu dan Seksi Dua." in draft(Chapter.OVERVIEW, NOTHING)


def test_what_does_not_run_is_named_with_its_reason() -> None:
    """The reason is the person's own words; without one the name stands alone."""
    assert "satu sub kegiatan yang belum berjalan, yaitu Pemberdayaan (Menunggu DPA)." in draft(Chapter.OVERVIEW, FULL)
    assert "yaitu Rapat." in draft(Chapter.OVERVIEW, replace(FULL, idle=(Idle("Rapat", ""),)))


@pytest.mark.parametrize(
    ("reached", "below", "expected"),
    [
        (2, 0, "Seluruh sub kegiatan yang dinilai, yaitu dua sub kegiatan, mencapai 76% atau lebih."),
        (0, 2, "Seluruh sub kegiatan yang dinilai, yaitu dua sub kegiatan, masih di bawah 76%."),
        (1, 1, "Sebanyak satu sub kegiatan mencapai 76% atau lebih, sedangkan satu sub kegiatan masih di bawahnya."),
        (0, 0, "68,8% dengan predikat Sedang."),
    ],
)
def test_the_achievement_tells_how_many_reached_their_target(reached: int, below: int, expected: str) -> None:
    """All, none, some, or none that can be judged."""
    text = draft(Chapter.ACHIEVEMENT, replace(FULL, reached=reached, below=below))
    assert text.split("\n\n")[0].endswith(expected)


def test_what_is_not_targeted_is_not_counted_and_named() -> None:
    """So that nobody looks for it among the figures."""
    text = draft(Chapter.ACHIEVEMENT, replace(FULL, untargeted=("Rapat", "Jasa")))
    assert "dua sub kegiatan tidak ditargetkan dan tidak ikut dihitung, yaitu Rapat dan Jasa." in text


def test_the_camats_indicators_are_told_apart() -> None:
    """As far as their data are there; an office without any says nothing of them."""
    assert "1 dari 5 indikator sudah dapat dinilai, dengan rata-rata capaian 100%" in draft(Chapter.ACHIEVEMENT, FULL)
    none = replace(FULL, iku_mean=None, iku_counted=0)
    assert "Dari lima Indikator Kinerja Utama" in draft(Chapter.ACHIEVEMENT, none)
    assert "Indikator Kinerja Utama" not in draft(Chapter.ACHIEVEMENT, replace(FULL, iku_total=0))


def test_a_mean_without_a_predicate_stands_alone() -> None:
    """No empty predikat is printed."""
    assert "ialah 68,8%." in draft(Chapter.ACHIEVEMENT, replace(FULL, predicate=None))


def test_the_analysis_names_the_best_and_the_weakest() -> None:
    """With target and realisasi; abbreviations keep their capitals."""
    text = draft(Chapter.ANALYSIS, FULL)
    assert (
        "Capaian tertinggi ditunjukkan oleh jumlah laporan (realisasi 2 dari target 2 Laporan, capaian 100%)." in text
    )
    assert "perhatian ialah APBDes tepat waktu (realisasi 1,5 dari target 4 Desa, capaian 37,5%)." in text
    assert "Rapat: Koordinasi baik." in text


def test_an_analysis_of_the_good_or_the_weak_alone_says_so() -> None:
    """Neither is invented."""
    good = draft(Chapter.ANALYSIS, replace(FULL, measured=(HIGH,), told=()))
    assert good.endswith("Tidak ada indikator sub kegiatan dengan capaian di bawah 76%.")
    weak = draft(Chapter.ANALYSIS, replace(FULL, measured=(LOW,), told=()))
    assert weak.startswith("Capaian yang masih rendah terdapat pada APBDes")


def test_the_budget_compares_the_highest_and_the_lowest() -> None:
    """Unless there is one sub kegiatan only, or all are alike."""
    text = draft(Chapter.BUDGET, FULL)
    assert "sampai dengan 31 Maret 2026 berjumlah Rp250.000 dari pagu Rp1.000.000, atau 25%." in text
    assert "tertinggi terdapat pada Rapat sebesar 40% (Rp200.000), sedangkan yang terendah pada Jasa" in text
    assert "tertinggi" not in draft(Chapter.BUDGET, replace(FULL, spending=FULL.spending[:1]))
    alike = (FULL.spending[0], replace(FULL.spending[1], absorption=Decimal(40)))
    assert "sama besar, yaitu 40%" in draft(Chapter.BUDGET, replace(FULL, spending=alike))


def test_obstacles_are_told_in_the_units_words() -> None:
    """Each with its tindak lanjut, where there is one."""
    parts = draft(Chapter.OBSTACLES, FULL).split("\n\n")
    assert parts[:3] == [
        "Kendala dilaporkan pada dua sub kegiatan, sebagaimana diuraikan berikut ini.",
        "Rapat: Hujan lebat. Tindak lanjut: Dijadwal ulang.",
        "Jasa: Tagihan terlambat.",
    ]
    assert "tidak melaporkan faktor penghambat" in draft(Chapter.OBSTACLES, replace(FULL, told=(), idle=()))


def test_the_closing_repeats_the_whole() -> None:
    """The mean, the serapan if there is one, and what needs attention."""
    assert "68,8% dengan predikat Sedang, serta serapan anggaran 25%." in draft(Chapter.CLOSING, FULL)
    assert "Terhadap satu sub kegiatan yang capaiannya di bawah 76%" in draft(Chapter.CLOSING, FULL)
    plain = draft(Chapter.CLOSING, replace(FULL, absorption=None, below=0))
    assert "serapan" not in plain
    assert "di bawah" not in plain


def test_data_as_of_an_earlier_day_are_dated_so() -> None:
    """'Data per tanggal …' is said where the collection began before the triwulan ended."""
    early = replace(FULL, data_until=date(2026, 3, 20))
    assert "sampai dengan 20 Maret 2026" in draft(Chapter.FOREWORD, early)
