"""A pytest plugin for whole runs: all cores work, and branch coverage that stays below the floors fails the run."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from coverage import Coverage
from coverage.exceptions import NoDataError

FLOORS = {"bot/sop": 100.0, "": 98.0}
"""The percentage of lines and branches that each folder must reach; the empty name stands for all folders."""

WHOLE_MARKERS = {"", "not slow"}
NARROWING = (
    *("keyword", "deselect", "ignore", "ignore_glob", "lf", "stepwise"),
    *("collectonly", "setuponly", "setupplan", "help", "version"),
)
"""pytest's options that leave tests out, or run none."""


class Shortfall(NamedTuple):
    """A folder that stays below its floor."""

    folder: str
    reached: float
    floor: float

    def __str__(self) -> str:
        return f"{self.folder or 'overall'}: {self.reached:.2f} % of lines and branches, the floor is {self.floor:g} %"


class CoverageGate:
    """Measures from before the first conftest.py until after the last fixture; workers and other children included."""

    def __init__(self, root: Path) -> None:
        self._root = root
        # Each run has a folder for its data, so that two runs in one checkout never combine each other's.
        self._data = Path(tempfile.mkdtemp(prefix="coverage-"))
        self._coverage = Coverage(data_file=str(self._data / "data"), config_file=str(root / "pyproject.toml"))
        self._shortfalls: list[Shortfall] = []
        self._table = ""

    def start(self) -> None:
        """Begin to measure this process and those that it starts."""
        self._coverage.start()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Combine what all processes saw; a run that passed fails if a floor was missed."""
        self._coverage.stop()
        if exitstatus != pytest.ExitCode.OK:
            return
        self._coverage.save()
        with warnings.catch_warnings():
            # A child killed while it wrote leaves a broken file, which is worth a warning and no more.
            warnings.simplefilter("default")
            self._coverage.combine()
        self._shortfalls = [fall for folder, floor in FLOORS.items() if (fall := self._shortfall(folder, floor))]
        if self._shortfalls:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the files with gaps and each floor that was missed."""
        terminalreporter.write(self._table)
        for shortfall in self._shortfalls:
            terminalreporter.write_line(f"Coverage too low: {shortfall}", red=True)

    def pytest_unconfigure(self) -> None:
        """Remove this run's data."""
        shutil.rmtree(self._data, ignore_errors=True)

    def _shortfall(self, folder: str, floor: float) -> Shortfall | None:
        """Report on one folder; its table is kept for the summary, and the last one stands for all."""
        table = StringIO()
        include = [f"{self._root / folder}/*"] if folder else None
        try:
            reached = self._coverage.report(include=include, file=table)
        except NoDataError:
            return None
        self._table = table.getvalue()
        return Shortfall(folder, reached, floor) if reached < floor else None


class WorkerMeasure:
    """Hands over what a worker saw, in time for the gate of the run that it works for."""

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Write the data after the last fixture; what the worker saw must not depend on how it ends."""
        measured = Coverage.current()
        if measured:
            measured.stop()
            measured.save()


def is_whole_run(config: pytest.Config) -> bool:
    """Whether every test of the project is to run; only then does a percentage mean anything."""
    option = config.known_args_namespace
    named = {Path(path).resolve() for path in option.file_or_dir}
    everything = {(config.rootpath / path).resolve() for path in config.getini("testpaths")}
    # An option is absent when its plugin is switched off.
    narrowed = any(getattr(option, name, None) for name in NARROWING)
    return (
        config.invocation_params.dir == config.rootpath
        and named in (set(), everything)
        and option.markexpr in WHOLE_MARKERS
        and not narrowed
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Start before a conftest.py can import the product.

    A worker has been measured since its interpreter started, like every child, and judges nothing.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        early_config.pluginmanager.register(WorkerMeasure())
    elif is_whole_run(early_config):
        gate = CoverageGate(early_config.rootpath)
        early_config.pluginmanager.register(gate)
        gate.start()
    return (yield)


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Tell `-n auto`: a worker for each core in a whole run; in any other, none, for it ends before they would start.

    `-n logical` and `-n NUMBER` are left to pytest-xdist.
    """
    if config.option.numprocesses != "auto":
        return None
    cores = os.cpu_count() or 1
    return cores if cores > 1 and is_whole_run(config) else 0
