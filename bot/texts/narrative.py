"""Drafts of the Dokumen's narrative parts (step 12), computed from the figures; the Kasubbag may replace each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.texts.formats import angka, persen, rupiah
from bot.texts.narrative_facts import Facts, Measured, Told

_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_COMMON = ("Jumlah ", "Persentase ", "Rata-rata ", "Tingkat ", "Cakupan ")


def draft(chapter: str, facts: Facts) -> str:
    """Return a chapter's paragraphs, parted by blank lines; KeyError for a chapter that the Dokumen does not have."""
    return "\n\n".join(part for part in _CHAPTERS[chapter](facts) if part)


def counted(number: int, noun: str) -> str:
    """Return 'satu sub kegiatan', '13 sub kegiatan': words up to ten."""
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {noun}"


def listed(names: Sequence[str]) -> str:
    """Return 'A', 'A dan B', or 'A, B, dan C'; names that hold a comma themselves are parted by semicolons."""
    if any("," in name for name in names):
        return " serta ".join(names) if len(names) < 3 else f"{'; '.join(names[:-1])}; dan {names[-1]}"
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def _foreword(facts: Facts) -> list[str]:
    return [
        (
            "Puji syukur dipanjatkan ke hadirat Tuhan Yang Maha Esa, karena atas rahmat-Nya Dokumen Data Capaian "
            f"Kinerja {facts.office} {facts.period} dapat disusun."
        ),
        (
            f"Dokumen ini memuat capaian kinerja Camat dan Pejabat Pelaksana Teknis Kegiatan (PPTK) sampai dengan "
            f"{facts.until}, yang dihimpun dari setiap penanggung jawab, direkapitulasi, dan ditelaah sebelum "
            f"disampaikan kepada {facts.addressee}."
        ),
        (
            "Ucapan terima kasih disampaikan kepada seluruh pihak yang telah menyampaikan data. Semoga dokumen ini "
            "bermanfaat sebagai bahan pengendalian dan perbaikan kinerja."
        ),
    ]


def _background(facts: Facts) -> list[str]:
    return [
        (
            "Setiap perangkat daerah wajib mempertanggungjawabkan pelaksanaan program dan kegiatannya melalui "
            "pengumpulan dan pelaporan data kinerja secara berkala. Data yang lengkap dan dapat dibuktikan menjadi "
            "dasar untuk menilai apakah target yang diperjanjikan tercapai."
        ),
        (
            f"Sehubungan dengan hal tersebut, {facts.office} mengumpulkan data kinerja {facts.period} sesuai dengan "
            "Standar Operasional Prosedur Mekanisme Pengumpulan Data Kinerja."
        ),
    ]


def _purpose(facts: Facts) -> list[str]:
    return [
        (
            f"Dokumen ini dimaksudkan untuk menyajikan data capaian kinerja {facts.office} pada {facts.period} secara "
            "lengkap dan dapat ditelusuri sampai ke sumbernya."
        ),
        (
            "Tujuannya ialah memberikan gambaran mengenai capaian indikator dan realisasi anggaran, mengenali kendala "
            f"sedini mungkin, serta menyediakan bahan pelaporan kepada {facts.addressee}."
        ),
    ]


def _overview(facts: Facts) -> list[str]:
    if not facts.activities:
        return [f"Sampai dengan {facts.until} belum ada data sub kegiatan yang diterima.", _missing(facts)]
    first = (
        f"Pada {facts.period} dilaporkan {counted(facts.activities, 'sub kegiatan')} dalam "
        f"{counted(facts.programs, 'program')} dengan jumlah pagu {rupiah(facts.budget)}."
    )
    proof = f" Data didukung oleh {counted(facts.evidence, 'berkas bukti dukung')}." if facts.evidence else ""
    return [f"{first} {_received(facts)}{proof}", _missing(facts), _idle(facts)]


def _received(facts: Facts) -> str:
    if facts.received == facts.expected:
        return f"Formulir dari seluruh unit kerja, yaitu {counted(facts.expected, 'unit')}, telah diterima."
    return f"Dari {counted(facts.expected, 'formulir')}, telah diterima {counted(facts.received, 'formulir')}."


def _missing(facts: Facts) -> str:
    parts = []
    if facts.missing:
        parts.append(f"Data yang belum disampaikan berasal dari {listed(facts.missing)}.")
    if facts.undirected:
        parts.append(
            f"Arahan penelaahan belum ditindaklanjuti oleh {listed(facts.undirected)}, sehingga digunakan data yang "
            "terakhir diterima."
        )
    return " ".join(parts)


def _idle(facts: Facts) -> str:
    if not facts.idle:
        return ""
    told = [f"{one.name} ({_bare(one.reason)})" if one.reason else one.name for one in facts.idle]
    count = counted(len(told), "sub kegiatan")
    return f"Terdapat {count} yang belum berjalan, yaitu {listed(told)}."


def _achievement(facts: Facts) -> list[str]:
    if facts.mean is None:
        return ["Belum ada indikator sub kegiatan yang capaiannya dapat dihitung pada periode ini.", _iku(facts)]
    sentence = (
        f"Rata-rata capaian kinerja dari {counted(facts.counted, 'indikator')} yang diperhitungkan ialah "
        f"{persen(facts.mean)}{_predicate(facts.predicate)}."
    )
    return [f"{sentence} {_states(facts)}".rstrip(), _untargeted(facts), _iku(facts)]


def _predicate(predicate: str | None) -> str:
    return f" dengan predikat {predicate}" if predicate else ""


def _states(facts: Facts) -> str:
    least = persen(facts.least)
    if not facts.reached and not facts.below:
        return ""
    whole = "Seluruh sub kegiatan yang dinilai, yaitu"
    if not facts.below:
        return f"{whole} {counted(facts.reached, 'sub kegiatan')}, mencapai {least} atau lebih."
    if not facts.reached:
        return f"{whole} {counted(facts.below, 'sub kegiatan')}, masih di bawah {least}."
    return (
        f"Sebanyak {counted(facts.reached, 'sub kegiatan')} mencapai {least} atau lebih, sedangkan "
        f"{counted(facts.below, 'sub kegiatan')} masih di bawahnya."
    )


def _untargeted(facts: Facts) -> str:
    if not facts.untargeted:
        return ""
    return (
        f"Pada periode ini {counted(len(facts.untargeted), 'sub kegiatan')} tidak ditargetkan dan tidak ikut dihitung, "
        f"yaitu {listed(facts.untargeted)}."
    )


def _iku(facts: Facts) -> str:
    if not facts.iku_total:
        return ""
    if facts.iku_mean is None:
        return (
            f"Dari {counted(facts.iku_total, 'Indikator Kinerja Utama')} dalam Perjanjian Kinerja Camat, belum ada "
            "yang datanya tersedia pada periode ini."
        )
    return (
        f"Untuk Indikator Kinerja Utama dalam Perjanjian Kinerja Camat, {facts.iku_counted} dari {facts.iku_total} "
        f"indikator sudah dapat dinilai, dengan rata-rata capaian {persen(facts.iku_mean)}"
        f"{_predicate(facts.iku_predicate)}."
    )


def _analysis(facts: Facts) -> list[str]:
    if not facts.measured:
        return ["Capaian indikator belum dapat dianalisis karena belum ada realisasi yang dapat dibandingkan."]
    weak = [one for one in reversed(facts.measured) if one.value < facts.least]
    strong = [one for one in facts.measured if one.value >= facts.least][:3]
    parts = []
    if strong:
        parts.append(f"Capaian tertinggi ditunjukkan oleh {listed([_measured(one) for one in strong])}.")
    if weak:
        subject = "Indikator yang memerlukan perhatian ialah" if strong else "Capaian yang masih rendah terdapat pada"
        parts.append(f"{subject} {listed([_measured(one) for one in weak[:3]])}.")
    else:
        parts.append(f"Tidak ada indikator sub kegiatan dengan capaian di bawah {persen(facts.least)}.")
    return [*parts, *_helped(facts)]


def _measured(one: Measured) -> str:
    figures = f"realisasi {angka(one.realised, 2)} dari target {angka(one.target, 2)} {one.measure}"
    return f"{_lowered(one.name)} ({figures}, capaian {persen(one.value)})"


def _helped(facts: Facts) -> list[str]:
    helped = [one for one in facts.told if one.supporting]
    if not helped:
        return []
    opening = f"Faktor pendorong disampaikan untuk {counted(len(helped), 'sub kegiatan')}, yaitu sebagai berikut."
    return [opening, *(f"{one.name}: {_bare(one.supporting)}." for one in helped)]


def _budget(facts: Facts) -> list[str]:
    if facts.absorption is None:
        return ["Realisasi anggaran belum dapat dianalisis karena pagu belum tersedia."]
    whole = (
        f"Realisasi anggaran sampai dengan {facts.until} berjumlah {rupiah(facts.spent)} dari pagu "
        f"{rupiah(facts.budget)}, atau {persen(facts.absorption)}."
    )
    if len(facts.spending) < 2:
        return [whole]
    high, low = facts.spending[0], facts.spending[-1]
    if high.absorption == low.absorption:
        return [f"{whole} Serapan seluruh sub kegiatan sama besar, yaitu {persen(high.absorption)}."]
    return [
        whole,
        (
            f"Serapan tertinggi terdapat pada {high.name} sebesar {persen(high.absorption)} "
            f"({rupiah(high.spent)}), sedangkan yang terendah pada {low.name} sebesar {persen(low.absorption)} "
            f"({rupiah(low.spent)})."
        ),
    ]


def _obstacles(facts: Facts) -> list[str]:
    hindered = [one for one in facts.told if one.hindering]
    if not hindered:
        return ["Pada periode ini penanggung jawab tidak melaporkan faktor penghambat.", _idle(facts)]
    opening = f"Kendala dilaporkan pada {counted(len(hindered), 'sub kegiatan')}, sebagaimana diuraikan berikut ini."
    return [opening, *(_obstacle(one) for one in hindered), _idle(facts)]


def _obstacle(one: Told) -> str:
    text = f"{one.name}: {_bare(one.hindering)}."
    return f"{text} Tindak lanjut: {_bare(one.follow_up)}." if one.follow_up else text


def _closing(facts: Facts) -> list[str]:
    if facts.mean is None:
        result = (
            f"Demikian data kinerja {facts.office} {facts.period} disajikan sesuai dengan data yang telah diterima."
        )
    else:
        result = (
            f"Secara keseluruhan, rata-rata capaian kinerja {facts.office} pada {facts.period} ialah "
            f"{persen(facts.mean)}{_predicate(facts.predicate)}"
        )
        spent = f", serta serapan anggaran {persen(facts.absorption)}" if facts.absorption is not None else ""
        result = f"{result}{spent}."
    below = (
        f"Terhadap {counted(facts.below, 'sub kegiatan')} yang capaiannya di bawah {persen(facts.least)} diperlukan "
        "perhatian pada periode berikutnya."
        if facts.below
        else ""
    )
    return [
        " ".join(part for part in (result, below) if part),
        "Demikian dokumen ini disusun untuk dipergunakan sebagaimana mestinya.",
    ]


def _bare(text: str) -> str:
    """A person's sentence without its full stop, on one line."""
    return " ".join(text.split()).rstrip(". ")


def _lowered(name: str) -> str:
    """An indicator's name within a sentence; only words that are certainly no proper names lose their capital."""
    return name[:1].lower() + name[1:] if name.startswith(_COMMON) else name


_CHAPTERS: dict[str, Callable[[Facts], list[str]]] = {
    "kata pengantar": _foreword,
    "latar belakang": _background,
    "maksud dan tujuan": _purpose,
    "gambaran umum": _overview,
    "capaian kinerja": _achievement,
    "analisis capaian": _analysis,
    "analisis anggaran": _budget,
    "kendala dan tindak lanjut": _obstacles,
    "penutup": _closing,
}
