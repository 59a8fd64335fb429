"""The benchmark `answers` on a small scale: an office made by services, the bot and its peer as processes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.bench import answers, office
from storage.database import Database
from storage.records import Prompt


def test_the_office_has_a_user_a_form(tmp_path: Path) -> None:
    """Every PPTK has joined, has confirmed his form and is asked its first question."""
    made = office.make(tmp_path, 3, datetime(2026, 4, 1, 1, 0, tzinfo=UTC))
    database = Database(f"sqlite:///{tmp_path / 'kinerja.db'}")
    asked = database.read_now(lambda tx: tx.execute(select(Prompt.context)).scalars().all())
    assert len(made.chats) == 3
    assert [context["field"] for context in asked] == ["ind:1.1"] * 3
    assert answers.ANSWERS < office.QUESTIONS


def test_the_bot_and_its_peers_are_measured_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """All answer the same users over HTTP; every counted message of those that store rests on a stored answer."""
    monkeypatch.setattr(answers, "USERS", 3)
    monkeypatch.setattr(answers, "ANSWERS", 2)
    monkeypatch.setattr(answers, "RTTS", {"rtt0": 0.0})
    report = answers.measure(1)
    assert report.ratios.keys() == {"echo_rtt0", "async_orm"}
    assert all(ratio > 0 for ratio in report.ratios.values())
    assert report.figures.keys() == {"updates_per_s_rtt0", "cpu_ms", "send_rate"}
    assert report.figures["updates_per_s_rtt0"] > 0


def test_a_message_without_an_answer_is_a_failure(tmp_path: Path) -> None:
    """A speed that rests on answers which were not stored is not reported."""
    office.make(tmp_path, 1, datetime(2026, 4, 1, 1, 0, tzinfo=UTC))
    with pytest.raises(AssertionError, match="1 pesan terkirim, tetapi hanya 0 jawaban tersimpan"):
        answers._kept(Database(f"sqlite:///{tmp_path / 'kinerja.db'}"), answers.Speed(1, 1.0, 1.0))
