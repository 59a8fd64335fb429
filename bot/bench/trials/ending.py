"""How a trial ended: what the office then has, said in a way in which two trials of the same acts are the same."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import takewhile, zip_longest

from pypdf import PdfReader
from sqlalchemy import select

from bot.demo.play.checking import EXPECTED
from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.records import Answer, AuditEntry, Document, DocumentBytes, Form, Task
from storage.tables import Officer, Unit
from storage.types import dumps

_CODE = r"\b[2-9A-HJ-NP-Z]{4}[ -]?[2-9A-HJ-NP-Z]{4}[ -]?[2-9A-HJ-NP-Z]{4}\b"
_ODD = re.compile(rf"{_CODE}|\b[0-9a-f]{{64}}\b|(?<=foto-)[0-9]+|(?<=127.0.0.1:)[0-9]+")
"""Codes, which are random, and what follows from them: fingerprints; the number of a photo's message; a port."""
_ODD_IN_PRINT = re.compile(rf"{_CODE}( [0-9.]+)?|\b[0-9a-f]{{8,64}}\b")
"""A code with the size that a file has by it; a fingerprint in parts, as the width of a column has it."""
_HEAD, _BEFORE, _SHOWN = 40, 60, 120
NOBODY = "bot"
"""Who did what the clock or an operator caused."""

Line = tuple[str, ...]
"""Facts that belong together, from the one that says which they are to the longest."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What must be the same whatever happened to the bot and to Telegram; each part is in a fixed order."""

    tasks: tuple[Line, ...]
    answers: tuple[Line, ...]
    transitions: tuple[Line, ...]
    messages: tuple[Line, ...]
    documents: tuple[Line, ...]

    def essence(self) -> Ending:
        """What stays the same even if people are reminded, and limits pass, at other times than in another trial."""
        return Ending(
            tasks=self.tasks,
            answers=self.answers,
            # Who did what, in which chain; the detail tells times and numbers.
            transitions=tuple(line[:3] for line in self.transitions if line[2] != NOBODY),
            messages=(),
            # Kind, part and version.
            documents=tuple(line[:3] for line in self.documents if line[0] in EXPECTED),
        )

    def differences(self, other: Ending) -> list[str]:
        """What the two do not share: a line each, from shortly before the place where they part."""
        found = list[str]()
        for part in fields(self):
            mine, his = Counter(getattr(self, part.name)), Counter(getattr(other, part.name))
            only = zip_longest((mine - his).elements(), (his - mine).elements(), fillvalue=())
            found += [f"{part.name}: {_parting(' · '.join(one), ' · '.join(another))}" for one, another in only]
        return found


def _parting(one: str, another: str) -> str:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, another, strict=False))
    place = max(0, sum(1 for _ in same) - _BEFORE)
    return f"{one[:_HEAD]} … {one[place : place + _SHOWN]} ≠ {another[place : place + _SHOWN]}"


def ending(tx: Transaction) -> Ending:
    """Read it from the bot's database."""
    return Ending(
        tuple(_tasks(tx)), tuple(_answers(tx)), tuple(_transitions(tx)), tuple(_messages(tx)), tuple(_documents(tx))
    )


def _tasks(tx: Transaction) -> Iterator[Line]:
    columns = (Task.number, Task.step, Task.role, Unit.code, Task.putaran, Task.state, Task.outcome, Officer.code)
    query = select(*columns).outerjoin(Unit, Unit.id == Task.unit_id).outerjoin(Officer, Officer.id == Task.closed_by)
    yield from (tuple(map(str, row)) for row in tx.execute(query.order_by(Task.number)))


def _answers(tx: Transaction) -> Iterator[Line]:
    query = (
        select(Unit.code, Form.status, Form.kiriman, Answer.field, Answer.value, Answer.note)
        .join(Form, Form.id == Answer.form_id)
        .join(Unit, Unit.id == Form.unit_id)
        .order_by(Unit.code, Answer.field)
    )
    yield from (tuple(map(str, row)) for row in tx.execute(query))


def _transitions(tx: Transaction) -> Iterator[Line]:
    query = select(AuditEntry.chain, AuditEntry.action, Officer.code, AuditEntry.detail)
    query = query.outerjoin(Officer, Officer.id == AuditEntry.officer_id).order_by(AuditEntry.chain, AuditEntry.seq)
    yield from ((row[0], row[1], row[2] or NOBODY, _plain(dumps(row[3]))) for row in tx.execute(query))


def _messages(tx: Transaction) -> Iterator[Line]:
    query = select(Officer.code, OutboxMessage.method, OutboxMessage.state, OutboxMessage.payload)
    query = query.join(Officer, Officer.id == OutboxMessage.officer_id).order_by(OutboxMessage.id)
    for code, method, state, payload in tx.execute(query.where(OutboxMessage.priority < 2)):
        yield code, method, state, _plain(str(payload.get("text") or payload.get("caption") or ""))


def _documents(tx: Transaction) -> Iterator[Line]:
    query = select(Document.kind, Document.part, Document.version, Document.state, Document.mime, DocumentBytes.content)
    query = query.join(DocumentBytes, DocumentBytes.document_id == Document.id).order_by(Document.id)
    for *facts, mime, content in tx.execute(query):
        shown = _printed(content) if mime == "application/pdf" else ""
        yield *map(str, facts), shown


def _printed(content: bytes) -> str:
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
    return _plain(_ODD_IN_PRINT.sub("…", text))


def _plain(text: str) -> str:
    return _ODD.sub("…", text)
