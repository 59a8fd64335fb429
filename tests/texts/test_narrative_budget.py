"""The chapter about the budget, and where serapan and capaian part."""

from decimal import Decimal

import pytest

from bot.documents.models.performance import Chapter
from bot.texts.narrative_facts import Before, Spent
from tests.texts.narrative_samples import FULL, said


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
        (_spent("40", "40"), "Serapan seluruh sub kegiatan yang berjalan sama besar, yaitu 40%."),
        (_spent("20.63", "20.61"), "Serapan seluruh sub kegiatan yang berjalan sama besar, yaitu 20,6%."),
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
