"""The drafts of the Dokumen's chapters say what the figures say, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from bot.documents.models.performance import Chapter
from bot.texts.narrative import draft
from bot.texts.narrative_facts import Facts, Idle, Punctual
from bot.texts.narrative_words import counted, listed, many
from tests.texts.narrative_samples import FULL, NOTHING


@pytest.mark.parametrize("chapter", list(Chapter))
@pytest.mark.parametrize("facts", [NOTHING, FULL], ids=["nothing", "full"])
def test_every_chapter_has_a_draft(chapter: Chapter, facts: Facts) -> None:
    """With figures or without, it is whole sentences, without a trace of an empty value."""
    text = draft(chapter, facts)
    assert text
    for paragraph in text.split("\n\n"):
        assert paragraph[0].isupper() or paragraph[:2].rstrip(".").isdigit()
        assert paragraph.endswith(".")
        for trace in ("..", "  ", "None", "–", " ,", "()", "nol "):
            assert trace not in paragraph


def test_no_sentence_stands_in_two_chapters() -> None:
    """What one chapter has said, another does not say again."""
    said = [one for chapter in Chapter for one in draft(chapter, FULL).replace("\n\n", " ").split(". ")]
    assert sorted(said) == sorted(set(said))


def test_an_unknown_chapter_has_none() -> None:
    """The Dokumen's chapters are the only ones."""
    with pytest.raises(KeyError):
        draft("bab rahasia", FULL)


def test_small_numbers_are_words() -> None:
    """Up to ten, as formal prose writes them; a sentence never begins with a figure."""
    assert counted(1, "sub kegiatan") == "satu sub kegiatan"
    assert counted(10, "indikator") == "sepuluh indikator"
    assert counted(13, "indikator") == "13 indikator"
    assert counted(2) == "dua"
    assert many(1, "indikator") == "Satu indikator"
    assert many(13, "indikator") == "Sebanyak 13 indikator"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["A"], "A"),
        (["A", "B"], "A dan B"),
        (["A", "B", "C"], "A, B, dan C"),
        (["A, B", "C"], "A, B serta C"),
        (["A, B", "C", "D"], "A, B; C; dan D"),
        (list("ABCDEFGH"), "A, B, C, D, E, F, G, dan H"),
        (list("ABCDEFGHI"), "A, B, C, D, E, F, G, dan dua lainnya"),
        (["A", "B, C", *"DEFGHIJKLMNOPQRST"], "A; B, C; D; E; F; G; H; dan 12 lainnya"),
    ],
)
def test_names_are_listed_as_they_are_read_aloud(names: list[str], text: str) -> None:
    """One, two, or many; names with commas of their own stay apart, and a long list ends with a number."""
    assert listed(names) == text


def test_the_overview_counts_forms_and_names_who_is_missing() -> None:
    """All forms, some of them, or none."""
    assert "Formulir dari seluruh unit kerja, yaitu dua unit, telah diterima." in draft(Chapter.OVERVIEW, FULL)
    some = replace(FULL, received=1, missing=("Seksi Dua",), undirected=("Seksi Satu",), evidence=0)
    text = draft(Chapter.OVERVIEW, some)
    assert "Dari dua formulir, telah diterima satu formulir." in text
    assert "belum disampaikan berasal dari Seksi Dua." in text
    assert "Arahan penelaahan belum ditindaklanjuti oleh Seksi Satu" in text
    assert "berasal dari Seksi Satu dan Seksi Dua." in draft(Chapter.OVERVIEW, NOTHING)
    none = replace(FULL, received=0, undirected=("Seksi Satu", "Seksi Dua"))
    assert "Dari dua formulir yang dibagikan, belum ada yang diterima kembali." in draft(Chapter.OVERVIEW, none)


@pytest.mark.parametrize(
    ("evidence", "unproved", "said"),
    [
        (3, 1, "Data didukung oleh tiga berkas bukti dukung, sedangkan satu sub kegiatan belum dilengkapi bukti."),
        (1, 0, "Data didukung oleh satu berkas bukti dukung."),
        (0, 2, "Bukti dukung belum disampaikan."),
        (0, 0, "telah diterima.\n"),
    ],
)
def test_the_overview_says_what_the_data_rest_on(evidence: int, unproved: int, said: str) -> None:
    """Files, what lacks them, or neither."""
    assert said in draft(Chapter.OVERVIEW, replace(FULL, evidence=evidence, unproved=unproved))


def test_the_overview_counts_what_does_not_run() -> None:
    """Its names and reasons come with the obstacles."""
    assert "Dari jumlah tersebut, satu sub kegiatan belum berjalan." in draft(Chapter.OVERVIEW, FULL)
    assert "Seluruhnya belum berjalan." in draft(Chapter.OVERVIEW, replace(FULL, activities=1))
    assert "belum berjalan" not in draft(Chapter.OVERVIEW, replace(FULL, idle=()))


@pytest.mark.parametrize(
    ("punctual", "said"),
    [
        (
            Punctual(20, 18, 1, 2),
            (
                "20 tahapan pekerjaan dalam SOP pengumpulan data ini diselesaikan, 18 di antaranya tepat waktu. "
                "Selama itu tambahan waktu diberikan satu kali dan perbaikan diminta dua kali."
            ),
        ),
        (Punctual(3, 3), "tiga tahapan pekerjaan dalam SOP pengumpulan data ini diselesaikan, seluruhnya tepat waktu."),
        (Punctual(3, 0, 0, 1), "tidak satu pun di antaranya tepat waktu. Selama itu perbaikan diminta satu kali."),
    ],
)
def test_the_overview_tells_how_the_limits_were_kept(punctual: Punctual, said: str) -> None:
    """Of all steps that were finished by then, with what they took besides."""
    assert draft(Chapter.OVERVIEW, replace(FULL, punctual=punctual)).endswith(said)


@pytest.mark.parametrize("punctual", [None, Punctual(0, 0)])
def test_nothing_finished_is_not_told(punctual: Punctual | None) -> None:
    """Before the first step is done there is no punctuality."""
    assert "tahapan" not in draft(Chapter.OVERVIEW, replace(FULL, punctual=punctual))


def test_the_closing_lists_what_is_to_be_done() -> None:
    """Everything that the figures leave open, one below the other, after the result in a word."""
    everything = replace(FULL, missing=("Seksi Tiga",), undirected=("Seksi Dua",))
    assert draft(Chapter.CLOSING, everything).split("\n\n") == [
        (
            "Secara keseluruhan, kinerja Kecamatan Contoh pada Triwulan II 2026 berada pada predikat Sedang. Pada "
            "periode berikutnya, hal-hal berikut perlu ditindaklanjuti."
        ),
        "1. Mempercepat pencapaian target pada Jasa.",
        "2. Mempersiapkan pelaksanaan satu sub kegiatan yang belum berjalan.",
        "3. Menyelaraskan realisasi anggaran dengan realisasi kinerja yang masih tertinggal.",
        "4. Melengkapi bukti dukung pada satu sub kegiatan.",
        "5. Menghimpun data dari satu unit kerja yang belum menyampaikannya.",
        "6. Menindaklanjuti arahan penelaahan pada satu unit kerja.",
        "Demikian dokumen ini disusun untuk dipergunakan sebagaimana mestinya.",
    ]


def test_the_closing_of_a_good_period_asks_for_nothing() -> None:
    """One matter is one sentence; none is said as none."""
    good = replace(FULL, idle=(), unproved=0, told=FULL.told[:1], spending=FULL.spending[1:2], predicate=None)
    assert draft(Chapter.CLOSING, good).startswith(
        "Secara keseluruhan, kinerja Kecamatan Contoh pada Triwulan II 2026 mencapai 68,8%. Tidak ada hal yang "
        "memerlukan tindak lanjut khusus; capaian tersebut perlu dipertahankan."
    )
    one = replace(good, idle=(Idle("Pemberdayaan", ""),))
    assert "Pada periode berikutnya perlu mempersiapkan pelaksanaan satu sub kegiatan" in draft(Chapter.CLOSING, one)
    nothing = replace(NOTHING, missing=())
    assert draft(Chapter.CLOSING, nothing).startswith("Data kinerja Kecamatan Contoh Triwulan II 2026 telah disajikan")
    assert "dipertahankan" not in draft(Chapter.CLOSING, nothing)


def test_data_as_of_an_earlier_day_are_dated_so() -> None:
    """'Data per tanggal …' is said where the collection began before the triwulan ended."""
    early = replace(FULL, data_until=date(2026, 6, 20))
    assert "sampai dengan 20 Juni 2026" in draft(Chapter.FOREWORD, early)
