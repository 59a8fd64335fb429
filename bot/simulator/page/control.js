/** Speaks with the control interface: acts of a person, older messages, and the one long poll for all news. */

const WAIT = 25;
const AWAY = "Simulator tidak menjawab. Mohon dipastikan proses peragaan masih berjalan.";

/** The simulator found an act impossible; the message is its reason. */
export class Refused extends Error {}

let world = "";

async function read(address, options) {
  let body;
  try {
    const answer = await fetch(`/_control/${address}`, { cache: "no-store", ...options });
    body = await answer.json();
  } catch {
    throw new Refused(AWAY);
  }
  if (!body.ok) throw new Refused(body.description);
  return body.result;
}

/** Lets a user do an act; the fields are those of the control interface. */
export function act(user, name, fields = {}) {
  const headers = { "Content-Type": "application/json" };
  return read(`users/${user}/${name}`, { method: "POST", headers, body: JSON.stringify(fields) });
}

/** Lets a user send one file as photo, document or voice. */
export function send(user, kind, file, fields = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, String(value));
  form.append("file", file, file.name);
  return read(`users/${user}/${kind}`, { method: "POST", body: form });
}

/** The messages of a chat before one of them: {messages, more}. */
export async function older(user, before) {
  const found = await read(`news/${user}?before=${before}`);
  named(found.messages);
  return found;
}

/** Follows the news until the page closes; `seen` gets each, `lost` hears whenever the simulator goes or comes. */
export async function follow({ seen, lost }) {
  let after = 0;
  let away = false;
  for (;;) {
    try {
      const news = await read(`news?after=${after}&wait=${after && !away ? WAIT : 0}&world=${world}`);
      if (away) lost((away = false));
      ({ latest: after, world } = news);
      named(news.messages);
      seen(news);
      if (!after) await pause(300);
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
      if (!away) lost((away = true));
      await pause(1000);
    }
  }
}

/** Names files after their world, for in a stage begun anew the same address may lead to another paper. */
function named(messages) {
  for (const { file } of messages) {
    if (!file) continue;
    file.thumbnail = `${file.url}/thumbnail?dunia=${world}`;
    file.url = `${file.url}?dunia=${world}`;
  }
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
