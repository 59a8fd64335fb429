/** Speaks with the director: one long poll for the state, and one POST for each press. */

import { toast } from "./stage-build.js";

const WAIT = 25;
const REFUSED = "Permintaan belum dapat dilaksanakan. Mohon dicoba kembali.";
const AWAY = "Ruang latihan tidak menjawab. Mohon dipastikan `bot demo` masih berjalan.";

/** Follows the state until the page closes; `gone` is called if there is no director, `lost` at each change of reach. */
export async function follow({ seen, gone, lost }) {
  let after = -1;
  let pause = 500;
  for (;;) {
    try {
      const answer = await fetch(`/_stage/state?after=${after}&wait=${after < 0 ? 0 : WAIT}`, { cache: "no-store" });
      if (answer.status === 404) return gone();
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      lost(false);
      pause = 500;
      if (state.n === after) continue;
      after = state.n;
      seen(state);
    } catch {
      lost(true);
      after = -1;
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, 8000);
    }
  }
}

/** Asks the director for something; a refusal is shown as the sentence that he gives. Returns whether it was done. */
export async function ask(what, wish = {}) {
  let answer;
  try {
    answer = await fetch(`/_stage/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(wish),
    });
  } catch {
    toast(AWAY, "tolak");
    return false;
  }
  const told = await answer.json().catch(() => ({}));
  const done = answer.ok && told.ok !== false;
  if (!done) toast(told.description || REFUSED, "tolak");
  return done;
}
