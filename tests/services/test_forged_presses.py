"""Buttons that a client forges: any verb, any argument, anyone, at any step: carried out or politely refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest

from bot.services import bureau, desk
from bot.services.claims import Claim
from bot.sop import commands
from bot.sop.errors import Refusal
from bot.sop.model import SYSTEM, Role, Task
from storage import cycles
from storage.cycles import CycleRecord
from storage.database import Database, Transaction
from tests.services.paper_office import PaperOffice, collected_copy

ARGUMENTS = (
    *("", "0", "-1", "1", "²", "٣", "1" * 40, "9223372036854775808", "999999999999999999"),
    *("1.", ".1", "1.x", "1.²", "1.99", "1.-1", "1.1", "1/", "/", ":", "<b>", "'; --", "semua", "1.semua"),
    *("9999-12-31", "0001-01-01", "2026-W15-3", "Segera", "kasubbag.²", "kasubbag.999999999999999999", "pindaian"),
)
FORM_BUTTONS = frozenset({"atas_nama", "tarik"})
"""Buttons that act on another's task by the SOP's leave: the Analis fills on behalf, a sender takes back."""

HANDING_OVER = frozenset({"alihkan_ke", "kembalikan_pengisi"})
"""Buttons with which whoever stands in a PPTK's line lets another fill the form."""


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with everyone in, at step 1."""
    found = PaperOffice(Database(sqlite_url))
    found.join()
    return found


@pytest.fixture
def collected(sqlite_template: Path, tmp_path: Path) -> PaperOffice:
    """The same with every form received."""
    path, now = collected_copy(sqlite_template, tmp_path)
    found = PaperOffice(Database(f"sqlite:///{path}"), now)
    found.join()
    return found


class Rolled(Exception):  # noqa: N818 - named by what it does
    """Takes back whatever a test pressed."""


def press_everything(office: PaperOffice) -> list[str]:
    """Press each verb with each argument, by one official after the other; gives what went wrong, changing nothing."""
    wrong = list[str]()

    def everything(tx: Transaction) -> None:
        record = cycles.load(tx, office.cycle_id)
        people = cycle(tx.exec_driver_sql("SELECT telegram_id FROM officer ORDER BY id").scalars().all())
        for number, claim in enumerate(_claims(record)):
            found = _press(tx, office, record, next(people), number, claim)
            if found:
                wrong.append(f"{claim}: {found}")
        raise Rolled

    with pytest.raises(Rolled):
        office.database.write_now(everything)
    return wrong


def _claims(record: CycleRecord) -> Iterator[Claim]:
    tasks = [*record.state.open_tasks[:2], *[one for one in record.state.tasks if not one.open][-1:]]
    targets = cycle([*[(record.task_id(one), one.version) for one in tasks], (0, 0), (10**17, 10**17)])
    for verb in desk.PRESSES:
        for arg in ARGUMENTS:
            yield Claim(verb, *next(targets), arg)


def _press(
    tx: Transaction, office: PaperOffice, record: CycleRecord, chat: int, number: int, claim: Claim
) -> str | None:
    """Press one button and take it back; gives what must not have happened."""
    person = bureau.identify(tx, chat, office.now)
    assert person is not None
    point = tx.begin_nested()
    try:
        desk.press(office.bureau.work_of(tx, person, office.now, number), claim)
        if cycles.load(tx, office.cycle_id).state == record.state or claim.verb in FORM_BUTTONS:
            return None
        seen = [one for one in record.state.tasks if record.task_id(one) == claim.task]
        allowed = seen and person.actor.holds(seen[0].role, seen[0].unit) and seen[0].version == claim.version
        above = office.bureau.sop.escalation[Role.PPTK]
        allowed = allowed or (claim.verb in HANDING_OVER and any(person.has(role) for role in above))
        return None if allowed or (claim.task, person.is_admin) == (0, True) else f"changed by {person.post}"
    except Refusal:
        return None
    except Exception as error:  # noqa: BLE001 - whatever it is, its lane would try it five times
        return repr(error)
    finally:
        point.rollback()


def _hand_out(office: PaperOffice) -> None:
    office.release()


def _send_one(office: PaperOffice) -> None:
    office.release()
    office.accept("PEM")
    office.fill("PEM")


def _until(*steps: int) -> Callable[[PaperOffice], None]:
    def go_on(office: PaperOffice) -> None:
        for step in steps:
            office.complete(step)

    return go_on


SWEEP = pytest.mark.slow
"""Each state takes seconds; every run presses through one early and one late state, the sweep through all."""


@pytest.mark.parametrize(
    "go_on",
    [
        pytest.param(_until(), marks=SWEEP),
        pytest.param(_until(1), marks=SWEEP),
        pytest.param(_until(1, 2, 3), marks=SWEEP),
        pytest.param(_hand_out, marks=SWEEP),
        _send_one,
    ],
)
def test_before_the_forms_are_in(office: PaperOffice, go_on: Callable[[PaperOffice], None]) -> None:
    """Steps 1, 2, 4, 5 and 6."""
    go_on(office)
    assert press_everything(office) == []


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((7,), marks=SWEEP),
        pytest.param((7, 8, 9, 10), marks=SWEEP),
        pytest.param((7, 8, 9, 10, 11), marks=SWEEP),
        (7, 8, 9, 10, 11, 12),
    ],
)
def test_once_the_forms_are_in(collected: PaperOffice, steps: tuple[int, ...]) -> None:
    """Steps 8, 11, 12 and 13."""
    _until(*steps)(collected)
    assert press_everything(collected) == []


def _as_holder(office: PaperOffice, task: Task, verb: str) -> str:
    """Let whoever holds a task press a verb on it; gives the refusal's code."""

    def act(tx: Transaction) -> None:
        record = cycles.load(tx, office.cycle_id)
        work = office.work(tx)
        holder = office.actor(work, task)
        chat = tx.exec_driver_sql(f"SELECT telegram_id FROM officer WHERE id = {holder.officer}").scalar_one()
        person = bureau.identify(tx, chat, office.now)
        assert person is not None
        desk.press(office.bureau.work_of(tx, person, office.now, 1), Claim(verb, record.task_id(task), task.version))

    with pytest.raises(Refusal) as refused:
        office.database.write_now(act)
    return refused.value.code


def test_an_approval_always_cites_its_files(collected: PaperOffice) -> None:
    """The button of an ordinary step approves nothing at step 13 and archives nothing at step 14."""
    _until(7, 8, 9, 10, 11, 12)(collected)
    collected.press(commands.FilesReady, collected.task(13), by=SYSTEM, document_version=1)
    assert _as_holder(collected, collected.task(13), "lanjut") == "bukan_langkahnya"
    collected.sign()
    assert _as_holder(collected, collected.task(14), "lanjut") == "bukan_langkahnya"
