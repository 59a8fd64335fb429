/** The menu of the bot's commands over the line of typing: by its button, or by a slash at the start of the text. */

import { el } from "./stage-build.js";

const SCOPES = ["chat", "all_private_chats", "default"];
const LANGUAGES = ["id", ""];

/** The commands which a person's chat shows: the nearest scope wins, his language before none. */
export function commandsFor(user, listed) {
  for (const scope of SCOPES) {
    for (const language of LANGUAGES) {
      const found = listed.find(
        (one) =>
          one.scope.type === scope && one.language_code === language && (scope !== "chat" || one.scope.chat_id === user),
      );
      if (found) return found.commands;
    }
  }
  return [];
}

/** The list over one line of typing; `chosen` gets the command that is to be sent. */
export class CommandMenu {
  #all = [];
  #shown = [];
  #at = -1;

  constructor(name, input, chosen) {
    this.input = input;
    this.chosen = chosen;
    this.node = el("ul", { class: "perintah-perintah", id: `${name}-perintah`, role: "listbox", "aria-label": "Daftar perintah bot", hidden: true });
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.node.id);
    input.setAttribute("aria-haspopup", "listbox");
  }

  set commands(list) {
    this.#all = list;
  }

  get open() {
    return !this.node.hidden;
  }

  /** Opens the whole list, or closes it. */
  toggle() {
    if (this.open) this.close();
    else this.#show(this.#all);
  }

  /** Follows what is typed. */
  typed(text) {
    const word = /^\/([a-z0-9_]*)$/i.exec(text)?.[1];
    if (word === undefined) return this.close();
    return this.#show(this.#all.filter((one) => one.command.startsWith(word.toLowerCase())));
  }

  close() {
    this.node.hidden = true;
    this.#at = -1;
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Takes a key while the list is open; true when it was for the list. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#mark((this.#at + step + this.#shown.length) % this.#shown.length);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.#at >= 0) this.#choose(this.#at);
    else if (event.key === "Tab" && this.#at >= 0) this.input.value = `/${this.#shown[this.#at].command} `;
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #show(list) {
    if (!list.length) return this.close();
    this.#shown = list;
    this.node.replaceChildren(...list.map((one, at) => this.#item(one, at)));
    this.node.hidden = false;
    return this.#mark(this.input.value.length > 1 ? 0 : -1);
  }

  #item(one, at) {
    const item = el("li", { role: "option", id: `${this.node.id}-${at}`, "aria-selected": "false" });
    item.append(el("b", {}, `/${one.command}`), el("span", {}, one.description));
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => this.#choose(at));
    return item;
  }

  #mark(at) {
    this.#at = at;
    [...this.node.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    const marked = this.node.children[at];
    if (!marked) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", marked.id);
    return marked.scrollIntoView({ block: "nearest" });
  }

  #choose(at) {
    const { command } = this.#shown[at];
    this.close();
    if (this.input.value.startsWith("/")) this.input.value = "";
    this.chosen(`/${command}`);
  }
}
