// One case in time: phases, pauses, what was recorded, and the windows with the days they were due.

const TIMELINE = { left: 200, right: 900, row: 22, top: 34, most: 14 };
const WINDOW_LOOKS = { fired: "good", stalled: "stopped", pending: "waiting", undetermined: "unknown" };

class Timeline {
  constructor(data, about) {
    this.data = data;
    this.about = about;          // { asOf, statements, verdicts, texts }
    this.lanes = this.lanesOf(data.events);
    this.windows = data.windows.slice(0, 2 * TIMELINE.most);
    this.span();
  }

  // Events of one type share a line, in the order in which they first come up; those past the most stand together.
  lanesOf(events) {
    const lanes = new Map();
    for (const event of events) {
      if (event.day === null) continue;
      const name = lanes.has(event.type) || lanes.size < TIMELINE.most ? event.type : "other";
      if (!lanes.has(name)) lanes.set(name, []);
      lanes.get(name).push(event);
    }
    return lanes;
  }

  span() {
    const days = [this.about.asOf, this.data.opened, this.data.closed];
    for (const event of this.data.events) days.push(event.day);
    for (const pause of this.data.pauses) days.push(pause.from, pause.to);
    for (const window of this.windows) days.push(window.from, window.due);
    const known = days.filter((day) => day !== null && day !== undefined);
    const first = Math.min(...known), last = Math.max(...known);
    const margin = Math.max(2, Math.round((last - first) * 0.03));
    this.first = first - margin;
    this.last = last + margin;
  }

  x(day) {
    return TIMELINE.left + ((day - this.first) / (this.last - this.first)) * (TIMELINE.right - TIMELINE.left);
  }

  element() {
    const rows = this.lanes.size + this.windows.length + (this.data.phases.length ? 1 : 0) + (this.windows.length ? 1 : 0);
    this.height = TIMELINE.top + rows * TIMELINE.row + 40;
    this.svg = draw("svg", { viewBox: `0 0 ${TIMELINE.right + 60} ${this.height}`, role: "img", "aria-label": `Timeline of case ${cut(this.about.id, 80)}. The same is listed below.` });
    this.y = TIMELINE.top;
    this.axis();
    this.pauses();
    if (this.data.phases.length) this.phases();
    for (const [name, events] of this.lanes) this.lane(name, events);
    if (this.windows.length) this.drawWindows();
    this.nowLine();
    return this.svg;
  }

  label(words, y, className = "") {
    const label = draw("text", { x: TIMELINE.left - 8, y: y + 4, "text-anchor": "end", class: className }, cut(words, 25));
    label.append(draw("title", {}, words));
    this.svg.append(label);
  }

  axis() {
    const marks = this.axisMarks();
    const bottom = this.height - 24;
    for (const { day, words } of marks) {
      const x = this.x(day);
      this.svg.append(draw("line", { x1: x, x2: x, y1: TIMELINE.top - 12, y2: bottom, class: "axis" }));
      this.svg.append(draw("text", { x, y: bottom + 16, "text-anchor": "middle", class: "faint" }, words));
    }
  }

  // The first of months, so far apart that their names do not touch.
  axisMarks() {
    const start = dateOf(this.first), end = dateOf(this.last);
    const months = (end.year - start.year) * 12 + end.month - start.month;
    const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((candidate) => months / candidate <= 10) ?? 1200;
    const marks = [];
    const from = Math.ceil((start.year * 12 + start.month) / step) * step;
    for (let month = from; month <= end.year * 12 + end.month; month += step) {
      const date = new Date(0);
      date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
      const day = Math.round(date.getTime() / 86400000);
      if (day < this.first) continue;
      marks.push({ day, words: step >= 12 ? String(Math.floor(month / 12)) : `${MONTHS[month % 12].slice(0, 3)} ${Math.floor(month / 12)}` });
    }
    return marks.length ? marks : [{ day: this.about.asOf, words: dateWords(this.about.asOf) }];
  }

  band(from, to, y, height, className, words) {
    const start = this.x(Math.max(from ?? this.first, this.first)), end = this.x(Math.min((to ?? this.last) + (to === null ? 0 : 1), this.last));
    const rect = draw("rect", { x: start, y, width: Math.max(2, end - start), height, class: className });
    rect.append(draw("title", {}, words));
    this.svg.append(rect);
    return { start, end };
  }

  pauses() {
    for (const pause of this.data.pauses) {
      const words = `pause from ${dateWords(pause.from)}${pause.to === null ? "" : ` to ${dateWords(pause.to)}`}${pause.reason ? `: ${pause.reason}` : ""}`;
      const { start } = this.band(pause.from, pause.to, TIMELINE.top - 12, this.height - TIMELINE.top - 12, "pause", words);
      this.svg.append(draw("text", { x: start + 3, y: TIMELINE.top - 16, class: "faint" }, "pause"));
    }
  }

  phases() {
    this.label("phases", this.y + 8, "faint");
    for (const phase of this.data.phases) {
      const { start, end } = this.band(phase.from, phase.to ?? this.data.closed ?? this.about.asOf, this.y, 16, "phase", phase.name);
      const fits = Math.floor((end - start) / 7);
      if (fits > 3) this.svg.append(draw("text", { x: start + 4, y: this.y + 12 }, cut(phase.name, fits)));
    }
    this.y += TIMELINE.row;
  }

  lane(name, events) {
    const middle = this.y + TIMELINE.row / 2;
    this.label(name, middle);
    this.svg.append(draw("line", { x1: TIMELINE.left, x2: TIMELINE.right, y1: middle, y2: middle, class: "axis" }));
    for (const event of events) {
      const dot = draw("circle", { cx: this.x(event.day + 0.5), cy: middle, r: 5, class: event.judged ? "judged" : "event" });
      dot.append(draw("title", {}, event.words));
      this.svg.append(dot);
    }
    this.y += TIMELINE.row;
  }

  drawWindows() {
    this.label("windows, and due", this.y + TIMELINE.row / 2, "faint");
    this.y += TIMELINE.row;
    for (const window of this.windows) this.window(window);
  }

  window({ statement, step, from, due, verdict }) {
    const known = this.about.statements[statement], answer = this.about.verdicts[verdict];
    const middle = this.y + TIMELINE.row / 2;
    const name = step > 1 ? `${cut(known.label, 18)}, step ${step}` : known.label;
    this.label(name, middle);
    const words = `${known.label}, step ${step}: due by ${dateWords(due)}, ${answer.word}`;
    this.band(from, due, middle - 6, 12, `window ${WINDOW_LOOKS[answer.word] ?? ""}`, words);
    this.svg.append(draw("text", { x: Math.min(this.x(due + 1) + 4, TIMELINE.right + 2), y: middle + 4 }, `${answer.sign} ${dateOf(due).day} ${MONTHS[dateOf(due).month].slice(0, 3)}`));
    this.y += TIMELINE.row;
  }

  nowLine() {
    const end = this.about.asOf + 1;
    this.vertical(end, "as of");
    if (this.data.closed !== null) this.vertical(this.data.closed, "closed");
  }

  vertical(day, words) {
    const x = this.x(day);
    this.svg.append(draw("line", { x1: x, x2: x, y1: TIMELINE.top - 14, y2: this.height - 24, class: "now" }));
    this.svg.append(draw("text", { x, y: words === "closed" ? 12 : 24, "text-anchor": "middle", class: "faint" }, words));
  }
}
