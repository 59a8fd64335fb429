"""Dokumen Data Capaian Kinerja (step 12): cover, foreword, contents, five chapters, signatures and attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from bot.documents.charts.illustrations import Illustrations
from bot.documents.layout.contents import Contents
from bot.documents.layout.fonts import SERIF
from bot.documents.layout.page import build, headed, width
from bot.documents.layout.text import BODY, BODY_CENTER, CHAPTER, HEADING, NOTE, paragraph, style
from bot.documents.models.performance import Chapter, PerformanceDocument
from bot.documents.papers.blocks import closed, facts, signature, signatures
from bot.documents.papers.emblem import logo
from bot.documents.papers.performance_attachments import attachments
from bot.documents.papers.performance_figures import budget, objectives, overall, programs, trend
from bot.documents.papers.qr import proof_block
from bot.documents.papers.recap import obstacles, overview, remarks
from bot.texts import formats

_NOTHING = "Tidak ada uraian pada bab ini."
_APPROVED_ELSEWHERE = (
    "Persetujuan elektronik Sekretaris dan Camat atas dokumen ini, beserta waktu dan sidik berkasnya, tercantum pada "
    "Lembar Pengesahan yang diterbitkan setelah dokumen ini disetujui. Ruang di atas disediakan untuk tanda tangan "
    "basah dan cap dinas."
)
_NUMBERED = ParagraphStyle("bernomor", parent=BODY, leftIndent=20, bulletFontName=SERIF, bulletFontSize=BODY.fontSize)
_NUMBER: Final = re.compile(r"(\d{1,2}\.) +(.+)", re.DOTALL)
_OPENING = 4 * mm
_COVER = style("Serif-Bold", 20, "center", leading=1.35)
_COVER_SMALL = style("Serif-Bold", 14, "center", leading=1.35)
_CONTENTS_TITLE = style("Serif-Bold", 14, "center", after=12)


def performance_document(document: PerformanceDocument) -> bytes:
    """Return the PDF of the Dokumen with bookmarks and a table of contents."""
    across, figures = width(document), Illustrations()
    story = [
        *_cover(document),
        *_foreword(document, across),
        *_contents(),
        *_introduction(document),
        *_results(document, across, figures),
        *_analysis(document),
        *_obstacles(document, across),
        *_closing(document, across),
        *attachments(document, across, figures),
    ]
    return build(document, title(document), story, outlined=True, cover=True)


def title(document: PerformanceDocument) -> str:
    """Return the Dokumen's title with its period."""
    return f"Dokumen Data Capaian Kinerja {formats.nama_periode(document.period.year, document.period.quarter)}"


def _cover(document: PerformanceDocument) -> list[Flowable]:
    head, period = document.letterhead, document.period
    emblem = logo(head, 38 * mm)
    emblem.hAlign = "CENTER"
    quarter = formats.nama_periode(period.year, period.quarter).rpartition(" ")[0].upper()
    lines: list[Flowable] = [
        Spacer(1, 25 * mm),
        emblem,
        Spacer(1, 22 * mm),
        paragraph("DOKUMEN\nDATA CAPAIAN KINERJA", _COVER),
        Spacer(1, 6 * mm),
        paragraph(f"{quarter}\nTAHUN {period.year}", _COVER_SMALL),
    ]
    if period.data_as_of is not None:
        lines += [Spacer(1, 4 * mm), paragraph(f"Data per tanggal {formats.tanggal(period.data_as_of)}", BODY_CENTER)]
    if document.version > 1:
        lines += [Spacer(1, 4 * mm), paragraph(f"Versi {document.version}", BODY_CENTER)]
    year = formats.setempat(document.issued_at, document.zone).year
    lines += [
        Spacer(1, 45 * mm),
        paragraph(f"{head.government}\n{head.office}", _COVER_SMALL),
        Spacer(1, 3 * mm),
        paragraph(f"{head.place}, {year}", BODY_CENTER),
        PageBreak(),
    ]
    return lines


def _prose(document: PerformanceDocument, chapter: Chapter) -> Iterator[Flowable]:
    written = document.narratives.get(chapter, "").replace("\r\n", "\n")
    for part in written.split("\n\n"):
        if found := _NUMBER.fullmatch(part.strip()):
            yield _numbered(found[1], found[2])
        elif part.strip():
            yield paragraph(part.strip(), BODY)


def _numbered(number: str, text: str) -> Flowable:
    """A paragraph whose lines begin below each other, beside its number."""
    part = paragraph(text, _NUMBERED)
    part.bulletText = number
    return part


class _Sections:
    """Letters the sections of a chapter and leaves out those that have nothing to say."""

    def __init__(self, heading: str) -> None:
        self.story: list[Flowable] = [paragraph(heading, CHAPTER)]
        self._count = 0

    def add(self, name: str, parts: list[Flowable]) -> None:
        """Add a section under the next letter, unless it is empty."""
        if parts:
            self.story += headed(f"{chr(ord('A') + self._count)}. {name}", HEADING, *parts)
            self._count += 1

    def ended(self) -> list[Flowable]:
        """Return the chapter with the page break after it; one in which nothing was said says so."""
        nothing = [Spacer(1, _OPENING), paragraph(_NOTHING, BODY)] if len(self.story) == 1 else []
        return [*self.story, *nothing, PageBreak()]


def _foreword(document: PerformanceDocument, across: float) -> list[Flowable]:
    parts = list(_prose(document, Chapter.FOREWORD))
    if not parts:
        return []
    day = formats.tanggal(formats.setempat(document.issued_at, document.zone).date())
    block = signature(document.head, document.zone, above=f"{document.letterhead.place}, {day}")
    return [
        paragraph("KATA PENGANTAR", CHAPTER),
        Spacer(1, _OPENING),
        *closed(parts, signatures([block], across)),
        PageBreak(),
    ]


def _contents() -> list[Flowable]:
    return [paragraph("DAFTAR ISI", _CONTENTS_TITLE), Contents(), PageBreak()]


def _introduction(document: PerformanceDocument) -> list[Flowable]:
    chapter = _Sections("BAB I  PENDAHULUAN")
    chapter.add("Latar Belakang", list(_prose(document, Chapter.BACKGROUND)))
    chapter.add("Dasar Hukum", [_numbered(f"{n}.", line) for n, line in enumerate(document.legal_basis, 1)])
    chapter.add("Maksud dan Tujuan", list(_prose(document, Chapter.PURPOSE)))
    chapter.add("Gambaran Umum", list(_prose(document, Chapter.OVERVIEW)))
    return chapter.ended()


def _results(document: PerformanceDocument, across: float, figures: Illustrations) -> list[Flowable]:
    chapter, recap = _Sections("BAB II  CAPAIAN KINERJA"), document.recap
    summary = [*_prose(document, Chapter.ACHIEVEMENT), facts(overview(recap), across)]
    chapter.add("Ikhtisar", [*summary, *overall(recap, across, figures)])
    chapter.add("Capaian Sasaran: Indikator Kinerja Utama", objectives(recap, across, figures))
    chapter.add("Capaian Program, Kegiatan, dan Sub Kegiatan", programs(recap, across, figures))
    chapter.add("Realisasi Anggaran", budget(recap, across, figures))
    chapter.add("Perkembangan Antarperiode", trend(document.trend, across, figures))
    return chapter.ended()


def _analysis(document: PerformanceDocument) -> list[Flowable]:
    chapter = _Sections("BAB III  ANALISIS")
    chapter.add("Analisis Capaian Kinerja", list(_prose(document, Chapter.ANALYSIS)))
    chapter.add("Analisis Realisasi Anggaran", list(_prose(document, Chapter.BUDGET)))
    return chapter.ended()


def _obstacles(document: PerformanceDocument, across: float) -> list[Flowable]:
    chapter = _Sections("BAB IV  KENDALA DAN TINDAK LANJUT")
    chapter.story += [Spacer(1, _OPENING), *_prose(document, Chapter.OBSTACLES)]
    chapter.add("Uraian per Sub Kegiatan", [obstacles(document.recap, across)])
    recap = document.recap
    for name, label, rows in (
        ("Unit yang Belum Menyampaikan Data", "Alasan", recap.missing),
        ("Penjelasan Angka Tidak Lazim", "Alasan", recap.unusual),
        ("Catatan", "Catatan", recap.notes),
    ):
        chapter.add(name, [remarks(label, rows, across)] if rows else [])
    return chapter.ended()


def _closing(document: PerformanceDocument, across: float) -> list[Flowable]:
    day = formats.tanggal(formats.setempat(document.issued_at, document.zone).date())
    place = f"{document.letterhead.place}, {day}"
    blocks = [
        signature(document.secretary, document.zone),
        signature(document.head, document.zone, above=place),
    ]
    return [
        paragraph("BAB V  PENUTUP", CHAPTER),
        Spacer(1, _OPENING),
        *closed(
            list(_prose(document, Chapter.CLOSING)),
            signatures(blocks, across),
            *_where_approved(document),
            proof_block(document.proof, across),
        ),
    ]


def _where_approved(document: PerformanceDocument) -> list[Flowable]:
    """The Dokumen is sealed before it is approved, so it says where its approval is to be found."""
    if document.secretary.approval is not None and document.head.approval is not None:
        return []
    return [Spacer(1, 6 * mm), paragraph(_APPROVED_ELSEWHERE, NOTE)]
