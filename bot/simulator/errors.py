"""Refusals in Telegram's own words: every error that a method can answer."""


class ApiError(Exception):
    """An answer with ok=false: an HTTP code, a description and perhaps response parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(what: str) -> ApiError:
    """Return a 400 whose description carries Telegram's prefix."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """Return a 403 whose description carries Telegram's prefix."""
    return ApiError(403, f"Forbidden: {what}")


def too_many_requests(seconds: int) -> ApiError:
    """Return a 429 that asks the bot to wait `seconds`, in words and in parameters.retry_after."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def conflict(what: str) -> ApiError:
    """Return a 409 whose description carries Telegram's prefix."""
    return ApiError(409, f"Conflict: {what}")
