"""What the documents print: frozen input models, every figure already computed; rows of figures are in figures.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.documents.models.figures import ActivityRow, Correction, IndicatorRow, ProgramGroup, Remark, Scale, Summary
from bot.sop import compliance

Capacity = Literal["definitif", "plh", "plt", "an"]
Paper = Literal["A4", "F4"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The kop surat; `logo` is PNG or JPEG bytes, None draws a neutral emblem."""

    government: str
    office: str
    address: str
    contact: str
    place: str
    logo: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs: an own name and NIP (18 digits); `of_post` is the post stood in for as Plh. or Plt., or signed a.n."""

    name: str
    post: str
    rank: str = ""
    nip: str = ""
    capacity: Capacity = "definitif"
    of_post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One press of a button: when, its code if it is not that of the paper, and what it did.

    It is never a certified signature.
    """

    at: datetime
    code: str = ""
    act: str = "Disetujui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature block; `approval` is printed beneath the room for the wet signature and the cap dinas."""

    signatory: Signatory
    approval: Approval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A reporting period; `data_as_of` when the data was collected before the quarter's end."""

    year: int
    quarter: int
    data_as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a reader verifies a paper: its code (twelve letters and digits), and what its QR code opens ('': no QR)."""

    code: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What every document has: letterhead, period, zone ('Asia/Makassar'), issue instant (aware), paper, proof."""

    letterhead: Letterhead
    period: Period
    issued_at: datetime
    zone: str = "Asia/Makassar"
    paper: Paper = "A4"
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledFor:
    """'Diisikan atas nama': whose form, by whom, and when (if) the owner confirmed it."""

    owner: str
    writer: str
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition(Document):
    """Lembar Disposisi (step 1). Letter fields left None print '–'; `requests` are (text, ticked)."""

    sender: str
    dated: date
    nature: str
    subject: str
    forwarded_to: tuple[str, ...]
    requests: tuple[tuple[str, bool], ...]
    signature: Signature
    agenda_number: str | None = None
    letter_number: str | None = None
    letter_date: date | None = None
    letter_from: str | None = None
    note: str = ""
    schedule: str = ""
    initialled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """One recipient of the form; `received_at` None prints 'belum', `joined` False says he is not in the bot yet."""

    document: str
    copies: int
    name: str
    post: str
    nip: str = ""
    received_at: datetime | None = None
    joined: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Document):
    """Tanda Terima (step 4): who got the form from `giver`, and when he confirmed it."""

    giver: str
    rows: tuple[ReceiptRow, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet(Document):
    """Formulir of one unit (steps 2 and 5); not `filled` prints empty room for the answers."""

    unit: str
    officer: Signatory
    activities: tuple[ActivityRow, ...]
    iku: tuple[IndicatorRow, ...] = ()
    filled: bool = True
    filled_for: FilledFor | None = None
    submission: str = ""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    received_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap(Document):
    """Rekapitulasi (steps 8 to 11); `iku` rows carry their holder, `missing` units their reason.

    `partial` are sentences on what the year's sums lack.
    """

    version: int
    programs: tuple[ProgramGroup, ...]
    summary: Summary
    scale: Scale
    iku: tuple[IndicatorRow, ...] = ()
    iku_summary: Summary | None = None
    missing: tuple[Remark, ...] = ()
    partial: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()
    unusual: tuple[Remark, ...] = ()
    corrections: tuple[Correction, ...] = ()
    units_expected: int = 0
    units_received: int = 0
    signature: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One task of one officer; `on_time` None while it is open or voided, texts are ready to print."""

    number: int
    title: str
    officer: str
    opened_at: datetime
    due_at: datetime | None = None
    closed_at: datetime | None = None
    limit: str = ""
    used: str = ""
    on_time: bool | None = None
    timing: str = ""
    extension: str = ""
    outage: str = ""
    returned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinessRow:
    """What the finished visits of one step or one official amount to; `detail` is the step's limit or the post."""

    label: str
    detail: str
    summary: compliance.Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """Punctuality by step and by official, in the order of the paper."""

    steps: tuple[TimelinessRow, ...] = ()
    officials: tuple[TimelinessRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverItem:
    """One thing that is sent: its kind, how many ('1 (satu) berkas'), and a remark."""

    kind: str
    quantity: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLetter(Document):
    """Surat Pengantar (steps 12 to 14); without number or date there is dotted room for it."""

    addressee: str
    addressee_place: str
    items: tuple[CoverItem, ...]
    signature: Signature
    number: str | None = None
    dated: date | None = None
    through: str = ""
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """One approval on the lembar pengesahan: who, in which capacity, what he did, when, under which code."""

    signatory: Signatory
    act: str
    at: datetime
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedFile:
    """A file that was approved: its name, size in bytes and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalSheet(Document):
    """Lembar Pengesahan (step 13): cites the approved files' hashes and the head of the audit chain.

    `seal` is one sentence on the certificate that seals the sheet; '' where none does.
    """

    approvers: tuple[Approver, ...]
    files: tuple[SealedFile, ...]
    verification_code: str
    audit_head: str
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Document):
    """Riwayat SOP: every task of the cycle in order, and one closing sentence."""

    rows: tuple[HistoryRow, ...]
    timeliness: Timeliness = Timeliness()
    conclusion: str = ""
