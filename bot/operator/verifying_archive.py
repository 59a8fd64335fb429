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

from bot.services.archive.filing import Made
from bot.texts import sealing as texts
from bot.texts.filing import AUDIT, AUDIT_FOLDER, LIST, MANIFEST, README

_MADE = {f"{AUDIT_FOLDER}/{AUDIT}": Made.AUDIT, LIST: Made.LIST, README: Made.README}
"""What the office does not keep, by its place: a kind alone is only what the manifest says."""

_MOST_MANIFEST = 20_000_000
_MOST_BYTES = 4_000_000_000
_CHUNK = 1 << 20
_MOST_TOLD = 20
_BROKEN = (BadZipFile, InflateError, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError)
"""What zipfile raises for archives that are cut off, encrypted or made to do harm."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest has it."""

    path: str
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said of an archive, line by line, whether it is `whole`, and the files that the office kept before."""

    lines: Sequence[str]
    whole: bool
    kept: Sequence[Listed] = ()


def check(file: Path) -> Checked:
    """Compare every file of an archive with its manifest; nothing is written, nothing is held in memory whole."""
    try:
        with ZipFile(file) as archive:
            listed = _listed(archive)
            faults = list(_faults(archive, listed))
    except _BROKEN:
        return Checked([texts.NO_MANIFEST], whole=False)
    if not faults:
        kept = [one for one in listed.values() if _MADE.get(one.path) != one.kind]
        return Checked([texts.ARCHIVE_WHOLE.format(count=len(listed))], whole=True, kept=kept)
    return Checked([texts.ARCHIVE_CHANGED, *shortened(faults)], whole=False)


def shortened(faults: Sequence[str]) -> Sequence[str]:
    """As many lines as a screen shows, and how many more there are."""
    more = [texts.MORE.format(count=len(faults) - _MOST_TOLD)] if len(faults) > _MOST_TOLD else []
    return [*faults[:_MOST_TOLD], *more]


def _listed(archive: ZipFile) -> Mapping[str, Listed]:
    """What the manifest lists, by path; raises ValueError or KeyError for a manifest of another kind."""
    with archive.open(MANIFEST) as source:
        content = source.read(_MOST_MANIFEST + 1)
    if len(content) > _MOST_MANIFEST:
        raise ValueError("manifest too large")
    manifest = json.loads(content)
    if not isinstance(manifest, dict) or not isinstance(manifest["berkas"], list):
        raise ValueError("no list of files")
    found = [one for one in manifest["berkas"] if isinstance(one, dict)]
    return {one.path: one for one in map(_entry, found)}


def _entry(line: Mapping[str, object]) -> Listed:
    return Listed(str(line["path"]), str(line["sha256"]), str(line["kind"]))


def _faults(archive: ZipFile, listed: Mapping[str, Listed]) -> Iterator[str]:
    """One line for each file that is missing, other, or there without being listed; a name twice is other."""
    names = Counter(one.filename for one in archive.infolist() if not one.is_dir())
    room = _MOST_BYTES
    for path, one in listed.items():
        if path not in names:
            yield texts.MISSING.format(path=plain(path))
            continue
        room -= archive.getinfo(path).file_size
        if room < 0 or names[path] > 1 or _digest(archive, path) != one.sha256:
            yield texts.OTHER.format(path=plain(path))
    for path in sorted(set(names) - {*listed, MANIFEST}):
        yield texts.EXTRA.format(path=plain(path))


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


def plain(path: str) -> str:
    """Return a path from a file that anybody may have made, without anything that a terminal would obey."""
    return "".join(char for char in path if char.isprintable())
