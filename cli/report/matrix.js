// The table of cases and statements: sorted, filtered, and walked with the arrow keys.

const FIRST_ROWS = 40;
const MORE_ROWS = 200;
const PRINTED_ROWS = 400;
const PRINTED_COLUMNS = 40;
// What can still be saved stands first.
const URGENCY = { pending: 0, stalled: 1, undetermined: 2, blocked: 3, fired: 4, dormant: 5 };

class Matrix {
  constructor(data) {
    this.data = data;
    this.verdictRank = data.verdicts.map((verdict) => URGENCY[verdict.word]);
    this.searched = data.cases.map((row) => [row.id, ...row.groups].join("\n").toLocaleLowerCase("en"));
    this.sort = { by: "input", column: -1, down: false };
    this.rows = data.cases.map((_, index) => index);
    this.columns = data.statements.map((_, index) => index);
    this.shown = 0;
    this.place = { row: 0, column: 0 };
    this.table = byId("matrix-table");
    this.cells = data.verdicts.map((verdict) => this.blankCell(verdict));
    this.buildControls();
    this.table.addEventListener("keydown", (event) => this.walk(event));
    this.table.addEventListener("click", (event) => this.choose(event));
    this.table.addEventListener("focusin", (event) => this.tell(event.target));
    this.table.addEventListener("mouseover", (event) => this.tell(event.target));
    byId("matrix-more").addEventListener("click", () => this.showMore());
    window.addEventListener("beforeprint", () => this.layOutForPrint());
    window.addEventListener("afterprint", () => byId("matrix-print").replaceChildren());
    this.refresh();
  }

  // ---- what is shown

  buildControls() {
    const form = byId("matrix-controls");
    form.addEventListener("submit", (event) => event.preventDefault());
    this.search = make("input");
    this.search.type = "search";
    this.search.autocomplete = "off";
    form.append(this.labelled("Search cases", this.search));
    this.groups = this.data.groups.map((group, index) => {
      const values = [...new Set(this.data.cases.map((row) => row.groups[index]))].sort();
      const select = this.selectOf([["", "all"], ...values.map((value) => [`=${value}`, value === "" ? "not recorded" : value])]);
      form.append(this.labelled(group, select));
      return select;
    });
    this.verdict = this.selectOf([["", "any answer"], ...this.data.verdicts.map((verdict, index) => [String(index), verdict.word])]);
    this.statement = this.selectOf([["", "in any statement"], ...this.data.statements.map((s, index) => [String(index), `in ${s.label}`])]);
    form.append(this.labelled("Answer", this.verdict), this.labelled("Statement", this.statement));
    this.order = this.selectOf([["input", "as in the files"], ["id", "by case"], ["urgent", "most urgent first"], ["stalls", "most stalls first"], ["column", "by the column chosen"]]);
    this.order.lastElementChild.disabled = true;
    form.append(this.labelled("Order", this.order));
    this.busy = make("input");
    this.busy.type = "checkbox";
    const beside = make("label", "beside", "", this.busy, "only statements with a stall or an open window");
    const clear = make("button", "", "Show all");
    clear.type = "button";
    clear.addEventListener("click", () => this.clear());
    form.append(beside, clear);
    form.addEventListener("input", () => this.refresh());
    this.order.addEventListener("change", () => this.sortBy(this.order.value));
  }

  labelled(words, control) {
    const label = make("label", "text", words);
    this.labels = (this.labels ?? 0) + 1;
    control.id = `choice-${this.labels}`;
    label.htmlFor = control.id;
    return make("div", "control", "", label, control);
  }

  selectOf(options) {
    const select = make("select");
    for (const [value, words] of options) {
      const option = make("option", "", cut(words, 60));
      option.value = value;
      select.append(option);
    }
    return select;
  }

  clear() {
    byId("matrix-controls").reset();
    this.sortBy("input");
  }

  // Shows the cases that a statement has one answer in: what the links elsewhere in the report lead to.
  showOnly(statement, verdict) {
    byId("matrix-controls").reset();
    this.statement.value = statement;
    this.verdict.value = verdict;
    this.refresh();
    byId("matrix").scrollIntoView();
    this.search.focus({ preventScroll: true });
  }

  matches(index) {
    const row = this.data.cases[index];
    const words = this.search.value.trim().toLocaleLowerCase("en");
    if (words && !this.searched[index].includes(words)) return false;
    if (this.groups.some((select, g) => select.value !== "" && `=${row.groups[g]}` !== select.value)) return false;
    if (this.verdict.value === "") return true;
    return this.statement.value === "" ? row.verdicts.includes(this.verdict.value) : row.verdicts[this.statement.value] === this.verdict.value;
  }

  refresh() {
    this.rows = this.data.cases.map((_, index) => index).filter((index) => this.matches(index));
    this.columns = this.data.statements.map((_, index) => index).filter((column) => !this.busy.checked || this.needsAttention(column));
    this.arrange();
    this.show();
  }

  needsAttention(column) {
    return this.rows.some((row) => this.rank(row, column) <= URGENCY.stalled);
  }

  rank(row, column) {
    return this.verdictRank[this.data.cases[row].verdicts[column]];
  }

  // ---- order

  sortBy(by, column = -1) {
    const same = this.sort.by === by && this.sort.column === column;
    this.sort = { by, column, down: same && by !== "input" ? !this.sort.down : false };
    this.order.value = by;
    this.refresh();
  }

  arrange() {
    if (this.sort.by === "input") return;
    const keys = new Map(this.rows.map((row) => [row, this.keyOf(row)]));
    const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a - b);
    const sign = this.sort.down ? -1 : 1;
    this.rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a - b);
  }

  keyOf(row) {
    const count = (word) => [...this.data.cases[row].verdicts].filter((digit) => this.data.verdicts[digit].word === word).length;
    switch (this.sort.by) {
      case "id": return this.data.cases[row].id;
      case "group": return this.data.cases[row].groups[this.sort.column];
      case "column": return this.rank(row, this.sort.column);
      case "stalls": return -count("stalled");
      default: return -(count("pending") * 1e6 + count("stalled") * 1e3 + count("undetermined"));
    }
  }

  ariaSort(by, column = -1) {
    if (this.sort.by !== by || this.sort.column !== column) return "none";
    return this.sort.down ? "descending" : "ascending";
  }

  // ---- the table

  show() {
    this.shown = Math.min(FIRST_ROWS, this.rows.length);
    this.place = { row: Math.min(this.place.row, this.shown), column: 0 };
    this.table.setAttribute("aria-rowcount", this.rows.length + 1);
    this.table.setAttribute("aria-colcount", this.columns.length + this.data.groups.length + 1);
    const body = make("tbody");
    for (let i = 0; i < this.shown; ++i) body.append(this.rowOf(this.rows[i], i));
    this.table.replaceChildren(this.head(), body);
    this.showCount();
    this.mark();
  }

  showMore() {
    const body = this.table.tBodies[0];
    const until = Math.min(this.shown + MORE_ROWS, this.rows.length);
    const first = this.shown;
    for (; this.shown < until; ++this.shown) body.append(this.rowOf(this.rows[this.shown], this.shown));
    this.showCount();
    this.moveTo(first + 1, 0);
  }

  showCount() {
    const all = this.data.cases.length;
    const found = this.rows.length === all ? countWords(all, "case", "cases") : `${this.rows.length} of ${countWords(all, "case", "cases")}`;
    const part = this.shown < this.rows.length ? `; the first ${this.shown} are shown` : "";
    byId("matrix-count").textContent = `${found}, ${countWords(this.columns.length, "statement", "statements")}${part}.`;
    const more = byId("matrix-more");
    more.hidden = this.shown >= this.rows.length;
    more.textContent = `Show ${Math.min(MORE_ROWS, this.rows.length - this.shown)} more`;
  }

  // Made anew only where its columns or the order have changed.
  head() {
    const state = JSON.stringify([this.columns, this.sort]);
    if (state !== this.headState) this.headMade = make("thead", "", "", this.headRow());
    this.headState = state;
    return this.headMade;
  }

  headRow() {
    const row = make("tr");
    row.append(this.heading("row", "Case", "id"));
    this.data.groups.forEach((group, index) => row.append(this.heading("group", group, "group", index)));
    for (const column of this.columns) row.append(this.heading("statement", this.data.statements[column].label, "column", column));
    return row;
  }

  heading(className, words, by, column = -1) {
    const button = make("button", "", cut(words, 40));
    button.type = "button";
    button.tabIndex = -1;
    button.title = by === "column" ? this.data.statements[column].words : `Sort by ${words}`;
    button.addEventListener("click", () => {
      this.sortBy(by, column);
      this.focusHeading(by, column);
    });
    const cell = make("th", className, "", button);
    cell.scope = "col";
    cell.setAttribute("aria-sort", this.ariaSort(by, column));
    return cell;
  }

  focusHeading(by, column) {
    const groups = this.data.groups.length;
    const at = by === "id" ? 0 : by === "group" ? 1 + column : 1 + groups + this.columns.indexOf(column);
    this.moveTo(0, at);
  }

  rowOf(index, position) {
    const data = this.data.cases[index];
    const row = make("tr");
    row.setAttribute("aria-rowindex", position + 2);
    row.dataset.index = index;
    const link = make("a", "id", cut(data.id, 80));
    link.href = caseAddress(data.id);
    link.tabIndex = -1;
    const head = make("th", "row", "", link);
    head.scope = "row";
    row.append(head);
    for (const value of data.groups) row.append(this.withoutTab(make("td", "group text", value === "" ? "–" : value)));
    for (const column of this.columns) row.append(this.cellOf(data, column));
    return row;
  }

  // One of each is made, and copied: there are thousands.
  blankCell(verdict) {
    const cell = make("td", `cell ${verdict.word}`, verdict.sign);
    cell.setAttribute("aria-label", verdict.word);
    return this.withoutTab(cell);
  }

  cellOf(data, column) {
    return this.cells[data.verdicts[column]].cloneNode(true);
  }

  columnOf(cell) {
    return this.columns[cell.cellIndex - 1 - this.data.groups.length];
  }

  withoutTab(cell) {
    cell.tabIndex = -1;
    return cell;
  }

  // ---- keyboard: the table is one stop of the Tab key

  elementAt({ row, column }) {
    const cell = this.table.rows[row]?.cells[column];
    return cell?.querySelector("a, button") ?? cell;
  }

  mark() {
    this.marked?.setAttribute("tabindex", "-1");
    this.marked = this.elementAt(this.place);
    this.marked?.setAttribute("tabindex", "0");
  }

  moveTo(row, column) {
    const rows = this.table.rows.length, columns = this.table.rows[0].cells.length;
    this.place = { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
    this.mark();
    this.marked.focus();
    this.marked.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  walk(event) {
    const { row, column } = this.place;
    const end = this.table.rows[0].cells.length - 1, last = this.table.rows.length - 1;
    const far = event.ctrlKey || event.metaKey;
    const steps = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      PageUp: [row - 10, column], PageDown: [row + 10, column], Home: [far ? 0 : row, 0], End: [far ? last : row, end],
    };
    if (event.key === "Enter" && event.target.classList.contains("cell")) {
      this.choose(event);
    } else if (steps[event.key]) {
      event.preventDefault();
      this.moveTo(...steps[event.key]);
    }
  }

  choose(event) {
    const cell = event.target.closest("td.cell");
    if (!cell) return;
    this.place = { row: cell.parentNode.rowIndex, column: cell.cellIndex };
    this.mark();
    location.hash = caseAddress(this.data.cases[cell.parentNode.dataset.index].id, this.data.statements[this.columnOf(cell)].label);
  }

  // What lies under the pointer or the focus, in words, for those who see the table.
  tell(element) {
    const cell = element.closest("td.cell");
    if (!cell) return;
    const row = this.data.cases[cell.parentNode.dataset.index], statement = this.data.statements[this.columnOf(cell)];
    const verdict = this.data.verdicts[row.verdicts[this.columnOf(cell)]];
    byId("matrix-told").textContent = `${cut(row.id, 80)}, ${statement.label}: ${verdict.word}. ${cut(statement.words, 240)}`;
  }

  returnTo() {
    const element = this.elementAt(this.place);
    if (element) element.focus();
  }

  // ---- paper: the columns in stretches that fit

  layOutForPrint() {
    const paper = byId("matrix-print");
    paper.replaceChildren();
    if (byId("overview").hidden) return;
    const rows = this.rows.slice(0, PRINTED_ROWS);
    const all = countWords(this.data.cases.length, "case", "cases");
    const part = rows.length < this.rows.length ? `; the first ${rows.length} stand here` : "";
    paper.append(make("p", "", `${this.rows.length === this.data.cases.length ? all : `${this.rows.length} of ${all}`}${part}.`));
    for (let from = 0; from < this.columns.length; from += PRINTED_COLUMNS) paper.append(this.printed(rows, this.columns.slice(from, from + PRINTED_COLUMNS)));
  }

  printed(rows, columns) {
    const head = make("tr", "", "", make("th", "row", "Case"));
    for (const column of columns) head.append(make("th", "statement", "", make("span", "", cut(this.data.statements[column].label, 30))));
    const body = make("tbody");
    for (const index of rows) {
      const data = this.data.cases[index];
      const row = make("tr", "", "", make("th", "row text", cut(data.id, 40)));
      for (const column of columns) row.append(this.cellOf(data, column));
      body.append(row);
    }
    return make("table", "", "", make("thead", "", "", head), body);
  }
}
