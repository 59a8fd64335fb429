"""Cards in few words: finished steps, what is missing before a release, what is archived, who is asked how."""

from datetime import UTC, datetime

import pytest

from bot.sop.definition import long_ikis
from bot.sop.model import Fact, Purpose, Role, StepKind, Task, TaskState
from bot.texts import archiving, closing, joining, overdue, steps

AT = datetime(2026, 4, 1, tzinfo=UTC)


def done(step: int, outcome: str = "selesai") -> str:
    """The line that takes the place of a finished card."""
    row = long_ikis().step(step)
    task = Task(1, step, Purpose.SOP, Role.CAMAT, None, 1, None, AT, AT, None, TaskState.DONE, outcome=outcome)
    return closing.one_line(row, task, "", "Rabu")


def test_a_finished_card_is_one_line_of_a_phone() -> None:
    """The step's number and short name, and what was done."""
    assert done(11) == "✓ Langkah 11 · Telaah rekapitulasi: <b>disetujui</b> Rabu."
    assert done(11, "tidak") == "✓ Langkah 11 · Telaah rekapitulasi: <b>dikembalikan dengan arahan</b> Rabu."
    assert done(8) == "✓ Langkah 8 · Rekapitulasi data: <b>selesai</b> Rabu."


def test_every_kind_of_step_has_a_short_name() -> None:
    """A line on a phone has room for some forty characters."""
    assert {step.kind for step in long_ikis().steps} == set(StepKind)
    assert all(0 < len(steps.named(step)) <= 25 for step in long_ikis().steps)


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (set(), "• pindaian bertanda tangan basah dan cap dinas (boleh menyusul)"),
        ({Fact.PINDAIAN}, "✓ pindaian bertanda tangan basah dan cap dinas (tersimpan atau menyusul)"),
        ({Fact.BUKTI}, "✓ bukti penerimaan tersimpan"),
    ],
)
def test_what_is_still_to_be_noted(facts: set[Fact], line: str) -> None:
    """Each point says whether it may come later, or that it is kept."""
    assert line in archiving.archive("", "Bupati Contoh", facts, None).splitlines()


def test_a_name_with_a_degree_ends_no_sentence_twice() -> None:
    """'S.E.' is followed by no second full stop."""
    assert "S.E..</b>" not in joining.joined("Bapak Camat", "Camat Contoh, S.E.")
    assert "S.E.</b>)." in joining.joined("Bapak Camat", "Camat Contoh, S.E.")


def test_one_to_whom_the_office_reports_hears_of_no_limit() -> None:
    """He is asked; others also read until when."""
    said = ("Bapak Sekretaris", "Langkah 11 dari 14", "Menganalisis", 2026, 1, "1 hari")
    assert "batas" not in overdue.waiting(*said, "")
    assert "(batas 1 hari, kemarin)" in overdue.waiting(*said, "kemarin")
