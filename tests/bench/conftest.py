"""What benchmarks start is the product as others' tests run it."""

import pytest


@pytest.fixture(autouse=True)
def _unmeasured(unmeasured: None) -> None:
    """Tracing would make it slow."""
