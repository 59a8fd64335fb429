"""What a screen reader finds in a finished file: its elements, each with the words that belong to it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

Found = tuple[str, str, list[Any]]


def tree(content: bytes) -> Found:
    """Return the element 'Document' as (tag, words or alternative, elements below), the words without spaces."""
    reader: Any = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    words = [_marked(reader, page) for page in reader.pages]
    pages = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}
    return _element(root["/K"][0].get_object(), words, pages)


def flat(found: Found, *tags: str) -> list[str]:
    """Return the words of every element with one of the tags (all of them, if none is named), in order."""
    tag, words, below = found
    own = [words] if tag in tags or not tags else []
    return own + [words for kid in below for words in flat(kid, *tags)]


def shape(found: Found) -> str:
    """Return the tags alone: 'Document(H1 Table(TR(TH TH)))'."""
    tag, _, below = found
    return f"{tag}({' '.join(map(shape, below))})" if below else tag


def unmarked(content: bytes) -> list[str]:
    """Return the operators that show something outside of every element and artifact."""
    reader: Any = PdfReader(BytesIO(content))
    shown = {"Tj", "TJ", "S", "f", "f*", "B", "B*", "b", "b*", "s", "Do"}
    found = []
    for page in reader.pages:
        depth = 0
        for _, operator in ContentStream(page.get_contents(), reader).operations:
            name = operator.decode()
            depth += (name in {"BDC", "BMC"}) - (name == "EMC")
            if name in shown and not depth:
                found.append(name)
    return found


def _element(one: Any, words: list[dict[int, str]], pages: dict[int, int]) -> Found:
    said, below = str(one.get("/Alt", "")), []
    for kid in map(_object, one["/K"]):
        if isinstance(kid, int):
            said += words[pages[one.raw_get("/Pg").idnum]][kid]
        elif kid.get("/Type") == "/MCR":
            said += words[pages[kid.raw_get("/Pg").idnum]][kid["/MCID"]]
        else:
            assert kid["/P"] == one
            below.append(_element(kid, words, pages))
    return one["/S"][1:], said, below


def _object(kid: Any) -> Any:
    return kid.get_object()


def _marked(reader: Any, page: Any) -> dict[int, str]:
    """Return the words of every piece of marked content of a page."""
    parents = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = parents[2 * page["/StructParents"] + 1]
    found: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"BDC":
            current = operands[1]["/MCID"]
            found[current] = ""
            assert owners[current].get_object()["/S"] == operands[0]
        elif operator in {b"BMC", b"EMC"}:
            current = -1
        elif operator in {b"Tj", b"TJ"} and current >= 0:
            shown = operands[0] if operator == b"TJ" else [operands[0]]
            found[current] += "".join(part for part in shown if isinstance(part, str)).replace(" ", "")
    assert len(owners) == len(found)
    return found
