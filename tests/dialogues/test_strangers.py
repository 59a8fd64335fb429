"""Who is let in: strangers, groups, people with odd names, someone who joins late, a lost telephone."""

from __future__ import annotations

import secrets

import pytest

from bot.operator.operating import invitations
from storage import officers, outbox
from storage.database import Transaction
from tests.dialogues.office import Office, at_rest, data_of, play

REFUSED = "bot ini hanya melayani pejabat"


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_a_stranger_is_refused_once_an_hour(office: Office) -> None:
    """A stranger is told once an hour whom to ask; nothing else runs for him."""
    stranger = await office.stranger()
    async with office.unchanged():
        await play(stranger.say("Selamat pagi"), stranger.expect(REFUSED), stranger.say("Halo?"), stranger.quiet())
        data, message = await data_of(office.kasubbag, "Lepaskan")
        await play(stranger.forge(data, message), stranger.quiet())
        office.time.pass_by(minutes=61)
        await play(stranger.say("Selamat siang"), stranger.expect(REFUSED))


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_a_group_is_ignored(office: Office) -> None:
    """What is written in a group, even by an official, is neither answered nor carried out."""
    user = office.kasubbag.phone.user_id
    await office.stage.open_group(-4001, "Kecamatan", [user])
    async with office.unchanged():
        await play(
            office.kasubbag.phone.say("/tugas", chat_id=-4001),
            office.kasubbag.phone.say("Selamat pagi", chat_id=-4001),
            office.kasubbag.phone.quiet(),
        )
    assert (await office.stage.get("chats/-4001", {"bot": 1}))["messages"] == []


@pytest.mark.parametrize("office", ["joined"], indirect=True)
async def test_html_in_a_name(office: Office) -> None:
    """A Telegram name with markup is shown as it is, and the person without a username joins like everyone."""
    token = _token(office, "KASI-PEM")
    phone = await office.stage.phone(880_001, "<b>Kasi</b> & Co")
    await play(
        phone.start(token),
        phone.expect("Selamat datang, Bapak Kasi Pemerintahan"),
        office.kasubbag.reads("<b>Kasi</b> & Co"),
    )


def _token(office: Office, code: str) -> str:
    line = next(iter(invitations(office.theatre.settings, "bot", secrets.token_bytes, code, None)))
    return line.partition("?start=")[2]


@pytest.mark.parametrize("office", ["filling"], indirect=True)
async def test_a_lost_telephone(office: Office) -> None:
    """`bot invite --replace` shuts the old telephone out at once; the new one has the open card and the answers."""
    kasi = office.kasi
    await play(
        kasi.presses("Terima & mulai isi"), kasi.reads("Isian 1"), kasi.writes("5.000.000"), kasi.reads("Isian 2")
    )
    await at_rest(office.theatre)
    token = _token(office, "KASI-PEM")
    async with office.unchanged():
        await play(kasi.phone.say("2"), kasi.reads(REFUSED))
    new = await office.stage.phone(880_002, "Kasi Contoh")
    await play(
        new.start(token),
        new.expect("Selamat datang"),
        new.expect("mohon kesediaan"),
        new.press("Lanjutkan isian"),
        new.expect("Isian 2 dari"),
    )


@pytest.mark.parametrize("office", ["filling"], indirect=True)
async def test_an_invitation_counts_once(office: Office) -> None:
    """A link that was used, or that nobody gave out, lets nobody in."""
    token = _token(office, "KASI-PEM")
    first, second = await office.stage.phone(880_003, "Pertama"), await office.stage.phone(880_004, "Kedua")
    await play(
        first.start(token),
        first.expect("Selamat datang"),
        second.start(token),
        second.expect("Tautan"),
        second.start("A" * 40),
        second.expect(),
    )


@pytest.mark.parametrize("office", ["released"], indirect=True)
async def test_someone_who_joins_late(office: Office) -> None:
    """A form is handed out to someone who never pressed Start: the Analis is told, and the card comes when he joins."""
    token = _token(office, "KASI-TRANTIB")
    await play(
        office.analis.presses("Bagikan ke semua"),
        office.analis.reads("Belum bergabung: Bapak Kasi Ketenteraman dan Ketertiban Umum"),
    )
    late = await office.stage.phone(880_005, "Kasi Contoh")
    await play(late.start(token), late.expect("Selamat datang"), late.expect("mohon kesediaan"))


@pytest.mark.parametrize("office", ["released"], indirect=True)
async def test_the_analis_passes_an_invitation_on(office: Office) -> None:
    """[Undang] gives the Analis a text with a link, by which the person comes in."""
    _token(office, "KASI-TRANTIB")
    await play(
        office.analis.presses("Bagikan ke semua"),
        office.analis.reads("Belum bergabung"),
        office.analis.presses("Undang Bapak Kasi Ketenteraman"),
        office.analis.reads("diteruskan kepada"),
    )
    invitation = await office.analis.reads("?start=")
    token = invitation.text.partition("?start=")[2].split()[0]
    late = await office.stage.phone(880_006, "Kasi Contoh")
    await play(late.start(token), late.expect("Selamat datang"), late.expect("mohon kesediaan"))


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_a_press_of_someone_shut_out(office: Office) -> None:
    """A telephone that was shut out presses nothing."""
    data, message = await data_of(office.kasubbag, "Lepaskan & perintahkan Analis")
    _token(office, "KASUBBAG-PK")
    async with office.unchanged():
        await office.kasubbag.phone.forge(data, message)
        await office.kasubbag.reads(REFUSED)


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_who_blocks_the_bot_gets_his_card_later(office: Office) -> None:
    """A card for someone who has blocked the bot waits, and comes when he takes the bot back."""
    await office.analis.phone.block()
    await office.stage.settle(quiet=0.05)
    await play(
        office.kasubbag.presses("Lepaskan & perintahkan Analis"),
        office.analis.phone.unblock(),
        office.analis.reads("Bagikan formulir"),
    )


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_who_is_heard_again_is_back(office: Office) -> None:
    """Telegram's word of it may be lost, as after a restoration: what he writes says it, too."""

    def blocked(tx: Transaction) -> None:
        analis = officers.officer_by_telegram(tx, office.analis.phone.user_id)
        assert analis is not None
        outbox.mark_unreachable(tx, analis.id, office.time.now())

    office.theatre.database.write_now(blocked)
    await office.kasubbag.presses("Lepaskan & perintahkan Analis")
    await office.analis.phone.quiet()
    await play(office.analis.writes("/status"), office.analis.reads("Bagikan formulir"))
