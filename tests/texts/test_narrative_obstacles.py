"""The chapter about obstacles and what follows them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.documents.models.performance import Chapter
from bot.texts.narrative import draft
from bot.texts.narrative_facts import Facts, Idle, Told
from tests.texts.narrative_samples import FULL, NOTHING, said


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
