"""Reads office hours as people write them, in a cell of the workbook or in the chat."""

import re
from datetime import time

from bot.sop.working_time import Span, check_spans

_SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|—|s\.?d\.?|sampai)\s*(\d{1,2})[.:](\d{2})")
_CLOSED = {"libur", "tutup", "-"}


def read_hours(text: str) -> tuple[Span, ...]:
    """Return the spans of '07.30-12.00, 13.00-16.00', none for 'libur'; raise ValueError with a reason."""
    if text.casefold() in _CLOSED:
        return ()
    found = [_SPAN.fullmatch(part.strip()) for part in text.split(",")]
    try:
        spans = tuple((time(int(one[1]), int(one[2])), time(int(one[3]), int(one[4]))) for one in found if one)
    except ValueError:
        spans = ()
    if not spans or not all(found):
        raise ValueError(f"'{text}' tidak terbaca; contoh: 07.30-12.00, 13.00-16.00 atau libur")
    check_spans(spans)
    return spans
