"""How often each message has failed, and what follows from the next failure."""

from __future__ import annotations

from collections import Counter

from handlers.telegram_errors import FAULT_TRIES, ServerFault, Verdict, judge


class Tries:
    """Counts each kind of error apart: many refusals of a busy Telegram must not make one lost answer the last.

    While nobody at all is answered, faults of the server end no message, however long that lasts.
    """

    def __init__(self) -> None:
        self._failed: dict[int, Counter[type[Exception]]] = {}
        self._unanswered: set[int] = set()

    def judge(self, message: int, error: Exception) -> Verdict:
        """Count a failure of a message, by its id, and decide what it means."""
        failed = self._failed.setdefault(message, Counter())
        tries = failed[type(error)]
        if isinstance(error, ServerFault) and message in self._unanswered:
            # Enough is left for the time after, in which Telegram may still falter.
            tries = min(tries, FAULT_TRIES // 2)
        self._unanswered.add(message)
        verdict = judge(error, tries)
        failed[type(error)] = tries + verdict.counts
        return verdict

    def answered(self) -> None:
        """Telegram did as it was asked, or refused it: it is there."""
        self._unanswered.clear()

    def forget(self, message: int) -> None:
        """A message is sent or given up."""
        self._failed.pop(message, None)
