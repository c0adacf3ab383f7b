// DuckDB on the cases' own NDJSON: duckdb.mjs FOLDER THREADS. Prints JSON: seconds of processor time for loading and for judging, and the counts.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [folder, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const db = await instance.connect();
const sql = (text) => db.run(text);
const seconds = async (work) => {  // of processor time
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

await sql(readFileSync(`${folder}/tables.sql`, 'utf8'));
await sql(readFileSync(`${folder}/verdicts_duckdb.sql`, 'utf8'));
await sql(`INSERT INTO statement SELECT * FROM read_csv('${folder}/statements.csv', nullstr='', all_varchar=true, header=true)`);
await sql(`INSERT INTO judged VALUES (${readFileSync(`${folder}/as-of.txt`, 'utf8')})`);

// Only what the statements ask for is read out of the records, each part into columns of its own.
const load = await seconds(async () => {
  await sql(`CREATE TABLE record AS SELECT row_number() OVER () AS case_no, * FROM read_json('${folder}/cases.ndjson', format='newline_delimited',
    columns={events: 'STRUCT("type" VARCHAR, "at" VARCHAR)[]', closed: 'STRUCT("at" DATE)',
      attributes: 'STRUCT(housing STRUCT(status VARCHAR), risk VARCHAR, benefits STRUCT(claim BOOLEAN), telephone BOOLEAN, family STRUCT(contact BOOLEAN), health STRUCT(doctor BOOLEAN))'})`);
  await sql(`INSERT INTO cases SELECT case_no, closed."at" - DATE '1970-01-01' FROM record`);
  await sql(`INSERT INTO event SELECT case_no, e."type", CAST(left(e."at", 10) AS DATE) - DATE '1970-01-01' FROM (SELECT case_no, unnest(events) AS e FROM record)`);
  const word = (path) => `CASE attributes.${path} WHEN true THEN 'yes' WHEN false THEN 'no' END`;
  for (const [path, value] of [['housing.status', 'attributes.housing.status'], ['risk', 'attributes.risk'], ...['benefits.claim', 'telephone', 'family.contact', 'health.doctor'].map((p) => [p, word(p)])])
    await sql(`INSERT INTO attribute SELECT case_no, '${path}', v FROM (SELECT case_no, ${value} AS v FROM record) WHERE v IS NOT NULL`);
  await sql('DROP TABLE record');
});

let rows;
const judge = await seconds(async () => {
  rows = (await db.runAndReadAll('SELECT id, verdict, count(*)::INTEGER FROM verdict GROUP BY ALL')).getRows();
});
const version = (await db.runAndReadAll('SELECT version()')).getRows()[0][0];
console.log(JSON.stringify({ version, load, judge, counts: rows }));
