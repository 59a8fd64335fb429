"""Events as plain JSON values for the audit, and back, so that the record can be replayed to the state."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, get_args, get_type_hints

from bot.sop import events
from bot.sop.events import Event
from bot.sop.model import Cycle, CycleStatus

_EVENTS: dict[str, type] = {kind.__name__: kind for kind in get_args(events.Event)}


def to_plain(value: Any) -> Any:
    """A JSON value for a dataclass of the SOP, a datetime, or a tuple of such."""
    if is_dataclass(value):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def event_to_plain(event: Event) -> dict[str, Any]:
    """An event with its name under 'event'."""
    return {"event": type(event).__name__, **to_plain(event)}


def event_from_plain(plain: dict[str, Any]) -> Event:
    """The event that `event_to_plain` wrote."""
    values = dict(plain)
    event: Event = _build(_EVENTS[values.pop("event")], values)
    return event


def replay(recorded: list[dict[str, Any]]) -> Cycle:
    """The cycle that these events of its audit lead to."""
    cycle = Cycle(CycleStatus.DIUSULKAN, ())
    for plain in recorded:
        cycle = events.evolve(cycle, event_from_plain(plain))
    return cycle


def _build(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _build(hints[name], item) for name, item in value.items()})
    arguments = get_args(kind)
    if type(None) in arguments:
        return _build(arguments[0], value)
    if arguments:
        return tuple(_build(arguments[0], item) for item in value)
    return datetime.fromisoformat(value) if kind is datetime else kind(value)
