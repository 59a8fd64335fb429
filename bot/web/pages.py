"""The pages: where a code is typed, what a paper is, and why there is nothing to show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.services.papers.verifying import ApprovedBy, Edition, Standing, Verified
from bot.texts import verifying as texts
from bot.texts.formats import angka, tanggal_waktu
from bot.web.markup import NOTHING, Markup, fill, joined

_NAME = "Kantor Kecamatan"
_BY_HASH = "Cara lain: nilai SHA-256 berkas dibandingkan dengan yang tertera pada halaman ini."


@dataclass(frozen=True, slots=True)
class Pages:
    """`root` is the path below which the site is reached ('' or '/kinerja')."""

    root: str = ""

    def entry(self) -> Markup:
        """A form for the code."""
        return self._page("Verifikasi dokumen", fill("entry", form=self._form()))

    def unknown(self) -> Markup:
        """No such code, no such page."""
        sentence = "Tidak ada dokumen dengan kode ini. Mohon kode dicocokkan dengan yang tercetak pada dokumen."
        return self._notice("Kode tidak dikenal", sentence)

    def refused(self) -> Markup:
        """The page can be read, and nothing else."""
        return self._notice("Permintaan tidak dilayani", "Halaman ini hanya dapat dibaca.")

    def too_often(self, seconds: int) -> Markup:
        """One client asks too often."""
        sentence = f"Permintaan dari alamat ini terlalu sering. Mohon dicoba kembali dalam {seconds} detik."
        return self._notice("Mohon menunggu sebentar", sentence)

    def failed(self, code: str) -> Markup:
        """Something failed on the office's side."""
        sentence = (
            "Mohon maaf, halaman ini belum dapat ditampilkan karena gangguan pada sistem. Mohon dicoba kembali; "
            f"bila berulang, sampaikan kode {code} kepada kantor."
        )
        return self._notice("Terjadi gangguan", sentence)

    def result(self, found: Verified, bot_name: str) -> Markup:
        """What a paper is, who approved it, whether it counts, and its versions to compare a file with."""
        own = found.own
        content = fill(
            "result",
            root=self.root,
            standing=own.standing,
            standing_name=texts.STANDINGS[own.standing],
            standing_why=_sentence(own.reason),
            title=found.title,
            period=found.period,
            office=f"{found.office}, {found.government}",
            version=own.version,
            code=texts.grouped(own.code),
            issued=tanggal_waktu(found.issued_at, found.zone),
            seal=texts.SEALED if found.sealed else texts.UNSEALED,
            size=angka(Decimal(found.size)),
            sha256=own.sha256,
            approvals=_approvals(found),
            altered=texts.ALTERED,
            altered_why=texts.ALTERED_WHY,
            other_way=_other_way(bot_name),
            editions=joined(self._edition(one, one is own) for one in found.editions),
        )
        script = fill("script", root=self.root)
        return self._page(f"{found.title}, {found.period}", content, heading=found.office, script=script)

    def _edition(self, one: Edition, own: bool) -> Markup:
        return fill(
            "edition",
            root=self.root,
            sha256=one.sha256,
            standing=one.standing,
            standing_name=texts.STANDINGS[one.standing],
            heading=texts.heading(one.standing),
            why=texts.why(one.standing, one.version, one.reason),
            version=one.version,
            code=texts.grouped(one.code),
            own=" (yang ditampilkan)" if own else "",
        )

    def _notice(self, title: str, sentence: str) -> Markup:
        return self._page(title, fill("notice", title=title, sentence=sentence, form=self._form()))

    def _form(self) -> Markup:
        return fill("form", root=self.root, hint=texts.CODE_HINT)

    def _page(self, title: str, content: Markup, *, heading: str = _NAME, script: Markup = NOTHING) -> Markup:
        return fill("page", root=self.root, title=title, heading=heading, content=content, script=script)


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."


def _approvals(found: Verified) -> Markup:
    if found.approvals:
        items = joined(_approval(one, found.zone) for one in found.approvals)
    elif found.own.standing is Standing.PENDING:
        items = fill("none")
    else:
        return NOTHING
    return fill("approvals", items=items, uncertified=texts.UNCERTIFIED)


def _approval(one: ApprovedBy, zone: str) -> Markup:
    return fill("approval", name=one.name, post=one.post, act=one.act, at=tanggal_waktu(one.at, zone))


def _other_way(bot_name: str) -> str:
    sending = f"Pejabat kantor dapat mengirimkan berkasnya kepada bot @{bot_name}. " if bot_name else ""
    return f"{sending}{_BY_HASH}"
