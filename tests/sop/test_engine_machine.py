"""The engine against random officials: whatever is pressed, the SOP holds."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sop.machine import SopMachine

WALK = settings(
    max_examples=40, stateful_step_count=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def test_whatever_is_pressed_the_sop_holds() -> None:
    """Only the listed actor advances, nothing is skipped, forms join once, and the record replays to the state."""
    run_state_machine_as_test(SopMachine, settings=WALK)


@pytest.mark.slow
def test_the_sop_holds_over_many_more_walks() -> None:
    """The same over two thousand walks."""
    run_state_machine_as_test(SopMachine, settings=settings(WALK, max_examples=2000))
