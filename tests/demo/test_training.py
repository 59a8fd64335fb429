"""The training room as whoever opens it finds it: a real process, its page's interfaces, and what it keeps."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import pytest

from tests.demo.room import Training

FIRST_MESSAGE = "hari ini jadwal pengumpulan"


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Training]:
    """A room that is open and ready, shared by the tests of a process."""
    room = Training(tmp_path_factory.mktemp("latihan")).ready()
    yield room
    room.end()


def now(state: dict[str, Any]) -> datetime:
    """The time in the room."""
    return datetime.fromisoformat(state["clock"]["now"])


def test_a_new_room_begins_with_the_camats_first_message(training: Training) -> None:
    """Everyone has joined; it is the first morning, and the Camat is told what to press."""
    training.reads("CAMAT", FIRST_MESSAGE)
    state = training.wait(lambda state: state["cycle"] is not None)
    assert state["office"] == "Kecamatan Long Ikis"
    assert len(state["officials"]) == 9
    assert len(state["steps"]) == 14
    assert now(state).date().isoformat() == "2026-04-01"
    camat = next(one for one in state["officials"] if one["code"] == "CAMAT")
    assert camat["todo"] == "Tekan [Perintahkan sekarang] pada pesan bot."
    assert state["steps"][0]["holders"] == [{"code": "CAMAT", "address": "Bapak Camat"}]


def test_the_clock_moves_only_forward(training: Training) -> None:
    """A quarter of an hour, an hour and a working day pass; none may be taken back."""
    before = now(training.state())
    assert training.post("/_stage/clock", advance_minutes=15)["ok"]
    assert training.post("/_stage/clock", advance_minutes=60)["ok"]
    later = now(training.state())
    assert (later - before).total_seconds() >= 75 * 60
    assert training.post("/_stage/clock", working_days=1)["ok"]
    assert now(training.state()).date().isoformat() == "2026-04-02"
    refused = training.post("/_stage/clock", advance_minutes=-15)
    assert refused["description"] == "Jam hanya dapat dimajukan, paling jauh 62 hari sekaligus."


def _awaits_somebody(state: dict[str, Any]) -> bool:
    """Whether a limit comes next; while nobody is awaited it is the day on which the next period opens."""
    following = state["clock"]["next_deadline"]
    return following is not None and datetime.fromisoformat(following) - now(state) < timedelta(days=7)


def test_a_deadline_that_comes_is_heard_on_a_phone(training: Training) -> None:
    """Whoever jumps to the next limit sees the reminder that it brings."""
    state = training.wait(_awaits_somebody)
    count = len(training.messages("CAMAT"))
    answer = training.post("/_stage/clock", to="deadline")
    assert answer["ok"]
    assert now(training.state()) >= datetime.fromisoformat(state["clock"]["next_deadline"])
    user = state["officials"][0]["user_id"]
    latest = training.messages("CAMAT")[-1]["seq"]
    if len(training.messages("CAMAT")) == count:
        assert training.get(f"/_control/chats/{user}?after={latest}&wait=20")["result"]["messages"]


def test_time_runs_when_it_is_told_to(training: Training) -> None:
    """At sixty times its speed a minute passes in about a second, until it is stopped."""
    assert training.post("/_stage/clock", speed=60)["ok"]
    begun = now(training.state())
    state = training.wait(lambda state: (now(state) - begun).total_seconds() >= 60)
    assert state["clock"]["speed"] == 60
    assert training.post("/_stage/clock", speed=0)["ok"]
    assert training.state()["clock"]["speed"] == 0
    assert training.state()["clock"]["zone"] == "Asia/Makassar"


def test_a_bot_that_is_killed_comes_back_and_goes_on(training: Training) -> None:
    """What is pressed meanwhile is carried out once it runs again."""
    assert training.post("/_stage/trouble", what="kill")["ok"]
    training.wait(lambda state: not state["trouble"]["bot_alive"])
    card = training.reads("CAMAT", FIRST_MESSAGE)
    training.press("CAMAT", card, "Perintahkan sekarang")
    training.wait(lambda state: state["trouble"]["bot_alive"])
    training.reads("KASUBBAG-PK", "Disposisi Camat")
    state = training.wait(lambda state: state["steps"][0]["state"] == "selesai")
    assert state["steps"][1]["state"] == "berjalan"
    assert training.state()["panel"]["audit"]


def test_an_outage_and_a_flood_are_survived(training: Training) -> None:
    """While Telegram is away nothing comes; when it is back, everything does."""
    assert training.post("/_stage/trouble", what="outage", on=True)["ok"]
    assert training.state()["trouble"]["outage"]
    card = training.reads("KASUBBAG-PK", "Disposisi Camat")
    training.press("KASUBBAG-PK", card, "Lepaskan & perintahkan Analis")
    assert training.post("/_stage/trouble", what="outage", on=False)["ok"]
    assert training.post("/_stage/trouble", what="flood", on=True)["ok"]
    training.reads("ANALIS", "Bagikan formulir")
    assert training.post("/_stage/trouble", what="flood", on=False)["ok"]
    assert not training.state()["trouble"]["flood"]


def test_a_blocked_bot_is_shown(training: Training) -> None:
    """An official blocks the bot and takes it back in."""
    user = training.state()["officials"][-1]["user_id"]
    assert training.post("/_stage/trouble", what="block", on=True, user_id=user)["ok"]
    assert training.state()["trouble"]["blocked"] == [user]
    assert training.post("/_stage/trouble", what="block", on=False, user_id=user)["ok"]
    assert training.post("/_stage/trouble", what="block", user_id=1)["ok"] is False


def test_officials_play_by_themselves(training: Training) -> None:
    """A step is played and told; a cycle can be stopped in its midst, and nobody plays twice at once."""
    assert training.post("/_stage/play", what="langkah")["ok"]
    state = training.wait(lambda state: not state["playing"])
    assert "Analis" in state["message"]
    assert training.post("/_stage/play", what="siklus")["ok"]
    assert training.post("/_stage/play", what="langkah")["ok"] is False
    assert training.post("/_stage/play", what="berhenti")["ok"]
    assert training.wait(lambda state: not state["playing"])["message"]
    assert training.post("/_stage/play", what="berhenti")["ok"] is False


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("clock", {"advance_minutes": "banyak"}),
        ("clock", {"speed": 7}),
        ("clock", {"working_days": 0}),
        ("clock", {}),
        ("play", {"what": "pulang"}),
        ("trouble", {"what": "gempa"}),
        ("trouble", {"what": "outage", "on": "ya"}),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(training: Training, path: str, fields: dict[str, Any]) -> None:
    """Nothing is done, and the answer is for people."""
    answer = training.post(f"/_stage/{path}", **fields)
    assert answer.keys() == {"ok", "description"}, "a refusal is no error of the request"
    assert answer["ok"] is False
    assert answer["description"].endswith(".")


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_object_is_refused(training: Training, body: bytes) -> None:
    """So is one that is no JSON."""
    request = urllib.request.Request(f"{training.address}/_stage/clock", body, {"Content-Type": "application/json"})
    assert training.ask(request)["ok"] is False


@pytest.mark.parametrize(
    "headers", [{"Host": "jahat.example"}, {"Origin": "http://jahat.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_other_pages_get_nothing(training: Training, headers: dict[str, str]) -> None:
    """Neither a name that points here nor a page from elsewhere moves the room."""
    request = urllib.request.Request(f"{training.address}/_stage/fresh", b"{}", headers)
    assert training.ask(request)["status"] == 403


def test_a_second_room_in_the_same_folder_is_refused(training: Training) -> None:
    """Two would write over each other."""
    second = Training(training.out)
    assert second.end() == 2
    assert "sedang dibuka program lain" in second.errors


def test_starting_over_empties_everything(training: Training) -> None:
    """The same office begins again on its first morning; the page learns that it is another world."""
    before = training.state()
    assert training.post("/_stage/fresh")["ok"]
    training.wait(lambda state: state["world"] != before["world"])
    training.ready()
    training.reads("CAMAT", FIRST_MESSAGE)
    state = training.wait(lambda state: state["cycle"] is not None)
    assert now(state).date().isoformat() == "2026-04-01"
    assert len(training.messages("ANALIS")) == 2


@pytest.mark.parametrize("ending", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGKILL])
def test_a_room_goes_on_where_it_was_left(tmp_path: Path, ending: int) -> None:
    """Chats, clock and data are the same after an orderly end and after a power cut; no process is left over."""
    first = Training(tmp_path).ready()
    card = first.reads("CAMAT", FIRST_MESSAGE)
    first.post("/_stage/clock", advance_minutes=5)
    first.press("CAMAT", card, "Perintahkan sekarang")
    first.reads("KASUBBAG-PK", "Disposisi Camat")
    left, chat = now(first.state()), first.messages("KASUBBAG-PK")
    children = psutil.Process(first.process.pid).children(recursive=True)
    assert first.end(ending) == (0 if ending == signal.SIGINT else -signal.SIGKILL)
    second = Training(tmp_path).ready()
    try:
        _, alive = psutil.wait_procs(children, timeout=20)
        assert not alive
        assert [one["text"] for one in second.messages("KASUBBAG-PK")][: len(chat)] == [one["text"] for one in chat]
        state = second.state()
        assert now(state) >= left
        assert state["message"] == "Ruang latihan dilanjutkan dari keadaan terakhir."
        card = second.reads("KASUBBAG-PK", "Disposisi Camat")
        second.press("KASUBBAG-PK", card, "Lepaskan & perintahkan Analis")
        second.reads("ANALIS", "Bagikan formulir")
    finally:
        second.end()
    third = Training(tmp_path, "--fresh").ready()
    try:
        assert all("Bagikan formulir" not in one["text"] for one in third.messages("ANALIS"))
    finally:
        third.end()


def refusal(*options: str) -> tuple[int, str]:
    """How a room that cannot be opened ends, and what it says."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    """The sentence names another port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = refusal("--port", str(port), "--out", str(tmp_path))
    assert (code, said) == (
        2,
        f"Porta {port} sudah dipakai program lain; mohon pilih yang lain dengan --port, misalnya --port {port + 1}.\n",
    )


def test_an_office_that_is_none(tmp_path: Path) -> None:
    """A file that is missing, or no workbook, ends the command with what is wrong."""
    code, said = refusal("--port", "0", "--out", str(tmp_path), "--office", str(tmp_path / "tiada.xlsx"))
    assert (code, "tidak ditemukan" in said) == (2, True)
    faulty = tmp_path / "kantor.xlsx"
    faulty.write_bytes(b"bukan buku kerja")
    code, said = refusal("--port", "0", "--out", str(tmp_path), "--office", str(faulty))
    assert (code, bool(said.strip()), "Traceback" in said) == (2, True, False)


def test_beyond_loopback_a_key_opens_the_page_once(tmp_path: Path) -> None:
    """The printed key lets one browser in; the officials who play by themselves need none."""
    room = Training(tmp_path, "--host", "0.0.0.0")
    try:
        place, _, key = room.address.partition("/?kunci=")
        room.address = f"http://127.0.0.1:{place.rpartition(':')[2]}"
        assert room.ask(urllib.request.Request(f"{room.address}/_stage/state"))["status"] == 403
        jar = urllib.request.HTTPCookieProcessor()
        urllib.request.build_opener(jar).open(f"{room.address}/?kunci={key}", timeout=20).close()
        room.headers = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in jar.cookiejar)}
        room.ready()
        assert room.post("/_stage/play", what="langkah")["ok"]
        room.reads("KASUBBAG-PK", "Disposisi Camat")
    finally:
        assert room.end(signal.SIGTERM) == 0


def test_the_play_in_the_terminal_has_no_page(tmp_path: Path) -> None:
    """What concerns the page is refused beside --auto."""
    code, said = refusal("--auto", "--out", str(tmp_path))
    assert (code, "tidak berlaku bersama --auto" in said) == (2, True)


def test_a_folder_or_a_host_that_cannot_be_used(tmp_path: Path) -> None:
    """Each is one sentence."""
    file = tmp_path / "berkas"
    file.write_text("")
    assert refusal("--out", str(file / "x"))[0] == 2
    code, said = refusal("--out", str(tmp_path / "a"), "--host", "203.0.113.9")
    assert (code, "tidak dapat dipakai" in said) == (2, True)
