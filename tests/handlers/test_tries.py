from handlers.telegram_errors import FAULT_TRIES, UNKNOWN_WAITS, OutcomeUnknown, ServerFault
from handlers.tries import Tries

FAULT, LOST = ServerFault("502"), OutcomeUnknown("reset")


def test_a_message_at_which_the_server_fails_ends() -> None:
    """Others are answered meanwhile, so it is this one that Telegram cannot take."""
    tries, meanings = Tries(), list[str]()
    while "refused" not in meanings:
        meanings.append(tries.judge(1, FAULT).meaning)
        tries.answered()
    assert len(meanings) == FAULT_TRIES


def test_while_nobody_is_answered_no_fault_ends_a_message() -> None:
    """Hours go by; it is tried once a minute, and has enough tries left when Telegram is there again."""
    tries = Tries()
    away = [tries.judge(1, FAULT) for _ in range(10 * FAULT_TRIES)]
    assert {one.meaning for one in away} == {"again"}
    assert away[-1].wait == 60
    tries.answered()
    meanings = list[str]()
    while "refused" not in meanings:
        meanings.append(tries.judge(1, FAULT).meaning)
        tries.answered()
    assert len(meanings) > FAULT_TRIES // 3


def test_a_lost_answer_is_counted_whoever_else_is_answered() -> None:
    """Each try may double the message, so there are few of them."""
    tries = Tries()
    meanings = [tries.judge(1, LOST).meaning for _ in range(len(UNKNOWN_WAITS) + 1)]
    assert (set(meanings[:-1]), meanings[-1]) == ({"again"}, "refused")


def test_messages_and_kinds_of_error_are_counted_apart() -> None:
    """What befell another message, or another way to fail, does not shorten the wait of this one."""
    tries = Tries()
    for _ in range(5):
        tries.judge(1, FAULT)
    assert tries.judge(1, LOST).wait == tries.judge(2, LOST).wait == UNKNOWN_WAITS[0]
    tries.forget(1)
    assert tries.judge(1, FAULT).wait == 1
