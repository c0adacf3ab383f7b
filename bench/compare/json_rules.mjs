// json-rules-engine, a case a run: json_rules.mjs FOLDER. The engine has no times: windows are facts worked out by functions, which its
// conditions then combine. Prints JSON: seconds of processor time for loading and for judging, and the counts.
import { readFileSync } from 'node:fs';
import { Engine } from 'json-rules-engine';

const folder = process.argv[2];
const asOf = Number(readFileSync(`${folder}/as-of.txt`, 'utf8'));
const lines = (name) => readFileSync(`${folder}/${name}`, 'utf8').trim().split('\n');
const now = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };

const start = now();
const cases = lines('cases.ndjson').map((line) => JSON.parse(line));
const load = now() - start;

const engine = new Engine([], { allowUndefinedFacts: true });
const dayOf = (text) => Date.parse(text.slice(0, 10)) / 86_400_000;
const firstFrom = (days, from, to) => (days ?? []).reduce((best, day) => (day >= from && day <= to && (best < 0 || day < best) ? day : best), -1);
// -1: did not happen, -2: not known.
engine.addFact('begun', async (s, almanac) => {
  const day = firstFrom((await almanac.factValue('days'))[s.start], 0, asOf);
  if (day < 0 || !s.attribute) return day;
  const value = (await almanac.factValue('values'))[s.attribute];
  return value === undefined ? -2 : value === s.value ? day : -1;
});
engine.addFact('step1', async (s, almanac) => {
  const from = await almanac.factValue('begun', s);
  return from < 0 ? -1 : firstFrom((await almanac.factValue('days'))[s.step1], from, from + s.days1);
});
engine.addFact('step2', async (s, almanac) => {
  const from = await almanac.factValue('step1', s);
  return from < 0 ? -1 : firstFrom((await almanac.factValue('days'))[s.step2], from, from + s.days2);
});
engine.addFact('due', async (s, almanac) => {  // of the step that is missing
  const step1 = await almanac.factValue('step1', s);
  return step1 < 0 ? (await almanac.factValue('begun', s)) + s.days1 : step1 + s.days2;
});
engine.addFact('block', async (s, almanac) =>
  s.block ? firstFrom((await almanac.factValue('days'))[s.block], await almanac.factValue('begun', s), await almanac.factValue('due', s)) : -1);

const test = (fact, operator, value) => (s) => ({ fact, params: s, operator, value });
const begun = test('begun', 'greaterThanInclusive', 0), unknown = test('begun', 'equal', -2);
const holds = (step) => test(step, 'greaterThanInclusive', 0), missing = (step) => test(step, 'lessThan', 0);
const blocked = test('block', 'greaterThanInclusive', 0), free = test('block', 'lessThan', 0);
const open = () => ({ fact: 'open', operator: 'equal', value: true }), over = () => ({ fact: 'open', operator: 'equal', value: false });

const header = ['id', 'start', 'attribute', 'value', 'step1', 'days1', 'step2', 'days2', 'block'];
for (const line of lines('statements.csv').slice(1)) {
  const s = Object.fromEntries(line.split(',').map((field, i) => [header[i], field]));
  s.days1 = Number(s.days1);
  s.days2 = Number(s.days2);
  const held = s.step2 ? [holds('step1')(s), holds('step2')(s)] : [holds('step1')(s)];
  const missed = s.step2 ? { any: [missing('step1')(s), missing('step2')(s)] } : missing('step1')(s);
  const add = (verdict, all) => engine.addRule({ conditions: { all }, event: { type: verdict, params: { id: s.id } } });
  add('undetermined', [unknown(s)]);
  add('fired', [begun(s), ...held]);
  add('blocked', [begun(s), missed, blocked(s)]);
  add('pending', [begun(s), missed, free(s), open(), test('due', 'greaterThanInclusive', asOf)(s)]);
  add('stalled', [begun(s), missed, free(s), { any: [over(), test('due', 'lessThan', asOf)(s)] }]);
}

const counts = new Map();
const beginning = now();
for (const record of cases) {
  const days = {}, values = {};
  for (const e of record.events) (days[e.type] ??= []).push(dayOf(e.at));
  const known = (path, value) => { if (value !== undefined && value !== null) values[path] = value === true ? 'yes' : value === false ? 'no' : value; };
  const a = record.attributes;
  known('housing.status', a.housing.status); known('risk', a.risk); known('benefits.claim', a.benefits.claim);
  known('telephone', a.telephone); known('family.contact', a.family.contact); known('health.doctor', a.health.doctor);
  const { events } = await engine.run({ days, values, open: !(record.closed && dayOf(record.closed.at) <= asOf) });
  for (const { type, params } of events) counts.set(`${params.id},${type}`, (counts.get(`${params.id},${type}`) ?? 0) + 1);
}
const judge = now() - beginning;
const version = JSON.parse(readFileSync(`${import.meta.dirname}/node_modules/json-rules-engine/package.json`, 'utf8')).version;
console.log(JSON.stringify({ version, load, judge, counts: [...counts].map(([key, n]) => [...key.split(','), n]) }));
