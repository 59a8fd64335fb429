/** The timeline: the SOP's steps in the paper's order, who holds each now, until when, and how late. */

import { el, mark, popover, say } from "./stage-build.js";
import { hour, moment, roughly, shortDay, span, zoneLabel } from "./office-time.js";

const STATES = { selesai: "selesai", berjalan: "berjalan", belum: "belum" };
const SIGNS = { selesai: "✓", berjalan: "▶", belum: "" };

/** Returns the list of steps and what shows a state on it. */
export function makeSteps() {
  const list = el("ol", { class: "langkah", "aria-label": "Langkah SOP" });
  const shell = el("div", { class: "lini", tabindex: "-1" }, list);
  const cards = new Map();
  let current = "";
  const show = (state) => {
    if (cards.size !== state.steps.length) rebuild(list, cards, state.steps);
    const context = { now: state.clock.now, forms: formsOf(state) };
    for (const step of state.steps) cards.get(step.number).show(step, context);
    const running = state.steps.filter((one) => one.state === "berjalan").map((one) => one.number);
    if (String(running) !== current) bringIntoView(shell, running.length ? cards.get(running[0]).item : list.firstElementChild);
    current = String(running);
  };
  return { element: shell, show };
}

function rebuild(list, cards, steps) {
  cards.clear();
  list.replaceChildren();
  for (const step of steps) {
    const card = makeCard(step.number);
    cards.set(step.number, card);
    list.append(card.item);
  }
}

function bringIntoView(shell, item) {
  if (!item) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const left = item.offsetLeft - (shell.clientWidth - item.offsetWidth) / 2;
  shell.scrollTo({ left, behavior: calm ? "auto" : "smooth" });
}

function makeCard(number) {
  const sign = el("span", { class: "bulat", "aria-hidden": "true" }, String(number));
  const parts = { name: el("span", { class: "nama" }), who: el("span", { class: "siapa" }), until: el("span", { class: "batas" }) };
  const spoken = el("span", { class: "terucap" });
  const button = el("button", { type: "button" }, sign, spoken, parts.name, parts.who, parts.until);
  const sheet = el("div", { class: "lembar rincian", role: "dialog", "aria-label": `Rincian langkah ${number}` });
  popover(button, sheet);
  const item = el("li", {}, button, sheet);
  let before = "";
  return {
    item,
    show(step, context) {
      const told = JSON.stringify([step, shortDay(context.now)]);
      if (told === before) return;
      before = told;
      mark(item, "data-keadaan", step.state);
      mark(item, "data-terlambat", step.late ? "ya" : null);
      mark(item, "aria-current", step.state === "berjalan" ? "step" : null);
      say(sign, SIGNS[step.state] === "✓" ? "✓" : String(number));
      say(spoken, `Langkah ${number}, ${step.late ? `${STATES[step.state]}, terlambat` : STATES[step.state]}: `);
      say(parts.name, step.title);
      mark(button, "title", `${number}. ${step.activity ?? step.title}`);
      const count = counted(step, context.forms);
      say(parts.who, held(step, count));
      say(parts.until, limit(step, context.now));
      sheet.replaceChildren(...details(step, count));
    },
  };
}

/** Who holds a running step now; of a step in many hands how many are through, such as '3/6 · Kasi Pemerintahan, …'. */
function held(step, count) {
  if (step.state !== "berjalan") return step.actor;
  const names = step.holders.map((one) => one.address);
  if (count && names.length > 1) return `${count} selesai · menunggu ${names.length} pejabat`;
  return [count && `${count} selesai`, names.join(", ") || step.actor].filter(Boolean).join(" · ");
}

/** How many forms the office has: one for each unit that an official answers for as PPTK. */
const formsOf = ({ officials }) => officials.flatMap((one) => one.role_labels).filter((one) => one.startsWith("PPTK ")).length;

/** Of the step that all PPTK do side by side, how many are through, such as '3/6'; of the others nothing. */
const counted = ({ state, actor, holders }, forms) =>
  state === "berjalan" && actor.startsWith("PPTK") && forms >= holders.length ? `${forms - holders.length}/${forms}` : "";

function limit(step, now) {
  if (step.state === "selesai") return [step.late && "⚠", step.closed_at && hour(step.closed_at)].filter(Boolean).join(" ");
  if (step.state !== "berjalan" || !step.due) return "";
  const until = shortDay(step.due) === shortDay(now) ? hour(step.due) : moment(step.due);
  return `${remaining(step, roughly)} · batas ${until}`;
}

function remaining(step, written = span) {
  if (step.late) return `⚠ lewat ${written(step.left_minutes ?? 0)}`;
  return step.left_minutes === null || step.left_minutes === undefined ? "" : `sisa ${written(step.left_minutes)}`;
}

function details(step, count) {
  const rows = [
    ["Pelaksana", step.actor],
    ["Keadaan", step.late ? `${STATES[step.state]}, terlambat` : STATES[step.state]],
    ["Formulir", count && `${count} selesai`],
    ["Ditunggu", step.holders.map((one) => one.address).join(", ")],
    ["Dibuka", step.opened_at && `${moment(step.opened_at)} ${zoneLabel()}`],
    ["Batas", step.due && `${moment(step.due)} ${zoneLabel()}`],
    ["Sisa", step.state === "berjalan" && step.due && `${remaining(step).replace("sisa ", "")} (jam kerja)`],
    ["Selesai", step.closed_at && `${moment(step.closed_at)} ${zoneLabel()}`],
  ];
  const list = el("dl", {});
  for (const [name, value] of rows) if (value) list.append(el("dt", {}, name), el("dd", {}, value));
  return [el("h2", {}, `${step.number}. ${step.activity ?? step.title}`), list];
}
