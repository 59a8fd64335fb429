"""How often one client may ask: a token bucket each, for as many clients as there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

_HOME = 64
"""Bits of an IPv6 address that name a household or a host: one has the other 64 to himself."""


@dataclass(slots=True)
class Limiter:
    """`burst` requests at once, then `rate` a second; `clock` counts seconds and never goes back."""

    clock: Callable[[], float]
    rate: float = 0.5
    burst: int = 10
    most: int = 4096
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, client: str) -> float:
        """Count a request; how many seconds to wait before it would be let in, 0 if it is."""
        now, key = self.clock(), _key(client)
        tokens, since = self._buckets.pop(key, (float(self.burst), now))
        tokens = min(self.burst, tokens + (now - since) * self.rate)
        missing = max(0.0, 1 - tokens)
        self._buckets[key] = (tokens if missing else tokens - 1, now)
        if len(self._buckets) > self.most:
            # The one unheard of for longest: its bucket is the likeliest to be full again.
            self._buckets.popitem(last=False)
        return missing / self.rate


def _key(client: str) -> str:
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"{int(address) >> (128 - _HOME):x}"
    return client
