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

const SHAPES = {
  panel: "M3 4h18v16H3zM15 4v16M17.5 8h1.5M17.5 11h1.5",
  tour: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.2",
  keys: "M2.5 6h19v12h-19zM6 9.5h.5M9.5 9.5h.5M13 9.5h.5M16.5 9.5h.5M6 12.5h.5M17.5 12.5h.5M9 15h6",
  step: "M6 5v14l9-7zM18 5v14",
  cycle: "M4 5v14l8-7zM12 5v14l8-7z",
  stop: "M6.5 6.5h11v11h-11z",
  fresh: "M4 5v5h5M4.6 10A8 8 0 1 1 4 13.5",
  trouble: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.2",
  jump: "M5 12h13M13 6.5l5.5 5.5-5.5 5.5M21 5v14",
  dials: "M4 7h9M17 7h3M4 17h3M11 17h9M13 4.5v5M7 14.5v5",
  close: "M6 6l12 12M18 6L6 18",
};
const SVG = "http://www.w3.org/2000/svg";

/** A line drawing beside a word; readers skip it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("ikon");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
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
