"""The benchmark `nation` on a small scale: offices copied from one that services played, and cycles among them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.bench import country, nation, needs
from bot.bench.country import Costs
from bot.bench.papermill import Papermill
from bot.services.papers import worker


@pytest.fixture(autouse=True)
def printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer that takes no time."""

    def printed(document: object, **_: Any) -> tuple[str, str, bytes, str | None, bool]:
        return f"{type(document).__name__}.pdf", "application/pdf", b"%PDF-" + bytes(5_000), None, False

    monkeypatch.setattr(worker, "render", printed)


async def test_a_cycle_is_played_among_copies(tmp_path: Path) -> None:
    """Each copy is whole and has words of its own; what a newcomer's cycle costs is told in all its parts."""
    mill = Papermill()
    rush = await country.found(tmp_path, mill)
    country.multiply(tmp_path, 3)
    with closing(sqlite3.connect(tmp_path / "kinerja.db")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        ((names, archived),) = connection.execute(
            "SELECT count(DISTINCT config), (SELECT count(*) FROM cycle WHERE status = 'selesai') FROM office"
        ).fetchall()
    assert (names, archived) == (3, 3)
    place = country.opened(tmp_path, mill, 3)
    place.place.database.start()
    costs = await place.cycle()
    await place.place.database.close()
    assert 0 < rush < costs.messages
    assert costs.updates > 50
    assert costs.cpu > 0
    assert costs.size > 5_000 * 10


def test_growth_is_the_greatest_of_the_three_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run by run against the smallest country of the same run; what is needed follows as a table."""
    monkeypatch.setattr(nation, "SIZES", (10, 100))
    small = [Costs(1.0, 1_000_000, 100, 50), Costs(2.0, 1_000_000, 100, 50)]
    large = [Costs(1.1, 1_050_000, 100, 50), Costs(2.2, 1_050_000, 100, 50)]
    report = nation._report(2, 25, 0.5, [small, large])
    assert report.figures["cost_growth"] == pytest.approx(1.1)
    assert report.figures["size_growth"] == pytest.approx(1.05)
    rows = json.loads(report.as_json())["listings"]["kebutuhan"]
    assert [row["kantor"] for row in rows] == list(needs.OFFICES)
    assert rows[0]["detik (30/d)"] == pytest.approx(3.333)
    assert rows[3]["bot"] == 2
    assert "kebutuhan" in report.as_text()
