// Draws one live chart with uPlot. Colours come from the page's custom properties and follow its theme.
import uPlot from '../../lib/uplot/uPlot.esm.js';

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function create(element, options) {
  let data = [[], ...options.series.map(() => [])];
  let plot = draw();
  const resized = new ResizeObserver(() => plot.setSize(sizeOf(element, options)));
  const themed = new MutationObserver(redraw);
  const system = matchMedia('(prefers-color-scheme: dark)');
  resized.observe(element);
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', redraw);

  function draw() {
    element.dataset.empty = data[0].length === 0 ? options.noData : '';
    return new uPlot(configuration(element, options), data, element);
  }

  function redraw() {
    plot.destroy();
    plot = draw();
  }

  function append(time, values) {
    const times = data[0];
    const last = times[times.length - 1];
    if (last !== undefined && time <= last) {
      return;
    }
    if (last !== undefined && time - last > options.longestSilence) {
      times.push(last + (time - last) / 2);
      options.series.forEach((_, i) => data[i + 1].push(null));
    }
    times.push(time);
    options.series.forEach((_, i) => data[i + 1].push(values[i] ?? null));
  }

  function show() {
    const oldest = (options.until ?? data[0][data[0].length - 1]) - options.window;
    const gone = data[0].findIndex(time => time >= oldest);
    if (gone > 0) {
      data = data.map(column => column.slice(gone));
    }
    element.dataset.empty = data[0].length === 0 ? options.noData : '';
    plot.setData(data);
  }

  return {
    push(time, values) {
      append(time, values);
      show();
    },
    // "until" is where the window ends; without it, at the newest point.
    replace(times, rows, until) {
      options.until = until ?? null;
      data = [[], ...options.series.map(() => [])];
      times.forEach((time, i) => append(time, rows[i]));
      show();
    },
    dispose() {
      resized.disconnect();
      themed.disconnect();
      system.removeEventListener('change', redraw);
      plot.destroy();
    },
  };
}

function configuration(element, options) {
  const colour = name => resolve(element, name);
  const font = `12px ${getComputedStyle(element).fontFamily}`;
  const write = writer(options.format, options.language);
  const zone = options.timeZone ? { timeZone: options.timeZone } : {};
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone });
  const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', ...zone });
  const day = new Intl.DateTimeFormat(options.language, { month: 'short', day: 'numeric', ...zone });
  const dayAndClock = at => `${day.format(at)} ${clock.format(at)}`;
  const axis = { stroke: colour('--chart-text'), font, grid: { stroke: colour('--chart-grid'), width: 1 }, ticks: { show: false } };

  return {
    ...sizeOf(element, options),
    padding: [8, 12, 6, 0],
    cursor: { points: { size: 6 }, y: false, ...(options.syncKey ? { sync: { key: options.syncKey } } : {}) },
    scales: {
      x: { time: true, range: (_, min, max) => windowOf(options, min, max) },
      y: { range: (_, min, max) => [Math.min(0, min ?? 0), max > 0 ? max * 1.1 : 1] },
    },
    axes: [
      {
        ...axis,
        incrs: [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 5184000],
        size: 28,
        space: 70,
        values: (_, splits, __, ___, step) => splits.map(at => (step < 60 ? clockWithSeconds : step < 86400 ? clock : day).format(at * 1000)),
      },
      { ...axis, size: 64, space: 36, values: (_, splits) => splits.map(write) },
    ],
    series: [
      { value: (_, at) => (at === null ? '' : options.window > 86400 ? dayAndClock(at * 1000) : clockWithSeconds.format(at * 1000)) },
      ...options.series.map((label, i) => ({
        label,
        stroke: colour(`--chart-${(i % 8) + 1}`),
        width: 1.5,
        points: { show: false },
        spanGaps: false,
        value: (u, value, series) => write(value ?? latest(u, series)),
      })),
    ],
    legend: { live: true },
  };
}

// Without a height the chart takes that of its element, less the legend below it.
function sizeOf(element, options) {
  return { width: element.clientWidth, height: options.height ?? Math.max(40, element.clientHeight - 32) };
}

function windowOf(options, min, max) {
  const end = options.until ?? max;
  return end === null ? [min, max] : [end - options.window, end];
}

// A canvas does not know custom properties and light-dark(); an element's computed colour is what they come to.
function resolve(element, name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

// Without a cursor the legend shows the newest values; a chart that is only looked at still tells its figures.
function latest(plot, series) {
  const column = plot.data?.[series];
  return plot.cursor?.idx == null && column?.length ? column[column.length - 1] : null;
}

function writer(format, language) {
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const small = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
  const number = value => (Math.abs(value) >= 1 || value === 0 ? plain : small).format(value);
  const bytes = value => {
    let unit = 0;
    while (Math.abs(value) >= 1023.5 && unit < byteUnits.length - 1) {
      value /= 1024;
      unit++;
    }
    return `${number(value)} ${byteUnits[unit]}`;
  };
  const duration = seconds => {
    const [unit, length] = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]].find(([, length]) => seconds >= length) ?? ['s', 1];
    return `${number(seconds / length)} ${unit}`;
  };
  const forms = {
    Count: number,
    Rate: value => `${number(value)}/s`,
    Bytes: bytes,
    ByteRate: value => `${bytes(value)}/s`,
    Duration: duration,
    Milliseconds: value => `${number(value)} ms`,
    Percent: value => `${number(value * 100)} %`,
  };
  return value => (value === null || value === undefined ? '—' : forms[format](value));
}
