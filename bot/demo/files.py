"""The shelf of a play: every document that was delivered or issued, once, under the name that it has in chat."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image, ImageDraw

_KILOBYTE = 1024
_PAGE = (480, 640)


class Shelf:
    """Keeps files in a folder; the same bytes are kept once, other bytes of the same name get a number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def keep(self, name: str, content: bytes) -> str:
        """Keep a file; gives its name in the folder with its size, as the transcript says it."""
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self._names:
            self._names[digest] = self._free(Path(name).name)
            (self.folder / self._names[digest]).write_bytes(content)
        return f"{self._names[digest]} ({_size(len(content))})"

    @property
    def names(self) -> list[str]:
        """Every file that was kept, in order."""
        return list(self._names.values())

    def _free(self, name: str) -> str:
        path, number = Path(name), 1
        while name in self._taken:
            number += 1
            name = f"{path.stem} ({number}){path.suffix}"
        self._taken.add(name)
        return name


def _size(length: int) -> str:
    return f"{max(length // _KILOBYTE, 1)} KB"


def picture(caption: str, kind: str = "JPEG") -> bytes:
    """A picture with a caption, as JPEG or as a PDF of one page: what officials photograph and scan in a play."""
    image = Image.new("RGB", _PAGE, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, _PAGE[0] - 20, _PAGE[1] - 20), outline="black", width=3)
    pen.text((40, 60), f"CONTOH\n\n{caption}", fill="black")
    written = io.BytesIO()
    image.save(written, kind)
    return written.getvalue()
