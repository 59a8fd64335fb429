"""A finished benchmark, as one JSON object for programs or as tables for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from statistics import median

from rich.console import Console
from rich.table import Table

from bot.bench.machine import machine

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of numbers that follow from the figures, under headings of their own."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]

    def plain(self) -> list[dict[str, float]]:
        """Each row by its headings."""
        return [_rounded(dict(zip(self.columns, row, strict=True))) for row in self.rows]

    def shown(self) -> Table:
        """As people read it; whole numbers without decimals."""
        table = Table(title=self.name, title_justify="left")
        for column in self.columns:
            table.add_column(column, justify="right")
        for row in self.rows:
            table.add_row(*(_shown(value).removesuffix(",00") for value in row))
        return table


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was measured: medians of `runs` runs.

    A ratio compares us with a peer of the same run. It is above 1 where we are better in `answers` (our rate by the
    peer's) and `deadlines` (its lateness by ours), below 1 in `documents` and `start` (our cost by the peer's).
    """

    name: str
    runs: int
    figures: Mapping[str, float]
    peers: Mapping[str, Mapping[str, float]]
    ratios: Mapping[str, float]
    notes: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()

    def as_json(self) -> str:
        """One object: name, machine, runs, figures, peers, ratios, and listings where there are any."""
        return json.dumps(
            {
                "name": self.name,
                "machine": machine(),
                "runs": self.runs,
                "figures": _rounded(self.figures),
                "peers": {peer: _rounded(figures) for peer, figures in self.peers.items()},
                "ratios": _rounded(self.ratios),
                **({"listings": {one.name: one.plain() for one in self.listings}} if self.listings else {}),
            },
            ensure_ascii=False,
        )

    def as_text(self) -> str:
        """Tables in Indonesian, with what they were measured on and how."""
        console = Console(file=StringIO(), width=WIDTH, record=True)
        table = Table(title=f"{self.name}: median dari {self.runs} kali ukur", title_justify="left")
        table.add_column("Angka")
        for column in ("Bot ini", *self.peers):
            table.add_column(column, justify="right")
        for name, value in self.figures.items():
            table.add_row(name, _shown(value), *(_shown(peer.get(name)) for peer in self.peers.values()))
        console.print(table)
        for name, value in self.ratios.items():
            console.print(f"ratios.{name}: {_shown(value)}", highlight=False)
        for listing in self.listings:
            console.print(listing.shown())
        for note in self.notes:
            console.print(note, highlight=False)
        console.print(", ".join(f"{name} {value}" for name, value in machine().items()), highlight=False)
        return console.export_text().rstrip()


def medians(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each figure over all runs."""
    return {name: median(one[name] for one in found) for name in found[0]}


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figures.items()}


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
