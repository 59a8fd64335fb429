"""Files of the simulated Telegram: identifiers, sizes, and pictures measured by their headers."""

import base64
import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from bot.simulator.errors import bad_request
from bot.simulator.shapes import Json

_FOLDERS = {"document": "documents", "photo": "photos", "voice": "voice", "sticker": "stickers"}
_SUFFIXES = {"document": ".bin", "photo": ".jpg", "voice": ".oga", "sticker": ".webp"}
_THUMBNAIL_SIDES = (90, 320)
_DEFAULT_PICTURE = (960, 1280)
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3})


@dataclass(frozen=True)
class StoredFile:
    """One file; `content` is None when its bytes lie on the disk (`kept`), or when only its size was declared."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    path: str
    content: bytes | None
    kept: Path | None = None

    def read(self) -> bytes:
        """Return the bytes, zeros for a file of which only the size is known."""
        if self.kept is not None:
            return self.kept.read_bytes()
        return bytes(self.size) if self.content is None else self.content


class FileStore:
    """Every file by its id and by its path; ids are opaque, as Telegram's are.

    With a `folder` (which must exist) the bytes of new files are kept there and not in memory.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, name: str, mime: str, content: bytes | None, size: int | None = None) -> StoredFile:
        """Keep a file and return it; `size` in bytes is needed only where there is no content."""
        number = len(self._by_path)
        kept: Path | None = None
        if self.folder is not None and content is not None:
            kept = self.folder / str(number)
            kept.write_bytes(content)
        seal = hashlib.sha256(f"{kind}:{number}:{name}".encode()).digest()
        suffix = PurePosixPath(name).suffix or _SUFFIXES[kind]
        stored = StoredFile(
            file_id="BQ" + base64.urlsafe_b64encode(seal + seal[:10]).decode(),
            unique_id="AgAD" + base64.urlsafe_b64encode(seal[:9]).decode(),
            kind=kind,
            name=name,
            mime=mime,
            size=len(content) if content is not None else size or 0,
            path=f"{_FOLDERS[kind]}/file_{number}{suffix}",
            content=content if kept is None else None,
            kept=kept,
        )
        return self.put(stored)

    def put(self, stored: StoredFile) -> StoredFile:
        """Take in a file that has its id already, and return it."""
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def after(self, count: int) -> list[StoredFile]:
        """Return the files that came after the first `count`, oldest first."""
        return list(islice(self._by_id.values(), count, None))

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file of an id; the id of a photo's smaller size leads to the photo."""
        return self._by_id.get(file_id.partition("~")[0])

    def at(self, path: str) -> StoredFile | None:
        """Return the file of a path that getFile gave out."""
        return self._by_path.get(path)


def photo_sizes(stored: StoredFile) -> list[Json]:
    """Return the sizes of a photo as Telegram lists them: thumbnails first, the original last."""
    width, height = picture_size(_head_of(stored)) or _DEFAULT_PICTURE
    sizes = []
    for side in _THUMBNAIL_SIDES:
        if side < max(width, height):
            scale = side / max(width, height)
            small = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
            sizes.append(_identity(stored, f"~{side}") | small | {"file_size": max(1, int(stored.size * scale**2))})
    return [*sizes, _identity(stored) | {"width": width, "height": height, "file_size": stored.size}]


def media_fields(stored: StoredFile, duration: int = 0) -> Json:
    """Return what a message carries for this file, under the name of its kind."""
    if stored.kind == "photo":
        return {"photo": photo_sizes(stored)}
    fields = _identity(stored) | {"file_size": stored.size}
    if stored.kind == "document":
        fields |= {"file_name": stored.name, "mime_type": stored.mime}
    elif stored.kind == "voice":
        fields |= {"duration": duration, "mime_type": stored.mime}
    else:
        fields |= {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {stored.kind: fields}


def picture_size(content: bytes | None) -> tuple[int, int] | None:
    """Return (width, height) of a PNG or JPEG, None for anything else."""
    if content is None:
        return None
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        for marker, start in _jpeg_segments(content):
            if marker in _JPEG_FRAMES and len(content) >= start + 7:
                height, width = struct.unpack(">HH", content[start + 3 : start + 7])
                return int(width), int(height)
    return None


def require_kind(stored: StoredFile | None, kind: str) -> StoredFile:
    """Return the file when it may be sent as `kind`; refuse an unknown id and a file of another kind."""
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _head_of(stored: StoredFile) -> bytes | None:
    """The bytes of a file in which a picture's size is looked for; None where there are none."""
    return stored.content if stored.kept is None else stored.kept.read_bytes()


def _identity(stored: StoredFile, size: str = "") -> Json:
    return {"file_id": stored.file_id + size, "file_unique_id": stored.unique_id + size.replace("~", "_")}


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        yield content[at + 1], at + 2
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
