from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import URL, Engine

from storage.engines import DROPPED_SECONDS, parse_url, reading, writing
from storage.link import Link


@pytest.mark.parametrize("prepared", [writing, reading])
def test_both_ends_give_up_a_machine_that_vanished(
    prepared: Callable[[URL], tuple[Engine, str]], postgresql_url: str
) -> None:
    """Its open transaction would keep rows locked from whoever takes over, or its own writers waiting."""
    with closing(Link(*prepared(parse_url(postgresql_url)))) as link:
        link.begin()
        driver = link.tx.connection.driver_connection
        assert driver is not None
        said = driver.info.get_parameters()
    assert (said["keepalives_idle"], said["keepalives_interval"], said["keepalives_count"]) == ("2", "1", "2")
    assert said["tcp_user_timeout"] == str(1000 * DROPPED_SECONDS)
    for half in ("tcp_keepalives_idle=2", "tcp_keepalives_interval=1", "tcp_keepalives_count=2", "timezone=UTC"):
        assert half in said["options"]
