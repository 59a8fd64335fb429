"""The time that a task is given, kept as JSON in its row."""

import json
from datetime import timedelta

from bot.sop.allowance import Allowance, Extension
from bot.sop.working_time import Limit
from storage.allowances import from_json, to_json
from tests.databases import NOW

GIVEN = Allowance(
    NOW,
    Limit.parse("2 hari"),
    (
        Extension(Limit.parse("2 jam"), NOW + timedelta(hours=1), 3, 'Menunggu "laporan" <desa>.'),
        Extension(Limit.parse("30 menit"), NOW + timedelta(hours=2), None, ""),
    ),
)


def test_what_is_kept_is_what_is_read() -> None:
    """Limit, beginning, and every extension with its grant, in order."""
    assert from_json(json.loads(json.dumps(to_json(GIVEN)))) == GIVEN


def test_a_clock_that_stands_still_is_kept_as_nothing() -> None:
    """A task without a running limit has no allowance."""
    assert to_json(None) is None
    assert from_json(None) is None


def test_how_it_is_kept() -> None:
    """Limits as the SOP prints them, instants with their offset: legible to whoever looks into a backup."""
    assert to_json(Allowance(NOW, Limit.parse("2 hari"), GIVEN.extensions[1:])) == {
        "since": "2026-04-01T00:00:00+00:00",
        "limit": "2 hari",
        "extensions": [{"limit": "30 menit", "at": "2026-04-01T02:00:00+00:00", "by": None, "reason": ""}],
    }
