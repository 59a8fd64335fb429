"""How papers looked and read when they were last approved of; `python -m tests.documents.likeness` writes them anew.

Each paper has its text and a picture of all its pages in `golden/`. Two pictures are alike when in no square of them
more than a few points differ visibly after both are blurred a little: another version of the renderer, which moves an
edge by a fraction of a point, draws no false alarm, and one word on one of many pages does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from bot.documents.models.papers import Document, Proof, Signature
from bot.documents.render import PDF, render
from tests.documents import chat_samples, extremes, samples

PROOF = Proof(code="K7QD3MZT9ABC", address="https://kinerja.contoh.test/v/K7QD3MZT9ABC")
GOLDEN = Path(__file__).parent / "golden"
DPI = 40
ACROSS = 6
"""So many pages stand side by side in a picture."""
MOST_PAGES = 24
VISIBLE = 40
"""Of 255 levels of grey."""
SQUARE = 16
"""Points a side: a letter is about four of them high."""
ALLOWED = 0.03
"""The share of a square's points that may differ visibly."""
KEPT_LEVELS = 16
"""Levels of grey in a kept picture, evenly spaced, so that none is far from what was drawn."""


def papers() -> Mapping[str, Document]:
    """The papers that are kept, by the name of their files."""
    usual: dict[str, Document] = {type(one).__name__.lower(): one for one in samples.EVERY}
    folio = {f"{name}-f4": replace(one, paper="F4") for name, one in usual.items() if name != "performancedocument"}
    standing_in = replace(samples.SEKRETARIS, capacity="plh", of_post=samples.CAMAT.post)
    special: dict[str, Document] = {
        "kode-disposisi": replace(samples.DISPOSITION, proof=PROOF),
        "kode-formulir": replace(samples.FORM, proof=PROOF),
        "kode-rekap": replace(samples.RECAP, proof=PROOF, signature=None),
        "kode-pengesahan": replace(samples.APPROVAL_SHEET, proof=PROOF),
        "plh-surat": replace(samples.COVER_LETTER, proof=PROOF, signature=Signature(signatory=standing_in)),
        "gambar-rekap": chat_samples.RECAP,
        "gambar-status": chat_samples.STATUS,
    }
    return {**usual, **folio, **special, **extremes.papers()}


def text(content: bytes) -> str:
    """What a reader can copy from a PDF, page by page."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            found.append(f"--- {number} ---\n" + page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip())
    return "\n".join(found) + "\n"


def picture(content: bytes) -> Image.Image:
    """The pages of a PDF side by side, or a picture as it is, in greys."""
    if not content.startswith(b"%PDF"):
        with Image.open(BytesIO(content)) as found:
            return found.convert("L").reduce(2)
    with pypdfium2.PdfDocument(content) as document:
        pages = [document[number] for number in range(min(len(document), MOST_PAGES))]
        drawn = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in pages]
    wide, high = (max(getattr(one, side) for one in drawn) for side in ("width", "height"))
    rows = -(-len(drawn) // ACROSS)
    sheet = Image.new("L", (wide * min(len(drawn), ACROSS), high * rows), 255)
    for number, one in enumerate(drawn):
        sheet.paste(one, (number % ACROSS * wide, number // ACROSS * high))
    return sheet


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of points, from 0 to 1, that differ visibly in the worst square; 1 if the sizes differ."""
    if one.size != other.size:
        return 1.0
    blurred = (picture.filter(ImageFilter.GaussianBlur(1)) for picture in (one, other))
    visible = ImageChops.difference(*blurred).point([255 * (level >= VISIBLE) for level in range(256)])
    squares = visible.reduce(SQUARE).histogram()
    return max(share for share, count in enumerate(squares) if count) / 255


def kept_picture(name: str) -> Image.Image:
    """How a paper looked."""
    with Image.open(GOLDEN / f"{name}.png") as found:
        return found.convert("L")


def _fewer_levels(drawn: Image.Image) -> Image.Image:
    """A picture in greys with so few of them that its file is small."""
    step = 255 // (KEPT_LEVELS - 1)
    fewer = drawn.point([round(level / step) for level in range(256)])
    fewer.putpalette([level * step for level in range(KEPT_LEVELS) for _ in "RGB"])
    return fewer


def kept_text(name: str) -> str:
    """How a paper read."""
    return (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def keep() -> None:
    """Write every paper anew, and drop those that are no more."""
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.iterdir():
        old.unlink()
    for name, document in papers().items():
        made = render(document)
        if made.mime == PDF:
            (GOLDEN / f"{name}.txt").write_text(text(made.content), encoding="utf-8")
        _fewer_levels(picture(made.content)).save(GOLDEN / f"{name}.png", optimize=True, bits=4)


if __name__ == "__main__":
    keep()
