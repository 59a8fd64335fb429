/** The stage above the phones: follows the director's state, shows it, and hands it to the rest of the page. */

import { icon } from "./drawings.js";
import { keepTo } from "./office-time.js";
import { el, mark, say, write } from "./stage-build.js";
import { makeClock } from "./stage-clock.js";
import { makeKeys } from "./stage-keys.js";
import { makeMessage, makePlay, makeTrouble } from "./stage-play.js";
import { makeSteps } from "./stage-steps.js";
import { ask, follow } from "./stage-wire.js";
import { makePanel } from "./panel.js";
import { makeTour } from "./tour.js";

const stage = document.getElementById("panggung");
const side = document.getElementById("samping");

function makeHead() {
  const office = el("span", { class: "kantor" });
  const period = el("span", { class: "periode" });
  const round = el("span", { class: "putaran" });
  const title = el("div", { class: "papan-nama" },
    el("h1", {}, "Ruang Latihan"), el("p", {}, office, period, round));
  const show = ({ office: name, cycle }) => {
    say(office, typeof name === "string" ? name : name?.name ?? "");
    write(period, cycle ? cycle.period : "belum ada siklus berjalan", cycle ? cycle.period.replace("Triwulan", "TW") : "belum mulai");
    say(round, cycle ? `putaran ${cycle.putaran}` : "");
    round.hidden = !cycle;
    mark(round, "data-ulang", cycle && cycle.putaran > 1 ? "" : null);
    mark(round, "title", cycle && cycle.putaran > 1 ? `perbaikan ke-${cycle.putaran - 1}` : null);
  };
  return { title, show };
}

function build() {
  const head = makeHead();
  const clock = makeClock(ask);
  const play = makePlay(ask);
  const trouble = makeTrouble(ask);
  const message = makeMessage();
  const steps = makeSteps();
  const panelButton = el("button", { type: "button", class: "ringkas", "aria-keyshortcuts": "p", "aria-controls": "samping" },
    icon("panel"), el("span", {}, "Panel"));
  const panel = makePanel(side, panelButton);
  const tourButton = el("button", { type: "button", class: "ringkas", title: "Panduan lima kartu", "aria-haspopup": "dialog" },
    icon("tour"), el("span", {}, "Panduan"));
  const tour = makeTour(document.getElementById("panduan"));
  tourButton.addEventListener("click", () => tour.open());
  const keys = makeKeys([...clock.acts, ...play.acts, { key: "p", name: "buka atau tutup panel", act: () => panel.toggle() }]);
  const dials = el("div", { class: "kendali", id: "kendali" }, clock.buttons, play.group);
  const more = el("button", { type: "button", class: "ringkas buka-kendali", "aria-controls": "kendali", "aria-expanded": "false" },
    icon("dials"), el("span", {}, "Kendali"));
  more.addEventListener("click", () => mark(more, "aria-expanded", stage.toggleAttribute("data-kendali")));
  const cut = el("p", { class: "terputus", role: "alert", hidden: true });
  stage.append(
    el("div", { class: "kepala" }, head.title, clock.dial, el("div", { class: "alat" }, more, trouble.opener, panelButton, tourButton, keys.opener)),
    dials, steps.element, el("div", { class: "kabar" }, message.line, trouble.chips, cut), trouble.sheet, keys.sheet);
  return { shows: [head, clock, play, trouble, message, steps, panel], tour, cut };
}

function start() {
  const { shows, tour, cut } = build();
  let first = true;
  follow({
    seen(state) {
      stage.hidden = false;
      keepTo(state.clock.zone);
      mark(stage, "aria-busy", state.ready === false ? "true" : null);
      for (const part of shows) part.show(state);
      document.dispatchEvent(new CustomEvent("panggung", { detail: state }));
      if (first && state.ready !== false) {
        first = false;
        tour.greet();
      }
    },
    gone() {
      stage.hidden = true;
      side.hidden = true;
    },
    lost(away) {
      cut.hidden = !away;
      say(cut, away ? "Sambungan ke ruang latihan terputus; mencoba kembali…" : "");
    },
  });
}

if (document.documentElement.dataset.sutradara === "tiada") stage.hidden = true;
else start();
