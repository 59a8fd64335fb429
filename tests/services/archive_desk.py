"""The demo's office with archived collections, and files that people sent for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import insert, select, update

from bot.services import desk
from bot.services.incoming import Attachment, Message
from storage import answers, documents, notes, uploads
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.records import Cycle, Form
from storage.tables import Period
from tests.services.counter import KASI, KASUBBAG, Counter, Said

JPEG = b"\xff\xd8\xff foto"


def labels(said: Said) -> list[str]:
    """What the buttons of a message say."""
    return [label for label, _ in said.buttons]


class ArchiveDesk(Counter):
    """A counter whose first collection can be archived at once, with what people wrote and sent."""

    def archive(self, quarter: int = 1) -> ArchiveDesk:
        """A collection with its Disposisi made, and archived."""
        self.hand_out(quarter)
        self.end("selesai")
        return self

    def copies(self, count: int, **values: object) -> None:
        """As many more archived collections like the first, in the years before; without forms."""

        def copy(tx: Transaction) -> None:
            cycle = dict(tx.execute(select(Cycle.__table__).where(Cycle.id == self.cycle_id)).mappings().one())
            period = dict(tx.execute(select(Period.__table__).where(Period.quarter == 1)).mappings().one())
            del cycle["id"]
            for number in range(count):
                year = {**period, "id": 900 + number, "year": 2025 - number}
                tx.execute(insert(Period).values(year))
                tx.execute(insert(Cycle).values({**cycle, **values, "period_id": 900 + number}))

        self.database.write_now(copy)

    def form_id(self, code: str) -> int:
        """A unit's form in the newest collection."""
        query = select(Form.id).where(Form.cycle_id == self.cycle_id, Form.unit_id == self.unit_id(code))
        return self.database.read_now(lambda tx: tx.execute(query).scalar_one())

    def answer(self, code: str, field: str, value: str) -> None:
        """Write an answer into a unit's form."""
        who = self.officer_id(KASI)
        form = self.form_id(code)
        self.database.write_now(lambda tx: answers.put(tx, form, field, value, officer_id=who, at=self.now))

    def note(self, kind: str, text: str) -> None:
        """Write a note of the collection."""
        who = self.officer_id(KASUBBAG)
        self.database.write_now(lambda tx: notes.write(tx, self.cycle_id, kind, "penutup", text, who, self.now))

    def number(self, text: str) -> None:
        """Give the letter another number."""
        values = update(Cycle).where(Cycle.id == self.cycle_id).values(letter_number=text)
        self.database.write_now(lambda tx: tx.execute(values))

    def send_file(
        self, purpose: str, name: str = "", *, unit: str | None = None, row: str | None = None, content: bytes = JPEG
    ) -> int:
        """A file that somebody sent and the office keeps; without a name it is a photo."""
        self._update += 1
        number = self._update
        form = self.form_id(unit) if unit else None

        def keep(tx: Transaction) -> int:
            upload = uploads.request(
                tx,
                office_id=self.office_id,
                officer_id=self.officer_id(KASI),
                message_id=number,
                file_id=f"file-{number}",
                name=name or f"foto-{number}.jpg",
                mime="image/jpeg",
                size=len(content),
                at=self.now,
                purpose=purpose,
                cycle_id=self.cycle_id,
                form_id=form,
                row=row,
            )
            digest = sha256(content).hexdigest()
            uploads.store(tx, upload, content, mime="image/jpeg", sha256=digest)
            return upload

        return self.database.write_now(keep)

    def paper(self, kind: str, part: str = "", version: int = 1) -> None:
        """A document of the collection, made at once."""
        self.database.write_now(
            lambda tx: documents.request(
                tx,
                office_id=self.office_id,
                cycle_id=self.cycle_id,
                kind=kind,
                part=part,
                version=version,
                now=self.now,
            )
        )
        self._deliver()

    def attach(
        self, code: str, kind: str = "document", name: str = "pindaian.pdf", reply_to: int | None = None
    ) -> list[Said]:
        """Send a file as an official."""
        self.now += timedelta(seconds=1)
        file = Attachment(f"file-{self._update}", kind, name, "application/pdf", 1000)
        message = Message(self._update, 5000 + self._update, self.now, attachment=file, reply_to=reply_to)
        return self.act(code, lambda work: desk.receive(work, message))

    def media(self, code: str) -> list[str]:
        """How every file that an official was sent since the start was sent, and which: 'photo 3'."""
        his = (OutboxMessage.chat_id == self.chat(code), OutboxMessage.method.in_(("document", "photo")))
        query = select(OutboxMessage.method, OutboxMessage.payload).where(*his).order_by(OutboxMessage.id)

        def look(tx: Transaction) -> list[str]:
            rows = tx.execute(query).all()
            return [f"{row.method} {row.payload.get('upload_id', 'berkas')}" for row in rows]

        return self.database.read_now(look)


def opened(url: str) -> ArchiveDesk:
    """The office with everyone in."""
    office = ArchiveDesk(Database(url), now=datetime(2026, 4, 1, 0, 0, tzinfo=UTC))
    office.open()
    return office
