/** Draws one bubble: quoted message, files, formatted text, marks, and the inline keyboard under it. */

import { album, attachment } from "./chat-files.js";
import { day, gist, hour, moment } from "./chat-format.js";
import { drawing } from "./drawings.js";
import { el } from "./stage-build.js";
import { formatted } from "./telegram-html.js";

/**
 * The row of one message, or of an album's messages. `chat` gives quoted(id), busy(id, data), press(view, data),
 * open(event, address) and say(text).
 */
export function row(views, chat) {
  const last = views.at(-1);
  const words = views.find((view) => view.text) ?? last;
  const bubble = el("div", { class: "gelembung" }, ...marks(views[0], chat), files(views), text(words, chat), foot(views));
  const side = last.from_bot ? "bot" : "saya";
  const made = el("div", { class: `baris ${side}`, role: "article", tabindex: "-1", "data-pesan": last.id }, bubble);
  made.setAttribute("aria-label", `${last.from_bot ? "Bot" : "Saya"}, ${hour(last.date)}`);
  if (last.buttons.length) made.append(keyboard(last, chat));
  return made;
}

/** The pill that names the day above its first message. */
export function dayPill(seconds) {
  return el("div", { class: "hari" }, el("span", {}, day(seconds)));
}

/** Shows whether a press still waits for its answer. */
export function setBusy(button, busy) {
  button.classList.toggle("menunggu", busy);
  if (busy) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}

function marks(view, chat) {
  const found = [];
  if (view.forwarded) found.push(el("div", { class: "diteruskan" }, "Diteruskan"));
  if (view.reply_to) found.push(quoted(view.reply_to, chat));
  return found;
}

function quoted(id, chat) {
  const view = chat.quoted(id);
  const author = view ? (view.from_bot ? "Bot" : "Saya") : "Pesan";
  const words = view ? gist(view) : "yang lebih lama";
  const go = () => chat.jump(id);
  return el("button", { type: "button", class: "kutipan", onclick: go }, el("b", {}, author), el("span", {}, words));
}

function files(views) {
  return views.length > 1 ? album(views) : attachment(views[0]);
}

function text(view, chat) {
  if (!view.text) return null;
  const actions = { link: (event, address) => chat.open(event, address), command: (words) => chat.say(words) };
  return el("div", { class: "teks" }, formatted(view.html, actions));
}

function foot(views) {
  const last = views.at(-1);
  const edited = views.some((view) => view.edited) ? el("span", { class: "disunting" }, "disunting") : null;
  const silent = last.silent ? el("span", { title: "Dikirim tanpa bunyi" }, drawing("silent"), el("span", { class: "hanya-dibacakan" }, "tanpa bunyi")) : null;
  const tick = last.from_bot ? null : el("span", { "aria-hidden": "true" }, "✓✓");
  const written = new Date(last.date * 1000).toISOString();
  const time = el("time", { datetime: written, title: moment(last.date) }, hour(last.date));
  return el("div", { class: "kaki" }, silent, edited, time, tick);
}

function keyboard(view, chat) {
  const rows = view.buttons.map((line) => el("div", { class: "deret" }, ...line.map((item) => key(item, view, chat))));
  return el("div", { class: "papan", role: "group", "aria-label": "Tombol pesan" }, ...rows);
}

function key(item, view, chat) {
  if (item.url) {
    const address = { class: "tuts tautan", href: item.url, target: "_blank", rel: "noopener noreferrer" };
    const anchor = el("a", address, item.label, el("span", { "aria-hidden": "true" }, " ↗"));
    anchor.addEventListener("click", (event) => chat.open(event, item.url));
    return anchor;
  }
  const button = el("button", { type: "button", class: "tuts", "data-tekan": item.data ?? "" }, item.label);
  button.addEventListener("click", () => chat.press(view, item.data, button));
  setBusy(button, chat.busy(view.id, item.data));
  return button;
}
