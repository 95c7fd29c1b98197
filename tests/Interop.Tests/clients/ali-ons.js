// Drives the npm client ali-ons for Interop.Tests. One JSON object per line on standard output; commands arrive as JSON lines
// on standard input, and its end ends the process.
//
//   node ali-ons.js produce  <name server> <group>
//     {"topic":"T","tag":"A","keys":["k"],"body":"text"}  ->  {"sent":{...}} or {"failed":"reason"}
//   node ali-ons.js consume  <name server> <group> <topic> <tag expression> [broadcast]
//     ->  {"ready":true}, then {"message":{...}} for each message; {"retry":"body"} on input makes that body fail once
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');

// A broadcasting client keeps its offsets below the home folder; each process gets one of its own.
const home = process.env.HOME = fs.mkdtempSync(path.join(os.tmpdir(), 'ali-ons-'));
process.on('exit', () => fs.rmSync(home, { recursive: true, force: true }));
const { Producer, Consumer, Message } = require('ali-ons');

const [mode, nameSrv, group, topic, expression, model] = process.argv.slice(2);
const quiet = { info() {}, debug() {}, warn() {}, error(error) { print({ error: String(error && error.message || error) }); } };
const options = { nameSrv, httpclient: {}, instanceName: `${mode}-${process.pid}`, logger: quiet };
const print = value => process.stdout.write(`${JSON.stringify(value)}\n`);
const lines = readline.createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
process.on('unhandledRejection', error => print({ error: String(error && error.message || error) }));

async function produce() {
  const producer = new Producer({ ...options, producerGroup: group });
  producer.on('error', quiet.error);
  await producer.ready();
  print({ ready: true });
  for await (const line of lines) {
    const wanted = JSON.parse(line);
    const message = new Message(wanted.topic, wanted.tag, wanted.body);
    message.keys = wanted.keys || [];
    try {
      const { sendStatus, msgId, messageQueue, queueOffset } = await producer.send(message);
      print({ sent: { sendStatus, msgId, queueId: messageQueue.queueId, queueOffset: Number(queueOffset) } });
    } catch (error) {
      print({ failed: String(error.message) });
    }
  }
}

async function consume() {
  const failOnce = new Set();
  const consumer = new Consumer({ ...options, consumerGroup: group, consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', isBroadcast: model === 'broadcast' });
  consumer.on('error', quiet.error);
  consumer.subscribe(topic, expression, async message => {
    const body = message.body.toString();
    if (failOnce.delete(body)) throw new Error(`asked to fail on ${body}`);
    print({
      message: {
        body, msgId: message.msgId, topic: message.topic, tag: message.tags, keys: message.keys,
        queueId: message.queueId, queueOffset: Number(message.queueOffset), reconsumeTimes: message.reconsumeTimes,
      },
    });
  });
  lines.on('line', line => failOnce.add(JSON.parse(line).retry));
  await consumer.ready();
  print({ ready: true });
}

({ produce, consume })[mode]().catch(error => {
  print({ error: String(error && error.stack || error) });
  process.exit(1);
});
