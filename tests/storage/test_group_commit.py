from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database, Transaction
from storage.group_commit import GROUP_SIZE
from storage.link import ATTEMPTS, TransactionLostError
from tests.storage.group import Group, count, keep, orphan


@pytest.fixture
def group(numbers_url: str) -> Group:
    """A writer on each kind of database."""
    return Group(numbers_url)


@pytest.fixture
def sqlite_group(sqlite_numbers_url: str) -> Group:
    """A writer on an SQLite file."""
    return Group(sqlite_numbers_url)


async def test_functions_that_wait_share_one_commit(group: Group) -> None:
    """Whatever waits is committed together, in the order in which it was asked for."""
    assert await group.run(keep(3), keep(1), keep(2)) == [3, 1, 2]
    assert group.kept() == [3, 1, 2]
    assert group.wakes == 1


async def test_group_has_a_largest_size(group: Group) -> None:
    """One function more than fits makes a second group."""
    await group.run(*(keep(number) for number in range(GROUP_SIZE + 1)))
    assert group.kept() == list(range(GROUP_SIZE + 1))
    assert group.wakes == 2


async def test_error_undoes_only_its_own_function(group: Group) -> None:
    """A function that raises after writing leaves nothing, its caller hears why, and the others are kept."""

    def refuse(tx: Transaction) -> None:
        keep(2)(tx)
        raise LookupError("no such task")

    first, second, third = await group.run(keep(1), refuse, keep(3))
    assert (first, third) == (1, 3)
    assert isinstance(second, LookupError)
    assert group.kept() == [1, 3]
    assert group.wakes == 1


async def test_error_of_a_lone_function_is_undone(group: Group) -> None:
    """A function that was alone and raises leaves nothing, and the connection serves the next one."""

    def refuse(tx: Transaction) -> None:
        keep(1)(tx)
        raise LookupError("no such task")

    assert isinstance((await group.run(refuse))[0], LookupError)
    assert await group.run(keep(2)) == [2]
    assert group.kept() == [2]


async def test_database_error_undoes_only_its_own_function(group: Group) -> None:
    """A number written twice is refused by the database, for the second writer only."""
    first, second, third = await group.run(keep(1), keep(1), keep(2))
    assert (first, third) == (1, 2)
    assert isinstance(second, IntegrityError)
    assert group.kept() == [1, 2]


async def test_nobody_is_answered_before_commit(group: Group) -> None:
    """While the group runs no caller has an answer and no reader sees a row."""
    seen: list[object] = []

    def look(tx: Transaction) -> None:
        seen.append(count(tx))
        seen.append(Database(group.url).read_now(count))
        seen.append([future.done() for future in group.futures])

    await group.run(keep(1), look)
    assert seen == [1, 0, [False, False]]


async def test_function_may_have_savepoints_of_its_own(group: Group) -> None:
    """A function may undo a part of its own work and go on."""

    def partly(tx: Transaction) -> int:
        keep(1)(tx)
        with pytest.raises(IntegrityError), tx.begin_nested():
            keep(1)(tx)
        return count(tx)

    assert await group.run(partly, keep(2)) == [1, 2]
    assert group.kept() == [1, 2]


async def test_failing_commit_reruns_each_alone(group: Group) -> None:
    """When the shared COMMIT fails, only the one to blame is refused."""
    first, second, third = await group.run(keep(1), orphan, keep(2))
    assert (first, third) == (1, 2)
    assert isinstance(second, IntegrityError)
    assert group.kept() == [1, 2]


async def test_refusal_that_saw_an_uncommitted_row_is_reconsidered(group: Group) -> None:
    """A refusal counts only if what it saw was committed, too: after a lost group it is taken anew."""

    def only_if_first(tx: Transaction) -> int:
        if count(tx):
            raise LookupError("someone was first")
        return int(keep(2)(tx))

    def parent_and_orphan(tx: Transaction) -> None:
        keep(1)(tx)
        orphan(tx)

    first, second = await group.run(parent_and_orphan, only_if_first)
    assert isinstance(first, IntegrityError)
    assert second == 2
    assert group.kept() == [2]


@pytest.mark.parametrize("statement", ["ROLLBACK", "COMMIT"])
async def test_function_that_ends_the_transaction_loses_only_itself(group: Group, statement: str) -> None:
    """A function that ends the shared transaction is told so, and what the others wrote is there once."""

    def meddle(tx: Transaction) -> None:
        tx.exec_driver_sql(statement)

    tries: list[int] = []

    def keep_once(tx: Transaction) -> None:
        tries.append(count(tx))
        if not tx.scalar(text("SELECT count(*) FROM kept WHERE number = 1")):
            keep(1)(tx)

    first, second, third = await group.run(keep_once, meddle, keep(2))
    assert first is None
    assert isinstance(second, TransactionLostError)
    assert third == 2
    assert group.kept() == [1, 2]
    assert len(tries) == 2


async def test_transaction_that_must_be_run_again_is(group: Group) -> None:
    """A serialization failure is met by running the function again, alone."""
    failures = [SerializationError(), SerializationError()]

    def unlucky(tx: Transaction) -> object:
        keep(1)(tx)
        if failures:
            raise failures.pop()
        return count(tx)

    assert await group.run(unlucky, keep(2)) == [1, 2]
    assert group.kept() == [1, 2]


async def test_transaction_that_never_succeeds_is_given_up(group: Group) -> None:
    """After some attempts the failure goes to the caller."""
    attempts: list[int] = []

    def hopeless(tx: Transaction) -> None:
        attempts.append(count(tx))
        raise SerializationError

    assert isinstance((await group.run(hopeless))[0], SerializationError)
    assert len(attempts) == ATTEMPTS


async def test_stop_iteration_reaches_the_caller(group: Group) -> None:
    """An error that no future can hold still ends its caller's wait."""
    refused = await group.run(lambda tx: next(iter(())))
    assert isinstance(refused[0], RuntimeError)
    assert "StopIteration" in str(refused[0])


async def test_statements_hide_what_people_wrote(group: Group) -> None:
    """An error of the database names the statement, never the values in it."""

    def wrong(tx: Transaction) -> None:
        tx.execute(text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "kata rahasia"})

    refused = await group.run(wrong)
    assert isinstance(refused[0], DBAPIError)
    assert "kata rahasia" not in str(refused[0])


class SerializationError(Exception):
    """As PostgreSQL's driver reports it."""

    sqlstate = "40001"
