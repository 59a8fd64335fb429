"""Every refusal has its sentence."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import bot
from bot.texts.refusals import _BUILT, _SENTENCES, sentence

BUILT = frozenset(_BUILT)
CODES = BUILT | frozenset(_SENTENCES)


@cache
def raised() -> frozenset[str]:
    """The codes of all refusals that the product raises."""
    return frozenset(_found())


def _found() -> Iterator[str]:
    for path in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Refusal", "Stale"}:
                codes = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
                assert codes, f"{path}:{node.lineno} names no code"
                yield from (str(code) for code in codes)


def test_every_code_that_is_raised_has_a_sentence() -> None:
    """Nobody is ever left with a bare code."""
    assert raised() - CODES == set()


def test_no_sentence_waits_for_a_code_that_nobody_raises() -> None:
    """A sentence without a refusal is dead text; those of the conversation itself are raised as well."""
    assert CODES - raised() == set()


def test_a_plain_sentence_is_whole() -> None:
    """A sentence ends like one and fits into a message."""
    for code in CODES - BUILT:
        assert sentence(code, {}).endswith("."), code


def test_a_card_that_was_replaced_is_not_called_finished() -> None:
    """A button of before a reassignment is stale although its task stands."""
    assert "sudah diselesaikan" not in sentence("sudah_selesai", {})
    done = sentence("sudah_selesai", {"at": "hari ini pukul 08.15 WITA", "by": "Bapak <Camat>"})
    assert done.startswith("Langkah ini sudah diselesaikan oleh Bapak &lt;Camat&gt; hari ini pukul 08.15 WITA.")
