/** The menu of one message: answer, copy, and for one's own also edit and delete; arrows move, Escape closes. */

import { el } from "./stage-build.js";

let menu = null;
let back = null;

/** Opens the menu at a pointer or under a row; items are [label, action] pairs. */
export function openMenu(event, node, items) {
  close();
  back = node;
  // A popover that closes by itself would do so as the right button is let go.
  menu = el("div", { class: "menu-pesan", role: "menu", popover: "manual", "aria-label": "Tindakan untuk pesan" });
  for (const [label, action] of items) {
    const item = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, label);
    item.addEventListener("click", () => {
      close();
      action();
    });
    menu.append(item);
  }
  menu.addEventListener("keydown", moved);
  document.body.append(menu);
  menu.showPopover();
  put(event, node);
  menu.firstElementChild?.focus();
  document.addEventListener("pointerdown", outside, true);
}

function put(event, node) {
  const frame = node.querySelector(".gelembung").getBoundingClientRect();
  const pointed = event.clientX > 0 || event.clientY > 0;
  const [x, y] = pointed ? [event.clientX, event.clientY] : [frame.left + 12, frame.bottom - 8];
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
}

function moved(event) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab" || event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(next % items.length)?.focus();
}

function outside(event) {
  if (!menu?.contains(event.target)) close();
}

function close() {
  document.removeEventListener("pointerdown", outside, true);
  if (!menu) return;
  const inside = menu.contains(document.activeElement);
  menu.remove();
  menu = null;
  if (inside && back.isConnected) back.focus({ preventScroll: true });
}
