"""Only an invited official comes in: once, in time, with one account; a lost phone is shut out at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.services.people.invitations import (
    VALID_FOR,
    InvitationCode,
    InvitationProblem,
    Joined,
    invite,
    redeem,
    replace,
    revoke,
)
from storage import officers, outbox, prompts
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.tables import Invitation
from tests.builders import import_demo_office

NOW = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)
PHONE, OTHER_PHONE = 5_000_000_001, 5_000_000_002
CAMAT, SEKRETARIS = 1, 2
BYTES = (bytes(16), bytes([1] * 16), bytes([2] * 16))


@pytest.fixture
def office(database_url: str) -> Database:
    """A database with the demo's office, whose Camat has the id 1 and whose Sekretaris 2."""
    database = Database(database_url)
    database.write_now(lambda tx: import_demo_office(tx, NOW))
    return database


def _refused(database: Database, token: str, telegram_id: int, at: datetime = NOW) -> InvitationCode:
    answer = database.write_now(lambda tx: redeem(tx, token, telegram_id, at))
    assert isinstance(answer, InvitationProblem)
    return answer.code


def _join(database: Database, officer_id: int = CAMAT, telegram_id: int = PHONE) -> str:
    token = database.write_now(lambda tx: invite(tx, officer_id, NOW, BYTES[officer_id]))
    assert database.write_now(lambda tx: redeem(tx, token, telegram_id, NOW)) == Joined(officer_id, 1)
    return token


def test_an_invited_official_joins_with_his_account(office: Database) -> None:
    """The numeric id is tied to him from then on, and he is no longer on the list of those to invite."""
    _join(office)
    camat = office.read_now(lambda tx: officers.officer_by_telegram(tx, PHONE))
    assert camat is not None
    assert (camat.id, camat.joined_at) == (CAMAT, NOW)


def test_a_link_fits_telegram_and_only_its_hash_is_kept(office: Database) -> None:
    """The payload has letters Telegram allows, at most 64; the database cannot give it away."""
    token = office.write_now(lambda tx: invite(tx, CAMAT, NOW, bytes(range(48))))
    assert len(token) == 64
    assert all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in token)
    kept = office.read_now(lambda tx: tx.execute(select(Invitation.__table__)).mappings().one())
    assert token not in str(dict(kept))


@pytest.mark.parametrize("length", [0, 15, 49])
def test_a_weak_or_overlong_secret_is_refused(office: Database, length: int) -> None:
    """Less than 128 bits could be guessed, more than 48 bytes would not fit into a link."""
    with pytest.raises(ValueError, match="random bytes"):
        office.write_now(lambda tx: invite(tx, CAMAT, NOW, bytes(length)))


@pytest.mark.parametrize("token", ["", "asing", "\ud800"])
def test_an_unknown_link_lets_nobody_in(office: Database, token: str) -> None:
    """Whatever a stranger types after /start is only looked up by its hash."""
    assert _refused(office, token, PHONE) is InvitationCode.UNKNOWN


def test_a_link_is_used_once(office: Database) -> None:
    """A link that was passed on is worth nothing, and its owner hears that he is in already."""
    token = _join(office)
    assert _refused(office, token, OTHER_PHONE) is InvitationCode.USED
    assert _refused(office, token, PHONE) is InvitationCode.ALREADY_JOINED


def test_a_link_expires_after_seven_days(office: Database) -> None:
    """It still works a moment before."""
    token = office.write_now(lambda tx: invite(tx, CAMAT, NOW, BYTES[0]))
    assert _refused(office, token, PHONE, NOW + VALID_FOR) is InvitationCode.EXPIRED
    joined = office.write_now(lambda tx: redeem(tx, token, PHONE, NOW + VALID_FOR - timedelta(seconds=1)))
    assert isinstance(joined, Joined)


def test_a_new_link_voids_the_one_before(office: Database) -> None:
    """Only the latest invitation of an official is open."""
    first = office.write_now(lambda tx: invite(tx, CAMAT, NOW, BYTES[0]))
    second = office.write_now(lambda tx: invite(tx, CAMAT, NOW, BYTES[1]))
    assert _refused(office, first, PHONE) is InvitationCode.REVOKED
    assert isinstance(office.write_now(lambda tx: redeem(tx, second, PHONE, NOW)), Joined)


def test_one_account_is_one_official(office: Database) -> None:
    """The Camat's account cannot take the Sekretaris's invitation, which stays open for him."""
    _join(office)
    token = office.write_now(lambda tx: invite(tx, SEKRETARIS, NOW, BYTES[0]))
    assert _refused(office, token, PHONE) is InvitationCode.OTHER_OFFICER
    assert isinstance(office.write_now(lambda tx: redeem(tx, token, OTHER_PHONE, NOW)), Joined)


def test_a_link_for_someone_who_is_in_does_not_replace_his_account(office: Database) -> None:
    """An account changes by a replacement only, which shuts the old one out first."""
    _join(office)
    token = office.write_now(lambda tx: invite(tx, CAMAT, NOW, BYTES[2]))
    assert _refused(office, token, OTHER_PHONE) is InvitationCode.USED


def test_what_waited_for_an_official_is_sent_when_he_joins(office: Database) -> None:
    """A card that was written before he came goes out to his account."""
    office.write_now(lambda tx: _message(tx, "waiting", None))
    _join(office)
    assert office.read_now(_messages) == [("pending", PHONE)]


def _message(tx: Transaction, state: str, chat_id: int | None) -> None:
    row = {"key": "kartu", "office_id": 1, "officer_id": CAMAT, "chat_id": chat_id, "method": "message", "payload": {}}
    tx.execute(insert(OutboxMessage).values(**row, priority=1, state=state, attempts=0, created_at=NOW))


def _messages(tx: Transaction) -> list[tuple[str, int | None]]:
    return [(row.state, row.chat_id) for row in tx.execute(select(OutboxMessage.state, OutboxMessage.chat_id))]


def test_a_lost_phone_is_shut_out_at_once(office: Database) -> None:
    """The account is a stranger's, its question is closed, nothing more is sent to it; the new link works."""
    _join(office)

    def busy(tx: Transaction) -> None:
        prompts.ask(tx, CAMAT, "note", task_id=None, version=0, context={}, now=NOW, outbox_id=None)
        _message(tx, "pending", PHONE)

    office.write_now(busy)
    token = office.write_now(lambda tx: replace(tx, CAMAT, NOW, BYTES[2]))
    assert office.read_now(lambda tx: officers.officer_by_telegram(tx, PHONE)) is None
    assert office.read_now(lambda tx: prompts.find(tx, CAMAT)) is None
    assert office.read_now(_messages) == [("waiting", None)]
    assert isinstance(office.write_now(lambda tx: redeem(tx, token, OTHER_PHONE, NOW)), Joined)
    assert office.read_now(_messages) == [("pending", OTHER_PHONE)]


def test_a_revocation_voids_open_links_too(office: Database) -> None:
    """Whoever was revoked cannot come back with a link that was sent before."""
    token = office.write_now(lambda tx: invite(tx, CAMAT, NOW, BYTES[0]))
    office.write_now(lambda tx: revoke(tx, CAMAT, NOW))
    assert _refused(office, token, PHONE) is InvitationCode.REVOKED
    camat = office.read_now(lambda tx: officers.officer(tx, CAMAT))
    assert camat is not None
    assert (camat.telegram_id, camat.joined_at, camat.unreachable_at) == (None, None, None)


def test_an_invitation_revoked_while_it_is_redeemed_lets_nobody_in(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The conditional update decides, not what was read a moment before."""
    token = office.write_now(lambda tx: invite(tx, CAMAT, NOW, BYTES[0]))

    def look_then_revoke(tx: Transaction, telegram_id: int) -> None:
        revoke(tx, CAMAT, NOW)

    monkeypatch.setattr("bot.services.people.invitations.officer_by_telegram", look_then_revoke)
    assert _refused(office, token, PHONE) is InvitationCode.USED
    monkeypatch.undo()
    assert office.read_now(lambda tx: officers.officer_by_telegram(tx, PHONE)) is None


def test_the_outbox_knows_no_chat_of_a_revoked_official(office: Database) -> None:
    """A message written after the revocation waits."""
    _join(office)
    office.write_now(lambda tx: revoke(tx, CAMAT, NOW))
    office.write_now(
        lambda tx: outbox.put(
            tx, key="x", office_id=1, officer_id=CAMAT, method="message", payload={}, priority=1, now=NOW
        )
    )
    assert office.read_now(_messages) == [("waiting", None)]
