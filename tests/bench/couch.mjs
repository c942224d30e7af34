/** A server that speaks CouchDB's protocol, filled from a file of JSON lines: `node couch.mjs <port> <file>`. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import memory from 'pouchdb-adapter-memory';
import PouchDB from 'pouchdb-core';
import find from 'pouchdb-find';
import mapreduce from 'pouchdb-mapreduce';
import replication from 'pouchdb-replication';

const [port, file] = process.argv.slice(2);
const SLICE = 2000;

const Server = PouchDB.plugin(memory)
  .plugin(mapreduce)
  .plugin(replication)
  .plugin(find)
  .defaults({ adapter: 'memory' });
const db = new Server('submissions');
let slice = [];
for await (const line of createInterface({ input: createReadStream(file) })) {
  const item = JSON.parse(line);
  slice.push({ ...item, _id: item.id });
  if (slice.length < SLICE) continue;
  await db.bulkDocs(slice);
  slice = [];
}
await db.bulkDocs(slice);

const app = express();
app.use(
  '/',
  expressPouchDB(Server, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }),
);
app.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
