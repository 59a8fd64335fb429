"""Why an answer was not kept, in one sentence that says what is expected (SOP step 5)."""

from __future__ import annotations

from bot.sop.answers import AnswerProblem
from bot.texts.html import esc

_SENTENCES = {
    "kosong": "Jawaban belum terbaca. Mohon dituliskan kembali.",
    "bukan_angka": "Yang diminta adalah angka, misalnya 2 atau 1.250.000. Mohon dituliskan kembali dengan angka saja.",
    "ribuan_tidak_jelas": (
        "Angka <b>{typed}</b> belum jelas. Mohon titik untuk ribuan dan koma untuk desimal, "
        "misalnya 1.250.000 atau 1,5."
    ),
    "terlalu_panjang": "Tulisan itu terlalu panjang untuk sebuah angka. Mohon angkanya saja, misalnya 1.250.000.",
    "negatif": "Angka tidak boleh kurang dari nol. Mohon dituliskan kembali.",
    "pecahan": (
        "Yang diminta adalah bilangan bulat tanpa desimal. Bila dimaksud ribuan, mohon memakai titik, misalnya 1.500."
    ),
    "terlalu_rinci": "Desimal paling banyak {limit} angka. Mohon dituliskan kembali.",
    "terlalu_besar": "Angka <b>{typed}</b> terlalu besar. Mohon diperiksa dan dituliskan kembali.",
    "satuan_lain": "Satuan pada <b>{typed}</b> berbeda dari yang diminta. Mohon angkanya saja.",
    "terlalu_pendek": (
        "Mohon dituliskan sedikit lebih lengkap, paling sedikit {least} huruf, atau ketik <i>tidak ada</i>."
    ),
    "teks_terlalu_panjang": (
        "Tulisan itu terlalu panjang ({length} huruf); paling banyak {most} huruf. Mohon diringkas."
    ),
    "bukan_berkas": "Yang diminta adalah bukti dukung: mohon kirimkan foto atau berkas, atau ketik <i>tidak ada</i>.",
    "terpotong": (
        "Pesan itu terlalu panjang dan terpotong oleh Telegram; seluruhnya, beserta lanjutannya, tidak dicatat. "
        "Mohon diringkas menjadi paling banyak 1.000 huruf."
    ),
    "terusan": "Pesan terusan tidak dicatat sebagai jawaban. Mohon jawabannya dituliskan sendiri.",
    "perintah": "Perintah itu tidak dikenal. Pertanyaan di bawah ini tetap menunggu jawaban.",
    "belum_saatnya_berkas": "Berkas itu belum disimpan; bukti dukung diminta pada isiannya sendiri, setelah isian ini.",
    "jenis_pesan": "Pesan itu (stiker, suara, video, atau lokasi) tidak dapat dicatat sebagai jawaban.",
    "berkas_besar": (
        "Berkas <b>{name}</b> melebihi 20 MB dan tidak disimpan. Mohon dikecilkan atau dikirim sebagai foto."
    ),
    "berkas_kosong": "Berkas <b>{name}</b> kosong dan tidak disimpan. Mohon dikirim kembali.",
    "berkas_jenis": (
        "Jenis berkas <b>{name}</b> tidak diterima sebagai bukti dukung. Mohon PDF, JPG, PNG, XLSX, atau DOCX."
    ),
    "belum_ada_berkas": (
        "Belum ada berkas untuk isian ini. Mohon kirimkan foto atau berkas, atau ketik <i>tidak ada</i>."
    ),
    "sudah_ada_berkas": "Sudah ada berkas untuk isian ini. Tekan <b>Cukup</b>, atau hapus dahulu berkasnya.",
    "tidak_dapat_dilewati": "Isian ini memerlukan jawaban; <i>tidak ada</i> tidak berlaku di sini.",
    "tidak_ada_saran": "Belum ada angka yang dapat disetujui. Mohon jawabannya dituliskan.",
    "awal": "Ini isian yang pertama.",
    "berkas_tidak_ada": "Berkas itu sudah tidak ada pada formulir.",
    "dini": "Pesan itu tiba sebelum pertanyaannya dan belum dicatat.",
    "terkunci": "Isian itu sudah diterima dan tidak diminta diperbaiki.",
    "pilih_tombol": "Mohon memilih tombol di bawah ini, atau ketik <i>kirim</i>.",
}


def problem(found: AnswerProblem) -> str:
    """The sentence for an answer that was not kept."""
    return _SENTENCES[found.code].format_map({name: esc(fact) for name, fact in found.facts.items()})
