"""Bot API calls over aiohttp: python-telegram-bot's extension point, telling *not sent* from *unknown*."""

from __future__ import annotations

import io
import re

import aiohttp
from telegram.request import BaseRequest, RequestData

from bot.settings import TOKEN
from handlers.telegram_errors import NotSent, OutcomeUnknown, ServerFault

SLOWEST = 30_000.0
"""Bytes a second that a poor line still takes."""
_TOKEN = re.compile(TOKEN.pattern.encode())


class AiohttpRequest(BaseRequest):
    """One pooled session; no error carries the address or the original exception, since the token is in them."""

    def __init__(self, *, connect_timeout: float = 5, read_timeout: float = 20, write_timeout: float = 20) -> None:
        self._connect, self._write, self._read = connect_timeout, write_timeout, read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; a second call changes nothing."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: D102 - described by BaseRequest
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the HTTP session is not open")
        connect, write = _seconds(connect_timeout, self._connect), _seconds(write_timeout, self._write)
        read = _seconds(read_timeout, self._read)
        total = None if connect is None or write is None or read is None else connect + write + read
        # A file comes as slowly as it does, as long as it does not stop coming.
        whole = None if total is None or method == "GET" else total + _travel(request_data)
        timeout = aiohttp.ClientTimeout(total=whole, connect=connect, sock_read=read)
        body, headers = _encoded(request_data)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as response:
                status, payload = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotSent(f"not sent: {type(error).__name__}") from None
        except (aiohttp.ClientError, OSError) as error:
            raise OutcomeUnknown(f"outcome unknown: {type(error).__name__}") from None
        if status >= 500:
            raise ServerFault(f"server fault: {status}")
        # A proxy's complaint may repeat the address, and python-telegram-bot makes an error of it.
        return status, payload if status < 400 else _TOKEN.sub(b"[token]", payload)


def _travel(data: RequestData | None) -> float:
    """Seconds that the files of a call may take at the slowest rate."""
    if data is None or not data.contains_files:
        return 0.0
    return sum(len(content) for _, content, _ in data.multipart_data.values() if isinstance(content, bytes)) / SLOWEST


def _seconds(given: object, default: float) -> float | None:
    return given if given is None or isinstance(given, int | float) else default


def _encoded(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None or not data.contains_files:
        return (data.json_payload, {"Content-Type": "application/json"}) if data else (None, {})
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, mime) in data.multipart_data.items():
        # Piece by piece, since a large file written at once would hold up everyone else.
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, source, filename=filename, content_type=mime)
    return form, {}
