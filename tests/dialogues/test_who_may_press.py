"""At every step only its actor acts: everyone else, every second press and every forged one changes nothing."""

from __future__ import annotations

import pytest

from tests.dialogues.office import NOT_MINE, UNCHANGED, Office, data_of, forges, play

OLD = "Tombol ini sudah tidak berlaku."
OF_NO_TASK = "Tombol ini tidak berlaku untuk kantor ini."
OF_ANOTHER_STEP = "Tombol ini tidak berlaku pada langkah ini."

ACTORS = [
    ("proposed", "CAMAT", "Perintahkan sekarang"),
    ("proposed", "CAMAT", "Ubah isi"),
    ("prepared", "KASUBBAG-PK", "Lepaskan & perintahkan Analis"),
    ("prepared", "KASUBBAG-PK", "Periksa"),
    ("released", "ANALIS", "Bagikan ke semua"),
    ("filling", "KASI-PEM", "Terima & mulai isi"),
    ("receiving", "KASUBBAG-PK", "Terima semua"),
    ("recapping", "ANALIS", "Serahkan kepada Kasubbag"),
    ("reporting", "KASUBBAG-PK", "Laporkan kepada Sekretaris"),
    ("reviewing", "SEKRETARIS", "Setuju"),
    ("composing", "KASUBBAG-PK", "Susun & mintakan tanda tangan"),
    ("signing", "SEKRETARIS", "Setujui"),
    ("signed_once", "CAMAT", "Setujui"),
    ("archiving", "KASUBBAG-PK", "Pindaian menyusul"),
]


@pytest.mark.parametrize(("office", "actor", "label"), ACTORS, indirect=["office"])
async def test_whoever_is_not_the_actor_presses_nothing(office: Office, actor: str, label: str) -> None:
    """A press of the actor's own button by anybody else is refused politely and changes nothing."""
    data, message = await data_of(office[actor], label)
    others = [one for code, one in office.theatre.people.items() if code != actor]
    async with office.unchanged():
        for other in others:
            assert await forges(other, data, message) == UNCHANGED
            await other.reads(NOT_MINE)


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_a_second_press(office: Office) -> None:
    """The same button pressed twice acts once; the second press says who has done it and when."""
    data, message = await data_of(office.kasubbag, "Lepaskan & perintahkan Analis")
    assert await forges(office.kasubbag, data, message) == "Terlaksana."
    await office.analis.reads("Bagikan formulir")
    async with office.unchanged():
        assert await forges(office.kasubbag, data, message) == UNCHANGED
        await office.kasubbag.reads("Langkah ini sudah diselesaikan oleh Ibu Kasubbag Program dan Keuangan hari ini")


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_the_same_press_delivered_twice(office: Office) -> None:
    """A press that Telegram delivers again does nothing and says nothing."""
    await play(office.kasubbag.presses("Lepaskan & perintahkan Analis"), office.analis.reads("Bagikan formulir"))
    await office.stage.settle(quiet=0.05)
    await office.kasubbag.phone.catch_up()
    async with office.unchanged():
        assert await office.stage.redeliver(1) == 1
        await office.kasubbag.phone.quiet()


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
async def test_an_old_button(office: Office) -> None:
    """A button from before a step was taken back and done again does not act on what stands now."""
    kasubbag = office.kasubbag
    data, message = await data_of(kasubbag, "Lepaskan & perintahkan Analis")
    await play(
        kasubbag.presses("Lepaskan & perintahkan Analis"),
        office.analis.reads("Bagikan formulir"),
        kasubbag.presses("Batalkan"),
        kasubbag.reads("Disposisi Camat"),
    )
    async with office.unchanged():
        assert await forges(kasubbag, data, message) == UNCHANGED
        await kasubbag.reads("Langkah ini sudah")


@pytest.mark.parametrize("office", ["prepared"], indirect=True)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("lanjut", OLD),
        ("lanjut:1:0", OLD),
        ("setujui:2:0:1", OLD),
        ("apa_saja:1:0:", OLD),
        ("lanjut:-1:0:", OLD),
        ("lanjut:999999:0:", OF_NO_TASK),
        ("cabut:0:0:999", OLD),
        ("setujui:2:{version}:1", OF_ANOTHER_STEP),
        ("buka_kembali:2:{version}:9", OF_ANOTHER_STEP),
        ("terima:2:0:", OF_NO_TASK),
        ("plh_ke:0:0:camat.x", OLD),
        ("💥" * 15, OLD),
    ],
)
async def test_a_forged_press(office: Office, data: str, said: str) -> None:
    """Data that no button of ours says, even of the task that stands, is answered politely, and changes nothing."""
    async with office.unchanged():
        data = data.format(version=office.state().task(2).version)
        assert await forges(office.kasubbag, data, 1) == UNCHANGED
        await office.kasubbag.reads(said)


@pytest.mark.parametrize("office", ["signing"], indirect=True)
async def test_an_approval_of_other_files(office: Office) -> None:
    """An approval that names another version than the one in force is refused."""
    data, message = await data_of(office.sekretaris, "Setujui")
    async with office.unchanged():
        forged = data.rpartition(":")[0] + ":7"
        assert await forges(office.sekretaris, forged, message) == UNCHANGED
        await office.sekretaris.reads("Berkas ini sudah diganti dengan versi yang lebih baru.")
