"""Documents: requested once, rendered, stored once, and the messages that wait for them."""

import hashlib
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, NoResultFound

from storage import documents, interrupted, outbox
from storage.database import Database, Transaction
from storage.documents import CODE_ALPHABET, DocumentRow
from storage.messages import OutboxMessage
from storage.records import Cycle, DocumentBytes
from storage.tables import Period
from tests.databases import NOW
from tests.storage.rows import fill

T = TypeVar("T")
LATER = NOW + timedelta(minutes=1)
FILE: dict[str, Any] = {"filename": "Rekap TW I 2026.pdf", "mime": "application/pdf", "content": b"%PDF-1.7"}


class Shelf:
    """One office's cycle with its documents; every step is a transaction of its own."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.write(fill)
        self.write(_cycle)

    def write(self, work: Callable[[Transaction], T]) -> T:
        return self.database.write_now(work)

    def request(self, kind: str = "rekap", *, part: str = "", version: int = 1) -> DocumentRow:
        key: dict[str, Any] = {"office_id": 1, "cycle_id": 1, "kind": kind, "part": part, "version": version}
        return self.write(lambda tx: documents.request(tx, **key, now=NOW))

    def claim(self, row: DocumentRow, random: bytes | None = None) -> DocumentRow | None:
        return self.write(lambda tx: documents.claim(tx, row.id, random or bytes(range(row.id, row.id + 12))))

    def store(self, row: DocumentRow) -> bool:
        return self.write(lambda tx: documents.store(tx, row.id, **FILE, now=LATER))

    def make(self, kind: str) -> DocumentRow:
        row = self.request(kind)
        self.claim(row)
        self.store(row)
        return row

    def fail(self, row: DocumentRow, *, last: bool) -> bool:
        self.claim(row)
        again = None if last else LATER
        return self.write(lambda tx: documents.fail(tx, row.id, error="OSError", next_try_at=again))

    def tell(self, key: str, *rows: DocumentRow, method: str = "message", chat_id: int | None = 7) -> None:
        batch = documents.batch_of([row.id for row in rows])
        payload: dict[str, Any] = {"text": key}
        if method == "document":
            payload["document_id"] = rows[0].id
        self.write(
            lambda tx: outbox.put(
                tx,
                key=key,
                now=NOW,
                office_id=1,
                chat_id=chat_id,
                officer_id=1,
                method=method,
                payload=payload,
                batch=batch,
                waiting=True,
            )
        )

    def states(self) -> dict[str, str]:
        rows = self.database.read_now(lambda tx: tx.execute(select(OutboxMessage.key, OutboxMessage.state)).all())
        return {row.key: row.state for row in rows}


def _cycle(tx: Transaction) -> None:
    day = date(2026, 4, 1)
    tx.execute(
        insert(Period).values(id=1, office_id=1, year=2026, quarter=1, opens_on=day, send_by=day, state="scheduled")
    )
    values = {"status": "berjalan", "putaran": 1, "recap_version": 1, "document_version": 0, "facts": []}
    texts = {"instruction": "", "urgency": "Segera", "data_until": day}
    tx.execute(insert(Cycle).values(id=1, office_id=1, period_id=1, live=1, opened_at=NOW, **values, **texts))


@pytest.fixture
def shelf(database_url: str) -> Shelf:
    """A cycle without documents."""
    return Shelf(database_url)


def test_a_document_is_requested_once(shelf: Shelf) -> None:
    """The same kind, part and version is one row; another part or version is another."""
    first = shelf.request()
    assert first.pending
    assert not first.ready
    assert shelf.request().id == first.id
    assert len({first.id, shelf.request(part="konsep").id, shelf.request(version=2).id}) == 3


def test_a_claimed_document_has_its_code_and_is_claimed_by_nobody_else(shelf: Shelf) -> None:
    """The verification code is twelve characters that cannot be misread, and stays the same at the next attempt."""
    row = shelf.request()
    claimed = shelf.claim(row, bytes(range(12)))
    assert claimed is not None
    assert claimed.code == CODE_ALPHABET[:12]
    assert claimed.attempts == 1
    assert not set("IO01") & set(CODE_ALPHABET)
    assert shelf.claim(row) is None
    shelf.write(interrupted.recover)
    again = shelf.claim(row, bytes(range(12, 24)))
    assert again is not None
    assert (again.code, again.attempts) == (claimed.code, 2)


def test_a_code_needs_twelve_random_bytes() -> None:
    """Fewer would make a code that can be guessed."""
    with pytest.raises(ValueError, match="12 random bytes"):
        documents.make_code(b"short")
    assert documents.make_code(bytes([0, 31, 32, 255, *range(8)]))[:4] == "2Z2Z"


def test_stored_bytes_have_size_and_hash_and_are_never_replaced(shelf: Shelf) -> None:
    """The second storing changes nothing, and the database itself refuses a change of the bytes."""
    row = shelf.make("rekap")
    found = shelf.database.read_now(lambda tx: documents.find(tx, 1, "rekap", 1))
    assert found is not None
    assert found.ready
    assert (found.size, found.ready_at) == (8, LATER)
    assert found.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert not shelf.store(row)
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"):
        shelf.write(lambda tx: tx.execute(update(DocumentBytes).values(content=b"x")))


def test_a_file_is_read_with_the_name_by_which_telegram_knows_it(shelf: Shelf) -> None:
    """Bytes first, then the file_id beside them; a document that is not ready has no file."""
    row = shelf.make("rekap")
    file = shelf.database.read_now(lambda tx: documents.load_file(tx, row.id))
    assert (file.filename, file.mime, file.content, file.file_id) == (*FILE.values(), None)
    shelf.write(lambda tx: documents.remember_file_id(tx, row.id, "BQAC"))
    assert shelf.database.read_now(lambda tx: documents.load_file(tx, row.id)).file_id == "BQAC"
    waiting = shelf.request("dokumen")
    with pytest.raises(NoResultFound):
        shelf.database.read_now(lambda tx: documents.load_file(tx, waiting.id))


def test_the_archive_lists_what_is_ready_in_the_order_of_requests(shelf: Shelf) -> None:
    """What is still to come is not in it, and a document that was never requested is not found."""
    shelf.make("disposisi")
    shelf.request("rekap")
    shelf.make("dokumen")
    listed = shelf.database.read_now(lambda tx: documents.of_cycle(tx, 1))
    assert [row.kind for row in listed] == ["disposisi", "dokumen"]
    assert shelf.database.read_now(lambda tx: documents.find(tx, 1, "riwayat", 1)) is None


def test_messages_wait_for_their_own_documents(shelf: Shelf) -> None:
    """One document that two messages show lets each go when the last of its own is there."""
    shared, other = shelf.request("dokumen"), shelf.request("surat_pengantar")
    shelf.tell("both", other, shared)
    shelf.tell("one", shared)
    shelf.claim(shared)
    shelf.store(shared)
    assert shelf.states() == {"both": "waiting", "one": "pending"}
    shelf.claim(other)
    shelf.store(other)
    assert shelf.states() == {"both": "pending", "one": "pending"}


def test_a_message_to_someone_absent_waits_on_when_its_documents_are_there(shelf: Shelf) -> None:
    """The documents release it from the batch, and his coming sends it."""
    row = shelf.request()
    shelf.write(lambda tx: outbox.mark_unreachable(tx, 1, NOW))
    shelf.tell("card", row, chat_id=None)
    shelf.claim(row)
    shelf.store(row)
    assert shelf.states() == {"card": "waiting"}
    shelf.write(lambda tx: outbox.release_person(tx, 1, 7))
    assert shelf.states() == {"card": "pending"}


def test_a_failed_attempt_is_due_again_later(shelf: Shelf) -> None:
    """Until then it is not given out, and whoever waits goes on waiting."""
    row = shelf.request()
    shelf.tell("card", row)
    assert shelf.fail(row, last=False)
    assert shelf.database.read_now(lambda tx: documents.due(tx, NOW, 9)) == []
    assert [one.id for one in shelf.database.read_now(lambda tx: documents.due(tx, LATER, 9))] == [row.id]
    assert shelf.states() == {"card": "waiting"}


def test_after_the_last_attempt_the_card_goes_without_the_file(shelf: Shelf) -> None:
    """The file's own message waits, others of the batch are sent; made after all, the file is sent by itself."""
    broken, good = shelf.request("rekap"), shelf.request("rekap_xlsx")
    shelf.tell("file", broken, good, method="document")
    shelf.tell("other file", good, broken, method="document")
    shelf.tell("card", broken, good)
    shelf.claim(good)
    shelf.store(good)
    assert shelf.fail(broken, last=True)
    assert shelf.states() == {"file": "waiting", "other file": "pending", "card": "pending"}
    assert not shelf.write(lambda tx: documents.fail(tx, broken.id, error="late", next_try_at=None))


@pytest.mark.parametrize(
    ("keys", "states"),
    [(["file"], {"file": "pending"}), (["file", "asked anew"], {"file": "dead", "asked anew": "pending"})],
)
def test_a_file_that_failed_is_sent_when_a_new_start_makes_it(
    shelf: Shelf, keys: list[str], states: dict[str, str]
) -> None:
    """By itself, to whoever has not asked for it anew meanwhile."""
    row = shelf.request()
    shelf.tell(keys[0], row, method="document")
    shelf.fail(row, last=True)
    shelf.write(interrupted.retry_failed)
    for key in keys[1:]:
        shelf.tell(key, row, method="document")
    shelf.claim(row)
    shelf.store(row)
    assert shelf.states() == states


def test_what_failed_is_requested_again_by_an_act_or_a_new_start(shelf: Shelf) -> None:
    """Its attempts begin anew."""
    row = shelf.request()
    for again in (shelf.request, lambda: shelf.write(interrupted.retry_failed)):
        shelf.fail(row, last=True)
        again()
        (found,) = shelf.database.read_now(lambda tx: documents.due(tx, NOW, 9))
        assert (found.id, found.attempts) == (row.id, 0)


def test_what_a_dead_process_was_rendering_is_taken_again(shelf: Shelf) -> None:
    """Ready documents are left alone."""
    shelf.make("disposisi")
    row = shelf.request()
    shelf.claim(row)
    assert shelf.write(interrupted.recover) == 1
    assert [one.id for one in shelf.database.read_now(lambda tx: documents.due(tx, NOW, 9))] == [row.id]


def test_the_oldest_request_is_due_first(shelf: Shelf) -> None:
    """As many as were asked for."""
    ids = [shelf.request(version=version).id for version in (1, 2, 3)]
    assert [row.id for row in shelf.database.read_now(lambda tx: documents.due(tx, NOW, 2))] == ids[:2]


def test_a_batch_of_somebody_else_is_left_alone(shelf: Shelf) -> None:
    """Only batches named by documents are released by documents."""
    shelf.write(
        lambda tx: outbox.put(
            tx, key="k", now=NOW, office_id=1, chat_id=7, payload={"text": ""}, batch="unggahan", waiting=True
        )
    )
    shelf.make("rekap")
    assert shelf.states() == {"k": "waiting"}


def test_a_message_written_while_its_document_is_stored_is_not_left_behind(postgresql_url: str) -> None:
    """The act locks the document that it waits for, so the storing either comes first or sees the message."""
    shelf = Shelf(postgresql_url)
    row = shelf.request()
    shelf.claim(row)
    looked = threading.Event()
    storing = threading.Thread(target=lambda: looked.wait(20) and shelf.store(row))
    storing.start()

    def act(tx: Transaction) -> None:
        key: dict[str, Any] = {"office_id": 1, "cycle_id": 1, "kind": "rekap", "part": "", "version": 1}
        assert documents.request(tx, **key, now=NOW).pending
        looked.set()
        while not tx.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
            assert storing.is_alive()
        batch = documents.batch_of([row.id])
        outbox.put(tx, key="card", now=NOW, office_id=1, chat_id=7, payload={"text": ""}, batch=batch, waiting=True)

    shelf.write(act)
    storing.join(20)
    assert shelf.states() == {"card": "pending"}
