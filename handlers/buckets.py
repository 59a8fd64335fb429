"""Telegram's limits on monotonic time: token buckets for the bot and for each chat, and what any second may see."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, field
from math import inf

KEPT_CHATS = 1000
SECOND = 1.002
"""A second, and what clocks and timers may be off."""
BURST = 0.04
"""Seconds' worth of messages that may go out at once."""
TRIPS_KEPT = 100
LONGEST_DELAY = 0.25
"""What is believed of a message that took longer than others; a file is longer on its way and holds nobody up."""
STUCK = 3.0
"""After so long without an answer a message is no longer waited for: a few slow files would silence the bot for all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second overall and a chat, and how many a chat may have at once."""

    overall: float = 30.0
    chat: float = 1.0
    chat_burst: float = 5.0


@dataclass(slots=True)
class TokenBucket:
    """Holds at most `burst` tokens and gains `rate` a second; begins full."""

    rate: float
    burst: float
    at: float
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def available(self, now: float) -> float:
        """Return the tokens there are now."""
        if now > self.at:
            self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
            self.at = now
        return self.tokens

    def take(self, now: float) -> None:
        """Use up one token; the caller has seen that there is one."""
        self.available(now)
        self.tokens -= 1

    def ready_in(self, now: float) -> float:
        """Return the seconds until there is a whole token."""
        return max(0.0, (1 - self.available(now)) / self.rate)


class LastSecond:
    """Lets so many messages arrive in any second, wherever it begins; the bucket beside it spreads them.

    When a message arrives is not known, but it is no later than its answer less the least that an answer takes, and no
    earlier than its sending by the least that a request takes: together these are the shortest round trip. So a second
    ends for a message when its answer came, less that round trip; while it is under way it counts, unless it is stuck.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way: dict[int, float] = {}
        self._arrived: list[float] = []
        self._trips: deque[float] = deque(maxlen=TRIPS_KEPT)

    def available(self, now: float) -> int:
        """Return how many more this second may see."""
        while self._arrived and self._arrived[0] <= now - SECOND:
            heapq.heappop(self._arrived)
        awaited = sum(now - sent < STUCK for sent in self._under_way.values())
        return max(0, self._most - awaited - len(self._arrived))

    def take(self, chat: int, now: float) -> None:
        """Count a message to a chat, which has none under way."""
        self._under_way[chat] = now

    def landed(self, chat: int, now: float, *, well: bool) -> None:
        """The message to that chat was answered, or failed, and then says nothing about round trips."""
        sent = self._under_way.pop(chat)
        if well:
            self._trips.append(now - sent)
        shortest = min(self._trips, default=0.0)
        heapq.heappush(self._arrived, sent + min(max(0.0, now - sent - shortest), LONGEST_DELAY))

    def ready_in(self, now: float) -> float:
        """Return the seconds until there is room for one, if no answer makes it sooner or later."""
        if self.available(now):
            return 0.0
        ends = [sent + STUCK - now for sent in self._under_way.values() if now - sent < STUCK]
        ends += [at + SECOND - now for at in self._arrived[:1]]
        return min(ends, default=inf)


class Traffic:
    """Who may be sent something now: the buckets, and the pauses that Telegram or the network asked for."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._limits = limits
        # A small burst makes up for a turn that came late; a larger one would let messages clump, and replies wait.
        self._overall = TokenBucket(limits.overall, max(1.0, BURST * limits.overall), now)
        self._second = LastSecond(max(1, int(limits.overall)))
        self._chats: dict[int, TokenBucket] = {}
        self._blocked: dict[int, float] = {}
        self._floods: dict[int, float] = {}
        self._resumes = -inf

    def allowance(self, now: float) -> int:
        """Return how many messages may go out now."""
        if now < self._resumes:
            return 0
        return min(int(self._overall.available(now) + 1e-9), self._second.available(now))

    def blocked(self, now: float) -> set[int]:
        """Return the chats which may be sent nothing now."""
        self._blocked = {chat: until for chat, until in self._blocked.items() if until > now}
        return set(self._blocked)

    def take(self, chat: int, now: float) -> None:
        """Count a message to a chat."""
        self._overall.take(now)
        self._second.take(chat, now)
        bucket = self._chats.get(chat)
        if bucket is None:
            self._forget_full(now)
            bucket = self._chats[chat] = TokenBucket(self._limits.chat, self._limits.chat_burst, now)
        bucket.take(now)
        if bucket.tokens < 1:
            self.pause_chat(chat, bucket.ready_in(now), now)

    def landed(self, chat: int, now: float, *, well: bool = True) -> None:
        """Note that the message to a chat was answered, or that it failed."""
        self._second.landed(chat, now, well=well)

    def pause_chat(self, chat: int, seconds: float, now: float) -> None:
        """Send that chat nothing for so long."""
        self._blocked[chat] = max(self._blocked.get(chat, -inf), now + seconds)

    def pause_all(self, seconds: float, now: float) -> None:
        """Send nobody anything for so long."""
        self._resumes = max(self._resumes, now + seconds)

    def paused(self, now: float) -> bool:
        """Tell whether nobody may be sent anything."""
        return now < self._resumes

    def flood(self, chat: int, seconds: float, now: float) -> None:
        """Obey a 429: it does not say whose limit it was, so a second chat's within that time counts for the bot."""
        self._floods = {other: until for other, until in self._floods.items() if until > now}
        self._floods[chat] = now + seconds
        self.pause_chat(chat, seconds, now)
        if len(self._floods) > 1:
            self.pause_all(seconds, now)

    def next_change(self, now: float) -> float:
        """Return the seconds until more may be sent than now; infinite if nothing is held back."""
        held = [until - now for until in self._blocked.values()]
        if now < self._resumes:
            held.append(self._resumes - now)
        elif self.allowance(now) < 1:
            held.append(max(self._overall.ready_in(now), self._second.ready_in(now)))
        return min(held, default=inf)

    def _forget_full(self, now: float) -> None:
        if len(self._chats) >= KEPT_CHATS:
            burst = self._limits.chat_burst
            self._chats = {chat: kept for chat, kept in self._chats.items() if kept.available(now) < burst}
