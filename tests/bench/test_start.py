"""`bench start` measures the real bot and its peer from command to first poll."""

import pytest

from bot.bench import start


def test_both_are_started_and_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One short run gives seconds and megabytes of both, and their ratios."""
    monkeypatch.setattr(start, "IDLE", 0.1)
    report = start.measure(1)
    for measured in (report.figures, report.peers["echo"]):
        assert set(measured) == {"cold_start_s", "idle_rss_mb"}
        assert all(value > 0 for value in measured.values())
    assert report.ratios["idle_rss_mb"] == report.figures["idle_rss_mb"] / report.peers["echo"]["idle_rss_mb"]
