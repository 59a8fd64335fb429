"""Drafts of the Dokumen's narrative parts (step 12), computed from the figures; the Kasubbag may replace each."""

from __future__ import annotations

from collections.abc import Callable

from bot.texts.formats import persen, rupiah
from bot.texts.narrative_analysis import achievement, analysis, obstacles
from bot.texts.narrative_budget import budget
from bot.texts.narrative_facts import Facts
from bot.texts.narrative_words import counted, listed, sentences


def draft(chapter: str, facts: Facts) -> str:
    """Return a chapter's paragraphs, parted by blank lines; KeyError for a chapter that the Dokumen does not have."""
    return "\n\n".join(part for part in _CHAPTERS[chapter](facts) if part)


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
    idle = f" {_idle(facts)}" if facts.idle else ""
    scope = (
        f"Pada {facts.period} dilaporkan {counted(facts.activities, 'sub kegiatan')} dalam "
        f"{counted(len(facts.programs), 'program')} dengan jumlah pagu {rupiah(facts.budget)}.{idle}"
    )
    return [scope, sentences(_received(facts), _missing(facts), _proof(facts)), _punctuality(facts)]


def _idle(facts: Facts) -> str:
    if len(facts.idle) == facts.activities:
        return "Seluruhnya belum berjalan."
    return f"Dari jumlah tersebut, {counted(len(facts.idle), 'sub kegiatan')} belum berjalan."


def _received(facts: Facts) -> str:
    if facts.received == facts.expected:
        return f"Formulir dari seluruh unit kerja, yaitu {counted(facts.expected, 'unit')}, telah diterima."
    if not facts.received:
        return f"Dari {counted(facts.expected, 'formulir')} yang dibagikan, belum ada yang diterima kembali."
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
    return sentences(*parts)


def _proof(facts: Facts) -> str:
    if not facts.evidence:
        return "Bukti dukung belum disampaikan." if facts.unproved else ""
    files = f"Data didukung oleh {counted(facts.evidence, 'berkas bukti dukung')}"
    lacking = f", sedangkan {counted(facts.unproved, 'sub kegiatan')} belum dilengkapi bukti" if facts.unproved else ""
    return f"{files}{lacking}."


def _punctuality(facts: Facts) -> str:
    found = facts.punctual
    if found is None or not found.count:
        return ""
    tasks = counted(found.count, "tahapan pekerjaan")
    if found.on_time == found.count:
        kept = f"{tasks} dalam SOP pengumpulan data ini diselesaikan, seluruhnya tepat waktu"
    else:
        done = counted(found.on_time) if found.on_time else "tidak satu pun"
        kept = f"{tasks} dalam SOP pengumpulan data ini diselesaikan, {done} di antaranya tepat waktu"
    return sentences(f"Sampai dengan penyusunan dokumen ini, {kept}.", _disturbed(found.extensions, found.returns))


def _disturbed(extensions: int, returns: int) -> str:
    given = f"tambahan waktu diberikan {counted(extensions, 'kali')}" if extensions else ""
    asked = f"perbaikan diminta {counted(returns, 'kali')}" if returns else ""
    if not given and not asked:
        return ""
    return f"Selama itu {' dan '.join(part for part in (given, asked) if part)}."


def _closing(facts: Facts) -> list[str]:
    matters = list(_matters(facts))
    if not matters:
        then = "Tidak ada hal yang memerlukan tindak lanjut khusus; capaian tersebut perlu dipertahankan."
        return [sentences(_result(facts), then if facts.mean is not None else ""), _END]
    if len(matters) == 1:
        return [sentences(_result(facts), f"Pada periode berikutnya perlu {matters[0]}."), _END]
    opening = sentences(_result(facts), "Pada periode berikutnya, hal-hal berikut perlu ditindaklanjuti.")
    numbered = [f"{number}. {matter[:1].upper()}{matter[1:]}." for number, matter in enumerate(matters, 1)]
    return [opening, *numbered, _END]


_END = "Demikian dokumen ini disusun untuk dipergunakan sebagaimana mestinya."


def _result(facts: Facts) -> str:
    if facts.mean is None:
        return f"Data kinerja {facts.office} {facts.period} telah disajikan sesuai dengan data yang diterima."
    stands = f"berada pada predikat {facts.predicate}" if facts.predicate else f"mencapai {persen(facts.mean)}"
    return f"Secara keseluruhan, kinerja {facts.office} pada {facts.period} {stands}."


def _matters(facts: Facts) -> list[str]:
    """What the figures leave to be done, each as 'mempercepat …'."""
    found = []
    if facts.weak:
        found.append(f"mempercepat pencapaian target pada {listed([one.name for one in facts.weak])}")
    if facts.idle:
        found.append(f"mempersiapkan pelaksanaan {counted(len(facts.idle), 'sub kegiatan')} yang belum berjalan")
    if facts.costly:
        found.append("menyelaraskan realisasi anggaran dengan realisasi kinerja yang masih tertinggal")
    if facts.unproved:
        found.append(f"melengkapi bukti dukung pada {counted(facts.unproved, 'sub kegiatan')}")
    if facts.missing:
        found.append(f"menghimpun data dari {counted(len(facts.missing), 'unit kerja')} yang belum menyampaikannya")
    if facts.undirected:
        found.append(f"menindaklanjuti arahan penelaahan pada {counted(len(facts.undirected), 'unit kerja')}")
    return found


_CHAPTERS: dict[str, Callable[[Facts], list[str]]] = {
    "kata pengantar": _foreword,
    "latar belakang": _background,
    "maksud dan tujuan": _purpose,
    "gambaran umum": _overview,
    "capaian kinerja": achievement,
    "analisis capaian": analysis,
    "analisis anggaran": budget,
    "kendala dan tindak lanjut": obstacles,
    "penutup": _closing,
}
