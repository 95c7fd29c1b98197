// A headless Chromium with one page that is signed in to the console, driven over its debugging socket.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(new URL('../src/Console/package.json', import.meta.url));
const WebSocket = require('ws');

export async function open(url, user, password, program = '/usr/bin/chromium') {
  const profile = mkdtempSync(join(tmpdir(), 'bench-browser-'));
  const chromium = spawn(program, ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--window-size=1440,900', 'about:blank']);
  const socket = await debugged(chromium);
  const waiting = new Map();
  let next = 0;
  socket.on('message', data => {
    const answer = JSON.parse(data);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const call = (method, params = {}, sessionId) => new Promise((done, fail) => {
    const id = ++next;
    waiting.set(id, answer => answer.error ? fail(new Error(`${method}: ${answer.error.message}`)) : done(answer.result));
    socket.send(JSON.stringify({ id, method, params, sessionId }));
  });
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const page = {
    call: (method, params) => call(method, params, sessionId),
    // Runs script in the page and gives what it comes to.
    async run(expression) {
      const { result, exceptionDetails } = await page.call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    // Waits until script comes to something true. While a page is being replaced there is nothing to run it in.
    async until(expression, patience = 60_000) {
      for (const end = Date.now() + patience; Date.now() < end; await pause(20)) {
        const value = await page.run(expression).catch(() => null);
        if (value)
          return value;
      }
      throw new Error(`not within ${patience} ms: ${expression}`);
    },
    async go(path) {
      await page.call('Page.navigate', { url: new URL(path, url).href });
      await page.until('document.querySelector(".shell[data-listens=yes]") !== null');
    },
    async close() {
      await call('Browser.close').catch(() => {});
      await new Promise(done => chromium.exitCode === null ? chromium.once('exit', done) : done());
      rmSync(profile, { recursive: true, force: true });
    },
  };
  await page.call('Page.navigate', { url: new URL('login', url).href });
  await page.until('document.querySelector("input[name=Password]") !== null');
  await page.run(`document.querySelector('input[name=Name]').value = ${JSON.stringify(user)};
    document.querySelector('input[name=Password]').value = ${JSON.stringify(password)};
    document.querySelector('form[method=post]').requestSubmit()`);
  await page.until('document.querySelector(".shell[data-listens=yes]") !== null');
  return page;
}

export const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

function debugged(chromium) {
  return new Promise((done, fail) => {
    let said = '';
    chromium.once('exit', code => fail(new Error(`the browser ended with ${code}: ${said}`)));
    chromium.stderr.on('data', data => {
      said += data;
      const [, address] = said.match(/DevTools listening on (\S+)/) ?? [];
      if (address) {
        const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
        socket.once('open', () => done(socket));
        socket.once('error', fail);
      }
    });
  });
}
