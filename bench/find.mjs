// Looking for a key over many topics: makes them, stores messages with other keys and one with the key, and measures in a real browser how long the page Find
// takes to show the message, and to say that every topic was searched.
// Usage: node bench/find.mjs URL USER PASSWORD CLUSTER [TOPICS] [ROUNDS]
import { open } from './browser.mjs';

const [url, user, password, cluster, topics = '1000', rounds = '10'] = process.argv.slice(2);
const api = path => new URL(`api/v1${path}`, url);
const json = { 'Content-Type': 'application/json' };
const login = await fetch(api('/tokens'), { method: 'POST', headers: json, body: JSON.stringify({ user, password }) });
const headers = { ...json, Authorization: `Bearer ${(await login.json()).accessToken}` };
const names = Array.from({ length: Number(topics) }, (_, number) => `find-${String(number).padStart(4, '0')}`);
await each(names, 8, name => send(`/clusters/${cluster}/topics/${name}`, 'PUT', { readQueues: 1, writeQueues: 1 }));
await each(names, 8, name => send(`/clusters/${cluster}/messages`, 'POST', { topic: name, keys: [`key-of-${name}`], body: 'hay' }));
const key = `needle-${Date.now()}`;
await send(`/clusters/${cluster}/messages`, 'POST', { topic: names[Math.floor(names.length * 0.7)], keys: [key], body: 'needle' });

const page = await open(url, user, password);
const [first, whole, none] = [[], [], []];
for (let round = 0; round < Number(rounds); round++) {
  const [found, ended] = await search(key);
  first.push(found);
  whole.push(ended);
  none.push((await search(`nowhere-${round}`))[1]);
}
const said = await page.run(`document.querySelector('.summary').innerText.replace(/\\s+/g, ' ')`);
await page.close();
console.log(`said ${said}`);
for (const [name, list] of Object.entries({ first_shown_ms: first, all_searched_ms: whole, nothing_anywhere_ms: none })) {
  list.sort((a, b) => a - b);
  console.log(`${name} ${Math.round(list[0])} median ${Math.round(list[Math.floor(list.length / 2)])} longest ${Math.round(list.at(-1))}`);
}

// From the submitted form on, so that loading the page does not count.
async function search(text) {
  await page.go(`c/${cluster}/find`);
  return page.run(`new Promise(done => {
    const input = document.querySelector('form.find input');
    input.value = ${JSON.stringify(text)};
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
    const begun = performance.now();
    let found = null;
    input.form.requestSubmit();
    const look = () => {
      if (found === null && document.querySelector('.finding'))
        found = performance.now() - begun;
      if (document.querySelector('.summary'))
        done([found, performance.now() - begun]);
      else
        setTimeout(look, 2);
    };
    look();
  })`);
}

async function send(path, method, body) {
  const answer = await fetch(api(path), { method, headers, body: JSON.stringify(body) });
  if (!answer.ok)
    throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

async function each(items, atOnce, work) {
  const left = [...items];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (left.length > 0)
      await work(left.shift());
  }));
}
