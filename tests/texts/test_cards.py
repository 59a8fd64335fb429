"""Cards in few words: finished steps, what is missing before a release, what is archived, who is asked how."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.sop.definition import long_ikis
from bot.sop.model import Fact, Purpose, Role, StepKind, Task, TaskState
from bot.texts import archiving, closing, joining, receiving, steps
from bot.texts.archiving import FactStanding
from bot.texts.form.values import LONGEST_MESSAGE, units
from bot.texts.limits import words
from bot.texts.limits.words import Filled, Late, Waiting

AT = datetime(2026, 4, 1, tzinfo=UTC)


def done(step: int, outcome: str = "selesai", purpose: Purpose = Purpose.SOP) -> str:
    """The line that takes the place of a finished card."""
    task = Task(1, step, purpose, Role.CAMAT, None, 1, None, AT, AT, None, TaskState.DONE, outcome=outcome)
    return closing.one_line(long_ikis(), task, "", "Rabu")


def test_a_finished_card_is_one_line_of_a_phone() -> None:
    """The step's number and short name, and what was done."""
    assert done(11) == "✓ Langkah 11 · Telaah rekapitulasi: <b>disetujui</b> Rabu."
    assert done(11, "tidak") == "✓ Langkah 11 · Telaah rekapitulasi: <b>dikembalikan dengan arahan</b> Rabu."
    assert done(8) == "✓ Langkah 8 · Rekapitulasi data: <b>selesai</b> Rabu."


def test_a_finished_correction_approves_nothing() -> None:
    """It stands in the step that asked for it, in words of its own."""
    line = "✓ Langkah 11 · Membetulkan target atau pagu sesuai DPA/PK: <b>selesai</b> Rabu."
    assert done(11, purpose=Purpose.KOREKSI) == line


def test_every_kind_of_step_has_a_short_name() -> None:
    """A line on a phone has room for some forty characters."""
    assert {step.kind for step in long_ikis().steps} == set(StepKind)
    assert all(0 < len(steps.named(step)) <= 25 for step in long_ikis().steps)


@pytest.mark.parametrize(
    ("fact", "standing", "line"),
    [
        (Fact.NOMOR, FactStanding.MISSING, "• nomor Surat Pengantar"),
        (Fact.NOMOR, FactStanding.THERE, "✓ nomor Surat Pengantar: <b>045/&lt;7&gt;</b>"),
        (Fact.PINDAIAN, FactStanding.MISSING, "• pindaian bertanda tangan basah dan cap dinas (boleh menyusul)"),
        (Fact.PINDAIAN, FactStanding.FOLLOWS, "✓ pindaian bertanda tangan basah dan cap dinas menyusul"),
        (Fact.BUKTI, FactStanding.CHECKING, "… bukti penerimaan sedang diperiksa"),
        (Fact.BUKTI, FactStanding.REFUSED, "• bukti penerimaan ditolak, mohon diunggah kembali"),
        (Fact.BUKTI, FactStanding.THERE, "✓ bukti penerimaan tersimpan"),
    ],
)
def test_what_is_still_to_be_noted(fact: Fact, standing: FactStanding, line: str) -> None:
    """Each point says whether it may come later, is looked at, is wanted again, or is kept."""
    assert line in archiving.archive("", "Bupati Contoh", {fact: standing}, "045/<7>").splitlines()


def test_a_name_with_a_degree_ends_no_sentence_twice() -> None:
    """'S.E.' is followed by no second full stop."""
    assert "S.E..</b>" not in joining.joined("Bapak Camat", "Camat Contoh, S.E.")
    assert "S.E.</b>)." in joining.joined("Bapak Camat", "Camat Contoh, S.E.")


OVER = Waiting(
    year=2026,
    quarter=1,
    place="langkah 11 dari 14",
    activity="Menganalisis",
    unit="",
    since="Rabu",
    until="kemarin",
    left=-timedelta(hours=3),
    reminded=2,
)


def test_one_to_whom_the_office_reports_hears_of_no_limit() -> None:
    """He is asked; others also read until when, and how much working time ago that was."""
    assert "atas" not in words.task("Bapak Sekretaris", OVER, superior=True)
    assert "\nBatas: kemarin (lewat 3 jam waktu kerja)." in words.task("Ibu Kasubbag", OVER, superior=False)
    assert "atas" not in words.brought(OVER, "Bapak Sekretaris", "", superior=True)
    assert "; batas berakhir kemarin (lewat 3 jam waktu kerja)" in words.brought(OVER, "Analis", "", superior=False)


@pytest.mark.parametrize(
    ("times", "said"), [(0, ""), (1, "; sudah satu kali diingatkan"), (11, "; sudah 11 kali diingatkan")]
)
def test_how_often_somebody_was_reminded(times: int, said: str) -> None:
    """In words as far as they are short; nothing for nobody."""
    assert words.reminded(times) == said


def test_more_late_forms_than_a_phone_shows_are_counted() -> None:
    """Twelve by name, then how many more there are and where they stand."""
    late = [Late(f"Kasi {number}", Filled(0, 8, 0, ""), 0) for number in range(20)]
    text = words.late_forms(OVER, 0, 20, late, "")
    assert text.count("•") == words.MOST_NAMED
    assert text.endswith("Dan 8 formulir lain; selengkapnya dengan perintah /status.")


def test_who_is_awaited_for_repairs_is_not_said_to_have_begun_nothing() -> None:
    """Of a form that was returned only its repairs are counted."""
    late = [Late("Kasi Contoh", Filled(8, 8, 2, "kemarin"), 0)]
    assert "Kasi Contoh</b>, 2 perbaikan belum selesai, terakhir kemarin." in words.late_forms(OVER, 4, 5, late, "")


def test_before_its_limit_a_task_is_spoken_of_with_the_time_that_is_left() -> None:
    """The same to everyone: nobody is late yet."""
    text = words.task("Bapak Sekretaris", replace(OVER, left=timedelta(hours=1), until="besok"), superior=True)
    assert text.endswith("Waktu kerja tersisa <b>1 jam</b>, sampai besok.")


def test_a_matter_among_others_begins_its_own_sentence() -> None:
    """Without an address above it, the first word is capitalised."""
    assert words.task("", OVER, superior=True).startswith("Mohon berkenan menindaklanjuti Data Kinerja TW I 2026.")
    assert words.form("", "Ibu", OVER, Filled(0, 8, 0, "")).startswith("Formulir Data Kinerja TW I 2026")


def test_a_reception_with_everything_to_say_fits_a_message() -> None:
    """Its forms, what they say anew, and what helps with one that the receiver sent himself."""
    lines = [receiving.Line("Seksi " + "x" * 60, receiving.State.DIKIRIM, "diisi sendiri")] * 60
    own = receiving.own_form("Kasubbag Program & Keuangan", "")
    text = receiving.reception("x" * 100, lines, 0, ["• " + "y" * 60] * 60, own)
    assert text.endswith(own)
    assert units(text) <= LONGEST_MESSAGE - 200
