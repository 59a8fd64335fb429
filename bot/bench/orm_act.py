"""What the peer on the asynchronous ORM does with one text: objects loaded, checked, changed, and flushed together."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message

from bot.sop.answers import read
from bot.sop.forms import Field, Given, Plan, plan
from bot.sop.model import Role
from bot.sop.sheet import Sheet, from_plain
from bot.texts.form.questions import Asking, question
from storage.messages import IntakeUpdate, OutboxMessage
from storage.records import Answer, AuditEntry, Cycle, Form, Prompt, Task
from storage.tables import Assignment, Officer, Period
from storage.types import dumps

# Built once, as whoever measures would: building one costs more than running it.
_FILLING = (
    select(Task, Form, Cycle, Period)
    .join(Form, (Form.cycle_id == Task.cycle_id) & (Form.unit_id == Task.unit_id))
    .join(Cycle, Cycle.id == Task.cycle_id)
    .join(Period, Period.id == Cycle.period_id)
    .where(Task.id == bindparam("task"))
)
_HELD = (
    select(Officer, Assignment)
    .join(Assignment, Assignment.officer_id == Officer.id)
    .where(Officer.telegram_id == bindparam("chat"), Assignment.starts_at <= bindparam("now"))
    .where(or_(Assignment.ends_at.is_(None), Assignment.ends_at > bindparam("now")))
)
_ANSWERS = select(Answer).where(Answer.form_id == bindparam("form"))
_NEWEST = select(AuditEntry).where(AuditEntry.chain == bindparam("chain")).order_by(AuditEntry.seq.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Everything that one answer is about."""

    officer: Officer
    prompt: Prompt
    task: Task
    form: Form
    cycle: Cycle
    period: Period


def incoming(raw: Mapping[str, Any], now: datetime) -> IntakeUpdate:
    """An update as it is stored before it is confirmed."""
    return IntakeUpdate(
        update_id=raw["update_id"],
        user_id=raw["message"]["from"]["id"],
        raw=json.dumps(raw),
        state="pending",
        attempts=0,
        received_at=now,
    )


async def answer(
    session: AsyncSession, update_id: int, said: Message, now: datetime, key: bytes, sheets: dict[int, Sheet]
) -> OutboxMessage:
    """Write one answer with its audit and the next question, which is as good as sending; raises PermissionError."""
    intake = await session.get_one(IntakeUpdate, update_id)
    sitting = await _sit(session, said.chat_id, now)
    form, prompt = sitting.form, sitting.prompt
    rows = await session.scalars(_ANSWERS, {"form": form.id})
    given = {one.field: Given(one.value or "", one.note) for one in rows}
    sheet = sheets.get(form.id) or sheets.setdefault(form.id, from_plain(form.sheet))
    field = plan(sheet, given).find(prompt.context["field"])
    assert field is not None
    value = read(field, said.text or "").value
    about = {"form_id": form.id, "field": field.key, "message_id": said.message_id}
    session.add(Answer(**about, value=value, officer_id=sitting.officer.id, answered_at=now))
    given[field.key] = Given(value)
    await _record(session, sitting, now, key, {"field": field.key, "value": value, "unit": form.unit_id})
    asked = plan(sheet, given)
    form.asked, form.answered, form.touched_at = len(asked.open), len(asked.open) - len(asked.due), now
    following = asked.following(field.key)
    message = _message(f"u{update_id}", sitting, _text(sitting, asked, following), now)
    session.add(message)
    await session.flush()
    prompt.context, prompt.asked_at = {"field": following.key if following else None}, now
    prompt.last_text_at, prompt.outbox_id = said.date, message.id
    intake.state, intake.done_at = "done", now
    return message


async def _sit(session: AsyncSession, chat: int, now: datetime) -> Sitting:
    held = (await session.execute(_HELD, {"chat": chat, "now": now})).tuples().all()
    if not held:
        raise PermissionError("tidak dikenal")
    officer = held[0][0]
    prompt = await session.get_one(Prompt, officer.id)
    task, form, cycle, period = (await session.execute(_FILLING, {"task": prompt.task_id})).tuples().one()
    if task.state != "open" or task.version != prompt.version or not _is_mine(held, form):
        raise PermissionError("bukan pelaksana")
    return Sitting(officer, prompt, task, form, cycle, period)


def _is_mine(held: Sequence[tuple[Officer, Assignment]], form: Form) -> bool:
    return any(one.role == Role.PPTK and one.unit_id == form.unit_id for _, one in held)


async def _record(session: AsyncSession, sitting: Sitting, now: datetime, key: bytes, detail: dict[str, Any]) -> None:
    chain = f"cycle:{sitting.cycle.id}"
    last = (await session.scalars(_NEWEST, {"chain": chain})).one()
    entry: dict[str, Any] = {
        "office_id": sitting.form.office_id,
        "chain": chain,
        "seq": last.seq + 1,
        "officer_id": sitting.officer.id,
        "action": "AnswerGiven",
        "detail": detail,
        "previous": last.digest,
    }
    digest = hmac.new(key, dumps({**entry, "at": now.isoformat()}).encode(), hashlib.sha256).hexdigest()
    session.add(AuditEntry(**entry, at=now, digest=digest))


def _text(sitting: Sitting, asked: Plan, field: Field | None) -> str:
    if field is None:
        return "Semua isian sudah terisi."
    place, count = asked.position(field), len(asked.open)
    year, quarter = sitting.period.year, sitting.period.quarter
    about = Asking(year, quarter, sitting.cycle.data_until, sitting.officer.honorific, place, count)
    return question(field, about, None)


def _message(key: str, sitting: Sitting, text: str, now: datetime) -> OutboxMessage:
    claim = f"{sitting.task.id}:{sitting.task.version}"
    buttons = [[{"text": word, "data": f"{word}:{claim}"} for word in ("Kembali", "Lewati")]]
    return OutboxMessage(
        key=key,
        office_id=sitting.form.office_id,
        officer_id=sitting.officer.id,
        chat_id=sitting.officer.telegram_id,
        task_id=sitting.task.id,
        method="message",
        payload={"text": text, "buttons": buttons, "silent": False},
        priority=0,
        state="sending",
        attempts=0,
        created_at=now,
    )
