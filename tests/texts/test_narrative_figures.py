"""The chapters that weigh figures: capaian and its analysis."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.documents.models.performance import Chapter
from bot.texts.narrative import draft
from bot.texts.narrative_facts import Before, Goal, Measured, ProgramFacts
from tests.texts.narrative_samples import CASES, FULL, HIGH, LOW, NOTHING, said

MIDDLE = Measured("Cakupan layanan", "Desa", Decimal(10), Decimal(8), Decimal(80), "Tinggi")
BEYOND = Measured("Jumlah rapat", "Rapat", Decimal(2), Decimal(3), Decimal(150), "Sangat Tinggi")


@pytest.mark.parametrize(
    ("reached", "below", "expected"),
    [
        (2, 0, "Seluruh sub kegiatan yang dinilai, yaitu dua sub kegiatan, mencapai 76% atau lebih."),
        (0, 2, "Seluruh sub kegiatan yang dinilai, yaitu dua sub kegiatan, masih di bawah 76%."),
        (1, 0, "Satu-satunya sub kegiatan yang dinilai mencapai 76% atau lebih."),
        (0, 1, "Satu-satunya sub kegiatan yang dinilai masih di bawah 76%."),
        (1, 2, "Satu sub kegiatan mencapai 76% atau lebih, sedangkan dua sub kegiatan masih di bawahnya."),
        (11, 1, "Sebanyak 11 sub kegiatan mencapai 76% atau lebih, sedangkan satu sub kegiatan masih di bawahnya."),
        (0, 0, "68,8% dengan predikat Sedang."),
    ],
)
def test_the_achievement_tells_how_many_reached_their_target(reached: int, below: int, expected: str) -> None:
    """All, none, some, the only one, or none that can be judged."""
    text = said(Chapter.ACHIEVEMENT, reached=reached, below=below, before=None)
    assert text.split("\n\n")[0].endswith(expected)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        ("62.5", "Dibandingkan dengan Triwulan I 2026 (62,5%), rata-rata capaian naik 6,3 poin persentase."),
        ("70", "Dibandingkan dengan Triwulan I 2026 (70%), rata-rata capaian turun 1,3 poin persentase."),
        ("68.75", "Nilai ini sama dengan rata-rata capaian Triwulan I 2026."),
        ("68.7500001", "Nilai ini sama dengan rata-rata capaian Triwulan I 2026."),
    ],
)
def test_the_mean_is_set_beside_the_period_before(mean: str, expected: str) -> None:
    """Up, down, or alike as far as both are printed."""
    assert expected in said(Chapter.ACHIEVEMENT, before=Before(2026, 1, Decimal(mean), None))


@pytest.mark.parametrize("before", [None, Before(2025, 4, None, None)])
def test_without_an_earlier_mean_nothing_is_compared(before: Before | None) -> None:
    """The office's first period, or one without figures."""
    text = said(Chapter.ACHIEVEMENT, before=before)
    assert "Dibandingkan" not in text
    assert "sama dengan" not in text


def test_what_is_not_targeted_is_not_counted_and_named() -> None:
    """So that nobody looks for it among the figures."""
    text = said(Chapter.ACHIEVEMENT, untargeted=("Rapat", "Jasa"))
    expected = (
        "Sebanyak dua sub kegiatan tidak ditargetkan pada periode ini dan tidak ikut dihitung, yaitu Rapat dan Jasa."
    )
    assert expected in text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Kinerja Camat, satu sudah dapat dinilai dengan capaian 100% (predikat Sangat Tinggi)."),
        (
            {"iku_mean": None, "goals": ()},
            "Dari lima Indikator Kinerja Utama dalam Perjanjian Kinerja Camat, belum ada",
        ),
        (
            {"iku_total": 2, "goals": (FULL.goals[0],) * 2, "iku_predicate": None},
            (
                "Seluruh Indikator Kinerja Utama dalam Perjanjian Kinerja Camat, yaitu dua Indikator Kinerja Utama, "
                "sudah dapat dinilai dengan rata-rata capaian 100%."
            ),
        ),
    ],
)
def test_the_camats_indicators_are_told_apart(changes: dict[str, object], expected: str) -> None:
    """As far as their data are there."""
    assert expected in said(Chapter.ACHIEVEMENT, **changes)


def test_an_office_without_the_camats_indicators_says_nothing_of_them() -> None:
    """Nor does one without any figure."""
    assert "Utama" not in said(Chapter.ACHIEVEMENT, iku_total=0)
    assert "Utama" not in draft(Chapter.ACHIEVEMENT, NOTHING)


def test_a_mean_without_a_predicate_stands_alone() -> None:
    """No empty predikat is printed."""
    assert "ialah 68,8%. " in said(Chapter.ACHIEVEMENT, predicate=None)


def test_the_analysis_names_the_best_and_the_weakest() -> None:
    """With target and realisasi; abbreviations keep their capitals."""
    assert said(Chapter.ANALYSIS).split("\n\n") == [
        (
            "Dari dua indikator yang dinilai, satu berpredikat Sangat Tinggi dan satu berpredikat Sangat Rendah. "
            "Target tercapai sepenuhnya pada jumlah laporan (realisasi 2 dari target 2 Laporan, capaian 100%)."
        ),
        (
            "Indikator yang memerlukan perhatian ialah APBDes tepat waktu (realisasi 1,5 dari target 4 Desa, capaian "
            "37,5%)."
        ),
        (
            "Menurut program, rata-rata capaian tertinggi, yaitu 100%, terdapat pada Program Pemerintahan Desa, "
            "sedangkan yang terendah, yaitu 37,5%, terdapat pada Program Ketertiban."
        ),
        (
            "Pada sasaran “Terjaganya ketertiban umum”, jumlah kasus pelanggaran terealisasi 1 dari target 1 Kasus, "
            "dengan capaian 100% (Sangat Tinggi)."
        ),
        "Faktor pendorong disampaikan untuk satu sub kegiatan dan dirinci pada Bab IV.",
    ]


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        ((HIGH,) * 4, "Target seluruh indikator tercapai."),
        ((BEYOND, *(HIGH,) * 3), "Target seluruh indikator tercapai, tertinggi pada jumlah rapat (realisasi 3 dari"),
        ((*(HIGH,) * 4, MIDDLE), "Target empat indikator tercapai sepenuhnya."),
        ((BEYOND, MIDDLE), "Target tercapai atau terlampaui pada jumlah rapat (realisasi 3 dari target 2 Rapat"),
        (
            (MIDDLE,),
            "Capaian tertinggi ditunjukkan oleh cakupan layanan (realisasi 8 dari target 10 Desa, capaian 80%).",
        ),
    ],
)
def test_many_good_indicators_are_counted_and_few_are_named(measured: tuple[Measured, ...], expected: str) -> None:
    """Nobody reads a list of all that went well."""
    text = said(Chapter.ANALYSIS, measured=measured)
    assert expected in text
    assert "perhatian" not in text


def test_an_analysis_of_the_weak_alone_praises_nothing() -> None:
    """The three weakest are named, the rest is counted."""
    text = said(Chapter.ANALYSIS, measured=(LOW,) * 5, grades=(("Sangat Rendah", 5),))
    assert text.startswith("Seluruh indikator yang dinilai, yaitu lima indikator, berpredikat Sangat Rendah.\n")
    assert text.split("\n\n")[1].endswith("; dan dua indikator lainnya.")
    assert "tercapai" not in text.split("\n\n")[0]


def test_a_single_indicator_needs_no_count_of_grades() -> None:
    """Its figures say it."""
    assert "berpredikat" not in said(Chapter.ANALYSIS, measured=(HIGH,), grades=(("Sangat Tinggi", 1),))


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        (["100", "100"], "Menurut program, rata-rata capaian seluruhnya sama, yaitu 100%."),
        (
            ["90", "80", "90", "90"],
            "yaitu 90%, terdapat pada tiga program, sedangkan yang terendah, yaitu 80%, terdapat",
        ),
    ],
)
def test_programs_are_compared(means: list[str], expected: str) -> None:
    """All alike, or the extremes; many of one value are counted."""
    programs = tuple(ProgramFacts(f"P{place}", Decimal(mean), None) for place, mean in enumerate(means))
    assert expected in said(Chapter.ANALYSIS, programs=programs)


def test_a_single_program_is_compared_with_nothing() -> None:
    """One program, or only one with a mean."""
    assert "Menurut program" not in said(
        Chapter.ANALYSIS, programs=(FULL.programs[0], ProgramFacts("Lain", None, None))
    )


def test_an_indicator_without_a_sasaran_is_told_by_its_name() -> None:
    """And a capaian without a predikat stands alone; the Camat's indicators are told also where units have none."""
    goal = Goal("", replace(CASES, predicate=""))
    text = said(Chapter.ANALYSIS, goals=(goal,), measured=())
    assert (
        text.split("\n\n")[1]
        == "Untuk jumlah kasus pelanggaran terealisasi 1 dari target 1 Kasus, dengan capaian 100%."
    )
