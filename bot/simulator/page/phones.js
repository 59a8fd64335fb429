/** The page of phones: one phone a person, a strip of tabs over them, and the news that goes to each. */

import { follow } from "./control.js";
import { gist } from "./chat-format.js";
import { Phone } from "./phone.js";
import { el, say } from "./stage-build.js";

const SPOKEN = 5;
const main = document.getElementById("telepon");
const spoken = document.getElementById("warta");
const strip = el("div", { class: "jalur", role: "tablist", "aria-label": "Para pejabat" });
const row = el("div", { class: "deretan" });
const empty = el("p", { class: "kosong" }, "Belum ada telepon. Ruang latihan sedang disiapkan …");
const lost = el("p", { class: "terputus", role: "alert", hidden: true }, "Hubungan dengan simulator terputus. Sedang dicoba kembali …");

const phones = new Map();
const tabs = new Map();
const page = { bot: { username: "" }, chosen: choose };
let active = null;
let commands = [];
let officials = new Map();

function choose(phone) {
  if (active === phone) return;
  if (active) mark(active, false);
  mark((active = phone), true);
  unread(phone.user, 0);
}

function mark(phone, selected) {
  const { node } = tabs.get(phone.user);
  phone.reachable = selected;
  node.tabIndex = selected ? 0 : -1;
  node.setAttribute("aria-selected", String(selected));
}

function show(phone) {
  choose(phone);
  phone.node.scrollIntoView({ block: "nearest", inline: "center", behavior: "auto" });
  tabs.get(phone.user).node.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function unread(user, number) {
  const tab = tabs.get(user);
  tab.unread = number;
  say(tab.badge, number ? String(number > 99 ? "99+" : number) : "");
  tab.badge.hidden = number === 0;
  tab.hint.textContent = number ? `, ${number} pesan belum dibaca` : "";
}

function tabOf(phone) {
  const name = el("span", { class: "nama" }, phone.name);
  const badge = el("span", { class: "belum-dibaca", "aria-hidden": "true", hidden: true });
  const hint = el("span", { class: "hanya-dibacakan" });
  const node = el("button", { type: "button", role: "tab", id: `${phone.id}-tab`, "aria-controls": phone.id, "aria-selected": "false", tabindex: "-1" });
  node.append(name, badge, hint);
  node.addEventListener("click", () => {
    show(phone);
    phone.focus();
  });
  return { node, name, badge, hint, unread: 0 };
}

function people(users) {
  const here = new Set(users.map((person) => person.user.id));
  for (const [user, phone] of phones) if (!here.has(user)) remove(user, phone);
  for (const person of users) {
    const known = phones.get(person.user.id);
    if (known) known.describe(person);
    else add(person);
  }
  empty.hidden = phones.size > 0;
  strip.hidden = phones.size < 2;
}

function add(person) {
  const phone = new Phone(person, page);
  const tab = tabOf(phone);
  phones.set(phone.user, phone);
  tabs.set(phone.user, tab);
  strip.append(tab.node);
  row.append(phone.node);
  phone.commands = commands;
  phone.reachable = false;
  introduce(phone);
  if (!active) choose(phone);
}

function remove(user, phone) {
  phone.node.remove();
  tabs.get(user).node.remove();
  phones.delete(user);
  tabs.delete(user);
  if (active === phone) active = null;
}

function introduce(phone) {
  const official = officials.get(phone.user);
  phone.stage(official);
  const tab = tabs.get(phone.user);
  say(tab.name, official?.address || phone.name);
  tab.node.classList.toggle("mendesak", Boolean(official?.urgent));
  tab.node.classList.toggle("ditunggu", Boolean(official?.todo));
}

function news({ fresh, users, commands: listed, bot, messages, presses, more }) {
  if (bot) page.bot = { username: bot.me.username, description: bot.profile.description };
  const before = active?.user;
  if (fresh) for (const [user, phone] of [...phones]) remove(user, phone);
  if (listed) commands = listed;
  if (users) people(users);
  if (fresh && phones.has(before)) choose(phones.get(before));
  if (listed) for (const phone of phones.values()) phone.commands = commands;
  for (const user of more) if (phones.has(user)) phones.get(user).chat.more = true;
  for (const [user, views] of Map.groupBy(messages, (view) => view.chat_id)) deliver(user, views, fresh);
  for (const press of presses) phones.get(press.user_id)?.chat.answered(press);
}

function deliver(user, views, whole) {
  const phone = phones.get(user);
  if (!phone) return;
  const fresh = phone.receive(views, whole);
  if (whole || !fresh.length) return;
  if (phone !== active || document.hidden) unread(user, tabs.get(user).unread + fresh.length);
  if (phone === active) for (const view of fresh) read(view);
}

function read(view) {
  spoken.append(el("p", {}, `Bot: ${view.text || gist(view)}`));
  while (spoken.children.length > SPOKEN) spoken.firstElementChild.remove();
}

/** Arrows go from tab to tab; Tab and down go into the phone that is chosen, past those before it. */
function keyed(event) {
  if (active && ((event.key === "Tab" && !event.shiftKey) || event.key === "ArrowDown")) {
    event.preventDefault();
    active.blocker.focus({ preventScroll: true });
    return;
  }
  const order = [...phones.values()];
  const at = order.indexOf(active);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: order.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const phone = order.at(next % order.length);
  show(phone);
  tabs.get(phone.user).node.focus({ preventScroll: true });
}

/** Escape leads from a phone's parts back to its tab, so that arrows can go on to the next. */
function escaped(event) {
  if (event.key !== "Escape" || event.defaultPrevented || !active || document.querySelector("dialog[open]")) return;
  tabs.get(active.user).node.focus({ preventScroll: true });
}

if (document.documentElement.dataset.sutradara === "tiada") {
  main.append(el("h1", { class: "hanya-dibacakan" }, "Telepon para pejabat"));
}
main.append(lost, strip, empty, row);
strip.addEventListener("keydown", keyed);
row.addEventListener("keydown", escaped);
document.addEventListener("visibilitychange", () => !document.hidden && active && unread(active.user, 0));
document.addEventListener("panggung", ({ detail }) => {
  officials = new Map((detail?.officials ?? []).map((official) => [official.user_id, official]));
  for (const phone of phones.values()) introduce(phone);
});
document.addEventListener("pilih-telepon", ({ detail }) => {
  const phone = phones.get(detail?.user_id);
  if (!phone) return;
  show(phone);
  phone.focus();
});
follow({ seen: news, lost: (away) => (lost.hidden = !away) });
