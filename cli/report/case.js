// The page of one case: its record in time, then every statement with its answer and why.

const LINE_KINDS = ["line", "yes", "no", "open", "unknown", "presumed", "not-reached", "heading", "gap"];
const MARKS = {
  yes: ["✓", "held"], no: ["✗", "not as expected"], open: ["…", "still open"], unknown: ["?", "not known"],
  presumed: ["~", "presumed"], "not-reached": ["·", "not reached"],
};

const caseAddress = (id, label = "") => `#case=${encodeURIComponent(id)}${label ? `&statement=${encodeURIComponent(label)}` : ""}`;

// The case data are read when the first case is opened.
let caseData = null;
function casesRead() {
  caseData ??= readData("case-data");
  return caseData;
}

class CasePage {
  constructor(overview, index) {
    this.overview = overview;
    this.index = index;
    this.head = overview.cases[index];
    const all = casesRead();
    this.texts = all.texts;
    this.data = this.unpack(all.cases[index]);
    this.whys = all.cases[index].why.map((number) => all.whys[number]);
  }

  // Texts are kept once in the file and named by their numbers.
  unpack(packed) {
    const text = (number) => this.texts[number];
    return {
      opened: packed.opened ?? null,
      closed: packed.closed ?? null,
      facts: (packed.facts ?? []).map(([name, value]) => ({ name: text(name), value: text(value) })),
      events: (packed.events ?? []).map(([day, type, words, judged]) => ({ day, type: text(type), words: text(words), judged: judged === 1 })),
      pauses: (packed.pauses ?? []).map(([from, to, reason]) => ({ from, to, reason: text(reason) })),
      phases: (packed.phases ?? []).map(([from, to, name]) => ({ from, to, name: text(name) })),
      windows: (packed.windows ?? []).map(([statement, step, from, due, verdict]) => ({ statement, step, from, due, verdict })),
      problems: (packed.problems ?? []).map(text),
    };
  }

  show(order, statement) {
    const place = byId("case");
    place.replaceChildren(...this.parts(order));
    const wanted = statement === -1 ? null : byId(`why-${statement}`);
    if (wanted) wanted.open = true;
    const focus = wanted ? wanted.querySelector("summary") : byId("case-title");
    focus.focus({ preventScroll: true });
    if (wanted) wanted.scrollIntoView({ block: "start" });
    else window.scrollTo(0, 0);
  }

  parts(order) {
    const title = make("h2", "", `Case ${cut(this.head.id, 200)}`);
    title.id = "case-title";
    title.tabIndex = -1;
    const head = make("div", "case-head", "", title, this.turning(order));
    const asOf = make("p", "small", `As of ${this.overview.asOfWords}`);
    return [head, asOf, this.facts(), ...this.timeline(), ...this.statements()].filter(Boolean);
  }

  turning(order) {
    const nav = make("nav", "turn");
    nav.setAttribute("aria-label", "Other cases");
    const at = order.indexOf(this.index);
    const back = make("a", "", "Back to the report");
    back.href = "#matrix";
    nav.append(back);
    for (const [words, other] of [["Previous case", order[at - 1]], ["Next case", order[at + 1]]]) {
      if (at === -1 || other === undefined) continue;
      const link = make("a", "", words);
      link.href = caseAddress(this.overview.cases[other].id);
      nav.append(link);
    }
    return nav;
  }

  facts() {
    const list = make("dl", "facts");
    const add = (name, value) => list.append(make("dt", "text", name), make("dd", "", value));
    const told = new Set(this.data.facts.map((fact) => fact.name));
    this.overview.groups.forEach((group, index) => {
      if (!told.has(group)) add(group, this.head.groups[index] === "" ? "not recorded" : this.head.groups[index]);
    });
    for (const { name, value } of this.data.facts) add(name, value);
    for (const problem of this.data.problems) add("In the record", problem);
    return list.childElementCount ? list : null;
  }

  timeline() {
    const heading = make("h3", "", "What the record shows, in time");
    const dated = this.data.events.some((event) => event.day !== null) || this.data.windows.length > 0;
    if (!this.data.events.length && !dated) return [heading, make("p", "", "The record holds no events and no judgements.")];
    const parts = [heading];
    if (dated) {
      const about = { id: this.head.id, asOf: this.overview.asOf, statements: this.overview.statements, verdicts: this.overview.verdicts };
      const holder = make("div", "timeline", "", new Timeline(this.data, about).element());
      holder.tabIndex = 0;
      holder.setAttribute("role", "region");
      holder.setAttribute("aria-label", "Timeline");
      parts.push(holder);
    }
    parts.push(this.recordList());
    return parts;
  }

  recordList() {
    const list = make("ul");
    for (const phase of this.data.phases)
      list.append(make("li", "text", `phase ${phase.name}: from ${dateWords(phase.from)}${phase.to === null ? "" : ` until ${dateWords(phase.to)}`}`));
    for (const pause of this.data.pauses)
      list.append(make("li", "text", `pause from ${dateWords(pause.from)}${pause.to === null ? "" : ` to ${dateWords(pause.to)}`}${pause.reason ? `: ${pause.reason}` : ""}`));
    for (const event of this.data.events) list.append(make("li", "text", event.words));
    for (const { statement, step, from, due, verdict } of this.data.windows) {
      const begin = from === null ? "" : `from ${dateWords(from)}, `;
      list.append(make("li", "text", `${this.overview.statements[statement].label}, step ${step}: ${begin}due by ${dateWords(due)}, ${this.overview.verdicts[verdict].word}`));
    }
    return make("details", "", "", make("summary", "", "The same as a list"), list);
  }

  // What can still be saved first; what fired or never began is folded.
  statements() {
    const parts = [];
    const groups = [["Still open", ["pending"]], ["Stalled", ["stalled"]], ["Not known", ["undetermined"]], ["Blocked", ["blocked"]], ["Fired", ["fired"]], ["Not reached by this case", ["dormant"]]];
    for (const [words, verdicts] of groups) {
      const some = this.whys.map((_, s) => s).filter((s) => verdicts.includes(this.verdictOf(s).word));
      if (!some.length) continue;
      parts.push(make("h3", "", `${words} (${some.length})`));
      for (const s of some) parts.push(this.why(s, words === "Still open" || words === "Stalled" || words === "Blocked"));
    }
    return parts;
  }

  verdictOf(statement) {
    return this.overview.verdicts[this.head.verdicts[statement]];
  }

  why(statement, open) {
    const lines = this.linesOf(this.whys[statement]);
    const details = make("details", "why");
    details.id = `why-${statement}`;
    details.open = open;
    const verdict = this.verdictOf(statement);
    const sign = make("span", `verdict ${verdict.word}`, verdict.sign);
    sign.setAttribute("aria-hidden", "true");
    const heading = lines[0]?.kind === "heading" ? lines.shift().text : this.overview.statements[statement].label;
    const summary = make("summary", "", "", sign, " ", make("span", "id", heading));
    const opening = [];
    while (lines.length && lines[0].kind === "line" && !lines[0].indent) opening.push(lines.shift().text);
    if (opening.length) summary.append(make("span", "first", opening.join(" ")));
    details.append(summary, this.linesBlock(lines));
    return details;
  }

  linesOf(numbers) {
    const lines = [];
    for (let i = 0; i < numbers.length; i += 2) lines.push({ kind: LINE_KINDS[numbers[i] % 10], indent: Math.floor(numbers[i] / 10) * 2, text: this.texts[numbers[i + 1]] });
    return lines;
  }

  linesBlock(lines) {
    const block = make("div", "lines");
    for (const line of lines) block.append(this.lineOf(line));
    return block;
  }

  lineOf({ kind, indent, text }) {
    if (kind === "gap") return make("div", "gap");
    const mark = MARKS[kind];
    if (!mark) return make("p", indent ? `under in-${Math.min(indent, 8)}` : "", text);
    const sign = make("span", "sign", mark[0]);
    sign.setAttribute("aria-hidden", "true");
    return make("p", "marked", "", sign, make("span", "", "", make("span", "read", `${mark[1]}: `), text));
  }
}
