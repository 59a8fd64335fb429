"""How often one client may ask."""

from __future__ import annotations

import pytest

from bot.web.limiter import Limiter


class Counter:
    """Seconds that the test lets pass."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Counter:
    """A counter at 0."""
    return Counter()


def test_a_burst_and_then_a_steady_rate(clock: Counter) -> None:
    """Three at once, then one each two seconds; whoever waits is told how long, and asking meanwhile costs nothing."""
    limiter = Limiter(clock, rate=0.5, burst=3)
    assert [limiter.wait("192.0.2.1") for _ in range(5)] == [0, 0, 0, 2, 2]
    clock.seconds = 1
    assert limiter.wait("192.0.2.1") == 1
    clock.seconds = 2
    assert [limiter.wait("192.0.2.1") for _ in range(2)] == [0, 2]
    clock.seconds = 1000
    assert [limiter.wait("192.0.2.1") for _ in range(4)] == [0, 0, 0, 2]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_who_is_one_client(clock: Counter, one: str, other: str, same: bool) -> None:
    """An IPv4 address is a client; so is the half of IPv6 addresses that one household has to itself."""
    limiter = Limiter(clock, burst=1)
    assert limiter.wait(one) == 0
    assert (limiter.wait(other) > 0) is same


def test_there_is_room_for_so_many(clock: Counter) -> None:
    """Beyond the bound the client unheard of for longest is forgotten, and nobody else."""
    limiter = Limiter(clock, burst=1, most=2)
    assert [limiter.wait(client) for client in ("a", "b", "a")] == [0, 0, 2]
    assert limiter.wait("c") == 0
    assert limiter.wait("a") > 0
    assert limiter.wait("b") == 0
