"""To whom a task is brought that waits beyond its limit: one more in the line each working morning."""

import pytest

from bot.sop.definition import load, long_ikis
from bot.sop.escalation import hears, reach
from bot.sop.ladder import BEFORE, Ladder, NextRung, Rung
from bot.sop.model import Role
from tests.sop.office import wita
from tests.sop.test_definition import SOUND

SOP = long_ikis()
CAMAT, SEKRETARIS, PPTK, KASUBBAG, ANALIS = Role
AT_THE_LIMIT, NEXT_MORNING = Ladder(BEFORE, Rung.TENGGAT), Ladder((), Rung.PAGI)
NINE = wita(4, 10, "09.00")


def said(rung: Rung, mornings: int = 0) -> NextRung:
    """A rung that is said, after so many mornings."""
    return NextRung(rung, NINE, mornings)


def test_who_hears_after_whom() -> None:
    """The coordinator, then the Sekretaris, then the Camat, above whom stands no one; nobody hears about himself."""
    assert SOP.escalation == {
        PPTK: (KASUBBAG, SEKRETARIS, CAMAT),
        ANALIS: (KASUBBAG, SEKRETARIS, CAMAT),
        KASUBBAG: (SEKRETARIS, CAMAT),
        SEKRETARIS: (CAMAT,),
        CAMAT: (),
    }


@pytest.mark.parametrize("rung", [Rung.MULAI, *BEFORE])
def test_nobody_above_hears_before_the_limit(rung: Rung) -> None:
    """A reminder is between the bot and the task's holder, on either ladder."""
    assert reach(AT_THE_LIMIT, said(rung)) == 0
    assert reach(NEXT_MORNING, said(rung)) == 0


@pytest.mark.parametrize(
    ("ladder", "reached"),
    [
        pytest.param(AT_THE_LIMIT, [1, 2, 3, 4], id="from the limit on"),
        pytest.param(NEXT_MORNING, [0, 1, 2, 3], id="from the next morning on"),
    ],
)
def test_each_working_morning_reaches_one_more(ladder: Ladder, reached: list[int]) -> None:
    """At the limit, and on the first, second and third morning after it."""
    mornings = [said(Rung.TENGGAT), *(said(Rung.PAGI, count) for count in (1, 2, 3))]
    assert [reach(ladder, one) for one in mornings] == reached


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("rung", [*BEFORE, Rung.TENGGAT, Rung.PAGI])
def test_the_camat_is_spoken_to_in_the_morning_only(role: Role, rung: Rung) -> None:
    """Everyone else hears at every rung that is his."""
    assert hears(SOP, role, rung) is (role is not CAMAT or rung is Rung.PAGI)


def test_whom_mornings_bind_is_the_table_s_to_say() -> None:
    """An office whose table names nobody speaks to its Camat at the limit, too."""
    assert hears(load(SOUND.read_text("utf-8")), CAMAT, Rung.TENGGAT)
