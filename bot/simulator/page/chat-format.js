/** Writes times, days and sizes as the phones show them; a message's time is in seconds. */

import * as time from "./office-time.js";

const COUNT = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });

/** The hour of a message, e.g. 08.15. */
export function hour(seconds) {
  return time.hour(seconds * 1000);
}

/** The day of a message, e.g. Rabu, 1 April. */
export function day(seconds) {
  return time.weekday(seconds * 1000);
}

/** The whole moment of a message, for whoever rests on its hour. */
export function moment(seconds) {
  return time.whole(seconds * 1000);
}

/** A size in bytes as a person reads it. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${COUNT.format(bytes / 1024)} KB`;
  return `${COUNT.format(bytes / 1024 / 1024)} MB`;
}

/** The ending of a file's name in capitals, e.g. PDF. */
export function ending(name) {
  const found = /\.([A-Za-z0-9]{1,5})$/.exec(name ?? "");
  return found ? found[1].toUpperCase() : "FILE";
}

/** A text in one short line. */
export function line(text, most = 90) {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
}

/** What a message is when it is told in one line. */
export function gist(view) {
  const kinds = { photo: "Foto", voice: "Pesan suara", sticker: "Stiker", contact: "Kontak" };
  const what = view.kind === "document" ? (view.file?.name ?? "Berkas") : kinds[view.kind];
  return line([what, view.text].filter(Boolean).join(": "));
}
