"""Methods that send files, by upload or by a known file_id, and getFile."""

from typing import Any

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.files import StoredFile, media_fields, require_kind
from bot.simulator.methods_messages import deliver, destination, formatted_caption, required
from bot.simulator.shapes import Call, Json, Upload
from bot.simulator.strict import absent, check_fields, names

_PICTURES = (b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF")
_ATTACHED = "attach://"
_CAPTIONED = "type media caption parse_mode caption_entities"
_MEDIA_FIELDS = {
    "document": names(f"{_CAPTIONED} thumbnail disable_content_type_detection"),
    "photo": names(f"{_CAPTIONED} show_caption_above_media has_spoiler"),
}
_ALBUM = range(2, 11)


def send_document(call: Call) -> Json:
    """Send a file of any type and return the message."""
    return _send_one(call, "document")


def send_photo(call: Call) -> Json:
    """Send a picture and return the message."""
    return _send_one(call, "photo")


def send_voice(call: Call) -> Json:
    """Send a voice message and return it."""
    return _send_one(call, "voice")


def send_media_group(call: Call) -> list[Json]:
    """Send 2 to 10 documents or 2 to 10 photos as one album and return its messages."""
    chat = destination(call)
    items = call.params.get("media")
    if not isinstance(items, list) or not items:
        raise bad_request("parameter media is required")
    if len(items) not in _ALBUM:
        raise bad_request("media group must include 2-10 items")
    contents = [_album_item(call, item) for item in items]
    if len({item["type"] for item in items}) > 1:
        raise bad_request("documents can't be mixed with other media types")
    group = {"media_group_id": str(13_000_000_000_000_000 + call.world.sequence())}
    costs = [len(contents)] + [0] * (len(contents) - 1)
    return [deliver(call, chat, content | group, cost) for content, cost in zip(contents, costs, strict=True)]


def get_file(call: Call) -> Json:
    """Return where a file can be downloaded; refuse one that is over the limit."""
    file_id = required(call, "file_id")
    stored = call.world.files.find(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > call.world.settings.download_limit:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


def _send_one(call: Call, kind: str) -> Json:
    chat = destination(call)
    stored = _file(call, kind, call.params.get(kind, ""), kind)
    caption = formatted_caption(call.params)
    return deliver(call, chat, media_fields(stored, call.params.get("duration", 0)) | caption)


def _album_item(call: Call, item: Any) -> Json:
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in _MEDIA_FIELDS:
        raise bad_request("can't parse InputMedia: type must be document or photo")
    check_fields("InputMedia", item, _MEDIA_FIELDS[kind])
    stored = _file(call, kind, str(item.get("media", "")), "")
    return media_fields(stored) | formatted_caption(item)


def _file(call: Call, kind: str, given: str, field: str) -> StoredFile:
    """Find the file that a call names: an upload of that field, one attached by name, or a known id."""
    name = given.removeprefix(_ATTACHED) if given.startswith(_ATTACHED) else field
    upload = call.uploads.get(name)
    if upload is not None and (given.startswith(_ATTACHED) or not given):
        return _store(call, kind, upload)
    if not given:
        raise absent(kind)
    if given.startswith(_ATTACHED):
        raise bad_request(f"attached file {name!r} not found")
    return require_kind(call.world.files.find(given), kind)


def _store(call: Call, kind: str, upload: Upload) -> StoredFile:
    settings = call.world.settings
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > settings.upload_limit:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        if len(upload.content) > settings.photo_limit:
            raise bad_request("file is too big")
        if not upload.content.startswith(_PICTURES):
            raise bad_request("IMAGE_PROCESS_FAILED")
    return call.world.files.add(kind, upload.name, upload.mime, upload.content)
