"""`bench room` opens the training room in a real Chromium, uses it, scrolls it, and plays cycles in another."""

from __future__ import annotations

import shutil

import pytest

from bot.bench import room, room_cycles, room_page

pytest.importorskip("playwright", reason="playwright is not installed")


def test_without_a_browser_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has no Chromium reads what to install, before anything is begun."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(LookupError, match="memerlukan Chromium"):
        room.measure(1)


@pytest.mark.skipif(not any(map(shutil.which, room_page.BROWSERS)), reason="no Chromium in PATH")
@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_room_is_opened_used_and_played(monkeypatch: pytest.MonkeyPatch) -> None:
    """One short run gives every figure, those that are waited for in order, and says how many cycles were played."""
    for name, value in {"ACTS": 3, "MESSAGES": 18, "SCROLLING_MS": 200}.items():
        monkeypatch.setattr(room_page, name, value)
    monkeypatch.setattr(room_cycles, "CYCLES", 1)
    report = room.measure(1)
    figures = report.figures
    assert all(value > 0 for value in figures.values())
    assert figures["page_s"] <= figures["card_s"]
    assert figures["press_p50_ms"] <= figures["press_p95_ms"]
    assert figures["scroll_frame_p50_ms"] <= figures["scroll_frame_p95_ms"]
    assert (figures["cycles"], figures["memory_growth"]) == (1, 1)
    assert not report.peers
    assert not report.ratios
