"""The rows of every table that a document prints, taken down while it is made, so that peers print the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from unittest.mock import patch

from reportlab.platypus import Flowable

from bot.documents.layout.drafting import Draft
from bot.documents.layout.lettering import Written
from bot.documents.layout.tables import Grid, text
from bot.documents.models.papers import Document
from bot.documents.render import render


@dataclass(frozen=True, slots=True)
class Taken:
    """One table: the widths of its columns in points, and its rows as plain texts, the heading first."""

    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def taken(document: Document) -> list[Taken]:
    """Make the document once and give its tables in the order in which they were set up."""
    found: list[Taken] = []
    finish = Grid.flowable

    def telling(grid: Grid) -> Flowable:
        found.append(_texts(grid))
        return finish(grid)

    with patch.object(Grid, "flowable", telling):
        render(document)
    return found


def _texts(grid: Grid) -> Taken:
    rows = [tuple(grid._header), *(_row(draft, len(grid._widths)) for draft in grid._drafts)]
    return Taken(tuple(grid._widths), tuple(rows))


def _row(draft: Draft, columns: int) -> tuple[str, ...]:
    """A row's texts, each in the first column that it spans; what is drawn rather than written is left out."""
    texts = [""] * columns
    for column, _, cell in draft.cells:
        if isinstance(cell, Written):
            texts[column] = cell.text
        elif isinstance(cell, str):
            texts[column] = cell
    return tuple(texts)


def long_table(rows: int, width: float) -> Flowable:
    """A table of so many rows of seven cells, of which two wrap, as the Dokumen's are."""
    shares = (0.06, 0.365, 0.145, 0.1, 0.1, 0.1, 0.13)
    grid = Grid(
        ("No", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Predikat"), [s * width for s in shares]
    )
    for number in range(1, rows + 1):
        name = f"Persentase desa yang menyampaikan laporan kegiatan ke-{number} secara tepat waktu"
        grid.row([str(number), text(name), "Laporan", "12", "11", "91,7%", text("Sangat Tinggi")])
    return grid.flowable()
