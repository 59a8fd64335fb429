"""The training room: the page's director, the house behind it, and the bot kept alive."""
