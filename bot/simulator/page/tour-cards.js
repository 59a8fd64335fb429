/** The five cards of the tour in both languages: what to press as which official, and where on the page that is. */

/** `aims` names the places that a card lights up, the first that is there. */
export const CARDS = [
  {
    aims: [".lini"],
    id: {
      title: "Selamat datang di Ruang Latihan",
      text: ["Bot yang sesungguhnya berjalan di komputer ini; tidak ada yang keluar ke internet. Di atas tampak 14 langkah SOP: tanda ▶ berarti sedang berjalan, dengan pemegang dan batas waktunya. Tekan satu langkah untuk melihat rinciannya."],
      acts: [],
    },
    en: {
      title: "Welcome to the training room",
      text: ["The real bot runs on this computer; nothing leaves it. Above are the 14 steps of the SOP: the mark ▶ means that a step is running, with who holds it and until when. Press a step for its details."],
      acts: [],
    },
  },
  {
    aims: ["#telepon"],
    id: {
      title: "Langkah 1–4: perintah dan pembagian",
      text: ["Setiap pejabat mempunyai telepon; di atas telepon tertulis apa yang sebaiknya dilakukan berikutnya."],
      acts: [["Bapak Camat", "Perintahkan sekarang"], ["Ibu Kasubbag", "Lepaskan & perintahkan Analis"], ["Analis", "Bagikan ke semua"]],
    },
    en: {
      title: "Steps 1–4: the order goes out",
      text: ["Each official has a telephone; above it stands what this person should do next."],
      acts: [["Camat", "Perintahkan sekarang"], ["Kasubbag", "Lepaskan & perintahkan Analis"], ["Analis", "Bagikan ke semua"]],
    },
  },
  {
    aims: ["#telepon"],
    id: {
      title: "Langkah 5–10: mengisi sampai rekapitulasi",
      text: ["Para Kasi menjawab pertanyaan satu per satu, menyunting pesannya bila keliru, dan mengirim foto sebagai bukti."],
      acts: [["Setiap Kasi", "Terima & mulai isi"], ["Setiap Kasi", "Kirim"], ["Ibu Kasubbag", "Terima & perintahkan rekap"], ["Analis", "Serahkan kepada Kasubbag"], ["Ibu Kasubbag", "Laporkan kepada Sekretaris"]],
    },
    en: {
      title: "Steps 5–10: filling in, up to the recap",
      text: ["Each head of section answers one question after the other, edits his message to correct it, and sends photos as evidence."],
      acts: [["Each Kasi", "Terima & mulai isi"], ["Each Kasi", "Kirim"], ["Kasubbag", "Terima & perintahkan rekap"], ["Analis", "Serahkan kepada Kasubbag"], ["Kasubbag", "Laporkan kepada Sekretaris"]],
    },
  },
  {
    aims: ["#telepon"],
    id: {
      title: "Langkah 11–14: telaah, tanda tangan, arsip",
      text: ["Sekretaris dapat pula mengembalikan dengan arahan. Nomor surat diketik Ibu Kasubbag; bukti penerimaan dikirim sebagai foto."],
      acts: [["Bapak Sekretaris", "Setuju"], ["Ibu Kasubbag", "Susun & mintakan tanda tangan"], ["Sekretaris, lalu Camat", "Setujui"], ["Ibu Kasubbag", "Selesai & arsipkan"]],
    },
    en: {
      title: "Steps 11–14: review, signatures, archive",
      text: ["The Sekretaris may also return it with instructions. The Kasubbag types the letter's number and sends the proof of delivery as a photo."],
      acts: [["Sekretaris", "Setuju"], ["Kasubbag", "Susun & mintakan tanda tangan"], ["Sekretaris, then Camat", "Setujui"], ["Kasubbag", "Selesai & arsipkan"]],
    },
  },
  {
    aims: [".kendali", ".buka-kendali"],
    id: {
      title: "Waktu, permainan otomatis, gangguan",
      text: ["Waktu dapat dimajukan sampai tenggat berikutnya, dan SOP dapat berjalan otomatis. Menu Gangguan memutus Telegram atau mematikan bot: tidak ada jawaban yang hilang. Panel menunjukkan antrean, tenggat, dan jejak audit."],
      acts: [["Siapa pun", "Mainkan satu langkah"], ["Siapa pun", "Ke tenggat berikutnya"]],
    },
    en: {
      title: "Time, automatic play, trouble",
      text: ["Time can be moved on to the next deadline, and the SOP can play by itself. The menu Gangguan cuts Telegram off or kills the bot: no answer is lost. The panel shows outbox, deadlines and audit trail."],
      acts: [["Anyone", "Mainkan satu langkah"], ["Anyone", "Ke tenggat berikutnya"]],
    },
  },
];

export const WORDS = {
  id: { count: (n, all) => `Kartu ${n} dari ${all}`, back: "Kembali", next: "Lanjut", done: "Mulai berlatih", close: "Tutup panduan", other: "English", press: "menekan" },
  en: { count: (n, all) => `Card ${n} of ${all}`, back: "Back", next: "Next", done: "Start", close: "Close the tour", other: "Bahasa Indonesia", press: "presses" },
};
