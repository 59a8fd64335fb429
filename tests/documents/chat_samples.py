"""Pictures for the chat of the invented office's quarter, and of the extremes."""

from __future__ import annotations

from dataclasses import replace

from bot.documents.models.pictures import RecapPicture, StatusPicture, StatusStep
from tests.documents import extremes, samples

RECAP = RecapPicture(**extremes.SHARED, recap=samples.RECAP, trend=samples.TREND)
_FAST, _, _SLOW = samples.PACE
STEPS = (
    StatusStep(number=1, title="Perintah", state="selesai"),
    StatusStep(number=2, title="Penyiapan", state="selesai", used=_FAST.used, limit=_FAST.limit),
    StatusStep(
        number=3,
        title="Rekapitulasi",
        state="selesai",
        used=samples.PACE[2].used,
        limit=samples.PACE[2].limit,
        late=True,
    ),
    StatusStep(number=4, title="Pengisian", state="berjalan", holders="ditunggu 3 formulir", until=samples.MOMENT),
    StatusStep(number=5, title="Penerimaan", state="berjalan", holders="Ibu Kasubbag"),
    StatusStep(number=6, title="Telaah", state="belum"),
)
STATUS = StatusPicture(**extremes.SHARED, steps=STEPS, putaran=2)
LONGEST = StatusStep(number=1, title=extremes.LONG, state="berjalan", holders=extremes.LONG, until=samples.MOMENT)
EVERY = {
    "rekap": RECAP,
    "kosong": replace(RECAP, recap=extremes.recap(0), trend=()),
    "panjang": replace(RECAP, recap=extremes.recap(3, extremes.LONG)),
    "tak terputus": replace(RECAP, recap=extremes.recap(3, extremes.UNBROKEN)),
    "asing": replace(RECAP, recap=extremes.recap(3, extremes.FOREIGN)),
    "limaratus": replace(RECAP, recap=extremes.recap(500)),
    "status": STATUS,
    "status kosong": replace(STATUS, steps=(), putaran=1),
    "status panjang": replace(STATUS, steps=(LONGEST,) * 14),
}
