"""The SOP table: the shipped one equals the paper, and a broken one is refused by the entry that is broken."""

from difflib import unified_diff
from pathlib import Path

import pytest

from bot.sop.definition import END, load, long_ikis
from bot.sop.errors import SopDefinitionError
from bot.sop.model import Covers, Purpose, Role, Step, StepKind

BROKEN = Path(__file__).parent / "broken"
SOUND = BROKEN / "sound.toml"
FAULTY = sorted(path for path in BROKEN.glob("*.toml") if path != SOUND)

FORM = "Formulir Pengumpulan Data Capaian Kinerja"
FORMULIR = "Formulir Data Capaian Kinerja"
RECAP = "Rekapitulasi Data Capaian Kinerja"
DOKUMEN = "Dokumen Data Capaian Kinerja"
TOOLS = ("ATK", "Komputer", "Printer")
CAMAT, SEKRETARIS, PPTK, KASUBBAG, ANALIS = Role

PAPER = [
    (1, StepKind.PERINTAH, CAMAT, KASUBBAG, ("Jadwal Kerja",), "15 menit", "Disposisi"),
    (2, StepKind.SIAPKAN, KASUBBAG, None, ("Disposisi",), "30 menit", FORMULIR),
    (3, StepKind.PERINTAH, KASUBBAG, ANALIS, (FORM, "ATK"), "15 menit", FORMULIR),
    (4, StepKind.BAGIKAN, ANALIS, PPTK, (FORM,), "15 menit", "Tanda Terima"),
    (5, StepKind.ISI, PPTK, None, (FORM, "ATK"), "2 hari", FORMULIR),
    (6, StepKind.TERIMA, KASUBBAG, None, (FORM,), "15 menit", FORMULIR),
    (7, StepKind.PERINTAH, KASUBBAG, ANALIS, (FORM,), "10 menit", FORMULIR),
    (8, StepKind.REKAP, ANALIS, None, (FORM, *TOOLS), "2 jam", RECAP),
    (9, StepKind.SERAHKAN, ANALIS, KASUBBAG, (RECAP, "ATK"), "15 menit", RECAP),
    (10, StepKind.LAPOR, KASUBBAG, SEKRETARIS, (RECAP, "ATK"), "30 menit", RECAP),
    (11, StepKind.TELAAH, SEKRETARIS, KASUBBAG, (RECAP, "ATK"), "1 hari", RECAP),
    (12, StepKind.SUSUN, KASUBBAG, None, (RECAP, *TOOLS), "2 hari", DOKUMEN),
    (13, StepKind.TANDATANGAN, SEKRETARIS, None, (DOKUMEN,), "30 menit", DOKUMEN),
    (14, StepKind.ARSIP, KASUBBAG, None, (DOKUMEN,), "3 jam", f"{DOKUMEN} dan Arsip"),
]
WORDS = [
    (1, ("memerintahkan", "kasubbag", "menyiapkan formulir")),
    (2, ("menyiapkan formulir",)),
    (3, ("memerintahkan analis", "membagikan formulir")),
    (4, ("membagikan formulir", "kasi/kasubbag")),
    (5, ("mengisi formulir",)),
    (6, ("menerima formulir",)),
    (7, ("memerintahkan analis", "merekap")),
    (8, ("merekap data",)),
    (9, ("menyerahkan", "rekapitulasi", "kasubbag")),
    (10, ("melaporkan", "rekapitulasi", "sekretaris")),
    (11, ("menganalisis", "bila tidak", "pptk")),
    (12, ("menyusun data kinerja",)),
    (13, ("meminta tanda tangan", "sekretaris dan camat")),
    (14, ("melaporkan data kinerja", "camat dan pptk", "bupati", "arsip")),
]


def row(step: Step) -> tuple[object, ...]:
    """A step as the paper's columns: who, for whom, with what, how long, and what comes out."""
    return (
        step.number,
        step.kind,
        step.actor,
        step.receiver,
        step.requirements,
        str(step.limit),
        step.output,
    )


@pytest.mark.parametrize("paper", PAPER, ids=lambda paper: f"langkah-{paper[0]}")
def test_the_shipped_table_equals_the_paper(paper: tuple[object, ...]) -> None:
    """Kind, actor, receiver, kelengkapan, limit and output of each row are those of the SOP."""
    assert isinstance(paper[0], int)
    assert row(long_ikis().step(paper[0])) == paper


def test_the_sop_has_fourteen_steps() -> None:
    """No row more and none less than on paper."""
    assert len(long_ikis().steps) == len(PAPER)


@pytest.mark.parametrize(("number", "words"), WORDS)
def test_an_activity_says_what_the_paper_says(number: int, words: tuple[str, ...]) -> None:
    """Each row is named by its own kegiatan."""
    activity = long_ikis().step(number).activity.lower()
    assert all(word in activity for word in words)


def test_the_ways_through_the_sop() -> None:
    """The straight line, Tidak at 11, the returns at 6 and 13, a new recap from 9, 10 and 11, a new review from 12."""
    ways = {step.number: step.exits for step in long_ikis().steps}
    assert ways == {
        **{number: {"selesai": number + 1} for number in (1, 2, 3, 4, 5, 7, 8)},
        6: {"selesai": 7, "kembali": 5},
        9: {"selesai": 10, "rekap": 8},
        10: {"selesai": 11, "rekap": 8},
        11: {"selesai": 12, "tidak": 5, "rekap": 8},
        12: {"selesai": 13, "telaah": 11},
        13: {"selesai": 14, "kembali": 12},
        14: {"selesai": END},
    }


def test_who_is_covered_by_a_step() -> None:
    """Step 5 covers each unit, step 13 its signers in order, every other step one officer."""
    sop = long_ikis()
    assert {step.number: step.covers for step in sop.steps if step.covers is not Covers.ONE} == {
        5: Covers.UNITS,
        13: Covers.SIGNERS,
    }
    assert sop.step(13).signers == (SEKRETARIS, CAMAT)
    assert sop.step(6).own_form is SEKRETARIS


def test_which_steps_one_press_may_carry() -> None:
    """2+3, 6+7, 8+9 and 12+13 are adjacent steps that one press may carry."""
    assert [step.number for step in long_ikis().steps if step.with_next] == [2, 6, 8, 12]


def test_the_head_of_the_paper() -> None:
    """Number, date, Peringatan and legal basis stand in the table, and every role has its name."""
    sop = long_ikis()
    assert (sop.number, sop.effective, len(sop.legal_basis)) == ("/SOP-PDKj/Kec.LI/2022", "4 Maret 2023", 11)
    assert "belum berjalan" in sop.warning
    assert set(sop.roles) == set(Role)


def test_the_correction_is_no_step() -> None:
    """A wrong target or pagu is mended by the Kasubbag, and the recap is made again."""
    correction = long_ikis().correction
    assert (correction.actor, str(correction.limit), correction.next) == (KASUBBAG, "30 menit", 8)
    assert set(Purpose) == {Purpose.SOP, Purpose.KOREKSI}


def test_a_sound_table_is_loaded() -> None:
    """Another office's SOP needs no code: the table from which the broken ones deviate is accepted."""
    assert [step.number for step in load(SOUND.read_text("utf-8")).steps] == list(range(1, 11))


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_broken_table_names_its_fault(path: Path) -> None:
    """The first line of each broken table is what its editor reads: the entry, and what is wrong with it."""
    text = path.read_text("utf-8")
    expected = text.splitlines()[0].removeprefix("# ")
    with pytest.raises(SopDefinitionError) as fault:
        load(text)
    assert str(fault.value).startswith(expected)


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_broken_table_has_one_fault(path: Path) -> None:
    """It differs from the sound one in a single place, so that nothing else can be what is refused."""
    sound, broken = (one.read_text("utf-8").splitlines()[1:] for one in (SOUND, path))
    hunks = [line for line in unified_diff(sound, broken, n=0, lineterm="") if line.startswith("@@")]
    assert len(hunks) == 1
