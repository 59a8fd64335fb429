/** Single-key shortcuts: they sleep while someone types, and can be switched off (they are announced in a popover). */

import { icon } from "./drawings.js";
import { el, popover } from "./stage-build.js";

const MEMORY = "ruang-latihan.pintasan";
const TYPED = "input, textarea, select, [contenteditable], [role=textbox], [role=menu], [role=listbox]";

/** Returns the button with the list of shortcuts; `acts` are {key, name, act}. */
export function makeKeys(acts) {
  let awake = localStorage.getItem(MEMORY) !== "mati";
  const opener = el("button", { type: "button", class: "ringkas", title: "Pintasan papan ketik", "aria-keyshortcuts": "?" },
    icon("keys"), el("span", {}, "Pintasan"));
  const rows = [...acts, { key: "?", name: "daftar ini" }].map((one) =>
    el("div", {}, el("dt", {}, el("kbd", {}, one.key.toUpperCase())), el("dd", {}, one.name)));
  const box = el("input", { type: "checkbox", id: "pintasan-hidup" });
  box.checked = awake;
  box.addEventListener("change", () => {
    awake = box.checked;
    localStorage.setItem(MEMORY, awake ? "hidup" : "mati");
  });
  const sheet = popover(opener, el("div", { class: "lembar pintasan", role: "dialog", "aria-label": "Pintasan papan ketik" },
    el("h2", {}, "Pintasan papan ketik"), el("dl", {}, ...rows),
    el("label", { for: "pintasan-hidup" }, box, " Pintasan satu huruf berlaku"),
    el("p", {}, "Tidak berlaku selama mengetik pesan. Esc menutup jendela.")));
  document.addEventListener("keydown", (event) => {
    if (!awake || event.defaultPrevented || event.repeat || occupied(event)) return;
    if (event.key === "?") return sheet.togglePopover();
    const one = acts.find((act) => act.key === event.key.toLowerCase());
    if (!one) return;
    event.preventDefault();
    one.act();
  });
  return { opener, sheet };
}

function occupied(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return true;
  if (document.querySelector("dialog[open]")) return true;
  return event.target instanceof Element && event.target.closest(TYPED) !== null;
}
