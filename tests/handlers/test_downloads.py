"""Files that people sent are fetched only once their size is known to be one that the office takes."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, InvalidToken, RetryAfter, TimedOut

from bot.services.filling.evidence import DownloadError
from bot.services.filling.files import MOST_BYTES
from handlers.downloads import Downloads
from handlers.telegram_errors import NotSent
from tests.handlers.desk import Desk
from tests.security.front_door import Quiet


class Shelf(Quiet):
    """Gives every file, or none, and notes that it was asked for one."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = 200

    async def do_request(self, url: str, *_more: object, **_timeouts: object) -> tuple[int, bytes]:
        self.asked.append(url)
        return self.status, b"isi"


@pytest.fixture
def shelf() -> Shelf:
    """A place with files."""
    return Shelf()


async def test_a_file_is_fetched_by_the_path_that_telegram_names(shelf: Shelf) -> None:
    """Of exactly 20 MB, and also where no size is told."""
    desk = Desk()
    desk.arrange({"file_path": "a/b.pdf", "file_size": MOST_BYTES}, {"file_path": "c.pdf"})
    downloads = Downloads(desk, shelf, "https://server/file/bot")
    assert [await downloads.fetch("F"), await downloads.fetch("G")] == [b"isi", b"isi"]
    assert shelf.asked == ["https://server/file/bot/a/b.pdf", "https://server/file/bot/c.pdf"]


async def test_a_file_that_is_too_large_is_not_fetched(shelf: Shelf) -> None:
    """A server of the office's own would give it, whatever size the message has declared."""
    desk = Desk()
    desk.arrange({"file_path": "a", "file_size": MOST_BYTES + 1})
    with pytest.raises(DownloadError) as caught:
        await Downloads(desk, shelf, "x").fetch("F")
    assert (caught.value.gone, shelf.asked) == (True, [])


@pytest.mark.parametrize(
    ("error", "gone", "away"),
    [
        (BadRequest("file is too big"), True, False),
        (TimedOut(), False, False),
        (NotSent("no network"), False, True),
        (RetryAfter(7), False, True),
        (InvalidToken(), False, True),
    ],
)
async def test_what_telegram_does_not_give(shelf: Shelf, error: Exception, gone: bool, away: bool) -> None:
    """A refusal is final; whatever else goes wrong is tried again, and an outage is no try."""
    desk = Desk()
    desk.arrange(error)
    with pytest.raises(DownloadError) as caught:
        await Downloads(desk, shelf, "x").fetch("F")
    assert (caught.value.gone, caught.value.away) == (gone, away)


@pytest.mark.parametrize("status", [401, 404])
async def test_a_file_that_is_not_found_is_not_a_telegram_that_is_away(shelf: Shelf, status: int) -> None:
    """Telegram has just taken the same token, so that the try is one at this file."""
    desk = Desk()
    desk.arrange({"file_path": "a"})
    shelf.status = status
    with pytest.raises(DownloadError) as caught:
        await Downloads(desk, shelf, "x").fetch("F")
    assert (caught.value.gone, caught.value.away) == (False, False)
