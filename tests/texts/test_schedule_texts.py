"""Words of the Jadwal Kerja: every fault has its sentence, and a whole schedule fits into a message."""

from datetime import date

import pytest

from bot.sop.dates import DateFault, DateProblem
from bot.sop.schedule import LineFault
from bot.texts import schedule
from bot.texts.form.values import units
from bot.texts.schedule import ShownLine, State

DAY = date(2026, 9, 30)


@pytest.mark.parametrize("code", DateFault)
def test_every_way_to_misspell_a_date_has_a_sentence(code: DateFault) -> None:
    """A weekday that contradicts the date names the true one."""
    problem = DateProblem(code, DAY if code is DateFault.HARI_LAIN else None)
    text = schedule.unreadable(problem)
    assert text.endswith(".")
    assert ("30 September 2026 adalah hari Rabu" in text) == (code is DateFault.HARI_LAIN)


@pytest.mark.parametrize("fault", LineFault)
def test_every_date_that_cannot_stand_has_a_sentence_with_its_bound(fault: LineFault) -> None:
    """Which line, and up to or from which day."""
    text = schedule.unfitting(fault, 2026, 3, DAY)
    assert "TW III 2026" in text
    assert "Rabu, 30 September 2026" in text


def test_three_years_fit_into_a_message() -> None:
    """Longer than any office plans ahead."""
    shown = [
        ShownLine(year, quarter, DAY, DAY, state, (DAY,))
        for year in (2026, 2027, 2028)
        for quarter in (1, 2, 3, 4)
        for state in [max(State, key=len)]
    ]
    lines = schedule.lines(shown)
    assert sum(line.startswith("<b>Tahun anggaran") for line in lines) == 3
    assert units("\n".join(lines)) <= 4096
