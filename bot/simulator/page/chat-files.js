/** Shows what a message carries besides its text: photo, document, voice, contact, and the grid of an album. */

import { ending, size } from "./chat-format.js";
import { el } from "./stage-build.js";
import { view as show } from "./viewer.js";

/** The node of one message's file, null when it has none. */
export function attachment(message) {
  const file = message.file;
  if (message.kind === "contact") return el("div", { class: "berkas" }, badge("☎"), el("span", {}, "Kontak"));
  if (!file) return null;
  if (message.kind === "photo") return photo(message);
  if (message.kind === "voice") return el("audio", { class: "suara", controls: true, preload: "none", src: file.url });
  if (message.kind === "sticker") return el("img", { class: "stiker", src: file.url, alt: "Stiker", loading: "lazy" });
  return paper(file);
}

/** The pictures of an album as a grid, its documents as a list. */
export function album(messages) {
  const pictures = messages.every((message) => message.kind === "photo");
  const frame = el("div", { class: pictures ? "album" : "tumpukan", "data-banyak": messages.length });
  frame.append(...messages.map(attachment).filter(Boolean));
  return frame;
}

function photo(message) {
  const { url, width, height } = message.file;
  const picture = el("img", { src: url, alt: message.text || "Foto", loading: "lazy", width, height });
  const title = message.text || "Foto";
  const open = () => show({ url, title, name: "foto.jpg", kind: "photo", size: message.file.size });
  return el("button", { type: "button", class: "foto", "aria-label": `Buka ${title}`, onclick: open }, picture);
}

function paper(file) {
  const name = file.name ?? "Berkas";
  const kind = /^image\//.test(file.mime ?? "") ? "photo" : file.mime === "application/pdf" ? "pdf" : "other";
  const open = () => show({ url: file.url, title: name, name, kind, size: file.size });
  const words = el("span", { class: "keterangan" }, el("span", { class: "nama" }, name), detail(file));
  const face = kind === "photo" ? thumbnail(file.url) : kind === "pdf" ? cover(file) : badge(ending(name));
  return el("button", { type: "button", class: "berkas", "aria-label": `Buka berkas ${name}`, onclick: open }, face, words);
}

/** The first page over the badge, once it is drawn. */
function cover(file) {
  const below = badge("PDF");
  if (document.documentElement.dataset.sampul !== "ada") return below;
  const picture = el("img", { class: "sampul", src: file.thumbnail, alt: "", loading: "lazy" });
  picture.addEventListener("load", () => below.classList.add("bersampul"));
  picture.addEventListener("error", () => picture.remove());
  below.append(picture);
  return below;
}

function thumbnail(url) {
  return el("img", { class: "kecil", src: url, alt: "", loading: "lazy" });
}

function badge(text) {
  return el("span", { class: "lencana", "aria-hidden": "true", "data-jenis": text }, text);
}

function detail(file) {
  return el("span", { class: "ukuran" }, `${size(file.size)} · ${ending(file.name)}`);
}
