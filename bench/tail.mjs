// What a page that follows a busy topic costs: opens it in a real browser while messages come in, and measures how long the page was busy at a time, how
// long a click took to be answered, what it shows, and the console's processor time and memory.
// Usage: node bench/tail.mjs URL USER PASSWORD CLUSTER TOPIC PID [SECONDS], with the process id of the console (Linux); mqload send --rate 10000 is the load.
import { readFileSync } from 'node:fs';
import { open, pause } from './browser.mjs';

const [url, user, password, cluster, topic, pid, seconds = '60'] = process.argv.slice(2);
const ticksPerSecond = 100;
const page = await open(url, user, password);
await page.go(`c/${cluster}/topics/${topic}/tail`);
await page.until('document.querySelectorAll("tbody tr").length > 0');
await page.run(`
  window.busy = []; window.gaps = [];
  new PerformanceObserver(list => busy.push(...list.getEntries().map(entry => entry.duration))).observe({ entryTypes: ['longtask'] });
  let last = performance.now();
  const frame = now => { gaps.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame); 0`);
await page.call('HeapProfiler.enable');
const heap = async () => {
  await page.call('HeapProfiler.collectGarbage');
  return (await page.call('Runtime.getHeapUsage')).usedSize;
};
const [heapBefore, processorBefore, begun] = [await heap(), processor(), performance.now()];
const clicks = [];
while (performance.now() - begun < Number(seconds) * 1000) {
  clicks.push(await click('Pause', 'Go on'), await click('Go on', 'Pause'));
  await pause(2000);
}
const elapsed = (performance.now() - begun) / 1000;
const share = (processor() - processorBefore) / elapsed;
const { busy, gaps, rows, figures, nodes } = await page.run(`({
  busy, gaps, rows: document.querySelectorAll('tbody tr').length, nodes: document.querySelectorAll('*').length,
  figures: document.querySelector('.figures').innerText.replace(/\\s+/g, ' ') })`);
const heapAfter = await heap();
await page.close();
const sorted = list => list.toSorted((a, b) => a - b);
const at = (list, part) => list.length ? Math.round(sorted(list)[Math.floor((list.length - 1) * part)]) : 0;
console.log(`seconds ${elapsed.toFixed(0)}\nshown ${figures}\nrows ${rows}\nelements ${nodes}`);
console.log(`long_tasks ${busy.length}\nlong_task_ms_p99 ${at(busy, 0.99)}\nlong_task_ms_longest ${at(busy, 1)}`);
console.log(`frame_gap_ms_median ${at(gaps, 0.5)}\nframe_gap_ms_p99 ${at(gaps, 0.99)}\nframe_gap_ms_longest ${at(gaps, 1)}`);
console.log(`click_ms_median ${at(clicks, 0.5)}\nclick_ms_longest ${at(clicks, 1)}`);
console.log(`browser_heap_mb ${(heapBefore / 1e6).toFixed(1)} ${(heapAfter / 1e6).toFixed(1)}\nconsole_core_share ${share.toFixed(2)}\nconsole_memory_mb ${memory()}`);

// How long until a button answers: the server has it, and the page shows it.
function click(from, to) {
  return page.run(`new Promise(done => {
    const button = text => [...document.querySelectorAll('button')].find(one => one.innerText.trim() === text);
    const begun = performance.now();
    button(${JSON.stringify(from)}).click();
    const look = () => button(${JSON.stringify(to)}) ? done(performance.now() - begun) : setTimeout(look, 1);
    look();
  })`);
}

// Fields 14 and 15 of /proc/PID/stat, after the name in brackets: user and system time.
function processor() {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function memory() {
  return Math.round(Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024);
}
