"""The peer of `deadlines`: APScheduler with its own SQLAlchemyJobStore, and jobs that only note their time."""

from __future__ import annotations

import asyncio
import json
import pickle
import sys
from datetime import timedelta
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED  # type: ignore[import-untyped]
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # type: ignore[import-untyped]
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from sqlalchemy import Connection, Table

from bot.bench.gaps import Gaps, longest
from bot.bench.watching import percentile
from bot.clock import SystemClock

AHEAD = timedelta(seconds=4)
"""Until the jobs are due, in which they are written."""
LONGEST = 600.0
fired: list[float] = []


async def note() -> None:
    """The job: note when it ran."""
    fired.append(monotonic())


async def run(target: Path, count: int, grace: dict[str, Any]) -> dict[str, float]:
    """Let `count` jobs come due in the same instant.

    Gives how many fired and missed, and in milliseconds how late the fired ones were and how long the loop stood
    still; a job that was missed counts in neither lateness.
    """
    fired.clear()
    due, at, done = SystemClock().now() + AHEAD, monotonic() + AHEAD.total_seconds(), asyncio.Event()
    ended: list[int] = []

    def note_end(event: Any) -> None:
        ended.append(event.code)
        if len(ended) == count:
            done.set()

    store = SQLAlchemyJobStore(url=f"sqlite:///{target}")
    scheduler = AsyncIOScheduler(jobstores={"default": store})
    scheduler.add_listener(note_end, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    scheduler.start(paused=True)
    scheduler.add_job(note, "date", run_date=due, id="0", **grace)
    with store.engine.begin() as connection:
        _multiply(connection, store.jobs_t, count)
    gaps = Gaps()
    watching = asyncio.create_task(gaps.watch())
    scheduler.resume()
    async with asyncio.timeout(LONGEST):
        await done.wait()
    # A turn more, in which the last gap is noted.
    await asyncio.sleep(0.1)
    watching.cancel()
    scheduler.shutdown(wait=False)
    return _result(at, ended, gaps)


def _multiply(connection: Connection, jobs: Table, count: int) -> None:
    """Write the other jobs as the store keeps the first, in one transaction instead of one each."""
    first = connection.execute(jobs.select()).one()
    state = pickle.loads(first.job_state)  # noqa: S301 - this process has just written it
    rows = [
        {
            "id": str(number),
            "next_run_time": first.next_run_time,
            "job_state": pickle.dumps(state | {"id": str(number)}, pickle.HIGHEST_PROTOCOL),
        }
        for number in range(1, count)
    ]
    if rows:
        connection.execute(jobs.insert(), rows)


def _result(due: float, ended: list[int], gaps: Gaps) -> dict[str, float]:
    late = [at - due for at in fired]
    return {
        "fired": float(len(fired)),
        "missed": float(ended.count(EVENT_JOB_MISSED)),
        "lateness_p50_ms": 1000 * percentile(late, 0.5),
        "lateness_p99_ms": 1000 * percentile(late, 0.99),
        "loop_gap_ms": 1000 * longest(gaps.found, due, inf),
    }


def main(target: str, count: str, grace: str) -> None:
    """Print the result as JSON; `grace` is 'default' or 'off'."""
    chosen = {"misfire_grace_time": None} if grace == "off" else {}
    sys.stdout.write(json.dumps(asyncio.run(run(Path(target), int(count), chosen))))


if __name__ == "__main__":
    main(*sys.argv[1:])
