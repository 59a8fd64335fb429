"""Whether a text was meant for the open question: over a weak signal texts arrive early, late or together."""

from __future__ import annotations

from bot.services.incoming import Message
from storage.prompts import OpenPrompt


def is_doubtful(prompt: OpenPrompt, message: Message) -> bool:
    """Whether a text may have been written before the question was on its writer's screen.

    A reply to the question is never doubtful. Otherwise the question must have been sent, must lie above the text, and
    the text must not be of the same second as that person's previous one.
    """
    if message.reply_to is not None:
        return message.reply_to != prompt.message_id
    if not prompt.sent or prompt.message_id is None or prompt.message_id > message.message_id:
        return True
    return prompt.last_text_at is not None and message.at <= prompt.last_text_at
