"""Telegram's messages in the office's own words: text, or one attachment that says what it claims to be."""

from __future__ import annotations

import telegram

from bot.services.incoming import Attachment, Message

_PHOTO = "image/jpeg"


def message_of(update_id: int, message: telegram.Message, *, edited: bool) -> Message:
    """A private message as the services read it; a caption is no text, since it answers no question."""
    return Message(
        update_id=update_id,
        message_id=message.message_id,
        at=message.date,
        text=message.text or "",
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        edited=edited,
        forwarded=message.forward_origin is not None,
        attachment=None if message.text is not None else _attachment(message),
    )


def _attachment(message: telegram.Message) -> Attachment:
    if document := message.document:
        name, mime = document.file_name or "berkas", document.mime_type or ""
        return Attachment(document.file_id, "document", name, mime, document.file_size or 0)
    if message.photo:
        photo = message.photo[-1]
        return Attachment(photo.file_id, "photo", f"foto-{message.message_id}.jpg", _PHOTO, photo.file_size or 0)
    if voice := message.voice:
        name = f"suara-{message.message_id}.ogg"
        return Attachment(voice.file_id, "voice", name, voice.mime_type or "audio/ogg", voice.file_size or 0)
    return Attachment("", "other", "", "", 0)
