"""Which papers are sealed, and with what: the order that goes to the worker with the paper (SOP steps 12 to 14)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.documents.models.seal import SealOrder
from bot.office_plan import OfficeProfile
from bot.services.papers.publish import Kind
from bot.settings import Settings

SEALED = frozenset({Kind.DOKUMEN, Kind.SURAT_PENGANTAR, Kind.PENGESAHAN, Kind.RIWAYAT})
"""The papers that leave the office or prove what it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """How a deployment seals; see SealOrder for the fields."""

    folder: Path
    certificate: Path | None = None
    password: str = field(default="", repr=False)
    timestamp_url: str = ""

    @classmethod
    def of(cls, settings: Settings) -> Sealing:
        """As the settings have it."""
        return cls(
            folder=settings.data_dir / "segel",
            certificate=settings.seal_certificate,
            password=settings.seal_password.get_secret_value(),
            timestamp_url=settings.timestamp_url,
        )

    @property
    def self_made(self) -> bool:
        """Whether the offices seal with certificates of their own making, behind which nobody else stands."""
        return self.certificate is None

    def order(self, office: OfficeProfile, kind: str, at: datetime) -> SealOrder | None:
        """What seals a paper of this kind at this instant; None if it is not sealed."""
        if kind not in SEALED:
            return None
        return SealOrder(
            code=office.code,
            office=office.name,
            government=office.government,
            place=office.place,
            at=at,
            folder=self.folder,
            certificate=self.certificate,
            password=self.password,
            timestamp_url=self.timestamp_url,
        )
