/** The guided tour: five cards in a dialog, each with a light on the place that it speaks of. */

import { icon } from "./drawings.js";
import { el, mark, say } from "./stage-build.js";
import { CARDS, WORDS } from "./tour-cards.js";

const SEEN = "ruang-latihan.panduan";
const TONGUE = "ruang-latihan.bahasa";

/** Fills the dialog; returns `open`, and `greet`, which opens it at the first visit only. */
export function makeTour(dialog) {
  const parts = build(dialog);
  let at = 0;
  let tongue = localStorage.getItem(TONGUE) === "en" ? "en" : "id";
  const show = () => {
    write(parts, at, tongue);
    mark(dialog, "lang", tongue);
    place(parts, CARDS[at].aims);
  };
  const turn = (by) => {
    at += by;
    if (at >= CARDS.length) return dialog.close();
    show();
    return parts.next.focus();
  };
  const open = () => {
    at = 0;
    dialog.showModal();
    show();
    parts.next.focus();
  };
  parts.back.addEventListener("click", () => turn(-1));
  parts.next.addEventListener("click", () => turn(1));
  parts.close.addEventListener("click", () => dialog.close());
  parts.other.addEventListener("click", () => {
    tongue = tongue === "id" ? "en" : "id";
    localStorage.setItem(TONGUE, tongue);
    show();
  });
  dialog.addEventListener("close", () => localStorage.setItem(SEEN, "sudah"));
  dialog.addEventListener("keydown", (event) => keys(event, dialog, parts));
  window.addEventListener("resize", () => dialog.open && place(parts, CARDS[at].aims));
  return { open, greet: () => localStorage.getItem(SEEN) || open() };
}

function build(dialog) {
  const light = el("div", { class: "sorot", "aria-hidden": "true" });
  const count = el("p", { class: "hitungan" });
  const title = el("h2", { id: "panduan-judul" });
  const body = el("div", { class: "isi", id: "panduan-isi", "aria-live": "polite" });
  const dots = el("div", { class: "titik", "aria-hidden": "true" }, ...CARDS.map(() => el("span", {})));
  const other = el("button", { type: "button", class: "bahasa" });
  const close = el("button", { type: "button", class: "tutup" }, icon("close"));
  const back = el("button", { type: "button", class: "kembali" });
  const next = el("button", { type: "button", class: "lanjut" });
  const card = el("div", { class: "kartu-panduan" },
    el("div", { class: "atas" }, count, other, close), title, body, el("div", { class: "kaki-panduan" }, dots, back, next));
  dialog.setAttribute("aria-labelledby", "panduan-judul");
  dialog.setAttribute("aria-describedby", "panduan-isi");
  dialog.replaceChildren(light, card);
  return { light, card, count, title, body, dots, other, close, back, next };
}

function write(parts, at, tongue) {
  const words = WORDS[tongue];
  const card = CARDS[at][tongue];
  say(parts.count, words.count(at + 1, CARDS.length));
  say(parts.title, card.title);
  say(parts.other, words.other);
  mark(parts.other, "lang", tongue === "id" ? "en" : "id");
  mark(parts.close, "aria-label", words.close);
  say(parts.back, words.back);
  say(parts.next, at === CARDS.length - 1 ? words.done : words.next);
  parts.back.hidden = at === 0;
  parts.body.replaceChildren(...card.text.map((one) => el("p", {}, one)), acts(card.acts, words));
  [...parts.dots.children].forEach((one, index) => mark(one, "data-kini", index === at ? "" : null));
}

function acts(rows, words) {
  if (!rows.length) return "";
  return el("ol", { class: "tekan" }, ...rows.map(([who, what]) =>
    el("li", {}, el("span", {}, who), el("span", { class: "terucap" }, ` ${words.press} `), el("b", { lang: "id" }, what))));
}

/** Puts the light around the first place that is in view, and the card where it hides least of it. */
function place({ light, card }, aims) {
  const target = aims.map((one) => document.querySelector(one)).find((one) => one && one.getClientRects().length);
  const box = target?.getBoundingClientRect() ?? { left: 0, top: 0, right: 0, bottom: 0 };
  const top = Math.max(4, box.top - 4);
  const bottom = Math.min(window.innerHeight - 4, box.bottom + 4);
  const left = Math.max(4, box.left - 4);
  const right = Math.min(window.innerWidth - 4, box.right + 4);
  Object.assign(light.style, { top: `${top}px`, left: `${left}px`, width: `${right - left}px`, height: `${Math.max(0, bottom - top)}px` });
  const room = window.innerHeight - bottom;
  const below = room >= card.offsetHeight + 24;
  const y = below ? bottom + 14 : Math.max(12, window.innerHeight - card.offsetHeight - 20);
  const middle = below ? (left + right) / 2 : window.innerWidth;
  const x = Math.max(12, Math.min(middle - card.offsetWidth / 2, window.innerWidth - card.offsetWidth - 12));
  Object.assign(card.style, { top: `${y}px`, left: `${x}px` });
}

/** Keeps Tab among the dialog's buttons; the arrows turn the cards. Escape is the browser's own. */
function keys(event, dialog, parts) {
  if (event.key === "ArrowRight" && document.activeElement !== parts.other) parts.next.click();
  if (event.key === "ArrowLeft" && !parts.back.hidden) parts.back.click();
  if (event.key !== "Tab") return;
  const buttons = [...dialog.querySelectorAll("button")].filter((one) => !one.hidden);
  const edge = event.shiftKey ? buttons[0] : buttons.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? buttons.at(-1) : buttons[0]).focus();
}
