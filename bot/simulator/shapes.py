"""Shapes shared by the rooms of the simulator: JSON objects and what one API call brings."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from bot.simulator.state import World

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Upload:
    """One file of a multipart request."""

    name: str
    mime: str
    content: bytes


@dataclass
class Call:
    """One call of a method: its converted parameters and its uploads, by field name."""

    world: "World"
    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)
