"""Whether an archive that `bot export` wrote still has exactly the files that its manifest lists."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as InflateError  # noqa: N812 - the library's exception has the name of a function

from bot.texts import sealing as texts

MANIFEST = "manifest.json"
_MOST_MANIFEST = 20_000_000
_MOST_BYTES = 4_000_000_000
_CHUNK = 1 << 20
_MOST_TOLD = 20
_BROKEN = (BadZipFile, InflateError, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError)
"""What zipfile raises for archives that are cut off, encrypted or made to do harm."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said of an archive, line by line, and whether it is `whole`."""

    lines: Sequence[str]
    whole: bool


def check(file: Path) -> Checked:
    """Compare every file of an archive with its manifest; nothing is written, nothing is held in memory whole."""
    try:
        with ZipFile(file) as archive:
            listed = _listed(archive)
            faults = list(_faults(archive, listed))
    except _BROKEN:
        return Checked([texts.NO_MANIFEST], whole=False)
    if not faults:
        return Checked([texts.ARCHIVE_WHOLE.format(count=len(listed)), texts.ARCHIVE_NOTE], whole=True)
    more = [texts.MORE.format(count=len(faults) - _MOST_TOLD)] if len(faults) > _MOST_TOLD else []
    return Checked([texts.ARCHIVE_CHANGED, *faults[:_MOST_TOLD], *more], whole=False)


def _listed(archive: ZipFile) -> Mapping[str, str]:
    """The SHA-256 of each file by its path; raises ValueError or KeyError for a manifest of another kind."""
    with archive.open(MANIFEST) as source:
        content = source.read(_MOST_MANIFEST + 1)
    if len(content) > _MOST_MANIFEST:
        raise ValueError("manifest too large")
    plain = json.loads(content)
    if not isinstance(plain, dict) or not isinstance(plain["files"], list):
        raise ValueError("no list of files")
    return {str(one["path"]): str(one["sha256"]) for one in plain["files"] if isinstance(one, dict)}


def _faults(archive: ZipFile, listed: Mapping[str, str]) -> Iterator[str]:
    """One line for each file that is missing, other, or there without being listed; a name twice is other."""
    names = Counter(one.filename for one in archive.infolist() if not one.is_dir())
    room = _MOST_BYTES
    for path, sha256 in listed.items():
        if path not in names:
            yield texts.MISSING.format(path=_plain(path))
            continue
        room -= archive.getinfo(path).file_size
        if room < 0 or names[path] > 1 or _digest(archive, path) != sha256:
            yield texts.OTHER.format(path=_plain(path))
    for path in sorted(set(names) - {*listed, MANIFEST}):
        yield texts.EXTRA.format(path=_plain(path))


def _digest(archive: ZipFile, path: str) -> str:
    """The SHA-256 of a file as it unpacks; '' if it does not."""
    digest = hashlib.sha256()
    try:
        with archive.open(path) as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
    except _BROKEN:
        return ""
    return digest.hexdigest()


def _plain(path: str) -> str:
    """A path from a file that anybody may have made, without anything that a terminal would obey."""
    return "".join(char for char in path if char.isprintable())
