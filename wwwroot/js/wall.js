// Draws a wall and keeps it up to date from the hub, for weeks: it opens the wall anew after every loss of the connection, keeps one hour of
// points for a chart at most, and reuses its elements. Every tile says how old its figures are, by the server's clock.
const root = document.getElementById('wall');
const texts = JSON.parse(root.dataset.texts);
const stale = 15;
const staleOf = { Proof: 30 };
const chartEvery = 5;
const past = 3600;
const symbols = { good: '✓', warn: '▲', bad: '✕', unknown: '?' };
const number = new Intl.NumberFormat(root.dataset.language, { maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(root.dataset.language, { notation: 'compact', maximumFractionDigits: 1 });

let create;
let connection;
let connecting = false;
let screens = [];
let title;
let status;
let shown = 0;
let turnAt = Infinity;
let seconds = 0;
let drawn = '';
// What the server's clock says, reckoned from its last word and this browser's monotonic clock.
let clock = null;

start();

async function start() {
  await import(new URL(root.dataset.client, document.baseURI).href);
  ({ create } = await import(new URL(root.dataset.chart, document.baseURI).href));
  status = element('p', 'status', texts.connecting);
  root.replaceChildren(status);
  setInterval(tick, 1000);
  connection = new signalR.HubConnectionBuilder()
    .withUrl(new URL('.' + root.dataset.hub, document.baseURI).href)
    .configureLogging(signalR.LogLevel.None)
    .build();
  connection.on('tiles', show);
  // When the connection is lost meanwhile, it is opened with the next one.
  connection.on('changed', () => open().catch(() => {}));
  connection.onclose(connect);
  await connect();
}

// Tries for as long as the page lives: the server may be away for a night.
async function connect() {
  if (connecting) {
    return;
  }
  connecting = true;
  for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
    try {
      await connection.start();
      await open();
      connecting = false;
      return;
    } catch {
      await new Promise(done => setTimeout(done, wait));
    }
  }
}

async function open() {
  let wall;
  try {
    wall = await connection.invoke('Open', root.dataset.token);
  } catch (refusal) {
    if (connection.state === 'Connected') {
      close();
      // A link that is not good any more does not become so, but the answer may have been lost on the way.
      setTimeout(() => connection.state === 'Connected' && open().catch(() => {}), 60000);
      return;
    }
    throw refusal;
  }
  setClock(wall.now);
  const composition = JSON.stringify([wall.name, wall.seconds, wall.screens.map(tiles => tiles.map(tile => [tile.kind, tile.about, tile.name]))]);
  if (composition !== drawn) {
    build(wall);
    drawn = composition;
  }
  wall.screens.forEach((tiles, s) => tiles.forEach((tile, t) => tile.past && screens[s].tiles[t].fill?.(tile.past)));
}

function close() {
  clear();
  drawn = '';
  status = element('p', 'status', texts.closed);
  root.replaceChildren(status);
}

function clear() {
  screens.forEach(screen => screen.tiles.forEach(tile => tile.dispose?.()));
  screens = [];
}

function build(wall) {
  clear();
  document.title = wall.name;
  title = element('h1', '', wall.name);
  const dots = element('ol', 'dots');
  screens = wall.screens.map(tiles => {
    const frame = element('div', 'screen');
    frame.dataset.count = tiles.length;
    const built = tiles.map(makeTile);
    frame.append(...built.map(tile => tile.element));
    dots.append(element('li', ''));
    return { element: frame, tiles: built };
  });
  dots.hidden = screens.length < 2;
  const head = element('header', '');
  head.append(title, dots);
  root.replaceChildren(head, ...screens.map(screen => screen.element));
  // Charts take their colours from the page, so they are made when their places are on it.
  screens.forEach(screen => screen.tiles.forEach(tile => tile.attach?.()));
  seconds = wall.seconds;
  turn(0);
}

function turn(to) {
  shown = to;
  turnAt = screens.length > 1 ? performance.now() + seconds * 1000 : Infinity;
  screens.forEach((screen, i) => (screen.element.hidden = i !== shown));
  root.querySelectorAll('.dots li').forEach((dot, i) => (dot.dataset.on = i === shown));
}

function tick() {
  if (performance.now() >= turnAt) {
    turn((shown + 1) % screens.length);
  }
  screens.forEach(screen => screen.tiles.forEach(tile => tile.age()));
}

function show(message) {
  setClock(message.now);
  message.screens?.forEach((tiles, s) => tiles.forEach((data, t) => screens[s]?.tiles[t]?.update(data)));
}

function setClock(now) {
  clock = { now, at: performance.now() };
}

function makeTile(tile) {
  const frame = element('section', 'tile');
  frame.dataset.kind = tile.kind;
  const age = element('span', 'age', texts.waiting);
  const head = element('header', '');
  head.append(element('h2', '', texts[tile.kind[0].toLowerCase() + tile.kind.slice(1)]), element('span', 'about', tile.name || (tile.kind === 'Rates' || tile.kind === 'Lag' ? texts.cluster : '')), age);
  const body = element('div', 'body');
  frame.append(head, body);
  const content = { Rates: rates, Lag: lag, TopTopics: rows, Brokers: rows, Expiry: rows, Proof: rows }[tile.kind]?.(body, tile.kind) ?? { update() {} };
  let asOf = null;
  return {
    element: frame,
    attach: content.attach,
    fill: content.fill,
    dispose: content.dispose,
    update(data) {
      asOf = data.asOf;
      content.update(data);
      this.age();
    },
    age() {
      if (asOf === null || clock === null) {
        return;
      }
      const old = Math.max(0, Math.round((clock.now + performance.now() - clock.at - asOf) / 1000));
      const isOld = old >= (staleOf[tile.kind] ?? stale);
      frame.dataset.stale = isOld;
      write(age, (isOld ? texts.noData : texts.asOf).replace('{0}', span(old)));
    },
  };
}

function rates(body) {
  const [into, out] = [figure(texts.in, '/s'), figure(texts.out, '/s')];
  const figures = element('div', 'figures');
  figures.append(into.element, out.element);
  const chart = plot(body, figures, [texts.in, texts.out], 'Rate');
  return {
    ...chart,
    update(data) {
      into.set(amount(data.in));
      out.set(amount(data.out));
      chart.push(data.asOf, [data.in ?? null, data.out ?? null]);
    },
  };
}

function lag(body) {
  const [messages, oldest] = [figure(texts.lag, ''), figure(texts.oldestUnread, '')];
  const figures = element('div', 'figures');
  figures.append(messages.element, oldest.element);
  const chart = plot(body, figures, [texts.lag], 'Count');
  return {
    ...chart,
    update(data) {
      messages.set(amount(data.lag));
      oldest.set(data.oldestUnread == null ? '—' : span(data.oldestUnread));
      chart.push(data.asOf, [data.lag ?? null]);
    },
  };
}

function plot(body, figures, series, format) {
  const frame = element('div', 'plot');
  frame.setAttribute('role', 'img');
  frame.setAttribute('aria-label', texts.chart);
  body.append(figures, frame);
  const options = { series, format, window: past, longestSilence: chartEvery * 5, height: null, language: root.dataset.language, timeZone: null, noData: texts.waiting };
  // The plot takes what is left of the tile; the chart follows its size.
  let chart;
  let last = 0;
  return {
    attach() {
      chart = create(frame, options);
    },
    fill(points) {
      chart.replace(points.times, points.rows);
      last = points.times.at(-1) ?? 0;
    },
    push(asOf, values) {
      if (asOf !== null && asOf / 1000 - last >= chartEvery) {
        last = asOf / 1000;
        chart.push(last, values);
      }
    },
    dispose: () => chart.dispose(),
  };
}

// Lists reuse their lines; a line is made of cells that only change their text.
function rows(body, kind) {
  const list = element('ol', 'rows');
  const more = element('p', 'more');
  body.append(list, more);
  const lines = [];
  return {
    update(data) {
      const wanted = data.rows ?? [];
      while (lines.length < wanted.length) {
        lines.push(line());
        list.append(lines.at(-1).element);
      }
      while (lines.length > wanted.length) {
        lines.pop().element.remove();
      }
      wanted.forEach((row, i) => lines[i].set(row, cells(kind, row)));
      const hidden = (data.total ?? wanted.length) - wanted.length;
      write(more, wanted.length === 0 ? (kind === 'Expiry' ? texts.allRead : texts.nothing) : hidden > 0 ? texts.more.replace('{0}', number.format(hidden)) : '');
    },
  };
}

function cells(kind, row) {
  if (kind === 'Expiry') {
    const left = row.left == null ? texts.unknown : row.left <= 0 ? texts.gone : texts.left.replace('{0}', span(row.left));
    return [row.detail, short.format(row.messages ?? 0), left];
  }
  if (kind === 'Proof') {
    return [row.age == null ? texts.never : texts.asOf.replace('{0}', span(Math.round(row.age))), row.p99 == null ? '' : `p99 ${number.format(row.p99)} ms`];
  }
  const flow = [`↓ ${rate(row.in)}`, `↑ ${rate(row.out)}`];
  return kind === 'Brokers' ? [...flow, row.disk == null ? '—' : `${texts.disk} ${number.format(row.disk * 100)} %`] : flow;
}

function line() {
  const item = element('li', '');
  const state = element('span', 'state');
  const name = element('span', 'name');
  const values = [0, 1, 2].map(() => element('span', 'value'));
  item.append(state, name, ...values);
  return {
    element: item,
    set(row, cells) {
      item.dataset.state = row.state;
      write(state, symbols[row.state]);
      state.title = texts[row.state] ?? '';
      write(name, row.name);
      values.forEach((value, i) => write(value, cells[i] ?? ''));
    },
  };
}

function figure(label, unit) {
  const frame = element('div', 'figure');
  const value = element('span', 'number', '—');
  frame.append(element('span', 'label', label), value, element('span', 'unit', unit));
  return { element: frame, set: text => write(value, text) };
}

function rate(value) {
  return value == null ? amount(value) : `${amount(value)}/s`;
}

function amount(value) {
  return value == null ? '—' : Math.abs(value) >= 10000 ? short.format(value) : number.format(value);
}

function span(total) {
  const [unit, length] = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]].find(([, length]) => total >= length * (length === 1 ? 0 : 2)) ?? ['s', 1];
  return `${number.format(Math.floor(total / length))} ${unit}`;
}

function write(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

function element(name, kind, text = '') {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = text;
  return made;
}
