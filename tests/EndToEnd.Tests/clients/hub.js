// A program of somebody else that follows a topic through the hub, with nothing but the npm package and a token.
// Arguments: address of the console, token, cluster, topic. Prints what it gets, and ends when its input does.
const signalR = require('@microsoft/signalr');

const [url, token, cluster, topic] = process.argv.slice(2);
const connection = new signalR.HubConnectionBuilder()
  .withUrl(`${url}/hubs/live`, { accessTokenFactory: () => token })
  .configureLogging(signalR.LogLevel.Error)
  .build();
connection.on('rates', message => console.log(`RATES ${message.cluster} ${message.brokers.map(broker => broker.name).join()}`));
connection.on('figures', message => console.log(`FIGURES ${message.kind} ${message.name} ${message.figures.in > 0 ? 'flows' : 'rests'}`));

async function main() {
  await connection.start();
  await connection.invoke('Follow', cluster, 'topic', 'nothing').catch(error => console.log(`REFUSED ${error.message}`));
  await connection.invoke('Watch', cluster);
  await connection.invoke('Follow', cluster, 'topic', topic);
}

process.stdin.on('end', () => process.exit(0)).resume();
main().catch(error => {
  console.log(`FAILED ${error.message}`);
  process.exit(1);
});
