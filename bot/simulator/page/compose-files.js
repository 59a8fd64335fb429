/** Files that wait to be sent: chosen, dropped or pasted, shown as chips, sent singly or as an album. */

import { act, send } from "./control.js";
import { drawing } from "./drawings.js";
import { size } from "./chat-format.js";
import { el } from "./stage-build.js";

const MOST = 10;
const LONGEST_SIDE = 2560;
const QUALITY = 0.87;

/** The tray of waiting files of one phone. */
export class Tray {
  #files = [];

  constructor(toast) {
    this.toast = toast;
    this.chips = el("ul", { class: "keping", "aria-label": "Berkas yang akan dikirim" });
    this.asFile = el("input", { type: "checkbox" });
    this.choice = el("label", { class: "sebagai-berkas" }, this.asFile, "Kirim foto sebagai berkas (mutu asli)");
    this.node = el("div", { class: "baki", hidden: true }, this.chips, this.choice);
  }

  get empty() {
    return this.#files.length === 0;
  }

  /** Adds files, up to ten, as an album holds. */
  add(files) {
    const room = MOST - this.#files.length;
    if (files.length > room) this.toast(`Sekali kirim paling banyak ${MOST} berkas.`);
    this.#files.push(...[...files].slice(0, room));
    this.#draw();
  }

  clear() {
    this.#files = [];
    this.asFile.checked = false;
    this.#draw();
  }

  /** Sends what waits: pictures and papers each as their own album. */
  async deliver(user, caption, replyTo) {
    const [files, whole] = [this.#files, this.asFile.checked];
    const photos = whole ? [] : files.filter(isPicture);
    const voices = files.filter((file) => /^audio\/(ogg|opus)/.test(file.type));
    const papers = files.filter((file) => !photos.includes(file) && !voices.includes(file));
    const fields = { caption, reply_to: replyTo };
    const pictures = await Promise.all(photos.map(compressed));
    for (const [kind, group] of [["photo", pictures], ["document", papers]]) {
      if (!group.length) continue;
      if (group.length === 1) await send(user, kind, group[0], fields);
      else await act(user, "album", await albumOf(kind, group, fields));
      fields.caption = "";
    }
    for (const voice of voices) await send(user, "voice", voice, { ...fields, duration: 1 });
    this.clear();
  }

  #draw() {
    this.chips.replaceChildren(...this.#files.map((file) => this.#chip(file)));
    this.node.hidden = this.empty;
    this.choice.hidden = !this.#files.some(isPicture);
  }

  #chip(file) {
    const drop = () => {
      this.#files = this.#files.filter((one) => one !== file);
      this.#draw();
    };
    const remove = el("button", { type: "button", "aria-label": `Batalkan ${file.name}`, onclick: drop }, drawing("close"));
    return el("li", {}, el("span", {}, file.name), el("small", {}, size(file.size)), remove);
  }
}

function isPicture(file) {
  return /^image\/(jpeg|png|webp|gif|bmp)/.test(file.type);
}

/** Telegram turns photos into JPEG of at most 2,560 pixels; one that cannot be read goes as it is. */
async function compressed(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

async function albumOf(kind, group, { caption, reply_to }) {
  const files = await Promise.all(
    group.map(async (file, at) => ({
      name: file.name,
      mime: file.type || "application/octet-stream",
      caption: at ? "" : caption,
      data: await base64(file),
    })),
  );
  return { kind, files, ...(reply_to ? { reply_to } : {}) };
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
