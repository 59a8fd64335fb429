/** Writes instants and durations as the office says them: in its zone, in Indonesian. */

const KEPT = "zona-kantor";
const LOOKS = {
  hour: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
  shortDay: { weekday: "short", day: "numeric", month: "short" },
  whole: { dateStyle: "full", timeStyle: "short" },
  label: { timeZoneName: "short" },
  name: { timeZoneName: "long" },
};
const made = new Map();
let zone = localStorage.getItem(KEPT) || "Asia/Makassar";

/** Keeps to an office's zone from now on, and from the first line of the page when it is opened again. */
export function keepTo(name) {
  if (!name || name === zone) return;
  zone = name;
  localStorage.setItem(KEPT, name);
  made.clear();
}

function look(name) {
  if (!made.has(name)) made.set(name, new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...LOOKS[name] }));
  return made.get(name);
}

const written = (name) => (instant) => look(name).format(new Date(instant));
const part = (name) => look(name).formatToParts(0).find((one) => one.type === "timeZoneName").value;

/** Such as '08.45'. */
export const hour = written("hour");

/** Such as '08.45.10'. */
export const second = written("second");

/** Such as 'Senin, 6 April 2026'. */
export const day = written("day");

/** Such as 'Senin, 6 April'. */
export const weekday = written("weekday");

/** Such as 'Sen, 6 Apr'. */
export const shortDay = written("shortDay");

/** Such as 'Senin, 06 April 2026 pukul 08.45'. */
export const whole = written("whole");

/** Such as 'Sen, 6 Apr, 08.45'. */
export const moment = (instant) => `${shortDay(instant)}, ${hour(instant)}`;

/** Such as 'WITA'. */
export const zoneLabel = () => part("label");

/** Such as 'Waktu Indonesia Tengah'. */
export const zoneName = () => part("name");

/** Working minutes for a narrow place: from three hours on whole hours are enough. */
export const roughly = (minutes) => span(Math.abs(minutes) < 180 ? minutes : Math.trunc(minutes / 60) * 60);

/** Working minutes as '2 jam 5 menit'; a working day of this office is written in hours. */
export function span(minutes) {
  const all = Math.abs(Math.round(minutes));
  const hours = Math.floor(all / 60);
  const rest = all % 60;
  if (!hours) return `${rest} menit`;
  return rest ? `${hours} jam ${rest} menit` : `${hours} jam`;
}
