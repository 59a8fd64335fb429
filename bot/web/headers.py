"""What every answer says to browsers: nothing is loaded from elsewhere, framed, guessed, kept, indexed or sent on."""

from __future__ import annotations

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)
_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
_YEAR = 31_536_000


def strict(*, https: bool) -> list[tuple[str, str]]:
    """The headers of every answer; with `https` browsers are told to come by it only, for a year."""
    headers = [
        ("Content-Security-Policy", "; ".join(_POLICY)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _FEATURES)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ]
    return [*headers, ("Strict-Transport-Security", f"max-age={_YEAR}")] if https else headers
