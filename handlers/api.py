"""The Bot API as plain JSON, for what is sent by the hundreds or kept raw; python-telegram-bot's request carries it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, cast

from telegram.request import BaseRequest, RequestData

File: TypeAlias = tuple[str, bytes, str]
"""A file to upload: its name, its bytes, its MIME type."""


@dataclass(frozen=True, slots=True)
class Body:
    """What `BaseRequest.do_request` reads of a RequestData, without the cost of building one a parameter."""

    parameters: dict[str, Any]
    multipart_data: dict[str, File]

    @property
    def contains_files(self) -> bool:
        """Whether the call must be multipart."""
        return bool(self.multipart_data)

    @property
    def json_payload(self) -> bytes:
        """The parameters as a JSON object."""
        return json.dumps(self.parameters).encode()

    @property
    def json_parameters(self) -> dict[str, str]:
        """The parameters one by one: text as it is, anything else as JSON."""
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in self.parameters.items()}


class Caller(Protocol):
    """Something that calls a Bot API method."""

    async def call(
        self,
        method: str,
        parameters: dict[str, Any],
        files: dict[str, File] | None = None,
        read_timeout: float | None = None,
    ) -> Any:
        """Give back the method's `result`; `read_timeout` in seconds. Raises TelegramError."""
        ...


class Api:
    """One bot's methods at one server; `base_url` ends with the token and is never shown."""

    def __init__(self, request: BaseRequest, base_url: str) -> None:
        self._request = request
        self._base_url = base_url

    async def call(
        self,
        method: str,
        parameters: dict[str, Any],
        files: dict[str, File] | None = None,
        read_timeout: float | None = None,
    ) -> Any:
        """Call a method and give back its `result`; `read_timeout` in seconds.

        Raises telegram.error.TelegramError, with NotSent, OutcomeUnknown and ServerFault among it.
        """
        # RequestData is final and costly to fill; `post` hands whatever it is given on to `do_request`.
        body = cast("RequestData", Body(parameters, files or {}))
        timeout = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
        return await self._request.post(f"{self._base_url}/{method}", body, read_timeout=timeout)
