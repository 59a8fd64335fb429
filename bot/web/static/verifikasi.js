"use strict";

// Compares the SHA-256 of a file with those of the versions on this page; the file never leaves the browser.
(() => {
  const section = document.getElementById("periksa");
  const zone = document.getElementById("taruh");
  const input = document.getElementById("berkas");
  const result = document.getElementById("hasil");
  let newest = 0;

  if (!window.crypto || !window.crypto.subtle) {
    document.getElementById("tidak-aman").hidden = false;
    return;
  }

  const show = (standing, heading, sentence) => {
    const mark = document.createElement("span");
    mark.className = "tanda";
    mark.setAttribute("aria-hidden", "true");
    const strong = document.createElement("strong");
    strong.textContent = heading;
    const text = document.createElement("p");
    text.append(strong, document.createElement("br"), sentence);
    result.dataset.standing = standing;
    result.replaceChildren(mark, text);
  };

  const hex = (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const judge = (name, sha256) => {
    const edition = document.querySelector(`[data-sha256="${sha256}"]`);
    if (edition) {
      show(edition.dataset.verdict, edition.dataset.heading, `${name}: ${edition.dataset.why}`);
    } else {
      show("berubah", section.dataset.altered, `${name}: ${section.dataset.alteredWhy}`);
    }
  };

  const check = async (file) => {
    const mine = ++newest;
    show("", "Sedang diperiksa", file.name);
    try {
      const sha256 = hex(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      if (mine === newest) judge(file.name, sha256);
    } catch {
      if (mine === newest) show("", "Belum dapat diperiksa", `${file.name} tidak dapat dibaca. Mohon dipilih kembali.`);
    }
  };

  input.addEventListener("change", () => {
    if (input.files.length) check(input.files[0]);
    // So that the same file, changed meanwhile, can be chosen again.
    input.value = "";
  });
  // Anywhere on the page: a file that misses the zone must not be opened in its place.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("di-atas");
  });
  document.addEventListener("dragleave", () => zone.classList.remove("di-atas"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("di-atas");
    if (event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  });
  zone.hidden = false;
})();
