"""How an officer is spoken to and of: sapaan and the short name of the post, never a bare name."""

from __future__ import annotations

_SHORT = (("Kepala Seksi ", "Kasi "), ("Kepala Subbagian ", "Kasubbag "), ("Kepala Sub Bagian ", "Kasubbag "))
_ALONE = ("Camat", "Sekretaris", "Analis")
STANDING_IN = {"definitif": "", "plh": "Plh. ", "plt": "Plt. ", "an": "a.n. "}
"""What stands before a post, by the capacity in which somebody acts in it."""


def jabatan(post: str) -> str:
    """A post as people say it: 'Kasi Pemerintahan' for 'Kepala Seksi Pemerintahan', 'Camat' for 'Camat Long Ikis'."""
    for long, short in _SHORT:
        if post.startswith(long):
            return short + post[len(long) :]
    for alone in _ALONE:
        if post.startswith(f"{alone} "):
            return alone
    return post


def sebutan(honorific: str, post: str) -> str:
    """'Bapak Camat', 'Ibu Kasi Pelayanan Umum'."""
    return f"{honorific} {jabatan(post)}".strip()
