"""What the training room says: on its page to whoever plays, and in the terminal to whoever started it."""

from __future__ import annotations

from bot.sop.model import FormStatus, Role, StepKind

PREPARING = "Ruang latihan sedang disiapkan; mohon tunggu sebentar."
READY = "Ruang latihan siap. Bapak Camat sudah menerima pesan pertamanya."
CONTINUED = "Ruang latihan dilanjutkan dari keadaan terakhir."
AGAIN = "Latihan dimulai dari awal."
BOT_DIED = "Proses bot berhenti dan dijalankan kembali; tidak ada data yang hilang."
BOT_BACK = "Bot sudah berjalan kembali."
BOT_AWAY = "Bot belum dapat dijalankan; dicoba kembali dalam {seconds:.0f} detik. Catatannya ada di {log}."
KILLED = "Bot dimatikan mendadak; sebentar lagi berjalan kembali."
OUTAGE_ON = "Telegram tidak dapat dihubungi sampai gangguan diakhiri."
OUTAGE_OFF = "Telegram dapat dihubungi kembali."
FLOOD_ON = "Telegram menolak {count} panggilan berikutnya (429, terlalu banyak pesan)."
FLOOD_OFF = "Pembatasan laju diakhiri."
BLOCKED = "{who} memblokir bot."
UNBLOCKED = "{who} membuka kembali blokirnya."
STOPPED = "Peragaan dihentikan."
PLAYING = {"langkah": "Satu langkah diperagakan …", "siklus": "Satu siklus diperagakan …"}
MOVED = "Jam dimajukan ke {when}."
FASTER = "Waktu berjalan {speed} kali lebih cepat."
REAL_TIME = "Waktu berjalan biasa."
STUCK = "Peragaan terhenti oleh gangguan (kode {code}); mohon dicoba lagi."
NOT_BEGUN = "Latihan belum dapat dimulai: {reason}"

BUSY = "Peragaan sedang berjalan; mohon dihentikan dahulu."
NOT_PLAYING = "Tidak ada peragaan yang berjalan."
NO_DEADLINE = "Tidak ada tenggat yang akan datang."
NO_PERSON = "Pejabat itu tidak ada di ruang latihan."
FAULT = "Permintaan ini terhenti oleh gangguan (kode {code}); mohon dicoba lagi."
ODD = "Permintaan ini tidak dikenal."
TOO_FAR = "Jam hanya dapat dimajukan, paling jauh 62 hari sekaligus."

OPENS = "Jadwal {period} dibuka"
RUNGS = {
    "separuh": "Pengingat separuh waktu",
    "hari terakhir": "Pengingat hari terakhir",
    "sejam": "Pengingat satu jam sebelum batas",
    "tenggat": "Batas waktu",
    "pagi": "Pengingat pagi",
}

ADDRESS = "Ruang latihan terbuka di {address}"
HOW_TO_END = "Untuk mengakhiri, tekan Ctrl-C di sini; semuanya tersimpan di {folder} dan dapat dilanjutkan kapan saja."
ONCE_ONLY = "Alamat ini berlaku untuk satu peramban; kuncinya hanya dapat dipakai sekali."
PORT_TAKEN = "Porta {port} sudah dipakai program lain; mohon pilih yang lain dengan --port, misalnya --port {other}."
NO_HOST = "Alamat {host} tidak dapat dipakai untuk mendengarkan; mohon diperiksa --host dan --port."
IN_USE = "Ruang latihan di {folder} sedang dibuka program lain; mohon ditutup dahulu, atau pilih --out FOLDER lain."
NO_FOLDER = "Folder {folder} tidak dapat dibuat atau ditulis; mohon pilih folder lain dengan --out."
OTHER_OFFICE = "Ruang latihan di {folder} memakai kantor lain; mohon tambahkan --fresh, atau pilih --out FOLDER lain."
NO_OFFICE_FILE = "Berkas {file} tidak ditemukan."
OPTIONS_APART = "--office, --fresh, --no-browser, --host, dan --port tidak berlaku bersama --auto atau --once."
NOT_JOINED = "Bot tidak menjawab undangan para pejabat; catatannya ada di {log}."
ENDING = "Ruang latihan ditutup …"

_TODO = {
    StepKind.SIAPKAN: "Tekan [Lepaskan & perintahkan Analis]; catatan pada formulir dapat diperiksa dahulu.",
    StepKind.BAGIKAN: "Tekan [Bagikan ke semua].",
    StepKind.REKAP: "Tekan [Serahkan kepada Kasubbag]; catatan dapat ditambahkan dahulu.",
    StepKind.SERAHKAN: "Tekan [Serahkan kepada Kasubbag].",
    StepKind.LAPOR: "Tekan [Laporkan kepada Sekretaris].",
    StepKind.TELAAH: "Baca rekapitulasi, lalu tekan [Setuju] atau [Kembalikan dengan arahan].",
    StepKind.TANDATANGAN: "Buka dokumen, lalu tekan [Setujui] atau [Kembalikan dengan arahan].",
}
CORRECT = "Betulkan target atau pagu yang keliru, lalu tekan [Selesai, rekap ulang]."
_ORDER = {
    Role.CAMAT: "Tekan [Perintahkan sekarang] pada pesan bot.",
    Role.KASUBBAG: "Tekan [Perintahkan Analis].",
}
NUMBER = "Tekan [Nomor surat pengantar], tuliskan nomornya, lalu tekan [Susun & mintakan tanda tangan]."
COMPOSE = "Tekan [Susun & mintakan tanda tangan]."
SEND_NUMBER = "Tekan [Isi nomor surat] dan tuliskan nomornya."
SCAN = "Kirim pindaian bertanda tangan, atau tekan [Pindaian menyusul]."
PROOF = "Tekan [Unggah bukti penerimaan] dan kirim fotonya."
CLOSE = "Tekan [Selesai & arsipkan]."


def todo(kind: StepKind, role: Role) -> str:
    """What the holder of a task does now, at the steps where it follows from the step alone; empty at the others."""
    return _ORDER.get(role, "") if kind is StepKind.PERINTAH else _TODO.get(kind, "")


def to_fill(status: FormStatus, answered: int, asked: int) -> str:
    """What who fills a form does now; so many of the asked questions have an answer."""
    if status is FormStatus.DIBAGIKAN:
        return f"Tekan [Terima & mulai isi] lalu jawab {asked} isian."
    if status is FormStatus.DIKEMBALIKAN:
        return "Tekan [Perbaiki isian], ikuti arahannya, lalu tekan [Kirim]."
    if answered < asked:
        return f"Jawab pertanyaan bot: {answered} dari {asked} isian sudah terisi."
    return "Semua isian terjawab; periksa ringkasan lalu tekan [Kirim]."


def to_receive(came: int, total: int, awaited: int) -> str:
    """What who receives forms does now: how many came in, and how many are still awaited."""
    waiting = f"; {awaited} dari {total} masih ditunggu" if awaited else ""
    return f"Tekan tombol terima pada pesan Penerimaan formulir: {came} formulir sudah masuk{waiting}."
