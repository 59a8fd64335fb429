"""Papers read and look as they did when they were last approved of; likeness.py writes them anew."""

from dataclasses import replace

import pytest

from bot.documents.render import PDF, render
from tests.documents import likeness, samples

PAPERS = likeness.papers()


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads_and_looks_as_it_did(name: str) -> None:
    """Its text is the same to the letter, and its pages are alike to the eye."""
    made = render(PAPERS[name])
    if made.mime == PDF:
        assert likeness.text(made.content) == likeness.kept_text(name)
    assert likeness.difference(likeness.picture(made.content), likeness.kept_picture(name)) <= likeness.ALLOWED


def test_nothing_is_kept_that_no_paper_has() -> None:
    """A picture that nothing is compared with would only seem to guard something."""
    assert {path.stem for path in likeness.GOLDEN.iterdir()} == set(PAPERS)


def test_a_changed_word_and_a_changed_size_are_seen() -> None:
    """The eye of these tests notices one sentence, and another format."""
    usual = likeness.picture(render(samples.DISPOSITION).content)
    changed = replace(samples.DISPOSITION, subject="Perihal lain yang tidak pernah disetujui siapa pun juga")
    assert likeness.difference(usual, likeness.picture(render(changed).content)) > likeness.ALLOWED
    folio = replace(samples.DISPOSITION, paper="F4")
    assert likeness.difference(usual, likeness.picture(render(folio).content)) == 1.0
