"""The SOP tables that this program ships, by version: what an office names, and what each of its cycles keeps to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from bot.sop.definition import load
from bot.sop.errors import SopDefinitionError
from bot.sop.model import Sop

DEFAULT = "long-ikis@2022"
"""Of an office that names none."""


@cache
def shipped() -> Mapping[str, Sop]:
    """Every table of this folder, read and checked once; raises SopDefinitionError for one that cannot be walked."""
    tables = sorted((one for one in files("bot.sop").iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return MappingProxyType(by_version(load(one.read_text("utf-8")) for one in tables))


def by_version(sops: Iterable[Sop]) -> dict[str, Sop]:
    """SOPs by version; raises SopDefinitionError if two have the same, or there is none of the default one."""
    found = dict[str, Sop]()
    for sop in sops:
        if sop.version in found:
            raise SopDefinitionError(f"dua tabel SOP memakai versi {sop.version}")
        found[sop.version] = sop
    if DEFAULT not in found:
        raise SopDefinitionError(f"tabel SOP {DEFAULT} tidak ada")
    return found
