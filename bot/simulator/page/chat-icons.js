/** Line drawings for the phones' buttons; readers skip them, the buttons carry the words. */

const SHAPES = {
  attach: "M8 12.5l6-6a3 3 0 0 1 4.3 4.3l-7.6 7.6a5 5 0 0 1-7-7L11 4",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  slash: "M15 5L9 19",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4",
  close: "M6 6l12 12M18 6L6 18",
  silent: "M6 16.5h12c-1.2-1.4-1.6-3-1.6-6a4.4 4.4 0 0 0-8.8 0c0 3-.4 4.6-1.6 6zM10.4 19.5h3.2M4 4l16 16",
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
