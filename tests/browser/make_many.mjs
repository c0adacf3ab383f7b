// A thousand cases and a hundred statements, made up: what the report has to stay quick with. The same every time.
import { writeFileSync } from "node:fs";

const work = process.argv[2];
const statements = [];
for (let i = 1; i <= 100; ++i) {
  statements.push(`[M-${i}] If event ${i % 10} came\nthen event ${(i + 3) % 10} came within ${1 + (i % 20)} days\nthen event ${(i + 7) % 10} came within ${5 + (i % 30)} days\n`);
}
const declared = Array.from({ length: 10 }, (_, i) => `Context E${i}: event ${i} came\n  observed when event "type ${i}"\n`);
writeFileSync(`${work}/many.theory`, `Theory: Many\n\n${declared.join("\n")}\n${statements.join("\n")}`);

let seed = 7;
const random = (below) => {
  seed = (seed * 48271) % 2147483647;
  return seed % below;
};
const day = (n) => new Date(Date.UTC(2016, 0, 1) + n * 86400000).toISOString().slice(0, 10);
const cases = Array.from({ length: 1000 }, (_, i) => ({
  case: `C-${String(i + 1).padStart(4, "0")}`,
  links: { site: `site ${random(8)}` },
  events: Array.from({ length: 15 }, () => ({ type: `type ${random(10)}`, at: day(random(150)) })),
}));
writeFileSync(`${work}/many.json`, JSON.stringify(cases));
