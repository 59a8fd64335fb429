"""The spans in which the bot was alive, and the gaps between them: time that is never held against a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from bot.sop.working_time import Interval
from storage.database import Transaction
from storage.tables import Heartbeat

TOLERANCE = timedelta(minutes=3)
"""A shorter silence, such as that of a restart, is no outage."""


def begin(tx: Transaction, now: datetime) -> int:
    """Open a new span at `now` and give its id.

    A span that reaches beyond `now` was told by a clock that has been set back since, and is cut there. One that lies
    wholly beyond it is left alone: it may be this clock that is wrong, as that of a machine without a battery is.
    """
    tx.execute(update(Heartbeat).where(Heartbeat.started_at <= now, Heartbeat.last_at > now).values(last_at=now))
    opened = insert(Heartbeat).values(started_at=now, last_at=now).returning(Heartbeat.id)
    return int(tx.execute(opened).scalar_one())


def beat(tx: Transaction, id: int, now: datetime) -> None:  # noqa: A002 - it is the row's id
    """Extend a span to `now`; never shortens it."""
    tx.execute(update(Heartbeat).where(Heartbeat.id == id, Heartbeat.last_at < now).values(last_at=now))


def outages(tx: Transaction, since: datetime, until: datetime) -> list[Interval]:
    """The stretches of the window in which no process of the bot was alive for longer than the tolerance, in order.

    Of the time before the first span nothing is known, so it holds no outage. After the last beat the bot counts as
    alive until a new span says otherwise: it is the bot that asks, and its next beat may be a wound day away.
    """
    spans = select(Heartbeat.started_at, Heartbeat.last_at).order_by(Heartbeat.started_at, Heartbeat.last_at)
    return silences([Interval(row.started_at, row.last_at) for row in tx.execute(spans)], since, until)


def silences(alive: Sequence[Interval], since: datetime, until: datetime) -> list[Interval]:
    """The same of spans that are given in the order of their starts."""
    found: list[Interval] = []
    heard = alive[0].end if alive else since
    for start, end in alive[1:]:
        gap = Interval(max(heard, since), min(start, until))
        if start - heard > TOLERANCE and gap.start < gap.end:
            found.append(gap)
        heard = max(heard, end)
    return found
