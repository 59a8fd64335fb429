"""Compliance: visits taken together, by step and by official."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sop import compliance
from bot.sop.model import Purpose
from tests.sop.office import wita
from tests.sop.test_compliance import MINUTE, granted, only, task, visits


def test_an_empty_summary_has_no_share() -> None:
    """Nothing was finished, so nothing can be said."""
    found = compliance.summarise([only(task(None))])
    assert (found.count, found.share, found.late_p90, found.used_median) == (0, None, timedelta(), timedelta())


def test_a_summary_counts_the_finished_visits() -> None:
    """An open one adds nothing."""
    returned = replace(task(wita(4, 9, "09.00")), step=11, outcome="tidak")
    late = task(wita(4, 10, "11.00"), extensions=(granted("10 menit"),))
    found = compliance.summarise(visits(returned, late, replace(late, outcome="selesai"), task(None)))
    assert (found.count, found.on_time, found.extensions, found.returns, found.repeats) == (3, 1, 2, 1, 1)
    assert (found.late, found.late_max, found.late_median) == (220 * MINUTE, 110 * MINUTE, 110 * MINUTE)
    assert found.share is not None
    assert found.share.quantize(Decimal("0.01")) == Decimal("33.33")


@pytest.mark.parametrize(
    ("minutes", "percent", "expected"),
    [([], 50, 0), ([7], 50, 7), ([7], 90, 7), ([1, 2], 50, 1), ([3, 1, 2], 50, 2), (list(range(10, 0, -1)), 90, 9)],
)
def test_a_percentile_is_the_nearest_rank(minutes: list[int], percent: int, expected: int) -> None:
    """A value that really occurred, never one between two."""
    assert compliance.percentile([one * MINUTE for one in minutes], percent) == expected * MINUTE


@given(st.lists(st.integers(0, 500), min_size=1), st.integers(1, 100))
def test_at_least_so_many_are_within_a_percentile(minutes: list[int], percent: int) -> None:
    """And it is the smallest such value."""
    spans = [one * MINUTE for one in minutes]
    found = compliance.percentile(spans, percent)
    assert sum(one <= found for one in spans) * 100 >= percent * len(spans)
    assert sum(one < found for one in spans) * 100 < percent * len(spans)


def test_groups_keep_the_order_in_which_they_come() -> None:
    """And lose nothing."""
    found = visits(task(None), replace(task(None), step=7), task(None))
    assert [(key, len(group)) for key, group in compliance.grouped(found, compliance.row_of_paper).items()] == [
        ((5, Purpose.SOP), 2),
        ((7, Purpose.SOP), 1),
    ]
