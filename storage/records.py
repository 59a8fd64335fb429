"""The tables of a cycle: its tasks and forms, what people wrote, the documents, and the record of it all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import FIRST_SOP, Base


class Cycle(Base):
    """One collection for one period; `live` is 1 while it runs and empty afterwards, so a period has one live cycle.

    `figures` are its means and budget totals as archived, for later documents' trend; `sop` is its SOP's version.
    """

    __tablename__ = "cycle"
    __table_args__ = (UniqueConstraint("period_id", "live"), Index(None, "office_id", "status"))
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    live: Mapped[int | None]
    status: Mapped[str]
    putaran: Mapped[int]
    recap_version: Mapped[int]
    document_version: Mapped[int]
    instruction: Mapped[str]
    urgency: Mapped[str]
    data_until: Mapped[date]
    letter_number: Mapped[str | None]
    facts: Mapped[list[Any]]
    figures: Mapped[dict[str, Any] | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    sop: Mapped[str] = mapped_column(server_default=FIRST_SOP)


class Task(Base):
    """One officer's one visit to a step; `number` counts within the cycle, `version` is what a button claims."""

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("cycle_id", "number"), Index(None, "office_id", "state", "role"))
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    step: Mapped[int]
    purpose: Mapped[str]
    role: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    putaran: Mapped[int]
    opened_by: Mapped[int | None]
    state: Mapped[str]
    version: Mapped[int]
    opened_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    outcome: Mapped[str | None]
    expired: Mapped[bool]
    allowance: Mapped[dict[str, Any] | None]


class Deadline(Base):
    """When an open task is due and which rung of its ladder fires next; gone when the task closes.

    `mornings` counts the rungs after the limit, `reminded` the words to the holder, `nudged_at` is the last one that
    somebody asked for.
    """

    __tablename__ = "deadline"
    __table_args__ = (Index(None, "next_at", "office_id"), Index(None, "office_id", "next_at"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    due_at: Mapped[datetime]
    next_rung: Mapped[str]
    next_at: Mapped[datetime]
    mornings: Mapped[int]
    reminded: Mapped[int]
    nudged_at: Mapped[datetime | None]


class ExtensionRequest(Base):
    """A holder's request for more time with its reason; `granted` is empty until it is decided."""

    __tablename__ = "extension_request"
    __table_args__ = (Index(None, "task_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    length: Mapped[str]
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    granted: Mapped[bool | None]


class Form(Base):
    """One unit's form in one cycle; `sheet` is the cycle's own copy of rows, indicators, targets and pagu.

    `answered` of `asked` questions have an answer, the last since `touched_at`: kept for those who only look on.
    """

    __tablename__ = "form"
    __table_args__ = (UniqueConstraint("cycle_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    receiver: Mapped[str]
    runs: Mapped[bool]
    status: Mapped[str]
    before: Mapped[str]
    since: Mapped[datetime | None]
    kiriman: Mapped[int]
    filled_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    note: Mapped[str | None]
    sheet: Mapped[dict[str, Any]]
    directions: Mapped[list[Any]]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    on_behalf_confirmed_at: Mapped[datetime | None]
    asked: Mapped[int]
    answered: Mapped[int]
    touched_at: Mapped[datetime | None]


class Answer(Base):
    """The present answer to one field of a form; `note` is the reason given for an unusual value."""

    __tablename__ = "answer"
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str | None]
    note: Mapped[str | None]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    answered_at: Mapped[datetime]
    message_id: Mapped[int | None]


class Submission(Base):
    """What a form said when it was sent; kept for every kiriman, so that old and new can stand side by side."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("form_id", "kiriman"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    kiriman: Mapped[int]
    putaran: Mapped[int]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    submitted_at: Mapped[datetime]
    answers: Mapped[dict[str, Any]]


class Upload(Base):
    """A file that a person sent: bukti dukung of a form's row, the signed scan, proof of delivery, a voice message."""

    __tablename__ = "upload"
    __table_args__ = (Index(None, "state"), Index(None, "form_id"), Index(None, "cycle_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("form.id"))
    purpose: Mapped[str]
    row: Mapped[str | None]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    message_id: Mapped[int]
    file_id: Mapped[str]
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    state: Mapped[str]
    attempts: Mapped[int]
    sha256: Mapped[str | None]
    uploaded_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class UploadBytes(Base):
    """The bytes of an upload, apart so that no list of uploads ever loads them."""

    __tablename__ = "upload_bytes"
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class UploadPicture(Base):
    """A small JPEG of an upload, for the contact sheet; empty where the upload cannot be shown as a picture."""

    __tablename__ = "upload_picture"
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class LetterNumber(Base):
    """A number drawn from the office's own agenda: `seq` has no gap within a year, and none is used twice."""

    __tablename__ = "letter_number"
    __table_args__ = (UniqueConstraint("office_id", "year", "seq"), UniqueConstraint("cycle_id", "seq"))
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    year: Mapped[int]
    seq: Mapped[int]
    text: Mapped[str]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    drawn_at: Mapped[datetime]


class Note(Base):
    """A text of a cycle: the Analis's note on a recap, a chapter of the Dokumen, a correction's reference."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("cycle_id", "kind", "part"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    kind: Mapped[str]
    part: Mapped[str]
    text: Mapped[str]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    written_at: Mapped[datetime]


class Prompt(Base):
    """What an officer's next text answers: one open question a person."""

    __tablename__ = "prompt"
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    purpose: Mapped[str]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    version: Mapped[int]
    context: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    last_text_at: Mapped[datetime | None]
    outbox_id: Mapped[int | None]


class Document(Base):
    """A file the office issues: requested, then ready with its hash and code, or failed and tried again.

    `seal` is the SHA-256 of the certificate in whose name its bytes are sealed, in hexadecimal; empty if they are not.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("cycle_id", "kind", "part", "version"),
        Index(None, "state"),
        Index(None, "sha256"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    kind: Mapped[str]
    part: Mapped[str]
    version: Mapped[int]
    batch: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    attempts: Mapped[int]
    next_try_at: Mapped[datetime | None]
    error: Mapped[str | None]
    filename: Mapped[str | None]
    mime: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    code: Mapped[str | None] = mapped_column(unique=True)
    seal: Mapped[str | None]
    file_id: Mapped[str | None]
    requested_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]


class DocumentBytes(Base):
    """The bytes of a document; written once, never changed."""

    __tablename__ = "document_bytes"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class AuditEntry(Base):
    """One act, chained by HMAC to the one before it in its chain ('cycle:7' or 'office:1'); append-only by triggers."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("chain", "seq"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    chain: Mapped[str]
    seq: Mapped[int]
    at: Mapped[datetime]
    officer_id: Mapped[int | None]
    action: Mapped[str]
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str]
    digest: Mapped[str]
