"""Why an act was not carried out: one polite sentence for every code, with what was kept and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from bot.sop.numbers import NumberFault, NumberProblem
from bot.texts import schedule
from bot.texts.commands import running
from bot.texts.formats import angka
from bot.texts.html import esc
from bot.texts.limits import disturbances
from bot.texts.receiving import own_form

Facts = Mapping[str, Any]
_SAME = "Tidak ada yang berubah."

_SENTENCES: dict[str, str] = {
    "tugas_tidak_ada": "Tombol ini tidak berlaku untuk kantor ini. " + _SAME,
    "tombol_lama": "Tombol ini sudah tidak berlaku. " + _SAME + " Kartu terbaru dapat dilihat lewat /tugas.",
    "bukan_pelaksana": "Dalam SOP langkah ini dilaksanakan oleh jabatan lain. " + _SAME,
    "bukan_langkahnya": "Tombol ini tidak berlaku pada langkah ini. " + _SAME,
    "siklus_berjalan": "Pengumpulan data untuk periode ini sedang berjalan. Keadaannya dapat dilihat lewat /status.",
    "data_induk_kosong": "Belum ada sub kegiatan untuk tahun tersebut. Mohon data induk diimpor lebih dahulu.",
    "siklus_berakhir": "Pengumpulan data ini sudah berakhir. " + _SAME,
    "sudah_dilanjutkan": "Pejabat berikutnya sudah melanjutkan langkah ini, sehingga tidak dapat ditarik kembali. "
    + _SAME,
    "sudah_diterima": "Formulir ini sudah diterima. " + _SAME,
    "belum_dibagikan": "Formulir ini belum dibagikan kepada pengisinya. " + _SAME,
    "isian_sudah_dijawab": "Isian ini sudah dijawab. " + _SAME + " Isian dapat diubah lewat Ringkasan.",
    "isian_terkunci": "Isian ini sudah diterima dan tidak perlu diubah. " + _SAME,
    "tidak_perlu_dibenarkan": "Formulir ini tidak menunggu pembenaran. " + _SAME,
    "sudah_dibagikan": "Formulir ini sudah dibagikan. " + _SAME,
    "sudah_dikirim": "Formulir ini sudah dikirim pengisinya. " + _SAME,
    "belum_dikirim": "Belum ada formulir yang dapat diterima. " + _SAME,
    "belum_berjalan": "Belum ada kegiatan yang berjalan. Sesuai Peringatan dalam SOP, data belum dapat dikumpulkan.",
    "bukan_formulirnya": "Formulir ini diterima oleh pejabat lain. " + _SAME,
    "batas_belum_lewat": "Batas pengisian formulir ini belum lewat, sehingga belum dapat dilanjutkan tanpanya.",
    "formulir_satu_satunya": "Formulir ini satu-satunya yang tersisa, sehingga tidak dapat dilanjutkan tanpanya.",
    "empat_mata": "Dokumen ini sudah disetujui oleh pejabat yang sama dalam jabatan lain; diperlukan pejabat kedua.",
    "berkas_belum_siap": "Berkas masih disusun. Mohon menunggu sebentar; kartu persetujuan dikirim begitu berkas siap.",
    "berkas_sudah_berganti": "Berkas ini sudah diganti dengan versi yang lebih baru. Mohon gunakan kartu terbaru. "
    + _SAME,
    "unit_tidak_dipilih": "Unit tersebut tidak memiliki formulir pada periode ini. " + _SAME,
    "tanggal_sudah_lewat": "Tanggal tersebut sudah lewat. Mohon pilih hari lain.",
    "arahan_belum_ada": "Belum ada arahan yang ditulis. Mohon tekan Kembalikan dengan arahan terlebih dahulu.",
    "baris_tidak_ada": "Baris tersebut tidak ada pada formulir ini. " + _SAME,
    "baris_terakhir": "Formulir harus memuat paling sedikit satu sub kegiatan; baris terakhir tidak dapat dikeluarkan.",
    "berkas_ditunggu": "Yang ditunggu adalah foto atau berkas. Mohon dikirimkan sebagai foto, PDF, atau dokumen.",
    "berkas_terlalu_besar": "Berkas melebihi 20 MB. Mohon diperkecil lalu dikirimkan kembali; yang lain tersimpan.",
    "lambang_terlalu_besar": "Lambang melebihi 5 MB. Mohon diperkecil lalu dikirimkan kembali. " + _SAME,
    "terusan": "Pesan terusan tidak dicatat sebagai jawaban. Mohon dituliskan sendiri.",
    "tidak_menunggu": "Saat ini tidak ada pertanyaan yang menunggu jawaban. Tugas dapat dilihat lewat /tugas.",
    "ragu": "Pesan ini terkirim sebelum pertanyaan terakhir tampil, sehingga belum dicatat. Mohon dijawab sekali lagi.",
    "perintah_tidak_dikenal": "Perintah tersebut tidak dikenal. Daftar perintah ada di /bantuan.",
    "bukan_pengundang": "Undangan dibuat oleh Analis, Kasubbag, atau pengelola. " + _SAME,
    "bukan_pengelola": "Perintah ini hanya untuk pengelola yang ditetapkan kantor. " + _SAME,
    "bukan_koordinator": "Pengalihan formulir dilakukan oleh Kasubbag sebagai koordinator, atasan, atau pengelola. "
    + _SAME,
    "hanya_camat": "Pengumpulan data dimulai oleh Camat. Keadaan saat ini dapat dilihat lewat /status.",
    "bukan_penyusun_jadwal": "Jadwal Kerja diubah oleh Camat, Kasubbag, atau pengelola. " + _SAME,
    "jadwal_sudah_dipakai": "Pengumpulan data untuk periode tersebut sudah pernah dibuka, sehingga tanggalnya tetap. "
    + _SAME,
    "jadwal_sudah_ada": "Jadwal Kerja tahun tersebut sudah tersusun dan dapat dilihat lewat /jadwal. " + _SAME,
    "bukan_pencatat_gangguan": "Gangguan dan hari libur dicatat oleh Kasubbag atau pengelola. " + _SAME,
    "catatan_tidak_ada": "Catatan untuk hari tersebut sudah tidak ada. " + _SAME,
    "sudah_bergabung": "Pejabat tersebut sudah bergabung. Undangan baru hanya perlu bila telepon berganti. " + _SAME,
    "sudah_memegang": "Pejabat tersebut sudah melaksanakan peran ini. " + _SAME,
    "tidak_ada_plh": "Saat ini tidak ada pelaksana harian (Plh.) dalam peran ini. " + _SAME,
    "jabatan_akan_kosong": "Peran ini tidak memiliki pejabat lain, sehingga Plh. belum dapat diakhiri. " + _SAME,
    "penerima_formulir": "Pejabat tersebut menerima formulir ini, sehingga tidak dapat mengisinya. " + _SAME,
    "bukan_penunjuk_plh": "Pelaksana harian (Plh.) ditunjuk oleh pengelola atau pejabat di atasnya dalam SOP. " + _SAME,
    "pengalih_kosong": "Saat ini belum ada pejabat lain yang dapat mengalihkan formulir ini. " + _SAME,
    "bukan_pemberi_waktu": "Tambahan waktu diberikan oleh pejabat di atas pelaksananya dalam SOP. " + _SAME,
    "jabatan_kosong": "Jabatan pelaksananya sedang kosong. Mohon berkenan menunjuk pelaksananya lebih dahulu. " + _SAME,
    "bukan_pengingat": "Pengingat disampaikan oleh Kasubbag sebagai koordinator atau pejabat di atas pelaksananya. "
    + _SAME,
    "waktu_belum_berjalan": "Waktu langkah ini belum berjalan, sehingga belum ada batas yang dapat diubah. " + _SAME,
    "permohonan_menunggu": "Permohonan sebelumnya masih menunggu keputusan. " + _SAME,
    "pemberi_waktu_kosong": "Saat ini belum ada pejabat lain yang dapat memutuskan tambahan waktu ini. " + _SAME,
    "berkas_tidak_ada": "Berkas tersebut belum ada dalam arsip periode ini.",
    "berkas_diperiksa": "Berkas yang diunggah masih diperiksa; kartu yang baru segera menyusul. " + _SAME,
    "teks_ditunggu": "Yang ditunggu adalah jawaban tertulis. Berkas, stiker, dan pesan suara tidak dicatat di sini.",
}

_NUMBERS: dict[NumberFault, str] = {
    NumberFault.KOSONG: "Angkanya belum tertulis.",
    NumberFault.BUKAN_ANGKA: "Tulisan ini belum terbaca sebagai angka.",
    NumberFault.RIBUAN_TIDAK_JELAS: "Letak titik dan koma belum jelas; ribuan bertitik (1.234), pecahan berkoma (1,5).",
    NumberFault.TERLALU_PANJANG: "Tulisan ini terlalu panjang untuk sebuah angka.",
    NumberFault.NEGATIF: "Angka tidak boleh kurang dari nol.",
    NumberFault.PECAHAN: "Satuannya bulat, sehingga angka tidak boleh memakai koma.",
    NumberFault.TERLALU_RINCI: "Bilangan memuat paling banyak empat angka di belakang koma.",
    NumberFault.TERLALU_BESAR: "Angka ini terlalu besar.",
    NumberFault.SATUAN_LAIN: "Satuan yang tertulis berbeda dari satuan yang diminta.",
}


def _finished(facts: Facts) -> str:
    """What was finished says by whom and when; a task that still stands was only shown anew, as to a new holder."""
    if not facts.get("at"):
        return _SENTENCES["tombol_lama"]
    by = f" oleh {esc(facts['by'])}" if facts.get("by") else ""
    return f"Langkah ini sudah diselesaikan{by} {facts['at']}. {_SAME}"


def _sentence_length(facts: Facts) -> str:
    return f"Mohon dituliskan {facts['shortest']} sampai {angka(Decimal(facts['longest']))} huruf."


def _number(facts: Facts) -> str:
    problem: NumberProblem = facts["problem"]
    return f"{_NUMBERS[problem.code]} Mohon dituliskan kembali, misalnya 9.800.000 atau 1,5."


def _own_form(facts: Facts) -> str:
    return f"{own_form(facts['receiver'], facts['other'])} {_SAME}"


def _archive(facts: Facts) -> str:
    return f"Arsip belum lengkap: {', '.join(facts['missing'])}. Mohon dilengkapi lebih dahulu."


def _begun(facts: Facts) -> str:
    return f"{running(facts['year'], facts['quarter'], facts['status']).removeprefix('• ')} {_SAME}"


def _unreadable_date(facts: Facts) -> str:
    return f"{schedule.unreadable(facts['problem'])} {_SAME}"


def _unfitting_date(facts: Facts) -> str:
    return f"{schedule.unfitting(facts['fault'], facts['year'], facts['quarter'], facts['bound'])} {_SAME}"


def _day_off(facts: Facts) -> str:
    return f"{disturbances.off(facts['day'])} {_SAME}"


def _working_day(facts: Facts) -> str:
    return f"{disturbances.working(facts['day'])} {_SAME}"


def _too_far(facts: Facts) -> str:
    return f"{disturbances.too_far(facts['first'], facts['last'])} {_SAME}"


def _outside_hours(facts: Facts) -> str:
    return f"{disturbances.outside(facts['hours'])} {_SAME}"


def _same_hours(facts: Facts) -> str:
    return f"{disturbances.same(facts['hours'])} {_SAME}"


def _unreadable_hours(facts: Facts) -> str:
    return f"{disturbances.unreadable(facts['why'])} {_SAME}"


def _added(facts: Facts) -> str:
    by = f" oleh {esc(facts['added_by'])}" if facts.get("added_by") else ""
    return f"Waktu langkah ini baru ditambah{by} {facts['added_at']}; batasnya menjadi {facts['until']}. {_SAME}"


def _request_decided(facts: Facts) -> str:
    return f"Permohonan ini sudah diputuskan oleh {esc(facts['by'])} {facts['at']}. {_SAME}"


def _reminded(facts: Facts) -> str:
    return f"Pelaksananya belum lama ini diingatkan. Dapat diingatkan kembali mulai {facts['at']}."


def _out_of_reach(facts: Facts) -> str:
    why = "sedang tidak dapat dihubungi lewat Telegram" if facts["joined"] else "belum bergabung dengan bot ini"
    return f"{esc(facts['person'])} {why}. Mohon berkenan menghubungi beliau langsung; pengingat tidak dikirim."


_BUILT: dict[str, Callable[[Facts], str]] = {
    "periode_sudah_dimulai": _begun,
    "sudah_selesai": _finished,
    "sudah_ditambah": _added,
    "permohonan_diputuskan": _request_decided,
    "baru_diingatkan": _reminded,
    "pejabat_belum_terjangkau": _out_of_reach,
    "kalimat_tidak_pas": _sentence_length,
    "angka_tidak_terbaca": _number,
    "arsip_belum_lengkap": _archive,
    "formulir_sendiri": _own_form,
    "tanggal_tidak_terbaca": _unreadable_date,
    "jadwal_tidak_pas": _unfitting_date,
    "bukan_hari_kerja": _day_off,
    "sudah_hari_kerja": _working_day,
    "hari_terlalu_jauh": _too_far,
    "di_luar_jam_kerja": _outside_hours,
    "jam_sudah_berlaku": _same_hours,
    "jam_tidak_terbaca": _unreadable_hours,
}


def sentence(code: str, facts: Facts) -> str:
    """The sentence of a refusal, as Telegram HTML."""
    return _BUILT[code](facts) if code in _BUILT else _SENTENCES[code]
