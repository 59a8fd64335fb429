/** One official's phone: who he is and what he should do next, his chat, his line of typing, toasts and alerts. */

import { Chat } from "./chat.js";
import { drawing } from "./drawings.js";
import { openMenu } from "./chat-menu.js";
import { Composer } from "./compose.js";
import { commandsFor } from "./compose-commands.js";
import { act } from "./control.js";
import { el, say } from "./stage-build.js";
import { deepLink } from "./telegram-html.js";

const REACHED = "button, a, audio, textarea, .undangan, [role=button], input[type=checkbox]";
const TOAST_MILLISECONDS = 3500;

/** `page` gives bot (its username and profile) and chosen(phone), called when a hand or the focus comes here. */
export class Phone {
  #vanish = 0;
  #reachable = false;
  #started = null;
  #blocked = false;

  constructor(person, page) {
    this.user = person.user.id;
    this.id = `telepon-${this.user}`;
    this.name = [person.user.first_name, person.user.last_name].filter(Boolean).join(" ");
    this.page = page;
    this.chat = new Chat(this.user, this);
    this.composer = new Composer(this);
    this.#build();
    this.describe(person);
  }

  /** Takes whether the person has started and whether he blocks the bot. */
  describe(person) {
    if (this.#started === person.started && this.#blocked === person.blocked) return;
    this.#started = person.started;
    this.#blocked = person.blocked;
    const here = this.node.contains(document.activeElement) && !this.chat.list.contains(document.activeElement);
    this.node.classList.toggle("diblokir", person.blocked);
    this.blocker.setAttribute("aria-pressed", String(person.blocked));
    this.blocker.title = person.blocked ? "Buka blokir bot" : "Blokir bot";
    this.composer.node.hidden = person.blocked || !person.started;
    this.gate.hidden = person.started && !person.blocked;
    this.gate.replaceChildren(...(person.blocked ? this.#unblocking() : this.#starting()));
    this.tame(this.gate);
    if (here) this.focus();
  }

  /** Takes what the stage says of this official: address, roles, what he should do next. */
  stage(official) {
    say(this.title, official?.address || this.name);
    say(this.subtitle, official ? [this.name, ...(official.role_labels ?? [])].join(" · ") : "");
    say(this.todo, official?.todo ?? "");
    this.todo.hidden = !official?.todo;
    this.node.classList.toggle("mendesak", Boolean(official?.urgent));
  }

  /** Takes messages; gives those of the bot that are new. */
  receive(views, whole) {
    const fresh = this.chat.receive(views);
    for (const view of fresh) this.composer.keyboard(view, !whole);
    this.tame(this.composer.node);
    return fresh;
  }

  set commands(listed) {
    this.composer.menu.commands = commandsFor(this.user, listed);
  }

  /** Lets Tab reach what is in this phone, or pass it by. */
  set reachable(value) {
    this.#reachable = value;
    this.node.classList.toggle("dipilih", value);
    this.tame(this.node);
  }

  /** Brings what has just been drawn in line with that. */
  tame(root) {
    for (const part of root.querySelectorAll(REACHED)) part.tabIndex = this.#reachable ? 0 : -1;
  }

  /** Puts the cursor where this phone is used. */
  focus() {
    if (!this.composer.node.hidden) this.composer.focus();
    else this.gate.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Shows a short notice. */
  toast(text) {
    say(this.notice, text);
    this.notice.classList.add("tampak");
    clearTimeout(this.#vanish);
    this.#vanish = setTimeout(() => this.notice.classList.remove("tampak"), TOAST_MILLISECONDS + text.length * 30);
  }

  /** Shows the bot's answer to a press: a notice, or an alert which must be closed. */
  answer({ text, show_alert: alert }) {
    if (!alert) return this.toast(text);
    const close = el("button", { type: "button", class: "tombol" }, "Mengerti");
    const dialog = el("dialog", { class: "peringatan", role: "alertdialog", "aria-label": `Pemberitahuan untuk ${this.name}` });
    dialog.append(el("p", { class: "untuk" }, this.title.textContent), el("p", {}, text), close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    return dialog.showModal();
  }

  /** Opens a link: one to this bot is a /start on this phone, others open beside the page. */
  open(event, address) {
    const payload = deepLink(address, this.page.bot.username);
    if (payload === null) return;
    event.preventDefault();
    this.say(`/start ${payload}`.trim());
  }

  say(text) {
    this.composer.say(text);
  }

  /** Opens the menu of one message. */
  menu(event, views, node) {
    const words = views.find((view) => view.text) ?? views.at(-1);
    const own = !words.from_bot;
    const items = [["Balas", () => this.composer.reply(words)]];
    if (words.text) items.push(["Salin teks", () => this.#copy(words.text)]);
    if (own && words.text && !words.forwarded) items.push(["Sunting", () => this.composer.edit(words)]);
    if (own) items.push(["Hapus", () => this.#delete(views)]);
    openMenu(event, node, items);
  }

  async #act(name, fields) {
    try {
      await act(this.user, name, fields);
    } catch (refused) {
      this.toast(refused.message);
    }
  }

  async #delete(views) {
    for (const view of views) await this.#act("delete", { message_id: view.id });
    this.chat.list.focus({ preventScroll: true });
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toast("Teks disalin.");
    } catch {
      this.toast("Teks tidak dapat disalin di peramban ini.");
    }
  }

  #starting() {
    const about = this.page.bot.description ?? "";
    const link = el("input", { type: "text", class: "undangan", "aria-label": "Tautan undangan", placeholder: "Tempel tautan undangan", autocomplete: "off" });
    const start = () => {
      const payload = link.value.trim() ? deepLink(link.value.trim(), this.page.bot.username) : "";
      if (payload === null) this.toast("Tautan itu bukan undangan bot ini.");
      else this.say(`/start ${payload}`.trim());
    };
    link.addEventListener("keydown", (event) => event.key === "Enter" && start());
    const button = el("button", { type: "button", class: "tombol mulai", onclick: start }, "Mulai");
    return [about && el("p", { class: "perihal" }, about), link, button].filter(Boolean);
  }

  #unblocking() {
    const unblock = () => this.#act("unblock");
    return [el("p", {}, "Bot diblokir oleh pengguna ini."), el("button", { type: "button", class: "tombol", onclick: unblock }, "Buka blokir")];
  }

  #build() {
    this.title = el("h2", { id: `${this.id}-nama` }, this.name);
    this.subtitle = el("p", { class: "jabatan" });
    this.todo = el("p", { class: "berikutnya", hidden: true });
    this.blocker = el("button", { type: "button", class: "polos blokir", "aria-label": `Blokir bot pada telepon ${this.name}` }, drawing("block"));
    this.blocker.addEventListener("click", () => this.#act(this.#blocked ? "unblock" : "block"));
    const face = el("span", { class: "wajah", "aria-hidden": "true" }, initials(this.name));
    face.style.setProperty("--rona", String((this.user * 47) % 360));
    const head = el("header", {}, face, el("div", { class: "siapa" }, this.title, this.subtitle), this.blocker);
    this.gate = el("div", { class: "gerbang" });
    this.notice = el("div", { class: "pemberitahuan", role: "status" });
    const screen = el("div", { class: "layar" }, this.chat.list, this.chat.downward, this.notice);
    this.node = el("section", { class: "telepon", id: this.id, role: "tabpanel", "aria-labelledby": `${this.id}-tab` });
    this.node.append(head, this.todo, screen, this.composer.node, this.gate);
    this.node.addEventListener("focusin", () => this.page.chosen(this));
    this.node.addEventListener("pointerdown", () => this.page.chosen(this));
    this.#droppable();
  }

  #droppable() {
    this.node.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files") || this.composer.node.hidden) return;
      event.preventDefault();
      this.node.classList.add("ditimpa");
    });
    this.node.addEventListener("dragleave", () => this.node.classList.remove("ditimpa"));
    this.node.addEventListener("drop", (event) => {
      this.node.classList.remove("ditimpa");
      if (!event.dataTransfer.files.length || this.composer.node.hidden) return;
      event.preventDefault();
      this.composer.tray.add(event.dataTransfer.files);
      this.composer.focus();
    });
  }
}

/** The first letters of a name without its titles. */
export function initials(name) {
  const words = name.replace(/,.*$/, "").split(/\s+/).filter((word) => !word.endsWith("."));
  return words.slice(0, 2).map((word) => word[0]?.toUpperCase() ?? "").join("");
}
