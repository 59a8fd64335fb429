"""The figures of a process: cheap to write, and silent about what is not expected."""

import logging
from itertools import count

import pytest
import structlog

from bot.incidents import Tally
from bot.logging import configure_logging
from bot.metrics import Duty, Histogram, Metrics, Pulse


def test_a_histogram_counts_each_value_once() -> None:
    """A value that equals a bound counts under it; the last place is for what is larger than all."""
    kept = Histogram(1, 2)
    for value in (0.5, 1, 1.5, 2, 9):
        kept.observe(value)
    assert (kept.counts, kept.total) == ([2, 2, 1], 14)


async def test_only_what_is_expected_has_an_age() -> None:
    """A process that stands by waits for nothing; one that works begins with everything fresh."""
    metrics = Metrics(clock=count().__next__)
    metrics.beat(Pulse.POLL)
    assert (metrics.duty, metrics.ages()) == (Duty.STARTING, {})
    metrics.work(Pulse.ROUNDS, Pulse.SWEEP)

    async def tick() -> None:
        """Nothing is due."""

    await metrics.beating(Pulse.ROUNDS, tick)()
    assert (metrics.duty, metrics.ages()) == (Duty.WORKING, {Pulse.ROUNDS: 1, Pulse.SWEEP: 2})
    metrics.stand_by()
    assert (metrics.duty, metrics.ages()) == (Duty.STANDING_BY, {})


async def test_a_tick_that_fails_is_no_pulse() -> None:
    """Whoever watches sees it grow old."""
    metrics = Metrics(clock=count().__next__)
    metrics.work(Pulse.ROUNDS)

    async def tick() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await metrics.beating(Pulse.ROUNDS, tick)()
    assert metrics.ages() == {Pulse.ROUNDS: 1}


@pytest.mark.usefixtures("untouched_logging")
def test_faults_with_a_code_are_counted() -> None:
    """Only errors, and only those that a person heard a code of, by its letter."""
    configure_logging("INFO", "console")
    metrics, log = Metrics(), structlog.get_logger("ours")
    with Tally(metrics.incidents):
        log.error("update given up", code="G1A")
        log.error("document not made", code="D7")
        log.error("document not made", code="D8")
        log.error("without a code")
        log.info("refused", code="tombol_lama")
        logging.getLogger("library").error("text")
    log.error("update given up", code="G1B")
    assert metrics.incidents == {"G": 1, "D": 2}
