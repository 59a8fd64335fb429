"""The chapters of the Dokumen's narrative about capaian, its analysis and the obstacles (step 12)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.texts.formats import angka, persen
from bot.texts.narrative_facts import Facts, Goal, Measured, Told
from bot.texts.narrative_words import (
    achieved,
    bare,
    begun,
    counted,
    extremes,
    figures,
    graded,
    listed,
    listed_with,
    lowered,
    many,
    points,
    sentences,
)

_FEW = 3
_MOST_TOLD = 8
_WHOLE = Decimal(100)


def achievement(facts: Facts) -> list[str]:
    """Ikhtisar: the mean, how it moved, how many reached what is wanted, and what was not targeted."""
    if facts.mean is None:
        return [
            "Belum ada indikator sub kegiatan yang capaiannya dapat dihitung pada periode ini.",
            _goals_at_all(facts),
        ]
    mean = (
        f"Rata-rata capaian kinerja dari {counted(facts.counted, 'indikator')} yang diperhitungkan ialah "
        f"{persen(facts.mean)}{graded(facts.predicate)}."
    )
    return [sentences(mean, _moved(facts), _states(facts)), _untargeted(facts), _goals_at_all(facts)]


def _moved(facts: Facts) -> str:
    """Against the period before, as far as both are printed differently."""
    before = facts.before
    if before is None or before.mean is None or facts.mean is None:
        return ""
    than = f"dibandingkan dengan {before.period} ({persen(before.mean)})"
    if persen(before.mean) == persen(facts.mean):
        return f"Nilai ini sama dengan rata-rata capaian {before.period}."
    moved = "naik" if facts.mean > before.mean else "turun"
    return f"{begun(than)}, rata-rata capaian {moved} {points(facts.mean - before.mean)}."


def _states(facts: Facts) -> str:
    least, judged = persen(facts.least), facts.reached + facts.below
    if not judged:
        return ""
    if judged == 1:
        reach = f"mencapai {least} atau lebih" if facts.reached else f"masih di bawah {least}"
        return f"Satu-satunya sub kegiatan yang dinilai {reach}."
    whole = f"Seluruh sub kegiatan yang dinilai, yaitu {counted(judged, 'sub kegiatan')},"
    if not facts.below:
        return f"{whole} mencapai {least} atau lebih."
    if not facts.reached:
        return f"{whole} masih di bawah {least}."
    return (
        f"{many(facts.reached, 'sub kegiatan')} mencapai {least} atau lebih, sedangkan "
        f"{counted(facts.below, 'sub kegiatan')} masih di bawahnya."
    )


def _untargeted(facts: Facts) -> str:
    if not facts.untargeted:
        return ""
    count = many(len(facts.untargeted), "sub kegiatan")
    return f"{count} tidak ditargetkan pada periode ini dan tidak ikut dihitung, yaitu {listed(facts.untargeted)}."


def _goals_at_all(facts: Facts) -> str:
    if not facts.iku_total:
        return ""
    total = counted(facts.iku_total, "Indikator Kinerja Utama")
    if facts.iku_mean is None:
        return f"Dari {total} dalam Perjanjian Kinerja Camat, belum ada yang datanya tersedia pada periode ini."
    if len(facts.goals) == facts.iku_total:
        known = f"Seluruh Indikator Kinerja Utama dalam Perjanjian Kinerja Camat, yaitu {total}, sudah dapat dinilai"
    else:
        known = f"Dari {total} dalam Perjanjian Kinerja Camat, {counted(len(facts.goals))} sudah dapat dinilai"
    mean = "dengan capaian" if len(facts.goals) == 1 else "dengan rata-rata capaian"
    grade = f" (predikat {facts.iku_predicate})" if facts.iku_predicate else ""
    return f"{known} {mean} {persen(facts.iku_mean)}{grade}."


def analysis(facts: Facts) -> list[str]:
    """Which indicators, programs and sasaran stand out, and which need attention."""
    if not facts.measured:
        return [
            "Capaian indikator belum dapat dianalisis karena belum ada realisasi yang dapat dibandingkan.",
            *_goals(facts.goals),
        ]
    best = sentences(_grades(facts), _best(facts))
    return [best, _weak(facts), _programs(facts), *_goals(facts.goals), _helped(facts)]


def _grades(facts: Facts) -> str:
    """How many indicators have each predikat; nothing where one is all there is."""
    total = sum(number for _, number in facts.grades)
    if total < 2:
        return ""
    if len(facts.grades) == 1:
        return f"Seluruh indikator yang dinilai, yaitu {counted(total, 'indikator')}, berpredikat {facts.grades[0][0]}."
    told = [f"{counted(number)} berpredikat {label}" for label, number in facts.grades]
    return f"Dari {counted(total, 'indikator')} yang dinilai, {listed(told)}."


def _best(facts: Facts) -> str:
    full = [one for one in facts.measured if one.value >= _WHOLE]
    beyond = [one for one in full if one.value > _WHOLE]
    if not full:
        strong = [one for one in facts.measured if one.value >= facts.least][:_FEW]
        return f"Capaian tertinggi ditunjukkan oleh {listed([_measured(one) for one in strong])}." if strong else ""
    if len(full) <= _FEW:
        how = "atau terlampaui" if beyond else "sepenuhnya"
        return f"Target tercapai {how} pada {listed([_measured(one) for one in full])}."
    if len(full) == len(facts.measured):
        reached = "Target seluruh indikator tercapai"
    else:
        reached = f"Target {counted(len(full), 'indikator')} tercapai sepenuhnya"
    return f"{reached}{f', tertinggi pada {_measured(beyond[0])}' if beyond else ''}."


def _weak(facts: Facts) -> str:
    weak = [one for one in reversed(facts.measured) if one.value < facts.least]
    if not weak:
        return ""
    told = [_measured(one) for one in weak[:_FEW]]
    rest = len(weak) - len(told)
    named = listed_with(told, f"{counted(rest, 'indikator')} lainnya") if rest else listed(told)
    return f"Indikator yang memerlukan perhatian ialah {named}."


def _measured(one: Measured) -> str:
    return f"{lowered(one.name)} ({figures(one)})"


def _programs(facts: Facts) -> str:
    known = sorted(
        ((one.mean, one.name) for one in facts.programs if one.mean is not None), key=lambda one: one[0], reverse=True
    )
    return extremes("rata-rata capaian", known)


def _goals(goals: Sequence[Goal]) -> list[str]:
    """The Camat's indicators under their sasaran, each in a sentence."""
    return [sentences(*(_goal(one) for one in goals))]


def _goal(one: Goal) -> str:
    found = one.measured
    grade = f" ({found.predicate})" if found.predicate else ""
    what = f"terealisasi {angka(found.realised, 2)} dari target {angka(found.target, 2)} {found.measure}"
    under = f"Pada sasaran “{bare(one.objective)}”, " if one.objective else "Untuk "
    return f"{under}{lowered(found.name)} {what}, dengan {achieved(found)}{grade}."


def _helped(facts: Facts) -> str:
    helped = sum(bool(one.supporting) for one in facts.told)
    if not helped:
        return ""
    return f"Faktor pendorong disampaikan untuk {counted(helped, 'sub kegiatan')} dan dirinci pada Bab IV."


def obstacles(facts: Facts) -> list[str]:
    """How many met obstacles, what those below the wanted capaian met, what does not run; the table has the rest."""
    hindered = [one for one in facts.told if one.hindering]
    if not hindered:
        none = "Pada periode ini penanggung jawab tidak melaporkan faktor penghambat."
        return [none if facts.told else "", _idle(facts)] if facts.told or facts.idle else [_NOTHING]
    running = len(facts.told)
    if len(hindered) == running:
        where = "seluruh sub kegiatan yang berjalan" if running > 1 else "sub kegiatan yang berjalan"
    else:
        where = f"{counted(len(hindered))} dari {counted(running, 'sub kegiatan')} yang berjalan"
    planned = sum(bool(one.follow_up) for one in hindered)
    return [
        sentences(f"Kendala dilaporkan pada {where}.", _planned(planned, len(hindered))),
        *_hindrances(facts),
        _idle(facts),
        _TABLE,
    ]


_TABLE = "Rincian faktor pendorong, faktor penghambat, dan tindak lanjut tercantum pada tabel di bawah ini."
_NOTHING = "Belum ada data mengenai kendala yang diterima."


def _planned(planned: int, hindered: int) -> str:
    if planned == hindered:
        return "Tindak lanjutnya sudah direncanakan." if hindered == 1 else "Seluruhnya sudah disertai tindak lanjut."
    if not planned:
        return "Tindak lanjutnya belum disampaikan."
    return f"Tindak lanjut sudah direncanakan untuk {counted(planned)} di antaranya."


def _hindrances(facts: Facts) -> list[str]:
    weak = [one for one in facts.weak if one.hindering]
    if not weak:
        return []
    opening = f"Kendala pada sub kegiatan yang capaiannya di bawah {persen(facts.least)} ialah sebagai berikut."
    return [opening, *(_hindrance(one) for one in weak[:_MOST_TOLD])]


def _hindrance(one: Told) -> str:
    text = f"{one.name}: {bare(one.hindering)}."
    return f"{text} Tindak lanjut: {bare(one.follow_up)}." if one.follow_up else text


def _idle(facts: Facts) -> str:
    if not facts.idle:
        return ""
    told = [f"{one.name} ({bare(one.reason)})" if one.reason else one.name for one in facts.idle]
    return f"{many(len(told), 'sub kegiatan')} belum berjalan, yaitu {listed(told)}."
