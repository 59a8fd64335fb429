"""Telegram's HTML, parsed as strictly as Telegram does: text and entities with UTF-16 offsets."""

import re
from dataclasses import dataclass

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.formatted import utf16_length
from bot.simulator.shapes import Json

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
}
_MARK = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d+)|#x([0-9a-fA-F]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_SPACE = re.compile(r"\s*")
_LINK = re.compile(r"(?:https?|tg|ton|tonsite)://\S+|[\w-]+(?:\.[\w-]+)+\S*", re.IGNORECASE)
_USER_LINK = re.compile(r"tg://user/?\?id=(\d+)$")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text and its entities; raise "can't parse entities" as Telegram does."""
    if _MARK.search(source) is None:
        return source, []
    return _Parser(source).run()


@dataclass
class _Open:
    name: str
    argument: str
    offset: int
    part: int


class _Parser:
    """One pass over the source; every position in an error is a byte offset, as Telegram writes it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while (mark := _MARK.search(self._source, self._at)) is not None:
            self._emit(self._source[self._at : mark.start()])
            self._at = mark.start()
            if mark.group() == "&":
                self._reference()
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        self._emit(self._source[self._at :])
        if self._open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"], entity["type"]))
        return "".join(self._parts), self._entities

    def _emit(self, text: str) -> None:
        self._parts.append(text)
        self._length += utf16_length(text)

    def _reference(self) -> None:
        found = _REFERENCE.match(self._source, self._at)
        decoded = _decoded(found) if found else None
        if found is None or decoded is None:
            self._emit("&")
            self._at += 1
            return
        self._emit(decoded)
        self._at = found.end()

    def _start_tag(self) -> None:
        begin = self._at
        name = self._take(_TAG_NAME, begin + 1).lower()
        if self._at >= len(self._source):
            raise self._error("Unclosed start tag", begin)
        if name not in TYPES:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        argument = attributes.get("href", "") if name == "a" else ""
        if name == "code":
            argument = attributes.get("class", "").removeprefix("language-")
        if name == "blockquote" and "expandable" in attributes:
            argument = "expandable"
        self._open.append(_Open(name, argument, self._length, len(self._parts)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._take(_SPACE, self._at)
            if self._peek() == ">":
                self._at += 1
                return found
            name = self._take(_ATTRIBUTE_NAME, self._at).lower()
            if not name:
                if self._at >= len(self._source):
                    raise self._error("Unclosed start tag", begin)
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._take(_SPACE, self._at)
            if self._peek() != "=":
                if self._at >= len(self._source):
                    raise self._error("Unclosed start tag", begin)
                found[name] = ""
                continue
            self._take(_SPACE, self._at + 1)
            found[name] = self._value(begin)

    def _value(self, begin: int) -> str:
        quote = self._peek()
        if quote not in {'"', "'"}:
            start = self._at
            value = self._take(_BARE_VALUE, start)
            if self._peek() not in {">", " ", "\n", "\t", "\r"}:
                raise self._error("Unexpected end of name token", start)
            return value
        end = self._source.find(quote, self._at + 1)
        if end < 0:
            raise self._error("Unclosed start tag", begin)
        value = self._source[self._at + 1 : end]
        self._at = end + 1
        return _REFERENCE.sub(lambda found: _decoded(found) or found.group(), value)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        name = self._take(_TAG_NAME, begin + 2).lower()
        self._take(_SPACE, self._at)
        if self._peek() != ">":
            raise self._error("Unclosed end tag", begin)
        self._at += 1
        opened = self._open.pop()
        if name and name != opened.name:
            raise self._error("Unmatched end tag", begin, f', expected "</{opened.name}>", found "</{name}>"')
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {"type": TYPES[opened.name], "offset": opened.offset, "length": self._length - opened.offset}
        if opened.name == "a":
            link = opened.argument or "".join(self._parts[opened.part :])
            user = _USER_LINK.match(link)
            if user is None and _LINK.fullmatch(link) is None:
                return
            entity |= {"type": "text_mention", "user": {"id": int(user[1])}} if user else {"url": link}
        elif opened.name == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.name == "code" and opened.argument and self._open and self._open[-1].name == "pre":
            self._open[-1].argument = opened.argument
            return
        elif opened.name == "pre" and opened.argument:
            entity["language"] = opened.argument
        self._entities.append(entity)

    def _take(self, pattern: re.Pattern[str], at: int) -> str:
        found = pattern.match(self._source, at)
        self._at = found.end() if found else at
        return found.group() if found else ""

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _error(self, what: str, at: int, after: str = "") -> ApiError:
        return _cannot(f"{what} at byte offset {len(self._source[:at].encode())}{after}")


def _decoded(found: re.Match[str]) -> str | None:
    if found[1]:
        return _NAMED[found[1]]
    code = int(found[2]) if found[2] else int(found[3], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else None


def _cannot(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")
