"""Telegram's limits as token buckets on monotonic time: one for the bot, one for each chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

KEPT_CHATS = 1000


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


class Traffic:
    """Who may be sent something now: the buckets, and the pauses that Telegram or the network asked for."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._limits = limits
        # A small burst, so that no second sees much more than the rate.
        self._overall = TokenBucket(limits.overall, max(1.0, limits.overall / 10), now)
        self._chats: dict[int, TokenBucket] = {}
        self._blocked: dict[int, float] = {}
        self._floods: dict[int, float] = {}
        self._resumes = -inf

    def allowance(self, now: float) -> int:
        """Return how many messages may go out now."""
        return 0 if now < self._resumes else int(self._overall.available(now) + 1e-9)

    def blocked(self, now: float) -> set[int]:
        """Return the chats which may be sent nothing now."""
        self._blocked = {chat: until for chat, until in self._blocked.items() if until > now}
        return set(self._blocked)

    def take(self, chat: int, now: float) -> None:
        """Count a message to a chat."""
        self._overall.take(now)
        bucket = self._chats.get(chat)
        if bucket is None:
            self._forget_full(now)
            bucket = self._chats[chat] = TokenBucket(self._limits.chat, self._limits.chat_burst, now)
        bucket.take(now)
        if bucket.tokens < 1:
            self.pause_chat(chat, bucket.ready_in(now), now)

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
            held.append(self._overall.ready_in(now))
        return min(held, default=inf)

    def _forget_full(self, now: float) -> None:
        if len(self._chats) >= KEPT_CHATS:
            burst = self._limits.chat_burst
            self._chats = {chat: kept for chat, kept in self._chats.items() if kept.available(now) < burst}
