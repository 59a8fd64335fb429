/** Writes instants and durations as the office says them: in WITA, in Indonesian. */

const ZONE = "Asia/Makassar";
const HOUR = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const SECOND = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const LONG = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT = new Intl.DateTimeFormat("id-ID", { timeZone: ZONE, weekday: "short", day: "numeric", month: "short" });

/** Such as '08.45'. */
export const hour = (instant) => HOUR.format(new Date(instant));

/** Such as '08.45.10'. */
export const second = (instant) => SECOND.format(new Date(instant));

/** Such as 'Senin, 6 April 2026'. */
export const day = (instant) => LONG.format(new Date(instant));

/** Such as 'Sen, 6 Apr'. */
export const shortDay = (instant) => SHORT.format(new Date(instant));

/** Such as 'Sen, 6 Apr, 08.45'. */
export const moment = (instant) => `${shortDay(instant)}, ${hour(instant)}`;

/** Working minutes for a narrow place: from three hours on whole hours are enough. */
export const roughly = (minutes) => span(Math.abs(minutes) < 180 ? minutes : Math.trunc(minutes / 60) * 60);

/** Working minutes as '2 jam 5 menit'; a working day of this office is written in hours. */
export function span(minutes) {
  const whole = Math.abs(Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (!hours) return `${rest} menit`;
  return rest ? `${hours} jam ${rest} menit` : `${hours} jam`;
}
