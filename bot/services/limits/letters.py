"""What one person is told in one round: a single matter with its buttons, or several in one message."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from itertools import groupby
from typing import NamedTuple

from bot.services import case
from bot.services.limits import buttons
from bot.services.work import Button, Rows, Work, message
from bot.sop.ladder import NextRung
from bot.sop.model import Purpose, Step, StepKind
from bot.texts.form.values import in_messages
from bot.texts.html import esc
from bot.texts.limits import words
from bot.texts.limits.words import Filled, Late, Waiting
from bot.texts.posts import jabatan
from bot.texts.steps import named
from bot.texts.times import kapan
from storage import deadlines
from storage.deadlines import Awaited
from storage.officers import Holder
from storage.outbox import Letter


class Manner(Enum):
    """As what a person hears of a task: his own, brought to him, one above whom he calls, one that nobody holds."""

    OWN = auto()
    BROUGHT = auto()
    TO_CALL = auto()
    VACANT = auto()


class Matter(NamedTuple):
    """One task in one person's message; `after` hears of it next, at `then`."""

    manner: Manner
    one: Awaited
    said: NextRung
    holder: Holder | None
    after: Holder | None = None
    then: datetime | None = None
    to: Holder | None = None


class Block(NamedTuple):
    """A part of a message: its text, all its buttons, and the few of them that it has beside other parts."""

    text: str
    buttons: Rows
    few: Sequence[Button]


def letters(work: Work, matters: Sequence[Matter]) -> list[Letter]:
    """The message to one person about these matters, in pieces only where Telegram's limit asks for it."""
    to = matters[0].to
    assert to is not None
    text, rows = compose(work, to, matters)
    pages = in_messages(text)
    key = _key(work, to, matters)
    written = [(page, rows if number == len(pages) else ()) for number, page in enumerate(pages, 1)]
    tasks = [matter.one.task_id for matter in matters]
    return [
        Letter(f"{key}:{number}", work.office_id, to.officer_id, tasks[0], message(page, buttons, tasks=tasks))
        for number, (page, buttons) in enumerate(written, 1)
    ]


def _key(work: Work, to: Holder, matters: Sequence[Matter]) -> str:
    """A rung of a task is told to a person once; who hears in the morning only, hears once a day."""
    if any(matter.to and matter.to.role in work.sop_of(matter.one).mornings_only for matter in matters):
        return f"pagi:{to.officer_id}:{work.local(work.now).date()}"
    first, *others = (f"{one.said.rung}:{one.one.task_id}:{one.said.at.isoformat()}" for one in matters)
    # By all of them: what was told before, and comes again with something new, must not keep that back.
    beside = hashlib.sha256("\n".join(others).encode()).hexdigest()[:16] if others else ""
    return f"{first}:{to.officer_id}:{beside}"


def compose(work: Work, to: Holder, matters: Sequence[Matter]) -> tuple[list[str], Rows]:
    """The lines and buttons of a person's message."""
    groups = [list(found) for _, found in groupby(matters, key=lambda matter: _group(work, matter))]
    if len(groups) == 1:
        block = _block(work, to, groups[0], case.address(to))
        return [block.text], block.buttons
    blocks = [_block(work, to, group, "") for group in groups]
    lines = [words.several(case.address(to), len(blocks))]
    lines += [f"\n<b>{number}.</b> {block.text}" for number, block in enumerate(blocks, 1)]
    return lines, [[button] for block in blocks for button in block.few]


def _group(work: Work, matter: Matter) -> tuple[object, ...]:
    """The forms of a cycle that were due together are one matter; every other task is one of its own."""
    forms = matter.manner is Manner.BROUGHT and _is_form(work, matter.one)
    one = matter.one
    return (matter.manner, one.cycle_id, one.timing.due_at) if forms else (matter.manner, one.task_id)


def _is_form(work: Work, one: Awaited) -> bool:
    return work.sop_of(one).step(one.step).kind is StepKind.ISI


def _block(work: Work, to: Holder, matters: Sequence[Matter], address: str) -> Block:
    first = matters[0]
    about = waiting(work, first.one)
    match first.manner:
        case Manner.OWN:
            return _own(work, to, first.one, about, address)
        case Manner.BROUGHT:
            return _brought(work, matters, about)
        case Manner.TO_CALL:
            assert first.holder is not None
            return Block(words.to_be_called(address, about, case.address(first.holder)), (), ())
        case _:
            return Block(words.vacant(address, about, work.sop_of(first.one).roles[first.one.role]), (), ())


def _own(work: Work, to: Holder, one: Awaited, about: Waiting, address: str) -> Block:
    few = [buttons.to_open(one, about)]
    if one.form is not None and _is_form(work, one):
        text = words.form(address, to.honorific, about, _filled(work, one))
        return Block(text, buttons.of_form(one), few)
    superior = one.role in case.SUPERIORS
    return Block(words.task(address, about, superior=superior), buttons.of_task(work.sop_of(one), one), few)


def _brought(work: Work, matters: Sequence[Matter], about: Waiting) -> Block:
    """What is brought to someone; a word of its own where it concerns the forms of one cycle."""
    first = matters[0]
    to = first.to
    assert to is not None
    assert first.holder is not None
    coordinating = work.sop_of(first.one).coordinator
    heading = words.brought_heading(case.address(to), about.place, coordinator=to.role is coordinating)
    few = [buttons.to_follow_up(matter.one) for matter in matters]
    following = next(filter(None, (_following(work, matter) for matter in matters)), "")
    if _is_form(work, first.one):
        received, total = deadlines.received(work.tx, first.one.cycle_id)
        late = [_late(work, matter) for matter in matters]
        text = words.late_forms(about, received, total, late, following)
    else:
        superior = first.one.role in case.SUPERIORS
        holder = case.address(first.holder) if superior else _called(first.holder)
        text = words.brought(about, holder, following, superior=superior)
    rows = buttons.of_matter(work, to, first.one) if len(matters) == 1 else [[button] for button in few]
    return Block(f"{heading}\n{text}", rows, few)


def _following(work: Work, matter: Matter) -> str:
    if matter.after is None or matter.then is None:
        return ""
    return words.next_hearer(kapan(matter.then, work.now, work.office.zone), case.address(matter.after))


def _late(work: Work, matter: Matter) -> Late:
    assert matter.holder is not None
    return Late(_called(matter.holder), _filled(work, matter.one), matter.one.reminded)


def _called(holder: Holder) -> str:
    """How one speaks of somebody to another: his post alone."""
    return esc(jabatan(holder.post))


def _filled(work: Work, one: Awaited) -> Filled:
    assert one.form is not None
    form = one.form
    last = kapan(form.touched_at, work.now, work.office.zone) if form.touched_at else ""
    return Filled(form.answered, form.asked, form.repairs, last)


def _activity(step: Step) -> str:
    """What is done at a step; of an order also what is ordered."""
    return step.activity if step.kind is StepKind.PERINTAH else named(step)


def waiting(work: Work, one: Awaited) -> Waiting:
    """An open task in words."""
    sop, zone = work.sop_of(one), work.office.zone
    correcting = one.purpose is Purpose.KOREKSI
    step = sop.step(one.step)
    return Waiting(
        year=one.year,
        quarter=one.quarter,
        place=case.place(work, one, one.step, one.purpose),
        activity=sop.correction.activity if correcting else _activity(step),
        unit=one.unit,
        since=kapan(one.timing.started_at, work.now, zone),
        until=kapan(one.timing.due_at, work.now, zone),
        left=work.engine.calendar.left(work.now, one.timing.due_at),
        reminded=one.reminded,
    )
