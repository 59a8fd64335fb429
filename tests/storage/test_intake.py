from datetime import timedelta
from typing import Any

from sqlalchemy import select

from storage import intake
from storage.database import Database, Transaction
from storage.intake import Incoming
from storage.messages import IntakeUpdate
from tests.storage.edge_rows import NOW


def incoming(*ids: int) -> list[Incoming]:
    """Make updates of one person."""
    return [Incoming(number, 7, f'{{"update_id":{number}}}') for number in ids]


def row(tx: Transaction, update_id: int) -> Any:
    """Give one stored update."""
    return tx.execute(select(*IntakeUpdate.__table__.columns).where(IntakeUpdate.update_id == update_id)).one()


async def test_what_is_to_be_handled_is_reported(database: Database) -> None:
    """A batch that comes again is stored once; the new and the unfinished come back in their order, the done do not."""
    first = await database.write(lambda tx: intake.store(tx, incoming(11, 10), NOW))
    await database.write(lambda tx: intake.finish(tx, 11, NOW))
    second = await database.write(lambda tx: intake.store(tx, incoming(10, 12, 11, 9), NOW))
    assert (first, second) == ([11, 10], [10, 12, 9])


async def test_an_empty_batch_is_nothing(database: Database) -> None:
    """Storing no updates writes nothing."""
    assert await database.write(lambda tx: intake.store(tx, [], NOW)) == []


async def test_a_repeated_id_keeps_the_first_content(database: Database) -> None:
    """A second update under a known id changes neither content nor state."""
    await database.write(lambda tx: intake.store(tx, incoming(10), NOW))
    await database.write(lambda tx: intake.finish(tx, 10, NOW))
    await database.write(lambda tx: intake.store(tx, [Incoming(10, 8, "{}")], NOW))
    kept = await database.read(lambda tx: row(tx, 10))
    assert (kept.user_id, kept.raw, kept.state) == (7, '{"update_id":10}', "done")


async def test_an_update_is_finished_once(database: Database) -> None:
    """Finishing tells whether the update was still pending."""
    await database.write(lambda tx: intake.store(tx, incoming(10), NOW))
    assert await database.write(lambda tx: intake.finish(tx, 10, NOW)) is True
    assert await database.write(lambda tx: intake.finish(tx, 10, NOW)) is False


async def test_what_fails_too_often_is_dead(database: Database) -> None:
    """An update is pending through four failures and dead after the fifth, with its last error."""
    await database.write(lambda tx: intake.store(tx, incoming(10), NOW))
    for attempt in range(1, 5):
        assert await database.write(lambda tx: intake.fail(tx, 10, "ValueError", NOW)) == attempt
        assert (await database.read(lambda tx: row(tx, 10))).state == "pending"
    assert await database.write(lambda tx: intake.fail(tx, 10, "KeyError", NOW)) == intake.ATTEMPTS
    dead = await database.read(lambda tx: row(tx, 10))
    assert (dead.state, dead.error, dead.done_at) == ("dead", "KeyError", NOW)


async def test_a_failure_cannot_undo_what_is_done(database: Database) -> None:
    """An error that comes after the act was committed changes nothing."""
    await database.write(lambda tx: intake.store(tx, incoming(10), NOW))
    await database.write(lambda tx: intake.finish(tx, 10, NOW))
    assert await database.write(lambda tx: intake.fail(tx, 10, "ValueError", NOW)) == 0
    assert (await database.read(lambda tx: row(tx, 10))).state == "done"


async def test_pending_updates_come_in_order_of_arrival(database: Database) -> None:
    """After a jump of update_id the older update still comes first; what is done does not come."""
    await database.write(lambda tx: intake.store(tx, incoming(900), NOW))
    await database.write(lambda tx: intake.store(tx, incoming(6, 5, 7), NOW + timedelta(days=8)))
    await database.write(lambda tx: intake.finish(tx, 6, NOW))
    assert [one.update_id for one in await database.read(intake.pending)] == [900, 5, 7]


async def test_old_updates_lose_their_content(database: Database) -> None:
    """Content goes some time after the update was done or dead; pending and recent ones keep it."""
    await database.write(lambda tx: intake.store(tx, incoming(1, 2, 3), NOW))
    await database.write(lambda tx: intake.finish(tx, 1, NOW))
    await database.write(lambda tx: intake.finish(tx, 2, NOW + timedelta(days=2)))
    assert await database.write(lambda tx: intake.empty_old(tx, NOW + timedelta(days=1))) == 1
    raws = [(await database.read(lambda tx, one=one: row(tx, one))).raw is None for one in (1, 2, 3)]  # type: ignore[misc]
    assert raws == [True, False, False]
