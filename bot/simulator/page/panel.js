/** The side panel: what leaves, what is due and what was recorded, each line as it happens. */

import { el, mark, say } from "./stage-build.js";
import { moment, second } from "./office-time.js";
import * as words from "./panel-words.js";

const MEMORY = "ruang-latihan.panel";
const TABS = [
  { key: "outbox", name: "Antrean keluar", none: "Belum ada pesan keluar.", id: (one) => one.id, line: outgoing, newest: (one) => one.id },
  { key: "deadlines", name: "Tenggat", none: "Tidak ada tenggat yang berjalan.", id: (one) => one.task, line: deadline,
    newest: (one) => -Date.parse(one.due) },
  { key: "audit", name: "Jejak audit", none: "Belum ada yang tercatat.", id: (one) => `${one.chain ?? ""}:${one.seq}`, line: entry,
    newest: (one) => Date.parse(one.at) + one.seq / 1e6 },
];

/** Fills the aside and ties it to its button; returns what shows a state, opens and toggles it. */
export function makePanel(side, opener) {
  const tabs = TABS.map(makeTab);
  const list = el("div", { role: "tablist", "aria-label": "Di balik layar" }, ...tabs.map((one) => one.tab));
  const close = el("button", { type: "button", class: "tutup", "aria-label": "Tutup panel" }, "✕");
  const choose = (chosen) => tabs.forEach((one) => one.choose(one === chosen));
  const open = (on) => {
    side.hidden = !on;
    mark(opener, "aria-expanded", on);
  };
  const remembered = (on) => {
    localStorage.setItem(MEMORY, on ? "buka" : "tutup");
    open(on);
  };
  side.setAttribute("aria-label", "Di balik layar");
  side.append(el("div", { class: "kepala-panel" }, el("h2", {}, "Di balik layar"), close), list, ...tabs.map((one) => one.sheet));
  tabs.forEach((one) => one.tab.addEventListener("click", () => choose(one)));
  list.addEventListener("keydown", (event) => walk(event, tabs, choose));
  opener.addEventListener("click", () => remembered(side.hidden));
  close.addEventListener("click", () => {
    remembered(false);
    opener.focus();
  });
  choose(tabs[0]);
  open(localStorage.getItem(MEMORY) ? localStorage.getItem(MEMORY) === "buka" : matchMedia("(min-width: 75rem)").matches);
  const show = (state) => tabs.forEach((one) => one.show(state.panel));
  return { show, open, toggle: () => remembered(side.hidden), isOpen: () => !side.hidden };
}

function walk(event, tabs, choose) {
  const now = tabs.findIndex((one) => one.tab === document.activeElement);
  const way = { ArrowRight: now + 1, ArrowLeft: now - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
  if (way === undefined || now < 0) return;
  event.preventDefault();
  const next = tabs[way % tabs.length];
  choose(next);
  next.tab.focus();
}

function makeTab({ key, name, none, id, line, newest }) {
  const count = el("span", { class: "hitung" });
  const tab = el("button", { type: "button", role: "tab", id: `tab-${key}`, "aria-controls": `isi-${key}` }, name, count);
  const list = el("ol", { class: "catatan" });
  const empty = el("p", { class: "kosong" }, none);
  const sheet = el("div", { role: "tabpanel", id: `isi-${key}`, "aria-labelledby": `tab-${key}`, tabindex: "0" }, empty, list);
  const lines = new Map();
  let filled = false;
  return {
    tab,
    sheet,
    choose(on) {
      mark(tab, "aria-selected", on);
      mark(tab, "tabindex", on ? 0 : -1);
      sheet.hidden = !on;
    },
    show(panel) {
      const rows = [...(panel[key] ?? [])].sort((one, other) => newest(other) - newest(one));
      renew(list, lines, rows, { id, line, flash: filled });
      filled = true;
      empty.hidden = rows.length > 0;
      const open = key === "outbox" ? rows.filter((one) => one.state !== "sent" && one.state !== "dead").length : 0;
      say(count, key === "deadlines" && rows.length ? String(rows.length) : open ? String(open) : "");
    },
  };
}

/** Brings the list to the given rows without touching lines that stand unchanged, so that only news flash. */
function renew(list, lines, rows, { id, line, flash }) {
  const wanted = new Set(rows.map((one) => String(id(one))));
  for (const [key, one] of lines) {
    if (wanted.has(key)) continue;
    one.item.remove();
    lines.delete(key);
  }
  let before = null;
  for (const row of rows) {
    const told = JSON.stringify(row);
    const key = String(id(row));
    let one = lines.get(key);
    if (!one) lines.set(key, (one = { item: el("li", {}), told: "" }));
    if (one.told !== told) {
      one.item.replaceChildren(...line(row));
      if (flash) light(one);
      one.told = told;
    }
    const place = before ? before.nextSibling : list.firstChild;
    if (place !== one.item) list.insertBefore(one.item, place);
    before = one.item;
  }
}

/** Lets a line stand out for a moment; once more if it changes meanwhile. */
function light(one) {
  clearTimeout(one.lit);
  one.item.setAttribute("data-baru", "");
  one.lit = setTimeout(() => one.item.removeAttribute("data-baru"), 2500);
}

function outgoing({ to, kind, state, at, text }) {
  return [
    el("p", { class: "atas" }, el("strong", {}, to), at && el("time", { datetime: at }, second(at))),
    el("p", { class: "petikan" }, text),
    el("p", { class: "bawah" }, el("span", { class: "cap", "data-cap": state }, words.state(state)), el("span", {}, words.method(kind))),
  ];
}

function deadline({ step, who, due, next_rung: rung, next_at: at }) {
  return [
    el("p", { class: "atas" }, el("strong", {}, /^\d+$/.test(String(step)) ? `Langkah ${step}` : step), el("time", { datetime: due }, moment(due))),
    el("p", { class: "petikan" }, who),
    rung && el("p", { class: "bawah" }, el("span", { class: "cap" }, `→ ${rung}`), at && el("time", { datetime: at }, moment(at))),
  ].filter(Boolean);
}

function entry({ seq, at, who, action, text }) {
  return [
    el("p", { class: "atas" }, el("strong", {}, words.act(action)), el("time", { datetime: at }, moment(at))),
    el("p", { class: "petikan" }, who || "Bot"),
    el("p", { class: "bawah" }, el("span", { class: "cap" }, `#${seq}`), el("span", { class: "rinci" }, text)),
  ];
}
