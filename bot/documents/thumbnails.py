"""Small pictures of what people sent: a photo, the first page of a PDF, the lambang of an office."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO

from PIL.ExifTags import Base
from PIL.Image import Image, Resampling, Transpose
from PIL.Image import new as blank
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

SIDE = 480
"""Longest side of a thumbnail, in pixels: two and a half times what a third of a page shows on a screen."""

QUALITY = 70
EMBLEM_SIDE = 600
EMBLEM_LEAST = 100
_MOST_PIXELS = 20_000_000
_MOST_PIXELS_SCALED = 80_000_000
"""A sequential JPEG is read at an eighth of its size, so that a telephone's largest photo takes little memory."""

_TURNS: dict[object, Transpose] = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""How a picture is set upright, by the orientation in its EXIF."""

_WHITE = (255, 255, 255)
_WITHOUT_SHADES = frozenset({"P", "1"})
"""Modes whose pixels are no amounts of light, so that none lies between two of them."""

_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, MemoryError, IndexError, KeyError, OverflowError)
"""What Pillow raises for files that are cut off, wrong or made to do harm."""


def thumbnail(content: bytes, mime: str) -> bytes | None:
    """Return a JPEG of at most 480 pixels of a JPEG, a PNG or a PDF's first page; None for what cannot be shown."""
    try:
        if mime == "application/pdf":
            return _encoded(_first_page(content))
        picture = _opened(content, mime, SIDE)
        return None if picture is None else _encoded(_on_white(_upright(picture, SIDE)))
    except _UNREADABLE:
        return None


def smaller(picture: bytes, side: int) -> bytes:
    """Return a thumbnail scaled down to a shorter side; what is no JPEG comes back as it is."""
    try:
        shown = JpegImageFile(BytesIO(picture))
        shown.draft("RGB", (side, side))
        return _encoded(_upright(shown, side).convert("RGB"))
    except _UNREADABLE:
        return picture


def emblem(content: bytes, mime: str) -> tuple[bytes, tuple[int, int]] | None:
    """Return a PNG of at most 600 pixels for the letterhead, with width and height; None for what cannot be read.

    It is painted anew, so that nothing of the file but its picture goes on; ValueError for one that is too small.
    """
    try:
        picture = _opened(content, mime, EMBLEM_SIDE)
        if picture is None:
            return None
        small = max(picture.size) < EMBLEM_LEAST
        painted = _upright(picture, EMBLEM_SIDE).convert("RGBA" if _transparent(picture) else "RGB")
    except _UNREADABLE:
        return None
    if small:
        raise ValueError("too small")
    buffer = BytesIO()
    painted.save(buffer, "PNG", optimize=True)
    return buffer.getvalue(), painted.size


def _opened(content: bytes, mime: str, side: int) -> Image | None:
    """Open without decoding, by the type that its bytes have shown; None for other types and for bombs."""
    if mime == "image/png":
        png: ImageFile = PngImageFile(BytesIO(content))
        return png if _area(png) <= _MOST_PIXELS else None
    if mime != "image/jpeg":
        return None
    photo = JpegImageFile(BytesIO(content))
    sequential = not photo.info.get("progressive")
    if _area(photo) > (_MOST_PIXELS_SCALED if sequential else _MOST_PIXELS):
        return None
    photo.draft("RGB", (side * 2, side * 2))
    return photo if _area(photo) <= _MOST_PIXELS else None


def _area(picture: Image) -> int:
    return picture.width * picture.height


def _transparent(picture: Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _upright(picture: Image, side: int) -> Image:
    """Scale down first, since every step on the whole picture takes its memory again; then turn as it was held."""
    if _transparent(picture) or picture.mode in _WITHOUT_SHADES:
        picture = picture.convert("RGBA" if _transparent(picture) else "RGB")
    picture.thumbnail((side, side), Resampling.LANCZOS)
    # Not ImageOps.exif_transpose, which writes what else a camera said of itself anew, and fails where it is odd.
    turn = _TURNS.get(picture.getexif().get(Base.Orientation))
    return picture if turn is None else picture.transpose(turn)


def _on_white(picture: Image) -> Image:
    if not _transparent(picture):
        return picture.convert("RGB")
    paper = blank("RGB", picture.size, _WHITE)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _first_page(content: bytes) -> Image:
    """Draw the first page of a PDF; ValueError for one without pages or that needs a password."""
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(content)) as document, closing(document[0]) as page:
            # A page may say that it is metres wide or has no width at all.
            longest = max(*page.get_size(), 1)
            drawn = page.render(scale=SIDE / longest, may_draw_forms=False)
            with closing(drawn):
                picture: Image = drawn.to_pil().convert("RGB")
                return picture
    except pypdfium2.PdfiumError as error:
        raise ValueError("unreadable PDF") from error


def _encoded(picture: Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()
