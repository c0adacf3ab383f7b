// The command lines, the page of the picture, and which pictures are asked for: without an editor.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./mock.mjs";

const program = await load("src/program.ts");

test("a setting may name one path, several or none", () => {
  assert.deepEqual(program.paths("cases.ndjson"), ["cases.ndjson"]);
  assert.deepEqual(program.paths(["a", "", 3, "b"]), ["a", "b"]);
  assert.deepEqual(program.paths(undefined), []);
});

test("a picture is asked for round the words, and without words whole", () => {
  assert.deepEqual(program.graphArguments({ theory: "/t/a.theory", focus: "a home" }, 2),
    ["graph", "/t/a.theory", "--format", "svg", "--quiet", "--focus", "a home", "--depth", "2"]);
  assert.deepEqual(program.graphArguments({ theory: "/t/a.theory", focus: null }, 2), ["graph", "/t/a.theory", "--format", "svg", "--quiet"]);
});

test("where the words are nothing the saved theory has, the whole theory is shown", async () => {
  const asked = [];
  const execute = async (args) => {
    asked.push(args.includes("--focus"));
    return args.includes("--focus") ? { status: 2, out: "", errors: "there is no such phrase" } : { status: 0, out: "<svg></svg>", errors: "" };
  };
  assert.equal((await program.picture(execute, { theory: "a", focus: "b" }, 1)).out, "<svg></svg>");
  assert.deepEqual(asked, [true, false]);
});

test("the page has the picture, no scripts, and what went wrong as text", () => {
  const good = program.page({ status: 0, out: "<?xml version=\"1.0\"?>\n<svg>x</svg>", errors: "" }, "a < b");
  assert.match(good, /<body>\n<svg>x<\/svg>/);
  assert.match(good, /<title>a &lt; b<\/title>/);
  assert.match(good, /default-src 'none'/);
  assert.doesNotMatch(good, /<script/);
  const bad = program.page({ status: 1, out: "", errors: "<svg onload=x>" }, "t");
  assert.match(bad, /<pre>&lt;svg onload=x&gt;<\/pre>/);
});

test("words of a theory are arguments, never a command line of a shell", async () => {
  const ran = await program.run(process.execPath, ["-e", "console.log(process.argv[1]); process.exit(3)", "; touch \"$HOME\" `x`"], undefined);
  assert.deepEqual(ran, { status: 3, out: "; touch \"$HOME\" `x`\n", errors: "" });
});

test("a program that is not there is said not to be", async () => {
  await assert.rejects(program.run("/nowhere/realist", [], undefined), /ENOENT/);
});
