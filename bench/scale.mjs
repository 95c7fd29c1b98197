// What very many topics and groups cost the console: a name server and four brokers with 10,000 topics and 2,000 groups, the console attached to
// them, and viewers. Measures the time of list pages, the requests that each broker gets from the console, and the console's memory.
// Usage: node bench/scale.mjs [TOPICS] [GROUPS] [VIEWERS] [SECONDS] (Linux: reads /proc; brokers register at 127.0.0.2, where a relay counts).
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const signalR = createRequire(join(root, 'src/Console/package.json'))('@microsoft/signalr');
const [topics = 10000, groups = 2000, viewers = 100, seconds = 60] = process.argv.slice(2).map(Number);
const brokerNames = ['broker-a', 'broker-b', 'broker-c', 'broker-d'];
const [nameServerPort, firstPort, consolePort] = [28876, 28910, 28080];
const consoleUrl = `http://127.0.0.1:${consolePort}`;
const password = 'correct-horse-battery';
const loopback = '127.0.0.2';
const work = mkdtempSync(join(tmpdir(), 'console-scale-'));
const children = [];
const requests = new Map();
let relays = [];

try {
  build();
  await start('mqnamesrv', 'src/NameServer', nameServerProperties());
  for (const [index, name] of brokerNames.entries())
    await startBroker(name, firstPort + index * 10);
  const pid = await startConsole();
  await measure(pid);
} finally {
  for (const child of children.reverse())
    await end(child);
  relays.forEach(relay => relay.close());
  rmSync(work, { recursive: true, force: true });
}
process.exit(0);

function build() {
  for (const project of ['NameServer', 'Broker', 'Console'])
    execFileSync('dotnet', ['build', join(root, 'src', project), '-c', 'Release', '-v', 'quiet', '--nologo'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function nameServerProperties() {
  return { listenPort: nameServerPort, kvConfigPath: join(work, 'kvConfig.json'), configStorePath: join(work, 'namesrv.properties') };
}

async function startBroker(name, port) {
  const store = join(work, name);
  mkdirSync(join(store, 'config'), { recursive: true });
  // The tables are written as files: made by requests, they would take longer than the measurement.
  writeFileSync(join(store, 'config/topics.json'), JSON.stringify(topicTable()));
  writeFileSync(join(store, 'config/subscriptionGroup.json'), JSON.stringify(groupTable()));
  writeFileSync(join(store, 'config/consumerOffset.json'), JSON.stringify(offsetTable()));
  relay(port);
  await start('mqbroker', 'src/Broker', {
    brokerName: name, listenPort: port, brokerIP1: loopback, namesrvAddr: `127.0.0.1:${nameServerPort}`, storePathRootDir: store, mappedFileSizeCommitLog: 1048576,
  });
}

function topicTable() {
  const table = {};
  for (let i = 0; i < topics; i++)
    table[topicName(i)] = { topicName: topicName(i), readQueueNums: 4, writeQueueNums: 4, perm: 6, topicFilterType: 'SINGLE_TAG', topicSysFlag: 0, order: false };
  return { dataVersion: { counter: 1, timestamp: 1 }, topicConfigTable: table };
}

function groupTable() {
  const table = {};
  for (let i = 0; i < groups; i++)
    table[groupName(i)] = { groupName: groupName(i), consumeEnable: true, retryQueueNums: 1, retryMaxTimes: 16 };
  return { dataVersion: { counter: 1, timestamp: 1 }, subscriptionGroupTable: table };
}

// Each group reads two topics.
function offsetTable() {
  const table = {};
  for (let i = 0; i < groups; i++)
    for (const topic of [2 * i, 2 * i + 1])
      table[`${topicName(topic % topics)}@${groupName(i)}`] = { 0: 0, 1: 0, 2: 0, 3: 0 };
  return { offsetTable: table };
}

function topicName(i) {
  return `orders-${String(i).padStart(5, '0')}`;
}

function groupName(i) {
  return `billing-${String(i).padStart(4, '0')}`;
}

// Counts the frames that clients send: four bytes of length, four of the header's, then its JSON with the request's code.
function relay(port) {
  const server = net.createServer(client => {
    const broker = net.connect(port, '127.0.0.1');
    let rest = Buffer.alloc(0);
    client.on('data', data => {
      rest = count(port, Buffer.concat([rest, data]));
      broker.write(data);
    });
    broker.pipe(client);
    client.on('close', () => broker.destroy()).on('error', () => broker.destroy());
    broker.on('close', () => client.destroy()).on('error', () => client.destroy());
  }).listen(port, loopback);
  relays.push(server);
  requests.set(port, new Map());
}

function count(port, bytes) {
  while (bytes.length >= 8 && bytes.length >= 4 + bytes.readUInt32BE(0)) {
    const header = bytes.subarray(8, 8 + (bytes.readUInt32BE(4) & 0xffffff));
    const code = bytes[4] === 0 ? JSON.parse(header).code : header.readUInt16BE(0);
    requests.get(port).set(code, (requests.get(port).get(code) ?? 0) + 1);
    bytes = bytes.subarray(4 + bytes.readUInt32BE(0));
  }
  return bytes;
}

async function start(command, project, properties) {
  const file = join(work, `${command}-${properties.listenPort}.properties`);
  writeFileSync(file, Object.entries(properties).map(([name, value]) => `${name}=${value}`).join('\n'));
  await run(join(root, project, 'bin/Release/net10.0', command), ['-c', file], {}, line => line.startsWith('READY'));
}

async function startConsole() {
  const child = await run(
    join(root, 'src/Console/bin/Release/net10.0/Console'),
    ['--urls', consoleUrl, '--data', join(work, 'data'), '--attach', `127.0.0.1:${nameServerPort}`],
    { CONSOLE_ADMIN_PASSWORD: password }, line => /attached to/i.test(line));
  return child.pid;
}

function run(program, args, environment, ready) {
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', data => {
      text += data;
      if (text.split('\n').some(ready))
        resolve(child);
    });
    child.on('exit', code => reject(new Error(`${program} ended with ${code}:\n${text}`)));
  });
}

function end(child) {
  return new Promise(resolve => {
    child.removeAllListeners('exit').on('exit', resolve);
    if (child.exitCode === null)
      child.kill('SIGTERM');
    else
      resolve();
  });
}

async function measure(pid) {
  const cookie = await signIn();
  const get = async path => {
    const begun = performance.now();
    const answer = await fetch(consoleUrl + path, { headers: { cookie }, redirect: 'manual' });
    const text = await answer.text();
    if (answer.status !== 200)
      throw new Error(`${path} was answered ${answer.status}`);
    return { took: performance.now() - begun, text };
  };
  const clusters = JSON.parse((await get('/api/v1/clusters')).text);
  const cluster = `/c/${clusters[0].name}`;
  // Until topics and groups of all brokers are listed.
  while ((await get(`/api/v1${cluster.replace('/c/', '/clusters/')}/groups?limit=1`)).text.length < 3)
    await wait(1);
  await wait(15);

  await Promise.all(Array.from({ length: viewers }, () => watch(cookie, clusters[0].name)));
  await wait(10);
  for (const counts of requests.values())
    counts.clear();
  const [begun, processor, times] = [performance.now(), busy(pid), new Map()];
  while (performance.now() - begun < seconds * 1000) {
    for (const page of ['overview', 'topics', 'topics?q=orders-09&sort=Name', 'groups', 'groups?sort=Lag', 'clients', 'radar']) {
      const { took } = await get(`${cluster}/${page}`);
      times.set(page, [...(times.get(page) ?? []), took]);
    }
    for (const list of ['topics?limit=100', 'groups?limit=100']) {
      const { took } = await get(`/api/v1${cluster.replace('/c/', '/clusters/')}/${list}`);
      times.set(`api ${list}`, [...(times.get(`api ${list}`) ?? []), took]);
    }
    await wait(0.5);
  }

  const passed = (performance.now() - begun) / 1000;
  console.log(`topics ${topics}\ngroups ${groups}\nbrokers ${brokerNames.length}\nviewers ${viewers}\nseconds ${passed.toFixed(0)}`);
  for (const [page, all] of times) {
    all.sort((a, b) => a - b);
    console.log(`page ${page} median ${at(all, 0.5)} ms, p95 ${at(all, 0.95)} ms, of ${all.length}`);
  }

  for (const [port, counts] of requests) {
    const looks = counts.get(28) ?? 0;
    const lists = [...counts].filter(([code]) => code !== 28).reduce((sum, [, times]) => sum + times, 0);
    console.log(`broker ${port}: ${(looks / passed).toFixed(2)} looks at figures a second, ${(lists / (passed / 5)).toFixed(1)} other requests in 5 s (${[...counts].map(([code, times]) => `${code}: ${times}`).join(', ')})`);
  }

  console.log(`core_share ${((busy(pid) - processor) / passed).toFixed(3)}`);
  console.log(`memory_mb ${memory(pid, 'VmRSS')}\nmemory_peak_mb ${memory(pid, 'VmHWM')}`);
}

async function signIn() {
  const page = await fetch(`${consoleUrl}/login`);
  const html = await page.text();
  const cookies = page.headers.getSetCookie().map(cookie => cookie.split(';')[0]);
  const form = new URLSearchParams({ _handler: 'login', __RequestVerificationToken: html.match(/name="__RequestVerificationToken" value="([^"]+)"/)[1], Name: 'admin', Password: password });
  const answer = await fetch(`${consoleUrl}/login`, { method: 'POST', body: form, redirect: 'manual', headers: { cookie: cookies.join('; ') } });
  const all = [...cookies, ...answer.headers.getSetCookie().map(cookie => cookie.split(';')[0])];
  if (answer.status !== 302)
    throw new Error(`login was answered ${answer.status}`);
  return all.join('; ');
}

async function watch(cookie, cluster) {
  const connection = new signalR.HubConnectionBuilder().withUrl(`${consoleUrl}/hubs/live`, { headers: { cookie } }).configureLogging(signalR.LogLevel.None).build();
  connection.on('rates', () => {});
  await connection.start();
  await connection.invoke('Watch', cluster);
}

// Fields 14 and 15 of /proc/PID/stat, after the name in brackets: user and system time.
function busy(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function memory(pid, field) {
  return Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${field}:\\s+(\\d+)`))[1]) / 1024);
}

function at(sorted, part) {
  return sorted[Math.floor((sorted.length - 1) * part)].toFixed(0);
}

function wait(duration) {
  return new Promise(done => setTimeout(done, duration * 1000));
}
