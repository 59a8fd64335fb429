"""Formatted text: its length in UTF-16 units, the trimming of its ends, and how a phone shows it."""

import html

from bot.simulator.shapes import Json

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "spoiler": "tg-spoiler",
    "blockquote": "blockquote",
}


def utf16_length(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space off both ends as the server does, and fit the entities to what is left."""
    kept = text.rstrip()
    first = entities[0]["offset"] if entities else utf16_length(kept)
    start = 0
    while start < min(first, len(kept)) and kept[start] in " \n":
        start += 1
    kept, end = kept[start:], utf16_length(kept[start:])
    fitted = []
    for entity in entities:
        offset = entity["offset"] - start
        length = min(entity["length"], end - offset)
        if length > 0:
            fitted.append({**entity, "offset": offset, "length": length})
    return kept, fitted


def to_html(text: str, entities: list[Json]) -> str:
    """Write text and entities as Telegram HTML, the form in which the stage shows a message."""
    if not entities:
        return html.escape(text, quote=False)
    units = text.encode("utf-16-le")
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for entity in entities:
        start, stop = _tags_of(entity)
        end = entity["offset"] + entity["length"]
        opening[entity["offset"]] = opening.get(entity["offset"], "") + start
        closing[end] = stop + closing.get(end, "")
    parts: list[str] = []
    borders = sorted({0, len(units) // 2, *opening, *closing})
    for here, following in zip(borders, [*borders[1:], borders[-1]], strict=True):
        parts += closing.get(here, ""), opening.get(here, "")
        parts.append(html.escape(units[here * 2 : following * 2].decode("utf-16-le", "replace"), quote=False))
    return "".join(parts)


def _tags_of(entity: Json) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    tag = _TAGS.get(kind)
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
