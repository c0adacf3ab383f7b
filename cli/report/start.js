// What the address names is shown: the report, or the page of one case.

const overview = (() => {
  const data = readData("overview-data");
  data.cases = data.ids.map((id, index) => ({ id, verdicts: data.answers[index], groups: data.groups.map((_, group) => data.groupValues[group][data.grouped[group][index]]) }));
  return data;
})();
const caseNumbers = new Map(overview.cases.map((row, index) => [row.id, index]));
const statementNumbers = new Map(overview.statements.map((statement, index) => [statement.label, index]));
const reportTitle = document.title;
let matrix = null;
let scrolledTo = 0;

function wanted() {
  const parts = new Map(location.hash.slice(1).split("&").map((part) => [part.split("=")[0], part.slice(part.indexOf("=") + 1)]));
  const read = (name) => {
    try {
      return decodeURIComponent(parts.get(name) ?? "");
    } catch {
      return "";
    }
  };
  return { id: parts.has("case") ? read("case") : null, statement: read("statement"), only: parts.has("only") ? read("only") : null };
}

function showReport() {
  const returning = byId("overview").hidden;
  byId("overview").hidden = false;
  byId("case").hidden = true;
  document.title = reportTitle;
  if (!returning) return;
  if (matrix && ["", "#matrix"].includes(location.hash)) {
    window.scrollTo(0, scrolledTo);
    matrix.returnTo();
  } else {
    byId(location.hash.slice(1))?.scrollIntoView();
  }
}

function showCase(index, label) {
  if (!byId("overview").hidden) scrolledTo = window.scrollY;
  byId("overview").hidden = true;
  byId("case").hidden = false;
  document.title = `Case ${cut(overview.cases[index].id, 80)} – ${reportTitle}`;
  new CasePage(overview, index).show(matrix ? matrix.rows : [], statementNumbers.get(label) ?? -1);
}

function follow() {
  const { id, statement, only } = wanted();
  if (id !== null && caseNumbers.has(id)) return showCase(caseNumbers.get(id), statement);
  showReport();
  if (only !== null && matrix) {
    const [number, verdict] = only.split(",");
    matrix.showOnly(number, verdict);
  }
}

function start() {
  if (overview.cases.length && overview.statements.length) {
    byId("matrix").hidden = false;
    matrix = new Matrix(overview);
  }
  for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
  const size = byId("picture-size");
  if (size) {
    size.addEventListener("click", () => {
      const whole = document.querySelector(".picture").classList.toggle("whole");
      size.textContent = whole ? "Fit the picture to the page" : "Show the picture in full size";
    });
  }
  window.addEventListener("hashchange", follow);
  if (location.hash) follow();
}

start();
