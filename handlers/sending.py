"""One effect of the outbox as the Bot API call that brings it about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from telegram.error import BadRequest

from bot.incidents import describe
from handlers.api import Caller, File
from handlers.telegram_errors import is_unchanged, is_uneditable, is_unknown_file
from storage.outbox_queue import Outgoing, Target

LOG = structlog.get_logger(__name__)
UPLOAD_SECONDS = 60.0
MEDIA = {"document": "sendDocument", "photo": "sendPhoto", "voice": "sendVoice"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file to send: its bytes, or the file_id by which Telegram knows it."""

    filename: str
    mime: str
    content: bytes | str


class LoadFile(Protocol):
    """Loads what is to be sent."""

    def __call__(self, kind: str, file_id: int, *, whole: bool = False) -> Awaitable[StoredFile]:
        """Load a file by its kind ('document' or 'upload') and id; `whole` with its bytes, wherever any are kept."""
        ...


RememberFileId = Callable[[str, int, str], Awaitable[object]]
"""Keeps the file_id which Telegram gave a file of that kind and id."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The message that an effect made or changed; `replaced` is the id of the effect whose message it stands for."""

    message_id: int | None
    replaced: int | None = None


class Sender:
    """Knows how each method of the outbox is said to Telegram."""

    def __init__(self, api: Caller, load_file: LoadFile, remember_file_id: RememberFileId) -> None:
        self._api = api
        self._load_file = load_file
        self._remember_file_id = remember_file_id

    async def send(self, one: Outgoing) -> Delivered:
        """Bring one effect about; raises TelegramError, or whatever loading its file raises."""
        if one.method == "message":
            return await self._message(one)
        if one.method in MEDIA:
            return await self._media(one)
        if one.target is None:
            raise ValueError(f"no way to send {one.method!r}")
        return await (self._edit if one.method == "edit" else self._strip)(one, one.target)

    async def _message(self, one: Outgoing) -> Delivered:
        parameters = {**_common(one), **_text(one.payload)}
        return Delivered((await self._api.call("sendMessage", parameters))["message_id"])

    async def _media(self, one: Outgoing) -> Delivered:
        kind, file_id = _source(one.payload)
        try:
            return await self._file(one, kind, file_id, await self._load_file(kind, file_id))
        except BadRequest as error:
            if not is_unknown_file(error):
                raise
        # A file_id is of one bot, and the office may have another one now.
        return await self._file(one, kind, file_id, await self._load_file(kind, file_id, whole=True))

    async def _file(self, one: Outgoing, kind: str, file_id: int, file: StoredFile) -> Delivered:
        parameters = {**_common(one), **_caption(one.payload)}
        files: dict[str, File] = {}
        if isinstance(file.content, str):
            parameters[one.method] = file.content
        else:
            files[one.method] = (file.filename, file.content, file.mime)
        message = await self._api.call(MEDIA[one.method], parameters, files, UPLOAD_SECONDS)
        if files:
            await self._remember(kind, file_id, message[one.method])
        return Delivered(message["message_id"])

    async def _remember(self, kind: str, file_id: int, media: Any) -> None:
        try:
            await self._remember_file_id(kind, file_id, _file_id(media))
        except Exception as error:  # noqa: BLE001 - the file is sent; next time its bytes are sent again
            LOG.warning("file_id not kept", kind=kind, id=file_id, error=describe(error))

    async def _edit(self, one: Outgoing, target: Target) -> Delivered:
        if target.message_id is None:
            return await self._anew(one, target)
        place = {"chat_id": one.chat_id, "message_id": target.message_id, **_markup(one.payload)}
        try:
            if target.method in MEDIA:
                await self._api.call("editMessageCaption", {**place, **_caption({"caption": one.payload["text"]})})
            else:
                await self._api.call("editMessageText", {**place, **_text(one.payload)})
        except BadRequest as error:
            if is_uneditable(error):
                return await self._anew(one, target)
            if not is_unchanged(error):
                raise
        return Delivered(target.message_id)

    async def _anew(self, one: Outgoing, target: Target) -> Delivered:
        """Send as a message what can't be edited; later edits of the same target go to it."""
        sent = await self._message(one)
        return Delivered(sent.message_id, replaced=target.id)

    async def _strip(self, one: Outgoing, target: Target) -> Delivered:
        if target.message_id is not None:
            place = {"chat_id": one.chat_id, "message_id": target.message_id}
            try:
                await self._api.call("editMessageReplyMarkup", place)
            except BadRequest as error:
                if not (is_unchanged(error) or is_uneditable(error)):
                    raise
        return Delivered(target.message_id)


def keyboard(rows: list[list[dict[str, str]]]) -> dict[str, Any]:
    """Give the inline keyboard for rows of {"text", "data"} or {"text", "url"}."""
    return {
        "inline_keyboard": [
            [
                {"text": button["text"], **({"url": button["url"]} if "url" in button else _press(button))}
                for button in row
            ]
            for row in rows
        ]
    }


def _press(button: dict[str, str]) -> dict[str, str]:
    return {"callback_data": button["data"]}


def _common(one: Outgoing) -> dict[str, Any]:
    payload, parameters = one.payload, {"chat_id": one.chat_id, **_markup(one.payload)}
    if payload.get("silent"):
        parameters["disable_notification"] = True
    if payload.get("reply_to"):
        parameters["reply_parameters"] = {"message_id": payload["reply_to"], "allow_sending_without_reply": True}
    return parameters


def _markup(payload: dict[str, Any]) -> dict[str, Any]:
    if payload.get("buttons"):
        return {"reply_markup": keyboard(payload["buttons"])}
    return {"reply_markup": {"force_reply": True}} if payload.get("force_reply") else {}


def _text(payload: dict[str, Any]) -> dict[str, Any]:
    return {"text": payload["text"], "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _caption(payload: dict[str, Any]) -> dict[str, Any]:
    return {"caption": payload["caption"], "parse_mode": "HTML"} if payload.get("caption") else {}


def _source(payload: dict[str, Any]) -> tuple[str, int]:
    kind = "document" if "document_id" in payload else "upload"
    return kind, payload[f"{kind}_id"]


def _file_id(media: Any) -> str:
    """Give the file_id of a sent document or voice, or of the largest size of a photo."""
    return str((media[-1] if isinstance(media, list) else media)["file_id"])
