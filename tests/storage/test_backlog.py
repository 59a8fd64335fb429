"""What waits, in figures."""

from datetime import timedelta

from sqlalchemy import insert, update

from storage.backlog import Backlog, backlog
from storage.database import Database, Transaction
from storage.messages import IntakeUpdate, OutboxMessage
from tests.databases import NOW
from tests.storage.rows import fill_outbox, message

LATER = NOW + timedelta(minutes=2)


async def test_an_empty_database_has_no_backlog(database: Database) -> None:
    """Nothing waits, nothing is late."""
    assert await database.read(lambda tx: backlog(tx, NOW)) == Backlog(0, 0, 0, 0.0, 0.0)


async def test_only_what_could_go_out_counts(database: Database) -> None:
    """Neither what waits for a person or an hour nor what is done; the oldest is told by when it was due."""

    def write(tx: Transaction) -> None:
        fill_outbox(tx, "waiting", "pending", "sending", "sent", "dead", "held", "held")
        tx.execute(insert(OutboxMessage), {**message("early", "pending"), "not_before": LATER + timedelta(hours=1)})
        tx.execute(update(OutboxMessage).where(OutboxMessage.key == "k1").values(not_before=NOW + timedelta(minutes=1)))
        fixed = {"user_id": 7, "raw": "{}", "attempts": 0, "received_at": NOW}
        rows = [{"update_id": number, "state": state, **fixed} for number, state in enumerate(("pending", "done"))]
        tx.execute(insert(IntakeUpdate), rows)

    await database.write(write)
    assert await database.read(lambda tx: backlog(tx, LATER)) == Backlog(1, 2, 2, 120.0, 0.0)
