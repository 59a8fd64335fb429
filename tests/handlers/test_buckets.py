import heapq
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import buckets
from handlers.buckets import Limits, TokenBucket, Traffic


def test_a_bucket_begins_full_and_fills_at_its_rate() -> None:
    """After its burst there is one token a second, and never more than the burst."""
    bucket = TokenBucket(rate=1, burst=2, at=0)
    bucket.take(0)
    bucket.take(0)
    assert (bucket.available(0), bucket.ready_in(0)) == (0, 1)
    assert bucket.available(0.5) == 0.5
    assert bucket.ready_in(0.5) == 0.5
    assert bucket.available(100) == 2
    assert bucket.ready_in(100) == 0


@given(st.lists(st.tuples(st.floats(0, 0.2), st.floats(0, 0.05), st.floats(0, 0.05)), max_size=200))
def test_no_second_sees_more_than_the_rate(calls: list[tuple[float, float, float]]) -> None:
    """Wherever a second begins at Telegram, it holds the rate at most, however long each call is on its way."""
    traffic, now, arrived, answers = Traffic(Limits(overall=30), 0.0), 0.0, list[float](), list[tuple[float, int]]()
    # The shortest way is known before anything is close.
    traffic.take(-1, now)
    traffic.landed(-1, now := 0.05)
    for chat, (wait, there, back) in enumerate(calls):
        now += wait
        while answers and answers[0][0] <= now:
            at, landed = heapq.heappop(answers)
            traffic.landed(landed, at)
        if traffic.allowance(now):
            traffic.take(chat, now)
            arrived.append(now + 0.02 + there)
            heapq.heappush(answers, (now + 0.05 + there + back, chat))
    assert all(sum(start <= at < start + 1 for at in arrived) <= 30 for start in arrived)


def test_a_full_second_ends_with_its_oldest_message() -> None:
    """Whoever waits is told when there will be room, and there is room then; a late answer makes it later."""
    traffic = Traffic(Limits(overall=2), 0)
    for chat, sent, answered in ((1, 0.5, 0.6), (2, 1.0, 1.15)):
        traffic.take(chat, sent)
        assert traffic.allowance(answered) <= 1
        traffic.landed(chat, answered)
    assert traffic.allowance(1.5) == 0
    assert traffic.next_change(1.5) == pytest.approx(0.002)
    assert traffic.allowance(1.51) == 1
    traffic.take(3, 1.51)
    traffic.landed(3, 1.61)
    assert traffic.allowance(2.04) == 0
    assert traffic.allowance(2.06) == 1


def test_what_is_under_way_may_arrive_at_any_moment() -> None:
    """A second is not over for a message that has no answer yet; one that failed is believed to be there soon."""
    traffic = Traffic(Limits(overall=1), 0)
    traffic.take(1, 0.0)
    assert traffic.allowance(2.5) == 0
    assert traffic.next_change(2.5) == 0.5
    traffic.landed(1, 2.5, well=False)
    assert traffic.allowance(2.5) == 1


def test_slow_files_do_not_silence_the_bot() -> None:
    """Whoever is written to while a second's worth of messages is stuck waits for three seconds, not for them."""
    traffic = Traffic(Limits(overall=2), 0)
    traffic.take(1, 0.0)
    traffic.take(2, 1.0)
    assert (traffic.allowance(2.9), traffic.allowance(3.0)) == (0, 1)
    traffic.take(3, 3.0)
    assert traffic.next_change(3.0) == 1.0
    for chat in (1, 2):
        traffic.landed(chat, 60.0)
    traffic.landed(3, 3.1)
    assert traffic.allowance(60.0) == 1


def test_a_chat_rests_after_its_burst() -> None:
    """Five at once, then one a second; other chats are not held up."""
    traffic = Traffic(Limits(overall=1000), 0)
    for _ in range(5):
        assert traffic.blocked(0) == set()
        traffic.take(7, 0)
    assert traffic.blocked(0) == {7}
    assert traffic.next_change(0) == pytest.approx(1)
    assert traffic.blocked(1.1) == set()
    traffic.take(7, 1.1)
    assert traffic.blocked(1.1) == {7}


def test_a_429_holds_its_chat_only() -> None:
    """One flood says nothing about the others."""
    traffic = Traffic(Limits(), 0)
    traffic.flood(7, 20, 0)
    assert traffic.blocked(0) == {7}
    assert traffic.allowance(0) > 0
    assert traffic.blocked(20) == set()


def test_two_chats_with_a_429_hold_the_bot() -> None:
    """When a second chat floods within the time of the first, the limit is the bot's."""
    traffic = Traffic(Limits(), 0)
    traffic.flood(7, 20, 0)
    traffic.flood(8, 10, 1)
    assert traffic.allowance(1) == 0
    assert traffic.paused(1)
    assert traffic.next_change(1) == 10
    assert traffic.allowance(11) > 0


def test_two_floods_far_apart_are_two_chats() -> None:
    """A flood that is over does not count against the next."""
    traffic = Traffic(Limits(), 0)
    traffic.flood(7, 20, 0)
    traffic.flood(8, 20, 30)
    assert not traffic.paused(30)


def test_a_longer_pause_is_not_shortened() -> None:
    """Whoever asks for the longest pause gets it."""
    traffic = Traffic(Limits(), 0)
    traffic.pause_all(60, 0)
    traffic.pause_all(5, 0)
    traffic.pause_chat(7, 60, 0)
    traffic.pause_chat(7, 5, 0)
    assert traffic.paused(59)
    assert traffic.blocked(59) == {7}


def test_nothing_held_back_means_no_change_to_wait_for() -> None:
    """An idle bot waits for a bell, not for a bucket; an empty bucket says when it has a token."""
    traffic = Traffic(Limits(overall=10, chat_burst=50), 0)
    assert traffic.next_change(0) == inf
    traffic.take(7, 0)
    assert traffic.allowance(0) == 0
    assert traffic.next_change(0) == pytest.approx(0.1)


def test_quiet_chats_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Buckets that are full again take no memory; one that is not full is kept."""
    monkeypatch.setattr(buckets, "KEPT_CHATS", 3)
    traffic = Traffic(Limits(overall=1000, chat=1, chat_burst=2), 0)
    for chat in (1, 2, 3):
        traffic.take(chat, 0)
    traffic.take(3, 9)
    traffic.take(3, 9)
    traffic.take(4, 9)
    assert traffic.blocked(9) == {3}
    traffic.take(3, 10.5)
    assert traffic.blocked(10.5) == {3}
