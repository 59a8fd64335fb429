"""What ISO 19005-2 (level B) asks of a file, as far as these documents come near it: one function a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, StreamObject

_DEEPEST = 28
_PRINT = 4
_FLAGS = 0b100111
_SHOWN = ("Tj", "TJ", "'", '"')
_STATE = "q Q cm w J j M d ri i gs"
_PATH = "m l c v y h re S s f F f* B B* b b* n W W*"
_TEXT = "BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' \""
_KNOWN = frozenset(f"{_STATE} {_PATH} {_TEXT} G g RG rg Do BMC BDC EMC".split())
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SPACES = {
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "xmp": "{http://ns.adobe.com/xap/1.0/}",
    "pdf": "{http://ns.adobe.com/pdf/1.3/}",
    "pdfaid": "{http://www.aiim.org/pdfa/ns/id/}",
}


def broken(content: bytes) -> list[str]:
    """Return the names of the rules that a file breaks."""
    reader = PdfReader(BytesIO(content))
    return [rule.__name__ for rule in RULES if not rule(content, reader)]


def metadata(reader: Any) -> dict[str, str]:
    """Return the properties of a file's XMP packet: 'dc:title' and the like."""
    packet = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    inner = packet.partition("?>")[2].rpartition("<?xpacket")[0]
    described = ET.fromstring(inner).find(f"{_RDF}RDF/{_RDF}Description")
    assert described is not None
    known = {address: name for name, address in _SPACES.items()}
    return {
        f"{known[one.tag.partition('}')[0] + '}']}:{one.tag.partition('}')[2]}": "".join(one.itertext()).strip()
        for one in described
    }


def objects(reader: Any) -> Iterator[Any]:
    """Return every object of the file."""
    for number in range(1, int(reader.trailer["/Size"])):
        yield IndirectObject(number, 0, reader).get_object()


def _dictionaries(reader: Any, kind: str) -> Iterator[Any]:
    return (one for one in objects(reader) if isinstance(one, DictionaryObject) and one.get("/Type") == kind)


def _streams(reader: Any) -> Iterator[tuple[Any, ContentStream]]:
    """Return the resources and the operations of every page and of every form."""
    for page in reader.pages:
        yield page["/Resources"].get_object(), ContentStream(page.get_contents(), reader)
    for one in objects(reader):
        if isinstance(one, StreamObject) and one.get("/Subtype") == "/Form":
            yield one["/Resources"].get_object(), ContentStream(one, reader)


def header_and_end(content: bytes, reader: Any) -> bool:
    """6.1.2, 6.1.3: version, a comment of four high bytes, an identifier, no encryption, nothing after the end."""
    first, second = content.split(b"\n", 2)[:2]
    identity = reader.trailer["/ID"]
    return (
        re.fullmatch(rb"%PDF-1\.[0-7]", first) is not None
        and re.match(rb"%[\x80-\xff]{4}", second) is not None
        and [len(part.original_bytes) for part in identity] == [16, 16]
        and "/Encrypt" not in reader.trailer
        and content.endswith(b"%%EOF\n")
    )


def streams_are_framed(content: bytes, reader: Any) -> bool:
    """6.1.7.1: a stream begins after a line break, its length is exact, and a line break stands before its end."""
    at = [match.start() for match in re.finditer(rb"\n\d+ 0 obj\n", content)]
    for start, end in zip(at, [*at[1:], len(content)], strict=True):
        head, mark, rest = content[start:end].partition(b">>\nstream\n")
        if mark:
            length = re.findall(rb"/Length (\d+)", head)[-1]
            if not rest[int(length) :].startswith(b"\nendstream\nendobj"):
                return False
    return bool(at)


def metadata_agrees(content: bytes, reader: Any) -> bool:
    """6.6: an uncompressed packet names part and level, and says what the Info dictionary says."""
    stream, info, said = reader.trailer["/Root"]["/Metadata"], reader.metadata, metadata(reader)
    assert info is not None
    moment = info.creation_date
    return (
        "/Filter" not in stream
        and (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "B")
        and said["dc:title"] == info.title
        and said["dc:description"] == info.subject
        and said["dc:creator"] == info.author
        and said["xmp:CreatorTool"] == info.creator
        and said["pdf:Producer"] == info.producer
        and moment is not None
        and said["xmp:CreateDate"] == said["xmp:ModifyDate"] == moment.isoformat()
    )


def output_intent(content: bytes, reader: Any) -> bool:
    """6.2.3: one intent, with a display profile of three colours."""
    intents = reader.trailer["/Root"]["/OutputIntents"]
    stream = intents[0]["/DestOutputProfile"]
    profile = stream.get_data()
    return (
        len(intents) == 1
        and intents[0]["/S"] == "/GTS_PDFA1"
        and stream["/N"] == 3
        and profile[8:10] <= b"\x04\x20"
        and profile[12:24] == b"mntrRGB XYZ "
        and profile[36:40] == b"acsp"
        and len(profile) == int.from_bytes(profile[:4], "big")
    )


def plain_colours(content: bytes, reader: Any) -> bool:
    """6.2.4, 6.2.8: colours of operators and pictures are RGB or grey, no picture is smoothed."""
    found: list[Any] = [one for one in objects(reader) if isinstance(one, DictionaryObject)]
    pictures = [one for one in found if one.get("/Subtype") == "/Image"]
    return all(one["/ColorSpace"] in {"/DeviceRGB", "/DeviceGray"} for one in pictures) and not any(
        one.get("/Interpolate") or "/Alternates" in one or "/OPI" in one for one in pictures
    )


def known_operations(content: bytes, reader: Any) -> bool:
    """6.1.13, 6.2.2: only operators of the standard, states nested at most 28 deep, every resource at hand."""
    for resources, stream in _streams(reader):
        depth = 0
        for operands, operator in stream.operations:
            name = operator.decode()
            depth += (name == "q") - (name == "Q")
            if name not in _KNOWN or not 0 <= depth <= _DEEPEST:
                return False
            if name in {"Tf", "Do"} and operands[0] not in resources["/Font" if name == "Tf" else "/XObject"]:
                return False
        if depth:
            return False
    return True


def fonts_are_embedded(content: bytes, reader: Any) -> bool:
    """6.2.11.4-6: every font is an embedded symbolic subset with one table of characters, its widths the font's own."""
    found = list(_dictionaries(reader, "/Font"))
    for font in found:
        descriptor = font["/FontDescriptor"]
        program = TTFont(BytesIO(descriptor["/FontFile2"].get_data()))
        tables = program["cmap"].tables
        scale = 1000 / program["head"].unitsPerEm
        widths = font["/Widths"]
        if (
            font["/Subtype"] != "/TrueType"
            or re.match(r"/[A-Z]{6}\+", font["/BaseFont"]) is None
            or font["/BaseFont"] != descriptor["/FontName"]
            or "/Encoding" in font
            or not int(descriptor["/Flags"]) & 4
            or len(tables) != 1
            or len(widths) != int(font["/LastChar"]) - int(font["/FirstChar"]) + 1
        ):
            return False
        for code, glyph in tables[0].cmap.items():
            if abs(float(widths[code]) - program["hmtx"][glyph][0] * scale) > 1:
                return False
    return bool(found)


def every_glyph_exists(content: bytes, reader: Any) -> bool:
    """6.2.11.8: no shown character is the one that stands for a missing one."""
    glyphs: dict[int, dict[int, str]] = {}
    for resources, stream in _streams(reader):
        face: dict[int, str] = {}
        for operands, operator in stream.operations:
            name = operator.decode()
            if name == "Tf":
                font = resources["/Font"][operands[0]].get_object()
                if id(font) not in glyphs:
                    program = TTFont(BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()))
                    glyphs[id(font)] = {
                        code: str(glyph)
                        for code, glyph in program["cmap"].tables[0].cmap.items()
                        if program.getGlyphID(glyph)
                    }
                face = glyphs[id(font)]
            elif name in _SHOWN:
                shown = operands[-1] if name == "TJ" else [operands[-1]]
                for part in shown:
                    raw = getattr(part, "original_bytes", b"")
                    if any(code not in face for code in raw):
                        return False
    return True


def nothing_hidden(content: bytes, reader: Any) -> bool:
    """6.2.5, 6.4-6.9: no script, action, attachment, layer, blend or transfer function; a form holds seals only."""
    root = reader.trailer["/Root"]
    form = root.get("/AcroForm", {})
    forbidden = {"/Names", "/OpenAction", "/AA", "/OCProperties", "/Requirements", "/Version"}
    states = [one for one in objects(reader) if isinstance(one, DictionaryObject) and "/ExtGState" in one]
    return (
        not forbidden & set(root)
        and not states
        and all(one.get_object()["/FT"] == "/Sig" for one in form.get("/Fields", []))
        and not {"/XFA", "/NeedAppearances"} & set(form)
        and b"/JavaScript" not in content
        and b"/LZWDecode" not in content
    )


def annotations_print(content: bytes, reader: Any) -> bool:
    """6.3: annotations are shown and printed: links within the file, and fields of seals that take no room."""
    found = [one.get_object() for page in reader.pages for one in page.get("/Annots", [])]
    return all(one["/F"] & _FLAGS == _PRINT for one in found) and all(
        "/Dest" in one if one["/Subtype"] == "/Link" else one["/FT"] == "/Sig" and not any(one["/Rect"])
        for one in found
    )


def language_and_title(content: bytes, reader: Any) -> bool:
    """The file says its language, and viewers show its title instead of its name."""
    root = reader.trailer["/Root"]
    return root["/Lang"] == "id-ID" and bool(root["/ViewerPreferences"]["/DisplayDocTitle"])


RULES: tuple[Callable[[bytes, Any], bool], ...] = (
    header_and_end,
    streams_are_framed,
    metadata_agrees,
    output_intent,
    plain_colours,
    known_operations,
    fonts_are_embedded,
    every_glyph_exists,
    nothing_hidden,
    annotations_print,
    language_and_title,
)
