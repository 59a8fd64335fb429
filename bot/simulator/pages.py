"""The page of phones: its files, served as they lie in the folder `page`, under a strict content policy."""

import re
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "frame-src 'self' blob:",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'none'",
    )
)
_NAME = re.compile(r"[a-z][a-z0-9-]*\.(?:css|js|svg)")
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html"}


def add_page_routes(app: web.Application, *, directed: bool, drawn: bool) -> None:
    """Add the page and its files to an application; the page learns whether a director and thumbnails are there."""

    async def page(_request: web.Request) -> web.Response:
        text = (FOLDER / "index.html").read_text(encoding="utf-8")
        for part, there in (("sutradara", directed), ("sampul", drawn)):
            if there:
                text = text.replace(f'data-{part}="tiada"', f'data-{part}="ada"')
        return _served(text.encode(), ".html")

    app.router.add_get("/", page)
    app.router.add_get("/halaman/{name}", _asset)


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    path = FOLDER / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise web.HTTPNotFound(text="Berkas halaman ini tidak ada.")
    return _served(path.read_bytes(), path.suffix)


def _served(body: bytes, suffix: str) -> web.Response:
    headers = {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    return web.Response(body=body, content_type=_TYPES[suffix], charset="utf-8", headers=headers)
