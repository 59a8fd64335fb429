"""Many offices in one transaction; where one of them fails, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog

from bot.crash_points import CrashPoint, reach
from storage.database import Database, Transaction

LOG = structlog.get_logger(__name__)

Act = Callable[[Transaction, Sequence[int]], object]


async def act_together(database: Database, offices: Sequence[int], act: Act, what: str) -> list[int]:
    """Act for these offices, and give those for which it failed: one office's failure holds up no other."""
    if len(offices) > 1:
        try:
            await _written(database, act, offices)
        except Exception as error:  # noqa: BLE001 - the failure is found again, and told, office by office
            LOG.warning("offices one by one", what=what, offices=len(offices), error=type(error).__name__)
        else:
            return []
    return [office for office in offices if not await _alone(database, office, act, what)]


async def _alone(database: Database, office: int, act: Act, what: str) -> bool:
    try:
        await _written(database, act, [office])
    except Exception as error:  # noqa: BLE001 - its neighbours are served, and it is tried again later
        LOG.warning("office failed", what=what, office=office, error=type(error).__name__)
        return False
    return True


async def _written(database: Database, act: Act, offices: Sequence[int]) -> None:
    reach(CrashPoint.BEFORE_TICK)
    await database.write(lambda tx: act(tx, offices))
    reach(CrashPoint.AFTER_TICK)
