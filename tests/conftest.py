"""What every test run stands on: the environment that libraries read when they are imported."""

import gc
import logging
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.databases", "tests.order"]

# python-telegram-bot reads this when a duration is asked for, and warns without it; warnings are errors here.
os.environ["PTB_TIMEDELTA"] = "true"

# Coverage slows the examples, so none is timed; where nobody can look into a new counterexample they are the same ones
# at each run.
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("suite")


MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3


def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder of its own for all that it writes; its workers and other children inherit it.

    It lies in memory where there is room: thousands of small databases, each of which syncs every commit, otherwise
    wait for the disk. `--basetemp` puts the tests' own files elsewhere.
    """
    if hasattr(config, "workerinput"):
        return
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    folder = tempfile.mkdtemp(prefix="run-", dir=MEMORY if roomy else None)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    # The tests' PostgreSQL warns, on import, where the session has no runtime folder of its own.
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="runtime-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture(scope="session", autouse=True)
def nothing_left() -> Iterator[None]:
    """Find what was never closed or awaited while a test can still fail for it: a worker's end is heard by nobody."""
    yield
    gc.collect()


def leave_unmeasured(patch: pytest.MonkeyPatch) -> None:
    """Hide from processes that are started now how coverage follows into them."""
    patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let coverage not follow into the processes that a test starts: other tests measure what they do."""
    leave_unmeasured(monkeypatch)


@pytest.fixture
def untouched_logging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with a logging that nothing has configured, and give back the process's as it was."""
    structlog.reset_defaults()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
