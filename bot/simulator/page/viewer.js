/** Opens a file over the page: a PDF in the browser's own reader, a picture whole; Escape closes, and it can be kept. */

import { drawing } from "./drawings.js";
import { size } from "./chat-format.js";
import { el } from "./stage-build.js";

let dialog = null;
let body = null;
let head = null;

/** Shows a file: {url, title, name, kind: photo | pdf | other, size}. */
export function view(file) {
  if (!dialog) build();
  head.replaceChildren(
    el("h2", { id: "judul-berkas" }, file.title),
    el("a", { class: "tombol", href: file.url, download: file.name }, "Unduh"),
    el("button", { type: "button", class: "tombol polos", "aria-label": "Tutup", onclick: () => dialog.close() }, drawing("close")),
  );
  body.replaceChildren(content(file));
  body.dataset.jenis = file.kind;
  dialog.showModal();
}

function content(file) {
  if (file.kind === "photo") return el("img", { src: file.url, alt: file.title });
  if (file.kind === "pdf" && navigator.pdfViewerEnabled !== false) {
    return el("iframe", { src: file.url, title: file.title });
  }
  const sentence = file.kind === "pdf" ? "Peramban ini tidak menampilkan PDF." : "Berkas ini tidak dapat ditampilkan di halaman.";
  return el("p", { class: "kosong" }, `${sentence} Mohon diunduh terlebih dahulu (${size(file.size)}).`);
}

function build() {
  head = el("header", {});
  body = el("div", { class: "isi-berkas" });
  dialog = el("dialog", { id: "penampil", "aria-labelledby": "judul-berkas" }, head, body);
  dialog.addEventListener("close", () => body.replaceChildren());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
}
