from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError

from storage.database import Transaction
from storage.link import Link, TransactionLostError
from tests.storage.group import Group, Work, keep


@pytest.fixture
def group(postgresql_numbers_url: str) -> Group:
    """A writer on PostgreSQL."""
    return Group(postgresql_numbers_url)


def cut(url: str, pid: int) -> None:
    """End a connection as a restart of the server does, and wait until it has ended."""
    with psycopg.connect(url, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,)).fetchone() == (True,)


def pid_of(tx: Transaction) -> int:
    """The server's number of this connection."""
    return int(tx.scalar(text("SELECT pg_backend_pid()")) or 0)


def add(number: int, amount: int = 1) -> Work:
    """A function that changes a row, and so holds its lock until COMMIT."""

    def work(tx: Transaction) -> None:
        tx.execute(
            text("UPDATE kept SET filler = NULL, number = number + :a WHERE place = :p"), {"a": amount, "p": number}
        )

    return work


async def test_connection_cut_between_groups_is_made_anew(group: Group) -> None:
    """A server that was restarted while nobody wrote goes unnoticed."""
    group.link.begin()
    pid = pid_of(group.link.tx)
    group.link._say("COMMIT")
    cut(group.url, pid)
    assert await group.run(keep(1), keep(2)) == [1, 2]
    assert group.kept() == [1, 2]


async def test_connection_cut_within_a_group_loses_nothing(group: Group) -> None:
    """When the connection breaks before COMMIT, every function is run again on a new one."""
    pids: list[int] = []

    def breaking(tx: Transaction) -> int:
        pids.append(pid_of(tx))
        if len(pids) == 1:
            cut(group.url, pids[0])
        return int(keep(2)(tx))

    assert await group.run(keep(1), breaking, keep(3)) == [1, 2, 3]
    assert group.kept() == [1, 2, 3]
    assert len(set(pids)) == 2


async def test_connection_cut_at_commit_is_told_to_everyone(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nobody can know whether COMMIT arrived, nothing is run again, and each caller hears of it."""
    commit: Callable[[Link], None] = Link.commit

    def cut_and_commit(link: Link) -> None:
        cut(group.url, pid_of(link.tx))
        commit(link)

    monkeypatch.setattr(Link, "commit", cut_and_commit)
    refused = await group.run(keep(1), keep(2))
    assert [type(error) for error in refused] == [OperationalError, OperationalError]
    monkeypatch.undo()
    assert await group.run(keep(3)) == [3]
    assert group.kept() == [3]


async def test_error_that_a_function_hides_refuses_it(group: Group) -> None:
    """PostgreSQL would turn the COMMIT of a failed transaction into a silent roll-back; the function is refused."""

    def hide(tx: Transaction) -> None:
        keep(2)(tx)
        with pytest.raises(IntegrityError):
            keep(2)(tx)

    first, second, third = await group.run(keep(1), hide, keep(3))
    assert (first, third) == (1, 3)
    assert isinstance(second, InternalError)
    assert isinstance((await group.run(hide))[0], TransactionLostError)
    assert group.kept() == [1, 3]


async def test_groups_that_wait_for_each_other_both_succeed(group: Group) -> None:
    """Two writers that lock the same rows in opposite order both get done."""
    await group.run(keep(10), keep(20))
    meeting = threading.Barrier(2)
    met: set[str] = set()

    def first_then_meet(name: str, place: int) -> Work:
        def work(tx: Transaction) -> None:
            add(place)(tx)
            if name not in met:
                met.add(name)
                meeting.wait(10)

        return work

    one, two = Group(group.url), Group(group.url)
    results = await asyncio.gather(
        one.run(first_then_meet("one", 1), add(2)),
        two.run(first_then_meet("two", 2), add(1)),
    )
    assert list(results) == [[None, None], [None, None]]
    assert group.kept() == [12, 22]


async def test_deadlock_of_lone_functions_is_resolved(group: Group) -> None:
    """Two functions that lock each other out are run until both are done."""
    await group.run(keep(10), keep(20))
    meeting = threading.Barrier(2)
    met: set[int] = set()

    def crossing(here: int, there: int) -> Work:
        def work(tx: Transaction) -> None:
            tx.execute(text("SET LOCAL deadlock_timeout = 20"))
            add(here)(tx)
            if here not in met:
                met.add(here)
                meeting.wait(10)
            add(there)(tx)

        return work

    results = await asyncio.gather(
        Group(group.url).run(crossing(1, 2)),
        Group(group.url).run(crossing(2, 1)),
    )
    assert list(results) == [[None], [None]]
    assert group.kept() == [12, 22]
