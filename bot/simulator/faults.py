"""Faults on demand: what a network and a busy Telegram do to a call, seeded and counted."""

import random
from dataclasses import asdict, dataclass
from typing import Any

from bot.simulator.errors import ApiError, bad_request, forbidden, too_many_requests
from bot.simulator.shapes import Json

KINDS = frozenset({"flood", "error", "forbidden", "bad_request", "delay", "reset_before", "reset_after", "late_answer"})


@dataclass
class Fault:
    """One planned fault; `times` None means until it is cleared, `seconds` belongs to a delay or a late answer.

    Without a `method` it strikes every method but getUpdates, whose calls nobody can count.
    """

    kind: str
    times: int | None = 1
    method: str | None = None
    chat_id: int | None = None
    probability: float = 1.0
    retry_after: int = 1
    code: int = 500
    description: str = ""
    seconds: float = 0.0

    def suits(self, method: str, chat_id: Any) -> bool:
        """Tell whether this fault is meant for a call."""
        named = method != "getUpdates" if self.method is None else self.method.lower() == method.lower()
        return named and (self.chat_id is None or self.chat_id == chat_id)

    def error(self) -> ApiError | None:
        """Return the refusal that this fault answers with, None when it is of another kind."""
        if self.kind == "flood":
            return too_many_requests(self.retry_after)
        if self.kind == "forbidden":
            return forbidden(self.description or "bot was blocked by the user")
        if self.kind == "bad_request":
            return bad_request(self.description or "chat not found")
        if self.kind == "error":
            return ApiError(self.code, self.description or "Internal Server Error")
        return None


class FaultPlan:
    """The faults to come, in order, and the outage, which refuses everything."""

    def __init__(self, seed: int = 0) -> None:
        self.outage = False
        self._faults: list[Fault] = []
        self.reseed(seed)

    def reseed(self, seed: int) -> None:
        """Start the dice of faults with a probability anew."""
        self._dice = random.Random(seed)  # noqa: S311 - repeatable tests need a seeded generator, not a secret one

    def add(self, values: Json) -> Fault:
        """Plan a fault; ValueError for an unknown kind, TypeError for an unknown field."""
        fault = Fault(**values)
        if fault.kind not in KINDS:
            raise ValueError(f"unknown fault {fault.kind!r}; known: {', '.join(sorted(KINDS))}")
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all faults and end the outage."""
        self._faults.clear()
        self.outage = False

    def take(self, method: str, chat_id: Any) -> Fault | None:
        """Return the fault that strikes this call, counting it, or None."""
        if self.outage:
            return Fault("error", code=502, description="Bad Gateway")
        for fault in self._faults:
            if fault.suits(method, chat_id) and self._dice.random() < fault.probability:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._faults.remove(fault)
                return fault
        return None

    def listing(self) -> list[Json]:
        """Return the faults still to come."""
        return [asdict(fault) for fault in self._faults]
