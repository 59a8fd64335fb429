"""The process's figures in the words of Prometheus; no label ever names a person, an office, or what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import TypeVar

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.metrics import Duty, Histogram, Metrics
from storage.backlog import Backlog

K = TypeVar("K", tuple[str], tuple[str, str])


def exposition(metrics: Metrics, found: Backlog | None) -> bytes:
    """All figures as text; without a backlog the database is shown as away."""
    registry = CollectorRegistry()
    registry.register(_Figures(metrics, found))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, metrics: Metrics, found: Backlog | None) -> None:
        self._metrics = metrics
        self._found = found

    def collect(self) -> Iterable[Metric]:
        metrics = self._metrics
        yield _counter("kinerja_updates", "Tries to handle an update", ("kind", "outcome"), metrics.updates)
        yield _counter("kinerja_api_calls", "Calls of the Bot API", ("method", "outcome"), metrics.calls)
        incidents = {(kind,): count for kind, count in metrics.incidents.items()}
        yield _counter("kinerja_incidents", "Faults logged under a code, by its letter", ("kind",), incidents)
        yield _histogram("kinerja_handling_seconds", "Handling one update, commit included", metrics.handling)
        yield _histogram("kinerja_sending_seconds", "One call of the Bot API that succeeded", metrics.sending)
        yield _histogram("kinerja_writing_seconds", "One transaction of the writer, commit included", metrics.writing)
        yield _histogram("kinerja_writing_group", "Functions that shared one transaction", metrics.group)
        duty = GaugeMetricFamily("kinerja_duty", "What the process is there for", labels=("duty",))
        for one in Duty:
            duty.add_metric((one,), float(one is metrics.duty))
        yield duty
        pulse = GaugeMetricFamily("kinerja_pulse_age_seconds", "Since it last came around", labels=("pulse",))
        for name, age in metrics.ages().items():
            pulse.add_metric((name,), age)
        yield pulse
        yield _gauge("kinerja_database_up", "Whether the database answers a read", float(self._found is not None))
        if self._found is not None:
            yield from _backlog(self._found)


def _backlog(found: Backlog) -> Iterable[Metric]:
    yield _gauge("kinerja_intake_pending", "Updates stored and not yet handled", found.updates)
    yield _gauge("kinerja_outbox_pending", "Messages that could go out", found.messages)
    yield _gauge("kinerja_outbox_held", "Messages held since a restoration", found.held)
    yield _gauge("kinerja_outbox_oldest_seconds", "Age of the oldest message that could go out", found.oldest_message)
    yield _gauge("kinerja_deadline_late_seconds", "How late the most overdue reminder is", found.oldest_deadline)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)


def _counter(name: str, what: str, labels: tuple[str, ...], counts: Mapping[K, int]) -> Metric:
    family = CounterMetricFamily(name, what, labels=labels)
    for values, count in counts.items():
        family.add_metric(values, count)
    return family


def _histogram(name: str, what: str, kept: Histogram) -> Metric:
    family = HistogramMetricFamily(name, what)
    bounds = (*map(str, map(float, kept.bounds)), "+Inf")
    family.add_metric((), list(zip(bounds, accumulate(kept.counts), strict=True)), kept.total)
    return family
