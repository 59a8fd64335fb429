/** Keeps one chat on screen: adds, changes and removes single rows, loads older ones above, and stays at the end. */

import { dayPill, row, setBusy } from "./chat-bubble.js";
import { day } from "./chat-format.js";
import { act, older } from "./control.js";
import { el } from "./stage-build.js";

const NEAR_END = 80;
const NEAR_TOP = 240;
const MOST_ROWS = 260;
const KEPT_ROWS = 140;
const BY_HAND = 800;
const ANSWER_WITHIN = 20_000;

/** The messages of one private chat. `host` is its phone: toast(text), open(event, address), say(text),
 * answer(answer), menu(event, views, node), tame(node). */
export class Chat {
  #rows = new Map();
  #keys = new Map();
  #waiting = new Map();
  #loading = false;
  #more = false;
  #newBelow = 0;
  #atEnd = true;
  #last = {};
  #handled = -Infinity;

  constructor(user, host) {
    this.user = user;
    this.host = host;
    this.inner = el("div", { class: "pesan-pesan" });
    this.list = el("div", { class: "percakapan", role: "log", "aria-live": "off", tabindex: "0", "aria-label": "Percakapan" }, this.inner);
    this.downward = el("button", { type: "button", class: "ke-bawah", hidden: true, "aria-label": "Ke pesan terbaru" }, "↓");
    this.downward.addEventListener("click", () => this.toEnd());
    this.list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    for (const hand of ["wheel", "touchmove", "pointerdown", "pointermove", "keydown"]) {
      this.list.addEventListener(hand, (event) => this.#touched(event), { passive: true });
    }
    this.list.addEventListener("keydown", (event) => this.#keyed(event));
    this.list.addEventListener("contextmenu", (event) => this.#asked(event));
    const sizes = new ResizeObserver(() => this.#atEnd && this.toEnd());
    sizes.observe(this.inner);
    sizes.observe(this.list);
  }

  /** Takes messages that came or changed, oldest first; gives those of the bot that are new. */
  receive(views) {
    const dirty = new Set();
    const fresh = [];
    for (const view of views) {
      if (this.#take(view, dirty) && view.from_bot) fresh.push(view);
      if (!view.from_bot && !view.deleted && view.changed === view.seq) this.#atEnd = true;
    }
    for (const key of dirty) this.#draw(key);
    if (this.#atEnd) this.toEnd();
    else if (fresh.length) this.#count(this.#newBelow + fresh.length);
    if (this.#atEnd && this.#rows.size > MOST_ROWS) this.#prune();
    return fresh;
  }

  /** Says that older messages exist than those received. */
  set more(value) {
    this.#more = value;
  }

  /** The newest message of the bot that satisfies a test, or undefined. */
  latest(test) {
    return [...this.#rows.values()].reverse().flatMap((kept) => [...kept.views.values()].reverse()).find(test);
  }

  /** A message that is on screen, or undefined. */
  quoted(id) {
    return this.#rows.get(this.#keys.get(id))?.views.get(id);
  }

  /** Tells whether a press waits for its answer. */
  busy(id, data) {
    return this.#waiting.has(`${id} ${data}`);
  }

  /** Presses a button; it shows so until the bot answers. */
  async press(view, data, button) {
    const name = `${view.id} ${data}`;
    if (this.#waiting.has(name)) return;
    this.#waiting.set(name, setTimeout(() => this.#settle(name), ANSWER_WITHIN));
    setBusy(button, true);
    try {
      await act(this.user, "press", { message_id: view.id, data });
    } catch (refused) {
      this.#settle(name);
      this.host.toast(refused.message);
    }
  }

  /** Takes the bot's answer to a press. */
  answered(press) {
    this.#settle(`${press.message_id} ${press.data}`);
    if (press.answer.text) this.host.answer(press.answer);
  }

  /** Brings a message into view and marks it for a moment. */
  jump(id) {
    const found = this.#rows.get(this.#keys.get(id))?.node;
    if (!found) return this.host.toast("Pesan itu lebih lama daripada yang sedang ditampilkan.");
    this.#handled = performance.now();
    found.scrollIntoView({ block: "center" });
    found.classList.add("ditunjuk");
    setTimeout(() => found.classList.remove("ditunjuk"), 1500);
    return undefined;
  }

  /** Scrolls to the newest message. */
  toEnd() {
    this.#atEnd = true;
    this.list.scrollTop = this.list.scrollHeight;
    this.#count(0);
  }

  open(event, address) {
    this.host.open(event, address);
  }

  say(text) {
    this.host.say(text);
  }

  #take(view, dirty) {
    const known = this.#keys.get(view.id);
    if (known === undefined && (view.deleted || view.id < this.#oldest())) return false;
    const key = known ?? (view.album ? `album ${view.album}` : `pesan ${view.id}`);
    const kept = this.#rows.get(key) ?? { node: null, views: new Map() };
    if (view.deleted) {
      kept.views.delete(view.id);
      this.#keys.delete(view.id);
    } else {
      kept.views.set(view.id, view);
      this.#keys.set(view.id, key);
    }
    this.#rows.set(key, kept);
    dirty.add(key);
    return known === undefined;
  }

  #oldest() {
    return this.#more && this.#keys.size ? this.#keys.keys().next().value : 0;
  }

  #draw(key) {
    const kept = this.#rows.get(key);
    const before = kept.node;
    if (!kept.views.size) {
      this.#rows.delete(key);
      const next = before?.nextElementSibling;
      before?.remove();
      if (next) this.#pill(next);
      return;
    }
    const focused = before?.contains(document.activeElement) ? place(before) : null;
    kept.node = row([...kept.views.values()], this);
    kept.node.dataset.hari = day([...kept.views.values()][0].date);
    if (before) before.replaceWith(kept.node);
    else this.inner.append(kept.node);
    this.#pill(kept.node);
    this.host.tame(kept.node);
    if (focused !== null) restore(kept.node, focused);
  }

  #pill(node) {
    const first = [...(this.#rows.get(this.#keys.get(Number(node.dataset.pesan)))?.views.values() ?? [])][0];
    const old = node.querySelector(":scope > .hari");
    const needed = node.previousElementSibling?.dataset.hari !== node.dataset.hari;
    if (needed && !old && first) node.prepend(dayPill(first.date));
    if (!needed && old) old.remove();
  }

  #settle(name) {
    clearTimeout(this.#waiting.get(name));
    this.#waiting.delete(name);
    const [id, ...data] = name.split(" ");
    const kept = this.#rows.get(this.#keys.get(Number(id)))?.node;
    for (const button of kept?.querySelectorAll(".tuts.menunggu") ?? []) {
      if (button.dataset.tekan === data.join(" ")) setBusy(button, false);
    }
  }

  #touched(event) {
    if (event.type !== "pointermove" || event.buttons) this.#handled = performance.now();
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_END;
    // What grows or is drawn anew moves the place, too; only a hand means to leave the end.
    const still = scrollHeight === this.#last.scrollHeight && clientHeight === this.#last.clientHeight;
    const byHand = performance.now() - this.#handled < BY_HAND || (still && scrollTop < this.#last.scrollTop);
    if (near || byHand) this.#atEnd = near;
    this.#last = { scrollTop, scrollHeight, clientHeight };
    if (this.#atEnd) this.#count(0);
    else this.downward.hidden = false;
    if (scrollTop < NEAR_TOP && this.#more) this.#loadOlder();
  }

  #count(number) {
    this.#newBelow = number;
    this.downward.hidden = this.#atEnd;
    this.downward.textContent = number ? `↓ ${number}` : "↓";
  }

  async #loadOlder() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const found = await older(this.user, this.#oldest());
      this.#more = found.more;
      if (found.messages.length) this.#prepend(found.messages);
    } catch (refused) {
      this.host.toast(refused.message);
    } finally {
      this.#loading = false;
    }
  }

  #prepend(views) {
    const below = this.list.scrollHeight - this.list.scrollTop;
    const [rows, keys, first] = [this.#rows, this.#keys, this.inner.firstElementChild];
    const nodes = [...this.inner.children];
    this.#rows = new Map();
    this.#keys = new Map();
    const dirty = new Set();
    const more = this.#more;
    this.#more = false;
    for (const view of views) this.#take(view, dirty);
    this.#more = more;
    for (const key of dirty) this.#draw(key);
    this.inner.append(...nodes);
    for (const [key, kept] of rows) this.#rows.set(key, kept);
    for (const [id, key] of keys) this.#keys.set(id, key);
    if (first) this.#pill(first);
    this.list.scrollTop = this.list.scrollHeight - below;
  }

  #prune() {
    for (const [key, kept] of [...this.#rows].slice(0, this.#rows.size - KEPT_ROWS)) {
      kept.node.remove();
      for (const id of kept.views.keys()) this.#keys.delete(id);
      this.#rows.delete(key);
    }
    this.#more = true;
    if (this.inner.firstElementChild) this.#pill(this.inner.firstElementChild);
  }

  #keyed(event) {
    const here = document.activeElement?.closest(".baris");
    const steps = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" };
    if (steps[event.key] && (event.target === this.list || event.target === here)) {
      const next = here ? here[steps[event.key]] : this.inner.lastElementChild;
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    } else if (here && event.target === here && (event.key === "Enter" || event.key === " ")) this.#asked(event);
  }

  #asked(event) {
    const node = event.target.closest(".baris");
    if (!node || event.target.closest("a, input")) return;
    event.preventDefault();
    this.host.menu(event, [...this.#rows.get(this.#keys.get(Number(node.dataset.pesan))).views.values()], node);
  }
}

function place(node) {
  return [...node.querySelectorAll("button, a")].indexOf(document.activeElement);
}

function restore(node, at) {
  (at < 0 ? node : ([...node.querySelectorAll("button, a")][at] ?? node)).focus({ preventScroll: true });
}
