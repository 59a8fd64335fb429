"""Whole cycles in which the bot is killed and Telegram fails, and what must be the same at the end of each."""
