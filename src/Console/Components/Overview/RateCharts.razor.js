// Feeds two charts, messages in and out per broker, from the hub (docs/hub.md). Reconnects by itself for as long as it lives.
import { create } from '../Shared/LiveChart.razor.js';

const kept = 600;

export function start(inElement, outElement, options) {
  const ticks = [];
  let brokers = [];
  let charts = [];
  let ended = false;
  let connection = null;

  draw();
  connect();

  async function connect() {
    await import(new URL(options.client, document.baseURI).href);
    connection = new signalR.HubConnectionBuilder()
      .withUrl(new URL('.' + options.hub, document.baseURI).href)
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: wait => Math.min(1000 * 2 ** wait.previousRetryCount, 10000) })
      .configureLogging(signalR.LogLevel.None)
      .build();
    connection.on('rates', tick => {
      if (tick.cluster === options.cluster) {
        add([tick]);
      }
    });
    connection.onreconnected(watch);
    await open();
  }

  // The client retries lost connections, but not the first one.
  async function open() {
    while (!ended) {
      try {
        await connection.start();
        await watch();
        return;
      } catch {
        await connection.stop();
        await new Promise(done => setTimeout(done, 3000));
      }
    }
    await connection.stop();
  }

  async function watch() {
    add(await connection.invoke('Watch', options.cluster));
  }

  // What was drawn before an interruption stays; of the history only what came since is new.
  function add(news) {
    if (ended) {
      return;
    }
    const last = ticks.length ? ticks[ticks.length - 1].at : 0;
    const fresh = news.filter(tick => tick.at > last);
    ticks.push(...fresh);
    ticks.splice(0, ticks.length - kept);
    if (fresh.some(tick => tick.brokers.some(broker => !brokers.some(known => known.address === broker.address)))) {
      draw();
    } else if (fresh.length > 1) {
      fill();
    } else {
      fresh.forEach(tick => charts.forEach(chart => chart.plot.push(tick.at / 1000, row(tick, chart.field))));
    }
  }

  function draw() {
    charts.forEach(chart => chart.plot.dispose());
    brokers = [...new Map(ticks.flatMap(tick => tick.brokers).map(broker => [broker.address, broker])).values()];
    const series = brokers.map(label);
    charts = [[inElement, 'in'], [outElement, 'out']].map(([element, field]) => ({ field, plot: create(element, { ...options.chart, series }) }));
    fill();
  }

  function fill() {
    charts.forEach(chart => chart.plot.replace(ticks.map(tick => tick.at / 1000), ticks.map(tick => row(tick, chart.field))));
  }

  function row(tick, field) {
    return brokers.map(broker => tick.brokers.find(other => other.address === broker.address)?.[field] ?? null);
  }

  // Master and slaves share a name; only then the address is worth its width.
  function label(broker) {
    return brokers.filter(other => other.name === broker.name).length > 1 ? `${broker.name} ${broker.address}` : broker.name;
  }

  return {
    dispose() {
      ended = true;
      charts.forEach(chart => chart.plot.dispose());
      connection?.stop();
    },
  };
}
