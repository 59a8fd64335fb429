/** The line of typing of one phone: texts, answers, corrections, files, commands and the bot's reply keyboard. */

import { act } from "./control.js";
import { gist } from "./chat-format.js";
import { drawing } from "./drawings.js";
import { CommandMenu } from "./compose-commands.js";
import { Tray } from "./compose-files.js";
import { el } from "./stage-build.js";

const PLACEHOLDER = "Tulis pesan";

/** `host` is the phone: user, name, chat, toast(text). */
export class Composer {
  #mode = null;

  constructor(host) {
    this.host = host;
    this.tray = new Tray((text) => host.toast(text));
    this.input = el("textarea", { class: "ketik", rows: "1", placeholder: PLACEHOLDER, "aria-label": `Pesan dari ${host.name}` });
    this.menu = new CommandMenu(host.id, this.input, (text) => this.say(text));
    this.picker = el("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-label": "Pilih berkas" });
    this.banner = el("div", { class: "pita", hidden: true });
    this.keys = el("div", { class: "papan-balas", role: "group", "aria-label": "Papan balasan", hidden: true });
    const slash = this.#button("slash", "Perintah bot", () => this.#commands());
    const attach = this.#button("attach", "Lampirkan berkas atau foto", () => this.picker.click());
    const submit = this.#button("send", "Kirim", () => this.submit());
    submit.classList.add("kirim");
    const line = el("div", { class: "baris-ketik" }, slash, this.input, attach, submit, this.picker);
    this.node = el("div", { class: "penulis" }, this.menu.node, this.banner, this.tray.node, line, this.keys);
    this.#listen();
  }

  /** Puts the cursor here. */
  focus() {
    this.input.focus({ preventScroll: true });
  }

  /** Sends a text at once, whatever is being typed. */
  async say(text, replyTo) {
    try {
      await act(this.host.user, "say", replyTo ? { text, reply_to: replyTo } : { text });
    } catch (refused) {
      this.host.toast(refused.message);
    }
  }

  /** Sends what is typed and attached, or stores the correction. */
  async submit() {
    const text = this.input.value.trim();
    const mode = this.#mode;
    if (!text && this.tray.empty) return;
    this.menu.close();
    this.input.value = "";
    this.#grow();
    this.release();
    try {
      await this.#leave(text, mode);
    } catch (refused) {
      if (!this.input.value) this.input.value = text;
      this.host.toast(refused.message);
    }
  }

  /** Answers a message. */
  reply(view, placeholder) {
    this.#hold("balas", view, view.from_bot ? "Balas kepada bot" : "Balas", placeholder);
  }

  /** Corrects an own message. */
  edit(view) {
    this.#hold("sunting", view, "Sunting pesan");
    this.input.value = view.text;
    this.#grow();
    this.input.setSelectionRange(view.text.length, view.text.length);
  }

  /** Ends answering or correcting. */
  release() {
    this.#mode = null;
    this.banner.hidden = true;
    this.banner.replaceChildren();
    this.input.placeholder = PLACEHOLDER;
  }

  /** Follows what the bot's newest message says of the keyboard: keys, none, or an answer that it asks for. */
  keyboard(view, isNew) {
    const markup = view?.keyboard;
    if (!markup) return;
    if (markup.force_reply && isNew) this.#hold("balas", view, "Balas kepada bot", markup.input_field_placeholder, false);
    if (markup.remove_keyboard) this.#keys([]);
    if (markup.keyboard) this.#keys(markup.keyboard, markup);
  }

  #keys(rows, markup = {}) {
    this.keys.hidden = rows.length === 0;
    const press = (text) => {
      if (markup.one_time_keyboard) this.#keys([]);
      this.say(text);
    };
    this.keys.replaceChildren(
      ...rows.map((row) => el("div", { class: "deret" }, ...row.map((item) => replyKey(item.text ?? item, press)))),
    );
    if (markup.input_field_placeholder) this.input.placeholder = markup.input_field_placeholder;
  }

  async #leave(text, mode) {
    if (mode?.kind === "sunting") {
      if (text !== mode.view.text) await act(this.host.user, "edit", { message_id: mode.view.id, text });
      return;
    }
    const replyTo = mode?.view.id;
    if (!this.tray.empty) await this.tray.deliver(this.host.user, text, replyTo);
    else await act(this.host.user, "say", replyTo ? { text, reply_to: replyTo } : { text });
  }

  #hold(kind, view, title, placeholder, focus = true) {
    this.#mode = { kind, view };
    const cancel = el("button", { type: "button", class: "polos", "aria-label": "Batalkan", onclick: () => this.#cancel() }, drawing("close"));
    this.banner.replaceChildren(el("div", {}, el("b", {}, title), el("span", {}, gist(view))), cancel);
    this.banner.hidden = false;
    this.input.placeholder = placeholder || PLACEHOLDER;
    if (focus) this.focus();
  }

  #cancel() {
    if (this.#mode?.kind === "sunting") this.input.value = "";
    this.release();
    this.#grow();
    this.focus();
  }

  #commands() {
    this.focus();
    this.menu.toggle();
  }

  #button(shape, label, action) {
    return el("button", { type: "button", class: "polos", "aria-label": label, title: label, onclick: action }, drawing(shape));
  }

  #listen() {
    this.input.addEventListener("keydown", (event) => this.#keyed(event));
    this.input.addEventListener("input", () => {
      this.#grow();
      this.menu.typed(this.input.value);
    });
    this.input.addEventListener("blur", () => this.menu.close());
    this.input.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.tray.add(event.clipboardData.files);
    });
    this.picker.addEventListener("change", () => {
      this.tray.add(this.picker.files);
      this.picker.value = "";
      this.focus();
    });
  }

  #keyed(event) {
    if (event.isComposing || this.menu.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.#mode || !this.tray.empty)) {
      event.stopPropagation();
      this.tray.clear();
      this.#cancel();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      const mine = this.host.chat.latest((view) => !view.from_bot && view.text && !view.forwarded);
      if (!mine) return;
      event.preventDefault();
      this.edit(mine);
    }
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
  }
}

function replyKey(text, press) {
  return el("button", { type: "button", class: "tuts", onclick: () => press(text) }, text);
}
