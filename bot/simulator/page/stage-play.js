/** Plays the SOP by itself, starts over, and makes trouble: the buttons, and what of it is going on now. */

import { icon } from "./drawings.js";
import { el, mark, popover, say } from "./stage-build.js";

const PLAYING = { langkah: "Memainkan satu langkah…", siklus: "Memainkan siklus sampai diarsipkan…" };

/** Returns the group of play buttons, what shows a state, and the acts that have a shortcut. */
export function makePlay(ask) {
  const step = button("step", "Mainkan satu langkah", "l", () => ask("play", { what: "langkah" }));
  const cycle = button("cycle", "Mainkan siklus", "s", () => ask("play", { what: "siklus" }));
  const stop = button("stop", "Berhenti", "b", () => ask("play", { what: "berhenti" }));
  const dialog = confirmation(ask);
  const fresh = button("fresh", "Mulai dari awal", null, () => dialog.showModal());
  fresh.setAttribute("aria-haspopup", "dialog");
  const group = el("div", { class: "kendali-main", role: "group", "aria-label": "Permainan otomatis" }, step, cycle, stop, fresh, dialog);
  const show = (state) => {
    const busy = Boolean(state.playing);
    step.disabled = busy;
    cycle.disabled = busy;
    stop.disabled = !busy;
    mark(group, "data-main", busy ? state.playing : null);
  };
  const acts = [
    { name: "mainkan satu langkah", key: "l", act: () => step.click() },
    { name: "mainkan siklus", key: "s", act: () => cycle.click() },
    { name: "hentikan permainan", key: "b", act: () => stop.click() },
  ];
  return { group, show, acts };
}

/** The director's last sentence, or what is being played. */
export function makeMessage() {
  const line = el("p", { class: "kabar-sutradara", role: "status" });
  return { line, show: (state) => say(line, state.message || PLAYING[state.playing] || "") };
}

function button(shape, name, key, act) {
  return el("button", { type: "button", "aria-keyshortcuts": key, onclick: act }, icon(shape), el("span", {}, name));
}

function confirmation(ask) {
  const dialog = el("dialog", { class: "tanya", "aria-labelledby": "tanya-judul" });
  const start = async () => {
    dialog.close();
    await ask("fresh");
  };
  dialog.append(
    el("h2", { id: "tanya-judul" }, "Mulai dari awal?"),
    el("p", {}, "Seluruh percakapan, formulir, dan dokumen latihan ini dihapus. Kantor dan pejabatnya tetap sama."),
    el("div", { class: "pilihan" },
      el("button", { type: "button", autofocus: true, onclick: () => dialog.close() }, "Tidak jadi"),
      el("button", { type: "button", class: "bahaya", onclick: start }, "Ya, mulai dari awal")));
  return dialog;
}

/** Returns the trouble menu's button with its menu, the chips of what is wrong now, and what shows a state. */
export function makeTrouble(ask) {
  const count = el("span", { class: "hitung" });
  const opener = el("button", { type: "button", class: "ringkas" }, icon("trouble"), el("span", {}, "Gangguan"), count);
  const outage = toggle("Gangguan Telegram", "Telegram tidak dapat dihubungi oleh bot.", (on) => ask("trouble", { what: "outage", on }));
  const flood = toggle("Banjir (429)", "Telegram meminta bot menunggu di setiap pengiriman.", (on) => ask("trouble", { what: "flood", on }));
  const kill = el("button", { type: "button", class: "baris-aksi", onclick: () => ask("trouble", { what: "kill" }) },
    el("strong", {}, "Matikan bot"), el("small", {}, "Proses bot dihentikan paksa; sesudah itu hidup kembali sendiri."));
  const people = el("div", { class: "orang" });
  const sheet = popover(opener, el("div", { class: "lembar menu-gangguan", role: "dialog", "aria-label": "Gangguan latihan" },
    el("h2", {}, "Gangguan latihan"), outage.row, flood.row, kill, el("h3", {}, "Pejabat memblokir bot"), people));
  const chips = el("ul", { class: "gejala", "aria-label": "Gangguan yang sedang berlaku", "aria-live": "polite" });
  const blocks = new Map();
  const show = (state) => {
    const trouble = state.trouble;
    outage.set(trouble.outage);
    flood.set(trouble.flood);
    kill.disabled = !trouble.bot_alive;
    showPeople(people, blocks, state, ask);
    const going = state.ready === false ? [] : symptoms(state);
    say(count, going.length ? String(going.length) : "");
    if (chips.dataset.isi !== going.join("|")) chips.replaceChildren(...going.map((one) => el("li", {}, one)));
    chips.dataset.isi = going.join("|");
    chips.hidden = !going.length;
  };
  return { opener, sheet, chips, show };
}

function symptoms(state) {
  const { outage, flood, bot_alive: alive, blocked } = state.trouble;
  const names = state.officials.filter((one) => blocked.includes(one.user_id)).map((one) => one.address);
  return [
    !alive && "✕ Bot mati, sedang dihidupkan kembali",
    outage && "⚠ Telegram terganggu",
    flood && "⧗ Telegram membatasi pengiriman (429)",
    ...names.map((name) => `⊘ ${name} memblokir bot`),
  ].filter(Boolean);
}

function showPeople(people, blocks, state, ask) {
  for (const official of state.officials) {
    if (!blocks.has(official.user_id)) {
      const one = toggle(official.address, "", (on) => ask("trouble", { what: "block", on, user_id: official.user_id }));
      blocks.set(official.user_id, one);
      people.append(one.row);
    }
    blocks.get(official.user_id).set(state.trouble.blocked.includes(official.user_id));
  }
}

/** A switch with its explanation; it stays as the state says until the director has agreed. */
function toggle(name, tells, act) {
  const lever = el("button", { type: "button", role: "switch", class: "baris-aksi", "aria-checked": "false" },
    el("strong", {}, name), tells ? el("small", {}, tells) : null, el("span", { class: "tuas", "aria-hidden": "true" }));
  lever.addEventListener("click", () => act(lever.getAttribute("aria-checked") !== "true"));
  return { row: lever, set: (on) => mark(lever, "aria-checked", Boolean(on)) };
}
