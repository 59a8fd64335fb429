/** Line drawings for the phones' buttons; readers skip them, the buttons carry the words. */

const SHAPES = {
  attach: "M8 12.5l6-6a3 3 0 0 1 4.3 4.3l-7.6 7.6a5 5 0 0 1-7-7L11 4",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  slash: "M15 5L9 19",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4",
  down: "M12 5v13M6 12.5l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  keys: "M3 6h18v12H3zM7 10h.5M11 10h.5M15 10h.5M8 14h8",
  more: "M12 5.5v.1M12 12v.1M12 18.5v.1",
  link: "M9 15l6-6M8 11l-3 3a3.5 3.5 0 0 0 5 5l3-3M16 13l3-3a3.5 3.5 0 0 0-5-5l-3 3",
};
const SVG = "http://www.w3.org/2000/svg";

/** One of the drawings. */
export function drawing(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("gambar");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
