"""The chapters that weigh figures: capaian, analysis, budget and obstacles."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.documents.performance_model import Chapter
from bot.texts.narrative import draft
from bot.texts.narrative_facts import Before, Facts, Goal, Idle, Measured, ProgramFacts, Spent, Told
from tests.texts.narrative_samples import CASES, FULL, HIGH, LOW, NOTHING

MIDDLE = Measured("Cakupan layanan", "Desa", Decimal(10), Decimal(8), Decimal(80), "Tinggi")
BEYOND = Measured("Jumlah rapat", "Rapat", Decimal(2), Decimal(3), Decimal(150), "Sangat Tinggi")


def said(chapter: Chapter, **changes: object) -> str:
    """A chapter of the full facts with some of them changed."""
    return draft(chapter, replace(FULL, **changes))  # type: ignore[arg-type]


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


def test_the_budget_tells_extremes_what_is_unspent_and_what_parts() -> None:
    """With the period before of the same year, program by program and in sub kegiatan."""
    assert said(Chapter.BUDGET).split("\n\n") == [
        (
            "Realisasi anggaran sampai dengan 30 Juni 2026 berjumlah Rp250.000 dari pagu Rp1.000.000, atau 25%. Sejak "
            "Triwulan I 2026 (20%) serapan bertambah 5 poin persentase."
        ),
        (
            "Menurut program, serapan tertinggi, yaitu 60%, terdapat pada Program Pemerintahan Desa, sedangkan yang "
            "terendah, yaitu 10%, terdapat pada Program Ketertiban. Pada tingkat sub kegiatan, serapan tertinggi "
            "terdapat pada Jasa sebesar 60% (Rp150.000), sedangkan yang terendah pada Rapat sebesar 20% (Rp100.000)."
        ),
        "Anggaran satu sub kegiatan belum direalisasikan, yaitu Pemberdayaan.",
        (
            "Serapan yang sudah melampaui 50% dengan capaian yang masih di bawah 76% terdapat pada Jasa. Realisasi "
            "anggaran yang mendahului realisasi kinerja tersebut perlu dikendalikan. Sebaliknya, capaian 76% atau "
            "lebih dengan serapan di bawah 25% terdapat pada Rapat. Kesesuaian realisasi anggaran dengan realisasi "
            "kinerja tersebut perlu dicermati."
        ),
    ]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (Before(2026, 1, None, Decimal(25)), "Serapan tidak bertambah sejak Triwulan I 2026 (25%)."),
        (Before(2025, 4, None, Decimal(97)), "atau 25%.\n"),
        (Before(2026, 1, None, None), "atau 25%.\n"),
        (None, "atau 25%.\n"),
    ],
)
def test_serapan_is_compared_within_one_year_only(before: Before | None, expected: str) -> None:
    """It begins anew every year."""
    assert expected in said(Chapter.BUDGET, before=before)


def _spent(*percents: str) -> tuple[Spent, ...]:
    return tuple(Spent(f"S{place}", Decimal(100), Decimal(one), Decimal(one)) for place, one in enumerate(percents))


@pytest.mark.parametrize(
    ("spending", "expected"),
    [
        (_spent("40", "40"), "Serapan seluruh sub kegiatan sama besar, yaitu 40%."),
        (_spent("40", "40", "0"), "Serapan dua sub kegiatan sama besar, yaitu 40%."),
        (_spent("0", "0"), "Anggaran seluruh sub kegiatan belum direalisasikan."),
        (_spent("40", "0.02"), "yang terendah pada S1 sebesar 0,02%"),
    ],
)
def test_equal_small_and_absent_spending_is_said_as_it_is(spending: tuple[Spent, ...], expected: str) -> None:
    """What was spent is never told as 0%."""
    assert expected in said(Chapter.BUDGET, spending=spending)


def test_one_sub_kegiatan_is_compared_with_nothing() -> None:
    """Its serapan is that of the office."""
    text = said(Chapter.BUDGET, spending=_spent("25"), programs=(), before=None)
    assert text.count(".") == "30 Juni 2026 berjumlah Rp250.000 dari pagu Rp1.000.000, atau 25%.".count(".")


def test_frugal_alone_is_not_said_as_a_contrast() -> None:
    """There is nothing before it that it would contradict."""
    assert "\n\nCapaian 76% atau lebih dengan serapan" in said(Chapter.BUDGET, spending=FULL.spending[1:])


def test_obstacles_are_summed_up_and_told_where_the_capaian_is_low() -> None:
    """In the units' words; the table below has the rest."""
    assert said(Chapter.OBSTACLES).split("\n\n") == [
        (
            "Kendala dilaporkan pada seluruh sub kegiatan yang berjalan. Tindak lanjut sudah direncanakan untuk satu "
            "di antaranya."
        ),
        "Kendala pada sub kegiatan yang capaiannya di bawah 76% ialah sebagai berikut.",
        "Jasa: Tagihan terlambat.",
        "Satu sub kegiatan belum berjalan, yaitu Pemberdayaan (Menunggu DPA).",
        "Rincian faktor pendorong, faktor penghambat, dan tindak lanjut tercantum pada tabel di bawah ini.",
    ]


RAIN, DONE = Told("A", "", "Hujan", "Dijadwal ulang."), Told("B", "Baik")
OPEN = replace(RAIN, follow_up="")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((RAIN,), "pada sub kegiatan yang berjalan. Tindak lanjutnya sudah direncanakan."),
        ((RAIN, DONE), "pada satu dari dua sub kegiatan yang berjalan. Tindak lanjutnya sudah direncanakan."),
        ((RAIN, RAIN, DONE), "pada dua dari tiga sub kegiatan yang berjalan. Seluruhnya sudah disertai tindak lanjut."),
        ((OPEN, OPEN), "Tindak lanjutnya belum disampaikan."),
        ((DONE,), "penanggung jawab tidak melaporkan faktor penghambat."),
        ((replace(RAIN, achieved=Decimal(1)),), "A: Hujan. Tindak lanjut: Dijadwal ulang."),
    ],
)
def test_obstacles_are_counted(told: tuple[Told, ...], expected: str) -> None:
    """Of one, some or all that run, and how many have a tindak lanjut."""
    assert expected in said(Chapter.OBSTACLES, told=told)


def test_what_does_not_run_is_named_with_its_reason() -> None:
    """The reason is the person's own words; without one the name stands alone. Nothing at all is said as nothing."""
    assert "yaitu Rapat." in said(Chapter.OBSTACLES, idle=(Idle("Rapat", ""),))
    assert said(Chapter.OBSTACLES, told=()) == "Satu sub kegiatan belum berjalan, yaitu Pemberdayaan (Menunggu DPA)."
    assert draft(Chapter.OBSTACLES, NOTHING) == "Belum ada data mengenai kendala yang diterima."


def test_facts_of_a_long_list_stay_short() -> None:
    """Five hundred weak sub kegiatan make no five hundred paragraphs."""
    many: Facts = replace(FULL, told=tuple(Told(f"S{n}", "", "Hujan", "", Decimal(1)) for n in range(500)))
    assert draft(Chapter.OBSTACLES, many).count("Hujan") == 8
    assert "dan 493 lainnya" in draft(Chapter.CLOSING, many)


def test_factors_that_nobody_gave_are_not_counted() -> None:
    """Neither faktor pendorong in the analysis nor what does not run among the obstacles."""
    assert "pendorong" not in said(Chapter.ANALYSIS, told=(RAIN,))
    assert "belum berjalan" not in said(Chapter.OBSTACLES, idle=())
