"""How the time that a task is given is kept as JSON in its row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.sop.allowance import Allowance, Extension
from bot.sop.working_time import Limit


def to_json(allowance: Allowance | None) -> dict[str, Any] | None:
    """Return {"since": …, "limit": "2 hari", "extensions": [{"limit", "at", "by", "reason"}, …]}, None for none."""
    if allowance is None:
        return None
    extensions = [
        {"limit": str(one.limit), "at": one.at.isoformat(), "by": one.by, "reason": one.reason}
        for one in allowance.extensions
    ]
    return {"since": allowance.since.isoformat(), "limit": str(allowance.limit), "extensions": extensions}


def from_json(kept: dict[str, Any] | None) -> Allowance | None:
    """Return the allowance that `to_json` wrote."""
    if kept is None:
        return None
    extensions = (
        Extension(Limit.parse(one["limit"]), datetime.fromisoformat(one["at"]), one["by"], one["reason"])
        for one in kept["extensions"]
    )
    return Allowance(datetime.fromisoformat(kept["since"]), Limit.parse(kept["limit"]), tuple(extensions))
