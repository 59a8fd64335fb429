/** What the side panel calls the bot's own words: kinds and states of a message, and the acts in the audit trail. */

const METHODS = { message: "pesan", edit: "suntingan", document: "berkas", photo: "foto", voice: "suara", delete: "penghapusan" };
const STATES = {
  waiting: "◌ menunggu penerima",
  pending: "◌ antre",
  sending: "➤ sedang dikirim",
  sent: "✓ terkirim",
  dead: "✕ gagal",
  held: "◫ ditahan",
};
const ACTS = {
  Accept: "Formulir diterima untuk diisi",
  AnswerExplained: "Alasan isian dituliskan",
  AnswerGiven: "Isian dijawab",
  AnswersTakenAway: "Isian ditarik",
  CancelCycle: "Siklus dibatalkan",
  ChapterDropped: "Narasi dikembalikan ke rancangan",
  ChapterWritten: "Narasi ditulis",
  ClockSetRight: "Jam dibetulkan",
  CloseNotRunning: "Periode ditutup, belum berjalan",
  Complete: "Langkah diselesaikan",
  CycleProposed: "Siklus diusulkan",
  Distribute: "Formulir dibagikan",
  EarlierFiguresTaken: "Realisasi sebelumnya dilengkapi",
  EmblemChanged: "Lambang diganti",
  EvidenceDropped: "Bukti dihapus",
  EvidenceSent: "Bukti dikirim",
  Extend: "Waktu ditambah",
  ExtensionRefused: "Tambahan waktu belum disetujui",
  ExtensionRequested: "Tambahan waktu dimohon",
  ExtensionOvertaken: "Permohonan waktu tidak lagi diperlukan",
  FilesReady: "Berkas siap ditandatangani",
  FilledOnBehalf: "Diisikan oleh pejabat lain",
  FilledOnBehalfConfirmed: "Pengisian oleh pejabat lain dibenarkan",
  HandoverRequested: "Pengalihan dimohon",
  HolderReminded: "Pemegang tugas diingatkan",
  InstructionWritten: "Isi disposisi ditulis",
  LetterNumberDrawn: "Nomor surat diambil",
  LetterNumbered: "Nomor surat dicatat",
  LimitsMoved: "Batas waktu bergeser",
  LimitsReprojected: "Batas waktu dihitung ulang",
  NoteFact: "Kelengkapan arsip dicatat",
  OfficeImported: "Data kantor dimuat",
  OfficerInvited: "Pejabat diundang",
  OfficerJoined: "Pejabat bergabung",
  OfficerRevoked: "Akses pejabat dicabut",
  PeriodRedated: "Jadwal periode diubah",
  PhoneReplaced: "Telepon pejabat diganti",
  Postpone: "Perintah ditunda",
  Reassign: "Tugas dialihkan",
  RecapNoted: "Catatan rekapitulasi ditulis",
  Receive: "Formulir diterima",
  Redirect: "Dikembalikan dengan arahan",
  RefuseSignature: "Dokumen dikembalikan",
  Reopen: "Formulir dibuka kembali",
  RequestCorrection: "Perbaikan target atau pagu diminta",
  ReturnForm: "Formulir dikembalikan",
  ReturnRecap: "Rekapitulasi dikembalikan",
  ReviewAgain: "Telaah ulang diminta",
  ScheduleMade: "Jadwal disusun",
  SheetChanged: "Formulir diubah melalui Excel",
  Skip: "Dilanjutkan tanpa formulir",
  Submit: "Formulir dikirim",
  SubstituteAppointed: "Pengganti ditunjuk",
  SubstituteEnded: "Masa pengganti berakhir",
  TaskExpired: "Batas waktu berakhir",
  Undo: "Langkah dibatalkan",
  Withdraw: "Formulir ditarik",
};

/** Such as 'berkas'; a word of later making stands as it is. */
export const method = (word) => METHODS[word] ?? word;

/** A sign and a word, so that colour is never alone. */
export const state = (word) => STATES[word] ?? word;

/** An act of the audit in Indonesian; one of later making stands with its words parted. */
export const act = (word) => ACTS[word] ?? word.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
