"""Small pictures of what people sent: whatever it is, a picture comes of it or nothing, and never a large memory."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.documents.thumbnails import EMBLEM_SIDE, SIDE, emblem, smaller, thumbnail
from tests.documents import samples
from tests.documents.reading import finished

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"


def picture(kind: str, size: tuple[int, int], mode: str = "RGB", **more: object) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    shown = Image.new("RGB", size, (240, 240, 240))
    shown.paste((20, 20, 20), (0, 0, size[0] // 2, size[1]))
    buffer = BytesIO()
    shown.convert(mode).save(buffer, kind, **more)
    return buffer.getvalue()


def opened(content: bytes | None, kind: str = "JPEG") -> Image.Image:
    """The picture that was made."""
    assert content is not None
    found = Image.open(BytesIO(content))
    assert found.format == kind
    return found


def light(shown: Image.Image, x: int, y: int) -> int:
    """How light a picture is at a place, from 0 to 255."""
    return shown.convert("L").crop((x, y, x + 1, y + 1)).tobytes()[0]


def huge(width: int, height: int) -> bytes:
    """A PNG that claims to be so large, in a few bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        body = name + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def oddly_described(kind: int) -> bytes:
    """A photo, turned by a quarter, whose maker and measures are numbers of a kind that none should be."""
    tags = [(0x100, kind), (0x10F, kind), (0x11A, kind), (0x112, 3)]
    entries = b"".join(struct.pack(">HHII", tag, one, 1, 6 << 16) for tag, one in sorted(tags))
    described = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", len(tags)) + entries + bytes(4)
    return picture("JPEG", (300, 200), exif=described)


@pytest.mark.parametrize("kind", [1, 2, 7, 11])
def test_a_photo_with_an_odd_description_is_shown_upright(kind: int) -> None:
    """What a camera says of itself beside how it was held is not looked at."""
    assert opened(thumbnail(oddly_described(kind), JPEG)).size == (200, 300)
    made = emblem(oddly_described(kind), JPEG)
    assert made is not None
    assert made[1] == (200, 300)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photo_becomes_small(mode: str) -> None:
    """At most 480 pixels on its longer side, in colours that every reader shows."""
    made = opened(thumbnail(picture("JPEG", (3000, 2000), mode), JPEG))
    assert made.size == (SIDE, 320)
    assert made.mode == "RGB"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "1", "LA", "L"])
def test_a_png_of_any_kind_becomes_a_jpeg(mode: str) -> None:
    """Palettes, shades and transparency alike; dark stays dark."""
    made = opened(thumbnail(picture("PNG", (300, 200), mode), PNG))
    assert made.size == (300, 200)
    assert light(made, 10, 10) < 60
    assert light(made, 290, 10) > 200


def test_what_is_transparent_is_white_paper() -> None:
    """Not the black that a transparent pixel hides."""
    buffer = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    assert opened(thumbnail(buffer.getvalue(), PNG)).getpixel((25, 25)) == (255, 255, 255)


def test_a_photo_stands_as_the_camera_was_held() -> None:
    """The note in the file is applied, since the small picture has none."""
    turned = Image.Exif()
    turned[0x112] = 6
    made = opened(thumbnail(picture("JPEG", (800, 400), exif=turned), JPEG))
    assert made.size == (240, SIDE)
    assert light(made, 120, 20) < 60


def test_a_pdf_shows_its_first_page() -> None:
    """Upright, as a reader opens it."""
    made = opened(thumbnail(finished(samples.COVER_LETTER), PDF))
    assert made.height == SIDE
    assert made.width < SIDE


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"PK\x03\x04", "application/zip"),
        (b"", JPEG),
        (b"", PDF),
        (b"%PDF-1.7 rusak", PDF),
        (b"\xff\xd8\xff foto", JPEG),
        (picture("JPEG", (800, 400))[:300], JPEG),
        (picture("PNG", (800, 400))[:100], PNG),
        (picture("PNG", (80, 40)), JPEG),
        (huge(30_000, 30_000), PNG),
        (huge(5_000, 4_001), PNG),
    ],
)
def test_what_cannot_be_shown_has_no_picture(content: bytes, mime: str) -> None:
    """Foreign, broken, mislabelled and monstrous files alike, without an error."""
    assert thumbnail(content, mime) is None


@pytest.mark.parametrize("progressive", [False, True])
def test_a_large_photo_is_drawn_unless_all_of_it_would_be_in_memory(progressive: bool) -> None:
    """A sequential JPEG is scaled while it is read; a progressive one is not."""
    content = picture("JPEG", (5600, 4000), "L", progressive=progressive)
    assert (thumbnail(content, JPEG) is None) == progressive


def test_a_jpeg_beyond_any_camera_has_no_picture() -> None:
    """Its header is enough to say no."""
    content = bytearray(picture("JPEG", (80, 40)))
    place = content.index(b"\xff\xc0")
    content[place + 5 : place + 9] = struct.pack(">HH", 60_000, 60_000)
    assert thumbnail(bytes(content), JPEG) is None


def test_a_small_picture_can_be_made_smaller() -> None:
    """What is no picture comes back as it is."""
    made = thumbnail(picture("JPEG", (800, 400)), JPEG)
    assert made is not None
    assert opened(smaller(made, 100)).size == (100, 50)
    assert smaller(b"bukan gambar", 100) == b"bukan gambar"


@pytest.mark.parametrize(("kind", "mime"), [("PNG", PNG), ("JPEG", JPEG)])
def test_a_lambang_is_painted_anew(kind: str, mime: str) -> None:
    """As PNG of at most 600 pixels, whatever it was."""
    made = emblem(picture(kind, (1200, 1500)), mime)
    assert made is not None
    assert made[1] == (480, EMBLEM_SIDE)
    assert opened(made[0], "PNG").mode == "RGB"


def test_a_lambang_keeps_its_transparency_and_nothing_else() -> None:
    """What a camera or a program wrote beside the picture is gone."""
    note = PngInfo()
    note.add_text("Author", "Seseorang")
    made = emblem(picture("PNG", (200, 200), "RGBA", pnginfo=note), PNG)
    assert made is not None
    assert opened(made[0], "PNG").mode == "RGBA"
    assert b"Seseorang" not in made[0]


def test_a_lambang_that_cannot_be_read_is_none_and_a_tiny_one_an_error() -> None:
    """The two are told apart, since their senders mend them differently."""
    assert emblem(b"GIF89a", "") is None
    assert emblem(b"\x89PNG\r\n\x1a\nrusak", PNG) is None
    with pytest.raises(ValueError, match="small"):
        emblem(picture("PNG", (99, 60)), PNG)
