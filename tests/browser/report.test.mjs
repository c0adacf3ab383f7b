// The report in a real browser: opened from disk, by pointer and by keyboard, on a phone, in the dark, on paper.
// Started by tests/browser/run, which makes the reports.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

const work = process.env.REPORTS;
const require = createRequire(`${work}/`);
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

const DESK = { viewport: { width: 1280, height: 900 } };
let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});
after(() => browser.close());

// Opens a report; whatever the console says, whatever fails and whatever is asked for from anywhere else is kept.
async function open(name, { hash = "", ...options } = {}) {
  const context = await browser.newContext({ ...DESK, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(90000);
  page.said = [];
  page.on("console", (message) => page.said.push(message.text()));
  page.on("pageerror", (error) => page.said.push(error.message));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== `file://${work}/${name}.html`) page.said.push(`asked for ${request.url()}`);
  });
  await page.goto(`file://${work}/${name}.html${hash}`);
  return page;
}

async function close(page) {
  assert.deepEqual(page.said, []);
  await page.context().close();
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes.length} × ${violation.nodes[0].html.slice(0, 160)}`);
}

const ids = (page) => page.$$eval("#matrix-table tbody th a", (links) => links.map((link) => link.textContent));
const count = (page) => page.textContent("#matrix-count");
const signs = (page, column) => page.$$eval("#matrix-table tbody tr", (rows, c) => rows.map((row) => row.cells[c].getAttribute("aria-label")), column);
const columnNamed = (page, label) => page.$$eval("#matrix-table thead th", (cells, l) => cells.findIndex((cell) => cell.textContent === l), label);

describe("a report from disk", () => {
  test("opens without a word on the console and asks for nothing", async () => {
    const page = await open("gate");
    assert.equal(await page.title(), "Report: Through the gate");
    assert.equal((await ids(page)).length, 15);
    await close(page);
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`has nothing that keeps anybody out (${colorScheme})`, async () => {
      for (const hash of ["", "#case=TG-01"]) {
        const page = await open("gate", { hash, colorScheme });
        assert.deepEqual(await violations(page), []);
        await close(page);
      }
    });
  }

  test("is no wider than a telephone", async () => {
    for (const hash of ["", "#case=TG-01"]) {
      const page = await open("gate", { hash, viewport: { width: 360, height: 740 } });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
      await close(page);
    }
  });

  test("can be read with scripts off", async () => {
    const page = await open("gate", { javaScriptEnabled: false });
    assert.match(await page.textContent("noscript"), /Scripts are off/);
    assert.equal(await page.isVisible("#matrix"), false);
    for (const part of ["#glance", "#agenda", "#funnel", "#picture svg", "#theory"]) assert.equal(await page.isVisible(part), true, part);
    await close(page);
  });
});

describe("the table of cases and statements", () => {
  test("is sorted by a column, one way and the other, and says so", async () => {
    const page = await open("gate");
    const column = await columnNamed(page, "GATE-1");
    const heading = page.locator("#matrix-table thead th").nth(column);
    await heading.locator("button").click();
    assert.equal(await heading.getAttribute("aria-sort"), "ascending");
    const order = await signs(page, column);
    const urgency = ["pending", "stalled", "undetermined", "blocked", "fired", "dormant"];
    assert.deepEqual(order, [...order].sort((a, b) => urgency.indexOf(a) - urgency.indexOf(b)));
    assert.ok(new Set(order).size > 1);
    await page.locator("#matrix-table thead th").nth(column).locator("button").click();
    assert.deepEqual(await signs(page, column), [...order].sort((a, b) => urgency.indexOf(b) - urgency.indexOf(a)));
    await close(page);
  });

  test("is filtered by group, by answer and by words, and says how many are left", async () => {
    const page = await open("gate");
    await page.getByLabel("site").selectOption("=northwest");
    const northwest = await ids(page);
    assert.ok(northwest.length > 0 && northwest.length < 15);
    assert.match(await count(page), new RegExp(`^${northwest.length} of 15 cases`));
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByLabel("Search cases").fill("tg-02");
    assert.deepEqual(await ids(page), ["TG-02"]);
    await page.getByLabel("Search cases").fill("no such case");
    assert.deepEqual(await ids(page), []);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByLabel("Answer").selectOption({ label: "stalled" });
    await page.getByLabel("Statement", { exact: true }).selectOption({ label: "in DOSE-1" });
    assert.deepEqual(await ids(page), ["TG-02"]);  // the README tells its stall
    await close(page);
  });

  test("leads from a sign to its reason, and back to the same sign", async () => {
    const page = await open("gate");
    const column = await columnNamed(page, "DOSE-1");
    await page.locator("#matrix-table tbody tr", { hasText: "TG-02" }).locator("td,th").nth(column).click();
    await page.locator("#case-title").waitFor();
    assert.equal(await page.isVisible("#overview"), false);
    const why = page.locator("details.why[open]", { hasText: "DOSE-1" });
    assert.match(await why.locator("summary").textContent(), /DOSE-1: stalled \(not delivered\)/);
    assert.match(await why.textContent(), /“two sessions are held in prison”: 1 of 2 recorded by 14 November 2017/);
    assert.match(await why.textContent(), /What would move it, had it been recorded:/);
    await page.getByRole("link", { name: "Back to the report" }).click();
    await page.locator("#overview").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "stalled");
    await close(page);
  });

  test("tells of a statement judged each time both the time and what became of it", async () => {
    const page = await open("caseload", { hash: "#case=TG-025&statement=NEEDS-2" });
    assert.match(await page.locator("details.why[open] summary", { hasText: "NEEDS-2" }).textContent(), /The time of 20 December 2025: The record does not say/);
    await close(page);
  });

  test("is led to from the counts elsewhere", async () => {
    const page = await open("gate");
    await page.locator("#theory .statement-block", { has: page.getByRole("heading", { name: "DOSE-1" }) }).getByRole("link", { name: /stalled/ }).click();
    await page.waitForFunction(() => document.querySelectorAll("#matrix-table tbody tr").length === 1);
    assert.deepEqual(await ids(page), ["TG-02"]);
    await close(page);
  });

  test("stays small however many cases there are, and shows more on asking", async () => {
    const page = await open("many");
    assert.equal((await ids(page)).length, 40);
    assert.match(await count(page), /^1,000 cases, 100 statements; the first 40 are shown/);
    await page.locator("#matrix-more").click();
    assert.equal((await ids(page)).length, 240);
    await page.getByLabel("Search cases").fill("C-0999");
    assert.deepEqual(await ids(page), ["C-0999"]);
    await page.locator("#matrix-table tbody th a").click();
    assert.equal(await page.textContent("#case-title"), "Case C-0999");
    assert.equal(await page.locator("details.why").count(), 100);
    await close(page);
  });
});

describe("the agenda of a caseload", () => {
  test("begins with the causes that were planted in it, and leads to their cases", async () => {
    const page = await open("caseload");
    const causes = await page.$$eval("#agenda .causes > li > b", (items) => items.map((item) => item.textContent));
    assert.match(causes[0], /^practitioner P-03: /);
    assert.match(causes[1], /^prison HMP-B: /);
    assert.match(await page.locator("#agenda .causes > li").first().textContent(), /in the record of P-03: away from 4 March 2026 to 18 March 2026/);
    const first = page.locator("#agenda .causes > li").first().getByRole("link").first();
    const id = await first.textContent();
    await first.click();
    assert.equal(await page.textContent("#case-title"), `Case ${id}`);
    await page.goBack();
    await page.locator("#agenda .agenda tbody a").first().click();
    await page.locator("details.why[open] summary:focus").waitFor();
    await close(page);
  });

  test("keeps nobody out", async () => {
    const page = await open("caseload");
    assert.deepEqual(await violations(page), []);
    await close(page);
  });
});

describe("by keyboard alone", () => {
  test("the table is one stop, walked with the arrows, and Enter opens the reason", async () => {
    const page = await open("gate");
    const tabUntil = async (reached) => {
      for (let i = 0; i < 20 && !(await page.evaluate(reached)); ++i) await page.keyboard.press("Tab");
    };
    await tabUntil(() => document.activeElement.textContent === "Cases and statements");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await tabUntil(() => document.activeElement.closest("#matrix-table") !== null);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Case");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.closest("#matrix-table")), null);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "TG-01");
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.locator("#case-title").waitFor();
    const focused = await page.evaluate(() => document.activeElement.textContent);
    assert.match(focused, /REFER-1: blocked/);  // the first statement, after the two groups
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("details.why", { hasText: "REFER-1" }).first().getAttribute("open"), null);
    await page.goBack();
    await page.locator("#overview").waitFor();
    await page.keyboard.press("Control+End");
    assert.equal(await page.evaluate(() => document.activeElement.closest("tr").textContent.startsWith("TG-15")), true);
    await close(page);
  });

  test("a heading sorts and keeps the focus", async () => {
    const page = await open("gate");
    await page.evaluate(() => document.querySelector("#matrix-table thead button").focus());
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.closest("th").getAttribute("aria-sort")), "ascending");
    await close(page);
  });
});

describe("a hostile record and theory", () => {
  test("are shown as the texts they are", async () => {
    const page = await open("hostile");
    assert.equal((await ids(page)).length, 5);
    for (let i = 0; i < 5; ++i) {
      await page.locator("#matrix-table tbody th a").nth(i).click();
      await page.locator("#case-title").waitFor();
      await page.getByRole("link", { name: "Back to the report" }).click();
    }
    assert.equal(await page.evaluate(() => window.taken), undefined);
    assert.equal(await page.locator("img, iframe, b b, u, a[href^=javascript]").count(), 0);
    assert.equal(await page.locator("script").count(), 3);
    assert.equal(await page.textContent("h1"), "Hostile </script><script>window.taken = 1</script>");
    assert.equal((await ids(page))[0], "</script><script>window.taken=1</script><img src=x onerror=\"window.taken=1\">");
    assert.deepEqual(await violations(page), []);
    await close(page);
  });

  test("a case is found again by the address of its page", async () => {
    for (const id of ["quotes \" ' ` \\ & = # %", "__proto__"]) {
      const page = await open("hostile", { hash: `#case=${encodeURIComponent(id)}` });
      assert.equal(await page.textContent("#case-title"), `Case ${id}`);
      await close(page);
    }
  });

  test("an address that names nothing leaves the report as it is", async () => {
    for (const hash of ["#case=nobody", "#case=%E0%A4%A", "#only=9,9", "#statement="]) {
      const page = await open("gate", { hash });
      assert.equal(await page.isVisible("#overview"), true);
      await close(page);
    }
  });
});

test("without cases there is a page that says so", async () => {
  const page = await open("none");
  assert.match(await page.textContent("#glance"), /No record is a case of this theory/);
  assert.equal(await page.isVisible("#matrix"), false);
  assert.deepEqual(await violations(page), []);
  await close(page);
});

describe("on paper", () => {
  test("the table stands in stretches of columns that fit, with all its rows", async () => {
    const page = await open("many");
    await page.getByLabel("Search cases").fill("C-00");
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.deepEqual(await page.$$eval("#matrix-print table", (tables) => tables.map((t) => [t.rows.length, t.rows[0].cells.length])), [[100, 41], [100, 41], [100, 21]]);
    assert.equal(await page.isVisible("#matrix-controls"), false);
    await close(page);
  });

  test("a case is printed alone", async () => {
    const page = await open("gate", { hash: "#case=TG-02" });
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.isVisible("#overview"), false);
    assert.equal(await page.isVisible("#case-title"), true);
    await close(page);
  });
});
