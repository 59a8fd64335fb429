"""Telegram's HTML: what is accepted, with which offsets, and how each fault is worded."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import parse_html
from bot.simulator.errors import ApiError
from bot.simulator.formatted import to_html, trimmed, utf16_length

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("tanpa tanda", "tanpa tanda", []),
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>", "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<b>😀</b><i>a</i>", "😀a", [("bold", 0, 2), ("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>a</b >", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("&lt;b&gt; &amp; &quot; &#65;&#x42;", '<b> & " AB', []),
        ("a & b &nbsp; &#0;", "a & b &nbsp; &#0;", []),
        ("<a href='bukan'>a</a>", "a", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Every tag of the documentation yields its entity, counted in UTF-16 units."""
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_links_and_code_carry_their_argument() -> None:
    """A link keeps its address, a mention its user and a code block its language."""
    assert parse_html('<a href="https://contoh.id/?a=1&amp;b=2">x</a>')[1][0]["url"] == "https://contoh.id/?a=1&b=2"
    assert parse_html("<a>contoh.id</a>")[1][0]["url"] == "contoh.id"
    assert parse_html("<a href=tg.me>x</a>")[1][0]["url"] == "tg.me"
    assert parse_html("<a href='tg://user?id=7'>x</a>")[1][0]["user"] == {"id": 7}
    block = parse_html('<pre><code class="language-sql">x</code></pre>')[1]
    assert block == [{"type": "pre", "offset": 0, "length": 1, "language": "sql"}]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("x<b", "Unclosed start tag at byte offset 1"),
        ("<a href", "Unclosed start tag at byte offset 0"),
        ("<a ", "Unclosed start tag at byte offset 0"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>z</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span class='x'>z</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    """A tag that is unknown, unclosed or crossed is refused, with the byte offset that Telegram names."""
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(TEXTS)
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    """Whatever a person writes survives escaping and parsing, without any entity."""
    assert parse_html(html.escape(text)) == (text, [])


@given(TEXTS, TEXTS)
def test_a_message_shown_as_html_parses_to_itself(plain: str, bold: str) -> None:
    """What the stage shows is the same message again."""
    message = parse_html(f"{html.escape(plain)}<b><i>{html.escape(bold)}</i></b>")
    assert parse_html(to_html(*message)) == message


def test_every_kind_of_entity_is_shown() -> None:
    """Links, mentions, quotes and code are written back; an automatic entity such as a command has no tag."""
    source = (
        '<a href="https://contoh.id">a</a><a href="tg://user?id=7">b</a><blockquote expandable>c</blockquote>'
        "<pre>d</pre><tg-spoiler>e</tg-spoiler>"
    )
    assert to_html(*parse_html(source)) == source
    assert to_html("/tugas", [{"type": "bot_command", "offset": 0, "length": 6}]) == "/tugas"


def test_white_space_at_both_ends_is_cut() -> None:
    """The ends of a message are trimmed and its entities follow; space inside a leading entity stays."""
    assert trimmed(" \n ab \n", [{"type": "bold", "offset": 3, "length": 4}]) == (
        "ab",
        [{"type": "bold", "offset": 0, "length": 2}],
    )
    assert trimmed(" ab", [{"type": "bold", "offset": 0, "length": 3}])[0] == " ab"
    assert trimmed(" \n", [{"type": "bold", "offset": 0, "length": 2}]) == ("", [])


def test_length_counts_utf16_units() -> None:
    """A letter is one unit, an emoji two."""
    assert [utf16_length(text) for text in ("ab", "é", "😀")] == [2, 1, 2]
