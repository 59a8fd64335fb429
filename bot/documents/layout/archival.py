"""PDF/A-2b: what an archive asks of a file, added to what reportlab writes (ISO 19005-2).

Kept here: version 1.7, XMP metadata in step with the Info dictionary, an sRGB output intent, a file identifier made
from the content, and the line break that ISO 32000 asks for before `endstream`. Kept elsewhere: fonts are TrueType
subsets (fonts.py); links print (contents.py); pictures are RGB or grey; no script, form, attachment or encryption.
Not claimed: levels U and A. reportlab maps every code to Unicode and the structure is tagged, yet rows of very long
tables are not parted into cells, and links are annotations without an element of the structure.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import (
    XMP,
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
    pdfdocEnc,
)

VERSION: Final = (1, 7)
_PROFILE_VERSION: Final = slice(8, 12)
_PROFILE_DATE: Final = slice(24, 36)
_ICC_4_2: Final = b"\x04\x20\x00\x00"
_CREATED: Final = b"\x07\xea\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a file says of itself; `moment` is its instant in the zone of the office."""

    title: str
    subject: str
    author: str
    moment: datetime
    creator: str = "Sistem Pengumpulan Data Kinerja"
    language: str = "id-ID"


class _Body(PDFObject):
    """The bytes of a stream, followed by a line break that its length does not count."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __len__(self) -> int:
        return len(self._content)

    def format(self, document: object) -> bytes:
        """Return the bytes as they stand in the file."""
        return self._content + b"\n"


class _Plain(NoEncryption):
    """No encryption; the one place through which reportlab passes the bytes of every stream."""

    def encode(self, content: str | bytes) -> _Body:
        """Return the content with the line break that parts it from `endstream`."""
        return _Body(pdfdocEnc(content))


@cache
def _profile() -> bytes:
    """Return an sRGB profile of version 4.2, the last that PDF 1.7 knows, whose date never changes."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_PROFILE_VERSION], made[_PROFILE_DATE] = _ICC_4_2, _CREATED
    return bytes(made)


def _intent() -> PDFArray:
    profile = PDFStream(PDFDictionary({"N": 3}), _profile(), [PDFZCompress])
    return PDFArray(
        [
            PDFDictionary(
                {
                    "Type": PDFName("OutputIntent"),
                    "S": PDFName("GTS_PDFA1"),
                    "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
                    "Info": PDFString("sRGB IEC61966-2.1"),
                    "DestOutputProfile": profile,
                }
            )
        ]
    )


def _metadata(imprint: Imprint, producer: str) -> bytes:
    said = {
        "title": imprint.title,
        "subject": imprint.subject,
        "author": imprint.author,
        "creator": imprint.creator,
        "language": imprint.language,
        "producer": producer,
        "moment": imprint.moment.isoformat(timespec="seconds"),
    }
    return _PACKET.format(**{name: escape(value, quote=False) for name, value in said.items()}).encode()


def prepare(document: Any, imprint: Imprint) -> None:
    """Make a new reportlab document (`canvas._doc`) archival; call it before anything is drawn."""
    stamp, offset = document._timeStamp, imprint.moment.utcoffset()
    seconds = 0 if offset is None else int(offset.total_seconds())
    stamp.t = calendar.timegm(imprint.moment.utctimetuple())
    stamp.lt = imprint.moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    stamp.dhh, stamp.dmm = seconds // 3600, seconds % 3600 // 60
    document.encrypt = _Plain()
    catalog = document.Catalog
    catalog.Metadata = XMP(creator=lambda made: _metadata(imprint, made.info.producer))
    catalog.OutputIntents = _intent()
    # reportlab has a fixed list of the entries it writes; the instance's own list is one longer.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
