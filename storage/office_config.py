"""How an office's profile and office hours are kept as JSON in its rows."""

from __future__ import annotations

import json
from datetime import time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.office_plan import OfficeProfile
from bot.sop.working_time import OfficeHours, Span

_NUMBERING = ("letter_pattern", "letter_last", "letter_last_year", "letter_yearly")
_LATER = (*_NUMBERING, "sop")
_TEXTS = ("code", "government", "address", "contact", "place", "addressee", "addressee_place", "through", "paper")


def profile_to_config(profile: OfficeProfile) -> dict[str, Any]:
    """Return the JSON of a profile but for its name and zone, which have columns of their own."""
    return {
        **{name: getattr(profile, name) for name in (*_TEXTS, *_LATER)},
        "copies": list(profile.copies),
        "legal_basis": list(profile.legal_basis),
        "hours": [spans_to_json(day) for day in profile.hours.weekdays],
        "cap": _text(profile.cap),
        "floor": _text(profile.floor),
        "bands": [[label, _text(bound)] for label, bound in profile.bands],
    }


def profile_from_config(name: str, zone: str, config: dict[str, Any]) -> OfficeProfile:
    """Return the profile that `profile_to_config` wrote."""
    return OfficeProfile(
        name=name,
        zone=zone,
        **{key: config[key] for key in _TEXTS},
        # Offices that were imported before they could count their letters, or name their SOP, have none of these.
        **{key: config[key] for key in _LATER if key in config},
        copies=tuple(config["copies"]),
        legal_basis=tuple(config["legal_basis"]),
        hours=_hours(json.dumps(config["hours"])),
        cap=_decimal(config["cap"]),
        floor=_decimal(config["floor"]),
        bands=tuple((label, _decimal(bound)) for label, bound in config["bands"]),
    )


@lru_cache(64)
def _hours(text: str) -> OfficeHours:
    """Many offices keep the same hours."""
    return OfficeHours(tuple(spans_from_json(day) for day in json.loads(text)))


def spans_to_json(spans: tuple[Span, ...]) -> list[list[str]]:
    """Return the office hours of one day as [["07:30", "12:00"], …]."""
    return [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in spans]


def spans_from_json(spans: list[list[str]]) -> tuple[Span, ...]:
    """Return the office hours that `spans_to_json` wrote."""
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
