"""What is run inside the room's page to measure it; each is a function in JavaScript."""

from __future__ import annotations

_WATCH = """
  const phone = document.getElementById(`telepon-${user}`);
  const shown = (records) => records.some(({ type, target, addedNodes }) =>
    (type === "attributes" && target.matches(".pemberitahuan.tampak")) ||
    [...addedNodes].some((node) => node.matches?.(".baris.bot, dialog.peringatan")));
  const answered = new Promise((done) => {
    const watcher = new MutationObserver((records) => shown(records) && end());
    const late = setTimeout(() => end(false), patience);
    const end = (came = true) => {
      watcher.disconnect();
      clearTimeout(late);
      document.querySelectorAll("dialog.peringatan").forEach((dialog) => dialog.close());
      done(came ? performance.now() - begun : null);
    };
    watcher.observe(phone, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    watcher.observe(document.body, { childList: true });
    phone.querySelector(".pemberitahuan").classList.remove("tampak");
    watcher.takeRecords();
  });
"""

PRESS = f"""([user, label, patience]) => {{
  let begun = 0;
  {_WATCH}
  const buttons = [...phone.querySelectorAll(".baris button.tuts")];
  const button = buttons.findLast((one) => one.textContent.startsWith(label));
  begun = performance.now();
  if (button) button.click();
  return answered;
}}"""
"""Presses the newest button whose label begins so; gives the milliseconds until a toast, a bubble or a changed card.

Null where none of these came."""

WRITE = f"""([user, text, patience]) => {{
  let begun = 0;
  {_WATCH}
  const field = phone.querySelector(".ketik");
  field.value = text;
  field.dispatchEvent(new Event("input", {{ bubbles: true }}));
  begun = performance.now();
  phone.querySelector(".kirim").click();
  return answered;
}}"""
"""Sends a text; gives the milliseconds until the bot's answer stands in the chat; null where none came."""

SCROLL = """(milliseconds) => new Promise((done) => {
  const lists = [...document.querySelectorAll(".percakapan")].map((node) => ({ node, by: -45 }));
  const frames = [];
  let first = 0, before = 0;
  const turn = (now) => {
    if (before) frames.push(now - before);
    first ||= now;
    before = now;
    for (const list of lists) {
      const place = list.node.scrollTop;
      list.node.scrollTop = place + list.by;
      if (list.node.scrollTop === place) list.by = -list.by;
    }
    if (now - first < milliseconds) requestAnimationFrame(turn);
    else done(frames);
  };
  requestAnimationFrame(turn);
})"""
"""Scrolls all phones up and down at once; gives the milliseconds between the frames."""
