/** Builds the nodes of a message from Telegram's small HTML, tag by tag; whatever is not in it becomes plain text. */

import { el } from "./stage-build.js";

const PLAIN = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code" };
const UNTOUCHED = new Set(["A", "CODE", "PRE"]);
const BLOCKS = new Set(["BLOCKQUOTE", "PRE"]);
const LINK = /(https?:\/\/[^\s<>"'“”]+[^\s<>"'“”.,;:!?)\]]|\bt\.me\/[A-Za-z0-9_/?=&%-]+)|((?<![\w/])\/[a-z0-9_]{1,32}\b(?!\/))/gi;
const FOLDED_FROM = 200;

/** The nodes of a message; `actions` has link(event, address) and command(text) for what a tap on them does. */
export function formatted(html, actions) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  const result = document.createDocumentFragment();
  copy(parsed, result, actions, false);
  return result;
}

/** What a deep link says to this bot: its payload, "" without one, null for any other address. */
export function deepLink(address, username) {
  let url;
  try {
    url = new URL(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
  } catch {
    return null;
  }
  const tg = url.protocol === "tg:" && url.searchParams.get("domain");
  const web = /^(www\.)?(t|telegram)\.me$/i.test(url.hostname) && url.pathname.slice(1);
  const name = tg || web;
  if (!name || name.toLowerCase() !== username.toLowerCase()) return null;
  return url.searchParams.get("start") ?? "";
}

function copy(source, target, actions, untouched) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) words(unbroken(node), target, actions, untouched);
    else if (node.nodeType === Node.ELEMENT_NODE) element(node, target, actions, untouched);
  }
}

/** The text without the line break that a block beside it makes by itself. */
function unbroken(node) {
  let text = node.data;
  if (BLOCKS.has(node.previousSibling?.nodeName)) text = text.replace(/^\n/, "");
  if (BLOCKS.has(node.nextSibling?.nodeName)) text = text.replace(/\n$/, "");
  return text;
}

function element(node, target, actions, untouched) {
  const made = counterpart(node, actions);
  copy(node, made ?? target, actions, untouched || UNTOUCHED.has(node.tagName));
  if (made) target.append(made);
}

function counterpart(node, actions) {
  const tag = node.tagName;
  if (PLAIN[tag]) return el(PLAIN[tag]);
  if (tag === "PRE") return el("pre", { tabindex: "-1" });
  if (tag === "A") return link(node.getAttribute("href") ?? "", actions);
  if (tag === "TG-SPOILER" || tag === "SPAN") return spoiler();
  if (tag === "BLOCKQUOTE") return quote(node.hasAttribute("expandable") && node.textContent.length > FOLDED_FROM);
  return null;
}

function link(address, actions) {
  const safe = /^(https?:|tg:)/i.test(address) ? address : `https://${address}`;
  const anchor = el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" });
  anchor.addEventListener("click", (event) => actions.link(event, safe));
  return anchor;
}

function spoiler() {
  const hidden = el("span", { class: "tertutup", role: "button", tabindex: "0", "aria-label": "Teks tertutup, buka" });
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    hidden.classList.add("terbuka");
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", reveal, { once: true });
  hidden.addEventListener("keydown", reveal);
  return hidden;
}

function quote(folded) {
  const block = el("blockquote", folded ? { class: "terlipat" } : {});
  if (folded) {
    const button = el("button", { type: "button", class: "bentang", "aria-expanded": "false" }, "Selengkapnya");
    button.addEventListener("click", () => {
      const open = block.classList.toggle("terbentang");
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Ringkas" : "Selengkapnya";
    });
    queueMicrotask(() => block.append(button));
  }
  return block;
}

function words(text, target, actions, untouched) {
  if (untouched) return target.append(text);
  let here = 0;
  for (const found of text.matchAll(LINK)) {
    target.append(text.slice(here, found.index));
    target.append(found[1] ? named(link(found[1], actions), found[1]) : command(found[2], actions));
    here = found.index + found[0].length;
  }
  target.append(text.slice(here));
}

function named(anchor, text) {
  anchor.append(text);
  return anchor;
}

function command(text, actions) {
  return el("button", { type: "button", class: "perintah", onclick: () => actions.command(text) }, text);
}
