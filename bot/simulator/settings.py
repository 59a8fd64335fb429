"""What a stage may set: identity of the bot, limits, and the distance to the server."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

MEGABYTE = 1024 * 1024
DEFAULT_TOKEN = "1000000001:" + "SIMULATOR-local-only-not-a-secret-0"  # shaped as a real token, opens nothing


@dataclass(frozen=True)
class StageSettings:
    """Limits are Telegram's by default; benchmarks lift `flood_limits`, saying so.

    Rates are calls per second, `callback_lifetime` and `round_trip` are seconds, sizes are bytes.
    """

    token: str = DEFAULT_TOKEN
    username: str = "data_kinerja_bot"
    first_name: str = "Data Kinerja"
    flood_limits: bool = True
    overall_rate: float = 30.0
    overall_burst: int = 60
    chat_rate: float = 1.0
    chat_burst: int = 20
    callback_lifetime: float = 30.0
    round_trip: float = 0.0
    upload_limit: int = 50 * MEGABYTE
    photo_limit: int = 10 * MEGABYTE
    download_limit: int = 20 * MEGABYTE
    log_calls: bool = True

    def changed(self, values: dict[str, Any]) -> "StageSettings":
        """Return these settings with `values` put in; ValueError names one that does not exist or has a wrong type."""
        known = {field.name: type(field.default) for field in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"unknown setting {name!r}")
            wanted = (int, float) if known[name] is float else known[name]
            if not isinstance(value, wanted) or (isinstance(value, bool) and known[name] is not bool):
                raise ValueError(f"setting {name!r} wants a {known[name].__name__}")
        return replace(self, **values)

    def as_json(self) -> dict[str, Any]:
        """Return the settings by name."""
        return asdict(self)
