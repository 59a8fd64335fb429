/** Builds elements whose words are always text nodes, and the popovers and toasts that stage, panel and tour share. */

/** Makes an element; attributes that are null or false are left out, `onclick` and the like are listened to. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Sets a text only when it changes, so that readers and animations are not disturbed. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Writes a text with a shorter form for small screens. */
export function write(element, long, short) {
  if (element.dataset.isi === long) return;
  element.dataset.isi = long;
  element.replaceChildren(el("span", { class: "panjang" }, long), el("span", { class: "pendek" }, short));
}

/** Sets an attribute only when that changes something; null removes it. */
export function mark(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/** Hangs a popover under its button (a sheet at the bottom of a small screen); Escape and a press elsewhere close it. */
export function popover(button, sheet) {
  sheet.setAttribute("popover", "auto");
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  button.popoverTargetElement = sheet;
  sheet.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") hang(button, sheet);
  });
  sheet.addEventListener("toggle", (event) => {
    mark(button, "aria-expanded", event.newState === "open");
    if (event.newState === "open") hang(button, sheet);
  });
  return sheet;
}

function hang(button, sheet) {
  const place = button.getBoundingClientRect();
  const width = sheet.offsetWidth || 320;
  const left = Math.max(8, Math.min(place.left, window.innerWidth - width - 8));
  sheet.style.setProperty("--atas", `${Math.round(place.bottom + 6)}px`);
  sheet.style.setProperty("--kiri", `${Math.round(left)}px`);
}

const notice = el("div", { id: "pesan-panggung", role: "status", "aria-live": "polite" });
let vanishing = 0;
document.body.append(notice);

/** Says one sentence at the foot of the page; readers announce it, and it goes by itself. */
export function toast(text, tone = "kabar") {
  clearTimeout(vanishing);
  notice.replaceChildren(el("p", { "data-nada": tone }, text));
  vanishing = setTimeout(() => notice.replaceChildren(), 4000 + text.length * 60);
}
