"""What a control request brings: its path, its query and its fields, with their types checked."""

import base64
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.simulator.requests import read_request
from bot.simulator.shapes import Json, Upload

_NO = frozenset({"", "0", "false", "no"})


@dataclass(frozen=True)
class Input:
    """One control request; path parts and fields of query and body, by name."""

    path: dict[str, str]
    fields: Json
    upload: Upload | None

    def number(self, name: str, default: float = 0) -> float:
        """Return a number, `default` when it is not given."""
        return float(self.fields.get(name, default))

    def whole(self, name: str) -> int | None:
        """Return an integer or None."""
        value = self.fields.get(name)
        return None if value is None else int(value)

    def flag(self, name: str) -> bool:
        """Tell whether a flag is given and not 0, false or no."""
        return str(self.fields.get(name, "")).lower() not in _NO

    def only(self, *names: str) -> None:
        """Refuse, by ValueError, a field that is not among `names`."""
        for name in self.fields:
            if name not in names:
                raise ValueError(f"unknown field {name!r}; known: {', '.join(names)}")


async def read_input(request: web.Request) -> Input:
    """Read a control request whole."""
    fields, uploads = await read_request(request)
    return Input(dict(request.match_info), fields, uploads.get("file"))


def content_of(fields: Json, upload: Upload | None) -> tuple[bytes | None, int | None]:
    """Return (bytes, None) of an upload or of base64 `data`, or (None, size) when only the size is declared."""
    if upload is not None:
        return upload.content, None
    if "data" in fields:
        return base64.b64decode(fields["data"], validate=True), None
    if "size" not in fields:
        raise ValueError("a file needs `file`, `data` or `size`")
    return None, int(fields["size"])


def text_field(fields: Json, name: str, default: str = "") -> str:
    """Return a string field; ValueError when it is of another type."""
    value: Any = fields.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"field {name!r} wants a string")
    return value
