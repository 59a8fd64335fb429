"""Fetching a file that a person sent: its size is asked before its bytes, and no error shows the address."""

from __future__ import annotations

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.services.filling.evidence import DownloadError
from bot.services.filling.files import MOST_BYTES
from handlers.api import Caller
from handlers.telegram_errors import NotSent


class Downloads:
    """Files of one bot; `file_url` ends with the token and is never shown."""

    def __init__(self, api: Caller, request: BaseRequest, file_url: str) -> None:
        self._api = api
        self._request = request
        self._file_url = file_url

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file; raises DownloadError, for one over 20 MB before anything is fetched."""
        try:
            found = await self._api.call("getFile", {"file_id": file_id})
            # Telegram itself refuses it; a server of the office's own would give any size.
            if found.get("file_size", 0) > MOST_BYTES:
                raise DownloadError("too large", gone=True)
            return await self._retrieve(found["file_path"])
        except (BadRequest, KeyError) as error:
            raise DownloadError(type(error).__name__, gone=True) from None
        except TelegramError as error:
            away = isinstance(error, NotSent | InvalidToken | RetryAfter)
            raise DownloadError(type(error).__name__, away=away) from None

    async def _retrieve(self, path: str) -> bytes:
        try:
            return await self._request.retrieve(f"{self._file_url}/{path}")
        except InvalidToken:
            # Telegram has just taken the token: what is not found is the file.
            raise DownloadError("not found") from None
