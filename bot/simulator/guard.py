"""Who may use page, control and stage: on loopback its own machine, elsewhere whoever has the printed key."""

import hmac
import ipaddress
import secrets
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

COOKIE = "kunci_ruang_latihan"
HEADER = "X-Kunci"
_GUARDED = ("/halaman/", "/_control/", "/_stage/")
_READING = frozenset({"GET", "HEAD"})
_FOREIGN_HOST = "Halaman ini tidak dilayani di bawah nama tersebut."
_FOREIGN_PAGE = "Permintaan dari halaman lain ditolak."
_NO_KEY = "Mohon dibuka dengan alamat berkunci yang tercetak di terminal."
_KEY_USED = "Kunci ini sudah dipakai atau keliru. Mohon peragaan dijalankan ulang untuk memperoleh kunci baru."


class Guard:
    """Decides over each request but those of the Bot API, which carry the bot's token in their path.

    `host` is where the server listens. Beyond loopback `key` is a one-time token: whoever opens the page with it gets
    the cookie whose value is `secret`; scripts send `secret` in the header X-Kunci. Both are empty on loopback.
    """

    def __init__(self, host: str) -> None:
        self.host = host
        self.open = is_loopback(host)
        self.key = "" if self.open else secrets.token_urlsafe(18)
        self.secret = "" if self.open else secrets.token_urlsafe(32)

    def check(self, request: web.Request) -> web.StreamResponse | None:
        """Return the answer which turns a request away or lets the key in, None where it may pass."""
        if request.path != "/" and not request.path.startswith(_GUARDED):
            return None
        if not self._host_known(request.host):
            return _refused(_FOREIGN_HOST)
        if request.method not in _READING and not _same_origin(request):
            return _refused(_FOREIGN_PAGE)
        if self.open or self._known(request):
            return None
        if request.path == "/" and "kunci" in request.query:
            return self._exchange(request.query["kunci"])
        return _refused(_NO_KEY)

    def _host_known(self, header: str) -> bool:
        """Against DNS rebinding: a name which someone else points here is not ours; an address is."""
        name = urlsplit(f"//{header}").hostname or ""
        return is_loopback(name) or name == self.host.lower() or (not self.open and _is_address(name))

    def _known(self, request: web.Request) -> bool:
        shown = request.cookies.get(COOKIE) or request.headers.get(HEADER) or ""
        return hmac.compare_digest(shown.encode(), self.secret.encode())

    def _exchange(self, shown: str) -> web.StreamResponse:
        if not self.key or not hmac.compare_digest(shown.encode(), self.key.encode()):
            return _refused(_KEY_USED)
        self.key = ""
        answer = web.Response(status=303, headers={"Location": "/", "Referrer-Policy": "no-referrer"})
        answer.set_cookie(COOKIE, self.secret, httponly=True, samesite="Strict", path="/")
        return answer


def guarding(guard: Guard) -> Middleware:
    """Return the middleware which lets a guard decide before any handler runs."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        turned_away = guard.check(request)
        return await handler(request) if turned_away is None else turned_away

    return middleware


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address reaches only this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same_origin(request: web.Request) -> bool:
    """Programs send neither header; a browser sends both with whatever changes something."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _refused(sentence: str) -> web.Response:
    return web.json_response({"ok": False, "description": sentence}, status=403)
