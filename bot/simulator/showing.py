"""A stored file as a browser gets it: shown only where its type is harmless, downloaded otherwise."""

from urllib.parse import quote

from aiohttp import web

from bot.simulator.files import StoredFile

_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "audio/ogg", "audio/mpeg"})


_LASTING = "private, max-age=86400"


def thumbnail_answer(picture: bytes | None) -> web.Response:
    """Return a small JPEG, or an empty answer where there is none."""
    if picture is None:
        return web.Response(status=204, headers={"Cache-Control": _LASTING})
    return web.Response(body=picture, content_type="image/jpeg", headers={"Cache-Control": _LASTING})


def file_answer(stored: StoredFile) -> web.Response:
    """Return the bytes under their own type; a page or a script that someone uploaded never runs as ours."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": _LASTING,
    }
    if stored.mime not in _SHOWN:
        headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    return web.Response(body=stored.read(), content_type=stored.mime, headers=headers)
