"""Papers read and look as they did when they were last approved of; likeness.py writes them anew."""

from dataclasses import replace

import pytest
from PIL import Image

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
    """The eye of these tests notices one word on a page, and another format."""
    usual = likeness.picture(render(samples.DISPOSITION).content)
    subject = samples.DISPOSITION.subject.replace("Kinerja", "Anggaran")
    changed = replace(samples.DISPOSITION, subject=subject)
    assert likeness.difference(usual, likeness.picture(render(changed).content)) > likeness.ALLOWED
    folio = replace(samples.DISPOSITION, paper="F4")
    assert likeness.difference(usual, likeness.picture(render(folio).content)) == 1.0


def test_an_edge_that_moves_by_a_quarter_of_a_point_is_not_seen() -> None:
    """As it may with another version of the renderer, which is no change of the paper."""
    usual = likeness.picture(render(samples.DISPOSITION).content)
    moved = usual.transform(usual.size, Image.Transform.AFFINE, (1, 0, 0.25, 0, 1, 0.25), Image.Resampling.BILINEAR)
    assert likeness.difference(usual, moved) <= likeness.ALLOWED
