"""Flood limits: token buckets, one for the bot and one for each chat."""

from bot.simulator.errors import too_many_requests
from bot.simulator.settings import StageSettings


class Bucket:
    """Holds up to `burst` tokens and gains `rate` a second, on monotonic seconds."""

    def __init__(self, rate: float, burst: int, at: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = float(burst)
        self._at = at

    def missing(self, at: float) -> float:
        """Return the seconds until a token is there, 0 when one is."""
        self._level = min(self._burst, self._level + (at - self._at) * self._rate)
        self._at = at
        return max(0.0, (1.0 - self._level) / self._rate)

    def take(self) -> None:
        """Spend one token."""
        self._level -= 1.0


class FloodLimits:
    """Refuses what Telegram would refuse: too much overall, or too much to one chat."""

    def __init__(self, settings: StageSettings, at: float) -> None:
        self._settings = settings
        self._overall = Bucket(settings.overall_rate, settings.overall_burst, at)
        self._chats: dict[int | str, Bucket] = {}

    def charge(self, chat_id: int | str, at: float, count: int = 1) -> None:
        """Count `count` messages sent at once to a chat; raise a 429 with the wait when either bucket is empty."""
        if not self._settings.flood_limits or not count:
            return
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = Bucket(self._settings.chat_rate, self._settings.chat_burst, at)
        wait = max(self._overall.missing(at), chat.missing(at))
        if wait > 0:
            raise too_many_requests(int(wait) + 1)
        for _ in range(count):
            self._overall.take()
            chat.take()
