"""A paper that is sent to the bot: whoever sent it hears once what it is, within his own office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.services.bureau import identify
from bot.services.incoming import Attachment, Message
from bot.services.papers import checking
from bot.services.papers.publish import Kind
from bot.services.work import Work
from storage import uploads
from storage.database import Database, Transaction
from storage.documents import DocumentRow
from storage.messages import OutboxMessage
from storage.records import Document
from storage.tables import Office
from storage.uploads import Waiting
from tests.services.issued import issue
from tests.services.paper_office import PaperOffice

SHA = "0" * 64


class Counter:
    """An office with one paper, and an officer who asks about it."""

    def __init__(self, database: Database) -> None:
        self.office = PaperOffice(database)
        self.officer = self.office.join()["KASI-PEM"]
        self.paper: DocumentRow = issue(self.office, Kind.DISPOSISI)

    def told(self) -> list[str]:
        """What the officer was told, in order."""
        query = select(OutboxMessage.payload).where(OutboxMessage.officer_id == self.officer)
        rows = self.office.database.read_now(lambda tx: tx.execute(query.order_by(OutboxMessage.id)).all())
        return [row.payload["text"] for row in rows]

    def send(self, name: str = "berkas.pdf", size: int = 10) -> None:
        """He sends a file."""

        def act(work: Work) -> None:
            file = Attachment("id", "document", name, "application/pdf", size)
            checking.take(work, Message(1, 1, work.now, attachment=file))

        self.act(act)

    def act(self, act: Callable[[Work], None]) -> None:
        """He does something."""

        def run(tx: Transaction) -> None:
            person = identify(tx, 1000 + self.officer, self.office.now)
            assert person is not None
            act(self.office.bureau.work_of(tx, person, self.office.now, int(self.office.now.timestamp())))

        self.office.now += timedelta(seconds=1)
        self.office.database.write_now(run)

    def waiting(self) -> Waiting:
        """His file on Telegram's side."""
        (found,) = self.office.database.read_now(uploads.waiting)
        return found

    def conclude(self, one: Waiting, sha256: str) -> bool:
        """The file is there, with this hash."""
        office = self.office
        return office.database.write_now(lambda tx: checking.conclude(tx, office.bureau, one, sha256, office.now))


@pytest.fixture
def counter(sqlite_url: str) -> Counter:
    """The demo's office with a Lembar Disposisi."""
    return Counter(Database(sqlite_url))


def test_a_verdict_comes_once(counter: Counter) -> None:
    """A file that was concluded twice, as after a killed process, is spoken of once."""
    counter.send("<b>.pdf")
    assert counter.told() == [
        "Berkas <b>&lt;b&gt;.pdf</b> sedang diperiksa keasliannya; hasilnya menyusul di bawah ini."
    ]
    one = counter.waiting()
    assert counter.conclude(one, str(counter.paper.sha256))
    assert not counter.conclude(one, SHA)
    now = counter.office.now
    assert not counter.office.database.write_now(lambda tx: checking.give_up(tx, one, "hilang", now))
    assert len(counter.told()) == 2
    assert counter.told()[-1].startswith("<b>Asli dan berlaku</b>\nBerkas <b>&lt;b&gt;.pdf</b>")


def test_a_paper_of_another_office_is_unknown(counter: Counter) -> None:
    """Neither its bytes nor its code tell anything to an official of this one."""
    office, code = counter.office, counter.paper.code or ""

    def give_away(tx: Transaction) -> None:
        row = tx.execute(select(Office.__table__)).mappings().one()
        other = {column: row[column] for column in row if column != "id"}
        other_id = tx.execute(insert(Office).values(other).returning(Office.id)).scalar_one()
        tx.execute(update(Document).values(office_id=other_id))

    office.database.write_now(give_away)
    counter.send()
    counter.conclude(counter.waiting(), str(counter.paper.sha256))
    assert counter.told()[-1].startswith("<b>Berubah, atau bukan dari kantor ini</b>")
    counter.act(lambda work: checking.answer_code(work, code))
    assert "tidak dikenal di kantor ini" in counter.told()[-1]


def test_a_code_is_answered_with_everything_about_the_paper(counter: Counter) -> None:
    """What it is, from which office, whether it counts, and that it is not sealed."""
    code = counter.paper.code or ""
    counter.act(lambda work: checking.answer_code(work, code))
    spelled = "-".join((code[:4], code[4:8], code[8:]))
    assert counter.told()[-1].splitlines() == [
        "<b>Lembar Disposisi, Triwulan I 2026</b>",
        "Kecamatan Long Ikis",
        f"Versi 1 · kode <code>{spelled}</code> · diterbitkan 8 April 2026, pukul 08.30 WITA",
        "Keadaan: <b>Berlaku</b> (versi terakhir yang diterbitkan)",
        "Tidak disegel; keasliannya diperiksa dengan membandingkan isi berkas.",
    ]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("v-ABCDEFGHJKLM", "ABCDEFGHJKLM"),
        ("v-abcdefghjklm", None),
        ("v-ABCDEFGHJKL0", None),
        ("v-" + "A" * 41, None),
        ("ABCDEFGHJKLM", None),
        ("", None),
    ],
)
def test_what_a_link_may_hold(payload: str, code: str | None) -> None:
    """Exactly what a QR code holds is a code; an invitation, which may begin alike, is longer."""
    assert checking.linked_code(payload) == code


@pytest.mark.parametrize(
    ("kind", "name", "mime", "checkable"),
    [
        ("document", "a.PDF", "", True),
        ("document", "tanpa nama", "application/pdf", True),
        ("document", "a.txt", "text/plain", False),
        ("photo", "a.pdf", "application/pdf", False),
    ],
)
def test_what_is_checked(kind: str, name: str, mime: str, checkable: bool) -> None:
    """A document that calls itself a PDF."""
    assert checking.is_checkable(Attachment("id", kind, name, mime, 1)) is checkable
