/** Line drawings for buttons; readers skip them, the buttons carry the words. */

const SHAPES = {
  attach: "M8 12.5l6-6a3 3 0 0 1 4.3 4.3l-7.6 7.6a5 5 0 0 1-7-7L11 4",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  slash: "M15 5L9 19",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4",
  close: "M6 6l12 12M18 6L6 18",
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
  silent: "M6 16.5h12c-1.2-1.4-1.6-3-1.6-6a4.4 4.4 0 0 0-8.8 0c0 3-.4 4.6-1.6 6zM10.4 19.5h3.2M4 4l16 16",
};
const SVG = "http://www.w3.org/2000/svg";

/** One of the drawings, in the size of a class of its own where that is named. */
export function drawing(name, look = "gambar") {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add(look);
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** One of the drawings, beside a word. */
export const icon = (name) => drawing(name, "ikon");
