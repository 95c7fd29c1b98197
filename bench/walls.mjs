// What many walls cost: opens one link many times, as browsers do, and measures the console's processor time and how old figures are when they
// arrive. Usage: node bench/walls.mjs LINK PID [WALLS] [SECONDS], with the process id of the console (Linux).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../src/Console/package.json', import.meta.url));
const signalR = require('@microsoft/signalr');
const [link, pid, walls = '200', seconds = '60'] = process.argv.slice(2);
const [, base, token] = link.match(/^(.*)\/wall\/([^/]+)$/);
const ticksPerSecond = 100;

let messages = 0;
let bytes = 0;
const delays = [];

// Fields 14 and 15 of /proc/PID/stat, after the name in brackets: user and system time.
function processor() {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

async function hang() {
  const connection = new signalR.HubConnectionBuilder().withUrl(`${base}/hubs/wall`).configureLogging(signalR.LogLevel.Error).build();
  // Of each tile, the moment its figures are of; only new ones say how long they took.
  const known = [];
  connection.on('tiles', message => {
    messages++;
    bytes += JSON.stringify(message).length;
    for (const [index, tile] of message.screens.flat().entries()) {
      if (tile.asOf && tile.asOf !== known[index] && known[index])
        delays.push(Date.now() - tile.asOf);
      known[index] = tile.asOf;
    }
  });
  await connection.start();
  await connection.invoke('Open', token);
  return connection;
}

const idle = await share(10);
const open = await Promise.all(Array.from({ length: Number(walls) }, hang));
await share(5);
[messages, bytes] = [0, 0];
delays.length = 0;
const busy = await share(Number(seconds));
delays.sort((a, b) => a - b);
const at = part => delays[Math.floor((delays.length - 1) * part)];
console.log(`walls ${open.length}\nmessages_per_second ${(messages / Number(seconds)).toFixed(1)}\nbytes_per_message ${Math.round(bytes / messages)}`);
console.log(`core_share_without ${idle.toFixed(3)}\ncore_share_with ${busy.toFixed(3)}`);
console.log(`age_of_new_figures_ms_median ${at(0.5)}\nage_of_new_figures_ms_p99 ${at(0.99)}\nage_of_new_figures_ms_longest ${at(1)}`);
process.exit(0);

async function share(over) {
  const [before, begun] = [processor(), performance.now()];
  await new Promise(done => setTimeout(done, over * 1000));
  return (processor() - before) / ((performance.now() - begun) / 1000);
}
