"""What a step is called where there is no room for the SOP's whole sentence."""

from __future__ import annotations

from bot.sop.model import Step, StepKind

_NAMES = {
    StepKind.PERINTAH: "Perintah",
    StepKind.SIAPKAN: "Penyiapan formulir",
    StepKind.BAGIKAN: "Pembagian formulir",
    StepKind.ISI: "Pengisian formulir",
    StepKind.TERIMA: "Penerimaan formulir",
    StepKind.REKAP: "Rekapitulasi data",
    StepKind.SERAHKAN: "Penyerahan rekapitulasi",
    StepKind.LAPOR: "Pelaporan rekapitulasi",
    StepKind.TELAAH: "Telaah rekapitulasi",
    StepKind.SUSUN: "Penyusunan Data Kinerja",
    StepKind.TANDATANGAN: "Persetujuan dokumen",
    StepKind.ARSIP: "Pelaporan dan arsip",
}


def named(step: Step) -> str:
    """A step in two or three words: 'Telaah rekapitulasi'."""
    return _NAMES[step.kind]
