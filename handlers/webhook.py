"""Taking updates in by webhook: who may bring one, what it must be, and that it is stored before it is confirmed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime

from bot.crash_points import CrashPoint, reach
from handlers.arrivals import Arrivals
from handlers.intake import incoming_of
from storage import intake, notices
from storage.database import Database, Transaction
from storage.intake import Incoming

MOST_BYTES = 1_048_576


class MalformedError(Exception):
    """What was brought is no update."""


class Webhook:
    """The one door for Telegram's posts, the same in every process of a bot.

    Path and secret are derived from the token, so that processes agree on them and none of it gives the token away.
    """

    def __init__(self, database: Database, token: str, arrivals: Arrivals, *, now: Callable[[], datetime]) -> None:
        self.arrivals = arrivals
        self._database = database
        self._now = now
        self.path = f"/telegram/{_derived(token, 'path')[:32]}"
        self.secret = _derived(token, "secret")

    def admits(self, secret: str) -> bool:
        """Whether whoever brings an update knows the secret; compared in constant time."""
        return hmac.compare_digest(secret.encode(errors="replace"), self.secret.encode())

    async def take(self, body: bytes) -> None:
        """Store an update; once this returns it is committed and may be confirmed.

        Raises MalformedError for what is no update; whatever else is raised asks Telegram to bring it again.
        """
        one = _read(body)
        now = self._now()

        def store(tx: Transaction) -> list[int]:
            due = intake.store(tx, [one], now)
            for update_id in due:
                notices.tell(tx, notices.UPDATE, str(update_id))
            return due

        reach(CrashPoint.BEFORE_STORE)
        due = await self._database.write(store)
        reach(CrashPoint.AFTER_STORE)
        if not self._database.shared:
            # Elsewhere the database tells, in the order of the commits.
            self.arrivals.tell(due)


def _derived(token: str, purpose: str) -> str:
    return hmac.new(token.encode(), f"webhook {purpose}".encode(), hashlib.sha256).hexdigest()


def _read(body: bytes) -> Incoming:
    try:
        one = incoming_of(json.loads(body))
    except (ValueError, RecursionError):
        raise MalformedError from None
    if one is None:
        raise MalformedError
    return one
