"""What a button says: typed, at most 64 bytes, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from bot.services.claims import Claim, read


def test_a_claim_is_read_as_it_was_written() -> None:
    """Also one whose argument has a colon in it."""
    claim = Claim("sesuai", 12, 3, "ind:2.1")
    assert read(str(claim)) == claim


def test_a_claim_too_long_for_a_button_is_refused_when_it_is_made() -> None:
    """Telegram carries 64 bytes."""
    with pytest.raises(ValueError, match="64 bytes"):
        str(Claim("sesuai", arg="x" * 60))


@pytest.mark.parametrize(
    "data", ["", "lanjut", "lanjut:1:2", "lanjut:x:1:", "lanjut:1:-1:", "la njut:1:1:", "x:1:1:" + "y" * 60, "x:١:1:"]
)
def test_forged_data_is_no_claim(data: str) -> None:
    """Callback data comes from the client."""
    assert read(data) is None


def test_a_number_that_no_database_can_look_up_is_no_claim() -> None:
    """A forged id must not make the act fail instead of being refused."""
    assert read("lanjut:" + "9" * 19 + ":1:") is None
    assert read("lanjut:1:" + "9" * 30 + ":") is None
