"""How the director says no."""


class Refused(Exception):  # noqa: N818 - it answers a request, and is no failure of the program
    """What was asked for cannot be done now; the text is one Indonesian sentence."""
