"""The certificate behind a seal: the office's own, made once, or the one that was configured and no other."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from bot.documents.models.seal import SealError, SealOrder
from bot.documents.sealing import certificate as certificates
from bot.documents.sealing.certificate import SELF_MADE, common_name, is_from_bsre, is_self_made, office_certificate
from tests.documents.sealed import AT, BSRE, OTHER, PASSWORD, Authority, name, order, p12


@pytest.fixture(autouse=True)
def small_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are drawn quickly."""
    monkeypatch.setattr(certificates, "RSA_BITS", 2048)


def test_the_offices_own_certificate_is_made_once_and_says_what_it_is(tmp_path: Path) -> None:
    """It names office and government, can sign, lasts ten years, and calls itself uncertified."""
    made = office_certificate(order(tmp_path / "segel"))
    assert office_certificate(order(tmp_path / "segel", office="Nama Baru")).certificate == made.certificate
    found = made.certificate
    assert found.subject.rfc4514_string() == (
        f"CN=Kecamatan Long Ikis,OU={SELF_MADE.replace(',', chr(92) + ',')},O=Pemerintah Kabupaten Paser,"
        "L=Long Ikis,C=ID"
    )
    usage = found.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    assert (found.not_valid_after_utc - found.not_valid_before_utc).days == 3660
    assert is_self_made(found)
    assert not is_from_bsre(found)
    assert len(made.fingerprint) == 64


def test_an_own_certificate_that_has_expired_is_renewed(tmp_path: Path) -> None:
    """After its ten years the office goes on sealing, with a key of its own again and nothing left beside it."""
    made = office_certificate(order(tmp_path))
    later = replace(order(tmp_path), at=made.certificate.not_valid_after_utc + timedelta(days=1))
    renewed = office_certificate(later)
    assert renewed.fingerprint != made.fingerprint
    assert office_certificate(later).fingerprint == renewed.fingerprint
    assert [path.name for path in tmp_path.iterdir()] == ["LONG-IKIS.p12"]


def test_its_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    """A folder and a file that nobody else may open, and nothing beside it."""
    folder = tmp_path / "data" / "segel"
    office_certificate(order(folder))
    (path,) = folder.iterdir()
    assert path.name == "LONG-IKIS.p12"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_workers_that_make_it_at_once_have_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both drew a key; the one that was first stays, and both seal with it."""
    made, both = certificates._made, threading.Barrier(2)

    def slowly(asked: SealOrder) -> bytes:
        content = made(asked)
        both.wait(20)
        return content

    monkeypatch.setattr(certificates, "_made", slowly)
    with ThreadPoolExecutor(2) as pool:
        found = [one.fingerprint for one in pool.map(office_certificate, [order(tmp_path)] * 2)]
    assert found[0] == found[1]
    assert [path.name for path in tmp_path.iterdir()] == ["LONG-IKIS.p12"]


@pytest.mark.parametrize("code", ["../kantor", "a/b", "..", ""])
def test_no_code_leads_out_of_the_folder(tmp_path: Path, code: str) -> None:
    """An office's code is what its workbook says; as a name of a file it is only that."""
    office_certificate(order(tmp_path / "segel", code=code))
    assert len(list((tmp_path / "segel").iterdir())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["segel"]


def test_long_names_are_cut_to_what_a_certificate_holds(tmp_path: Path) -> None:
    """A common name has 64 characters at most; a part that is empty is left out."""
    found = office_certificate(order(tmp_path, office="K" * 200, place=""))
    assert common_name(found.certificate.subject) == "K" * 64
    assert "L=" not in found.certificate.subject.rfc4514_string()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """In one sentence for the operator."""
    (tmp_path / "segel").write_text("sebuah berkas")
    with pytest.raises(SealError, match=r"tidak dapat ditulis; mohon diperiksa foldernya\.$"):
        office_certificate(order(tmp_path / "segel"))


def test_a_configured_certificate_is_taken_with_its_chain(tmp_path: Path) -> None:
    """One file for all offices; none of their own is made."""
    path = p12(tmp_path / "kantor.p12", key=rsa.generate_private_key(65537, 2048))
    found = office_certificate(order(tmp_path / "segel", certificate=path, password=PASSWORD))
    assert common_name(found.certificate.issuer) == "Penyelenggara Contoh"
    assert [common_name(one.subject) for one in found.chain] == ["Penyelenggara Contoh"]
    assert not is_self_made(found.certificate)
    assert not (tmp_path / "segel").exists()


def test_a_folder_has_a_certificate_for_each_offices_code(tmp_path: Path) -> None:
    """Without a password, if it has none."""
    p12(tmp_path / "LONG-IKIS.p12", BSRE, password="")
    found = office_certificate(order(tmp_path / "segel", certificate=tmp_path))
    assert is_from_bsre(found.certificate)
    with pytest.raises(SealError, match=r"KUARO\.p12 tidak ditemukan"):
        office_certificate(order(tmp_path / "segel", code="KUARO", certificate=tmp_path))


def test_a_wrong_password_is_told_without_it(tmp_path: Path) -> None:
    """The office gets no other seal instead, and the sentence can be logged."""
    path = p12(tmp_path / "kantor.p12")
    with pytest.raises(SealError, match="mohon diperiksa SEAL_PASSWORD") as told:
        office_certificate(order(tmp_path, certificate=path, password="keliru-sekali"))
    assert "keliru-sekali" not in str(told.value)
    assert "keliru-sekali" not in repr(order(tmp_path, password="keliru-sekali"))


@pytest.mark.parametrize("days", [-400, 400])
def test_a_certificate_seals_only_while_it_is_valid(tmp_path: Path, days: int) -> None:
    """Before it began and after it ended the sentence says from when to when it was."""
    path = p12(tmp_path / "kantor.p12")
    asked = order(tmp_path, certificate=path, password=PASSWORD, at=AT + timedelta(days=days))
    with pytest.raises(SealError, match="hanya berlaku 09-04-2025 sampai 09-04-2027"):
        office_certificate(asked)


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    """Neither a text, nor a key of a kind that PDF readers do not know, nor a certificate without its key."""
    path = tmp_path / "kantor.p12"
    path.write_text("bukan sertifikat")
    with pytest.raises(SealError, match="tidak terbaca"):
        office_certificate(order(tmp_path, certificate=path))
    p12(path, key=ed25519.Ed25519PrivateKey.generate())
    with pytest.raises(SealError, match="tidak memuat kunci RSA atau EC"):
        office_certificate(order(tmp_path, certificate=path, password=PASSWORD))
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, None, None, [OTHER.own], NoEncryption()))
    with pytest.raises(SealError, match="tidak memuat kunci RSA atau EC"):
        office_certificate(order(tmp_path, certificate=path))


def test_only_another_can_make_a_certificate_one_of_bsre() -> None:
    """Whoever calls himself so and signs it himself is not believed."""
    pretender = Authority.of("Balai Sertifikasi Elektronik", "BSrE")
    assert not is_from_bsre(pretender.own)
    assert is_from_bsre(pretender.certificate(name("Kecamatan", "Paser"), pretender.key))
    assert not is_from_bsre(OTHER.certificate(name("Kecamatan", "Paser"), pretender.key))


def test_a_name_may_be_an_organisations_or_nobodys() -> None:
    """What has no common name is called by its organisation."""
    organisation = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "BSSN")])
    assert (common_name(organisation), common_name(x509.Name([]))) == ("BSSN", "")
