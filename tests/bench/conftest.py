"""What benchmarks start is not measured: it is the product as others' tests run it, and tracing makes it slow."""

import pytest


@pytest.fixture(autouse=True)
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let coverage not follow into the processes that a test starts."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
