/** The clock bar: the time in the office, how fast it runs, and the buttons that move it. */

import { icon } from "./drawings.js";
import { el, mark, say, write } from "./stage-build.js";
import { day, hour, moment, shortDay, zoneLabel, zoneName } from "./office-time.js";

const MOVES = [
  { name: "+15 menit", key: "m", wish: { advance_minutes: 15 } },
  { name: "+1 jam", key: "j", wish: { advance_minutes: 60 } },
  { name: "+1 hari kerja", key: "h", wish: { working_days: 1 } },
];
const SPEEDS = [
  { name: "×60", tells: "Percepat 60 kali: satu menit menjadi satu jam", speed: 60 },
  { name: "×3600", tells: "Percepat 3600 kali: satu detik menjadi satu jam", speed: 3600 },
];
const PACE = { 0: "berjalan biasa", 60: "×60, 1 menit = 1 jam", 3600: "×3600, 1 detik = 1 jam" };

/** Returns the dial, the group of buttons, what shows a state, and the acts that have a shortcut. */
export function makeClock(ask) {
  const time = el("time", { class: "jam" });
  const date = el("span", { class: "tanggal" });
  const pace = el("span", { class: "laju" });
  const zone = el("abbr", {});
  const dial = el("div", { class: "arloji", role: "group", "aria-label": "Waktu kantor sekarang" },
    el("p", {}, time, zone), el("p", {}, date, pace));
  const moves = MOVES.map((one) => button(one.name, one.key, () => ask("clock", one.wish)));
  const goal = el("small", {});
  const jump = el("button", { type: "button", class: "ke-tenggat", "aria-keyshortcuts": "t", onclick: () => ask("clock", { to: "deadline" }) },
    icon("jump"), el("span", {}, el("b", {}, "Ke tenggat berikutnya"), goal));
  const speeds = SPEEDS.map((one) =>
    el("button", { type: "button", title: one.tells, "aria-pressed": "false", onclick: () => ask("clock", { speed: one.speed }) }, one.name));
  const halt = el("button", { type: "button", title: "Kembali ke waktu biasa", onclick: () => ask("clock", { speed: 0 }) }, "Berhenti");
  const buttons = el("div", { class: "kendali-waktu", role: "group", "aria-label": "Majukan waktu" },
    ...moves, jump, el("span", { class: "ruas", role: "group", "aria-label": "Laju waktu" }, ...speeds, halt));
  const ticking = new Ticking(time, date);
  const show = (state) => {
    say(zone, zoneLabel());
    mark(zone, "title", zoneName());
    ticking.set(state.clock);
    const speed = state.clock.speed || 0;
    say(pace, PACE[speed] || `×${speed}`);
    mark(dial, "data-laju", speed ? "cepat" : null);
    speeds.forEach((one, index) => mark(one, "aria-pressed", SPEEDS[index].speed === speed));
    halt.disabled = !speed;
    showGoal(jump, goal, state.clock);
  };
  const acts = [...MOVES.map((one) => ({ ...one, act: () => ask("clock", one.wish) })),
    { name: "ke tenggat berikutnya", key: "t", act: () => jump.click() }];
  return { dial, buttons, show, acts };
}

function button(name, key, act) {
  return el("button", { type: "button", "aria-keyshortcuts": key, onclick: act }, el("span", {}, name));
}

function showGoal(jump, goal, clock) {
  const there = Boolean(clock.next_deadline);
  const label = clock.next_deadline_label || "";
  jump.disabled = !there;
  say(goal, there ? [moment(clock.next_deadline), label].filter(Boolean).join(" · ") : "tidak ada yang menunggu");
  jump.title = there ? `${goal.textContent} ${zoneLabel()}` : "Belum ada tenggat yang berjalan";
}

/** Lets the time on the dial run on between two states. */
class Ticking {
  constructor(time, date) {
    Object.assign(this, { time, date, from: 0, at: 0, pace: 1, timer: 0 });
  }

  set(clock) {
    this.from = Date.parse(clock.now);
    this.at = performance.now();
    this.pace = clock.speed || 1;
    this.write();
    clearInterval(this.timer);
    this.timer = setInterval(() => this.write(), this.pace > 1 ? 200 : 1000);
  }

  write() {
    const now = this.from + (performance.now() - this.at) * this.pace;
    say(this.time, hour(now));
    write(this.date, day(now), shortDay(now));
    mark(this.time, "datetime", new Date(Math.floor(now / 60000) * 60000).toISOString());
  }
}
