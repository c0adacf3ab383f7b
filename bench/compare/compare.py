#!/usr/bin/env python3
"""Has other engines judge the same statements over the same made-up cases, compares what they say with what Realist says, and
how long they take.

    bench/compare/install FOLDER                     # once: the engines
    bench/compare/compare.py FOLDER --programs build/release [--statements 200] [--engines sqlite,duckdb]

Verdict counts have to be the same for every statement; where they are not, it says so and ends with 1. An engine's cases are the first
so many of one cohort; Realist judges those for the counts, and a larger cohort for its speed.
"""
import argparse
import csv
import datetime
import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXPORTED = "2016-12-31"
VERDICTS = ["fired", "stalled", "pending", "blocked", "undetermined"]  # dormant is what is left
ASKED = ["housing.status", "risk", "benefits.claim", "telephone", "family.contact", "health.doctor"]


def day(text):
    return datetime.date.fromisoformat(text[:10]).toordinal() - datetime.date(1970, 1, 1).toordinal()


class Cohort:
    """The first `count` cases, in the shape that each engine likes. Making the shapes is counted for nobody."""

    def __init__(self, work, made, statements, count, seed):
        self.folder = work / f"cases-{count}"
        self.folder.mkdir(exist_ok=True)
        self.count = count
        self.statements = statements
        with open(self.folder / "cases.ndjson", "wb") as out:
            subprocess.run([made, "cases", "--plain", "--count", str(count), "--seed", seed], stdout=out, check=True)
        self.records = [json.loads(line) for line in open(self.folder / "cases.ndjson", encoding="utf-8")]
        (self.folder / "as-of.txt").write_text(str(day(EXPORTED)))
        for name in ["tables.sql", "verdicts.sql", "verdicts_duckdb.sql"]:
            (self.folder / name).write_text((HERE / name).read_text())
        (self.folder / "statements.csv").write_text((work / "statements.csv").read_text())

    def known(self, record):
        for path in ASKED:
            value = record["attributes"]
            for part in path.split("."):
                value = value.get(part) if isinstance(value, dict) else None
            if value is not None:
                yield path, {True: "yes", False: "no"}.get(value, value)

    def closed(self, record):
        return day(record["closed"]["at"]) if "closed" in record else None


def in_child(work):
    """What `work` gives, from a process of its own with nothing else in it: [result, seconds of processor time]."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        result = work()
        with os.fdopen(write, "w") as out:
            json.dump(result, out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as out:
        result = json.load(out)
    os.waitpid(child, 0)
    return result


def sqlite(cohort, _):
    events = [(n, e["type"], day(e["at"])) for n, r in enumerate(cohort.records) for e in r["events"]]
    known = [(n, *fact) for n, r in enumerate(cohort.records) for fact in cohort.known(r)]
    cases = [(n, cohort.closed(r)) for n, r in enumerate(cohort.records)]

    def work():
        db = sqlite3.connect(":memory:")
        db.executescript((HERE / "tables.sql").read_text() + (HERE / "verdicts.sql").read_text())
        db.execute("INSERT INTO judged VALUES (?)", [day(EXPORTED)])
        db.executemany("INSERT INTO statement VALUES (?,?,?,?,?,?,?,?,?)", cohort.statements)
        start = time.process_time()
        db.executemany("INSERT INTO cases VALUES (?,?)", cases)
        db.executemany("INSERT INTO event VALUES (?,?,?)", events)
        db.executemany("INSERT INTO attribute VALUES (?,?,?)", known)
        db.executescript("CREATE INDEX by_case ON event (case_no, type, day); CREATE INDEX of_case ON attribute (case_no, path); ANALYZE;")
        loaded = time.process_time()
        rows = db.execute("SELECT id, verdict, count(*) FROM verdict WHERE verdict <> 'dormant' GROUP BY id, verdict").fetchall()
        return {"version": sqlite3.sqlite_version, "load": loaded - start, "judge": time.process_time() - loaded, "counts": rows}

    return in_child(work)


def duckdb(cohort, folder, threads=1):
    out = subprocess.run(["node", folder / "duckdb.mjs", cohort.folder, str(threads)], stdout=subprocess.PIPE, check=True, text=True).stdout
    return json.loads(out)


def json_rules(cohort, folder):
    out = subprocess.run(["node", folder / "json_rules.mjs", cohort.folder], stdout=subprocess.PIPE, check=True, text=True).stdout
    return json.loads(out)


def atom(text):
    return "none" if text in (None, "") else "'" + str(text) + "'"


def prolog(cohort, _):
    with open(cohort.folder / "facts.pl", "w") as out:
        out.write(f"as_of({day(EXPORTED)}).\n")
        for s in cohort.statements:
            out.write(f"statement({','.join(atom(f) if not isinstance(f, int) else str(f) for f in s)}).\n")
        for n, r in enumerate(cohort.records):
            out.write(f"case({n},{'open' if cohort.closed(r) is None else 'closed'}).\n")
        for n, r in enumerate(cohort.records):
            out.writelines(f"known({n},{atom(p)},{atom(v)}).\n" for p, v in cohort.known(r))
        for n, r in enumerate(cohort.records):
            out.writelines(f"event({n},{atom(e['type'])},{day(e['at'])}).\n" for e in r["events"])
    out = subprocess.run(["swipl", "-O", HERE / "verdicts.pl", cohort.folder], stdout=subprocess.PIPE, check=True, text=True).stdout
    version = subprocess.run(["swipl", "--version"], stdout=subprocess.PIPE, text=True).stdout.split()[2]
    return words_result(out, version)


def words_result(out, version):
    rows = [line.split() for line in out.splitlines()]
    times = {r[0]: float(r[1]) for r in rows if len(r) == 2}
    return {"version": version, **times, "counts": [[r[0], r[1], int(r[2])] for r in rows if len(r) == 3]}


def symbol(text):
    return text.replace(" ", "-")


def clips_rules(statements):
    """A rule for what begins a statement, for each step held and missed, and for each verdict."""
    inside = "(event {0} ?{1}&:(>= ?{1} ?{2})&:(<= ?{1} (+ ?{2} {3})))"
    earliest = "(not (event {0} ?e&:(>= ?e ?{1})&:(< ?e ?d)))"
    text = ["(deffunction tally (?id ?verdict) (printout out ?id \" \" ?verdict crlf))",
            "(defrule first (event ?type ?d) (not (event ?type ?e&:(< ?e ?d))) => (assert (first ?type ?d)))"]
    for id_, start, attribute, value, step1, days1, step2, days2, block in statements:
        rule = lambda name, left, right: text.append(f"(defrule {id_}-{name} {left} => {right})")
        begins = f"(first {symbol(start)} ?t)"
        rule("begins", begins + (f" (value {attribute} {symbol(value)})" if attribute else ""), f"(assert (begun {id_} ?t))")
        if attribute:
            rule("unknown", f"{begins} (not (value {attribute} ?))", f"(tally {id_} undetermined)")
        begun = f"(begun {id_} ?t)"
        step = symbol(step1)
        rule("step1", f"{begun} {inside.format(step, 'd', 't', days1)} {earliest.format(step, 't')}", f"(assert (held {id_} 1 ?t ?d))")
        rule("missed1", f"{begun} (not {inside.format(step, 'd', 't', days1)})", f"(assert (missed {id_} ?t (+ ?t {days1})))")
        if step2:
            held, step = f"(held {id_} 1 ?t ?s)", symbol(step2)
            rule("step2", f"{held} {inside.format(step, 'd', 's', days2)} {earliest.format(step, 's')}", f"(assert (held {id_} 2 ?t ?d))")
            rule("missed2", f"{held} (not {inside.format(step, 'd', 's', days2)})", f"(assert (missed {id_} ?t (+ ?s {days2})))")
        rule("fired", f"(held {id_} {2 if step2 else 1} ? ?)", f"(tally {id_} fired)")
        missed, free = f"(missed {id_} ?t ?due)", ""
        if block:
            came = f"(event {symbol(block)} ?u&:(>= ?u ?t)&:(<= ?u ?due))"
            rule("blocked", f"{missed} (exists {came})", f"(tally {id_} blocked)")
            free = f" (not {came})"
        rule("pending", f"(missed {id_} ?t ?due&:(>= ?due {day(EXPORTED)})) (standing open){free}", f"(tally {id_} pending)")
        rule("stalled", f"{missed} (standing ?s){free} (test (or (eq ?s closed) (< ?due {day(EXPORTED)})))", f"(tally {id_} stalled)")
    return "\n".join(text) + "\n"


CLIPS_LOOP = """
(deffunction all-cases ()
  (open "facts.txt" data "r")
  (bind ?kind (read data))
  (while (neq ?kind EOF)
    (reset)
    (while (neq ?kind end)
      (switch ?kind
        (case e then (assert (event (read data) (read data))))
        (case v then (assert (value (read data) (read data))))
        (case s then (assert (standing (read data)))))
      (bind ?kind (read data)))
    (run)
    (bind ?kind (read data)))
  (close data))
"""


def clips(cohort, _):
    folder = cohort.folder
    with open(folder / "facts.txt", "w") as out:
        for r in cohort.records:
            out.writelines(f"e {symbol(e['type'])} {day(e['at'])}\n" for e in r["events"])
            out.writelines(f"v {p} {symbol(v)}\n" for p, v in cohort.known(r))
            out.write(f"s {'open' if cohort.closed(r) is None else 'closed'}\nend\n")
    times = []
    for rules in ["", clips_rules(cohort.statements)]:  # without rules: what reading and asserting the facts takes
        (folder / "rules.clp").write_text(rules + CLIPS_LOOP)
        (folder / "go.clp").write_text('(load* rules.clp)\n(open "verdicts.txt" out "w")\n(printout t "took " (timer (all-cases)) crlf)\n(close out)\n(exit)\n')
        out = subprocess.run(["clips", "-f2", "go.clp"], cwd=folder, stdout=subprocess.PIPE, check=True, text=True).stdout
        times.append(float(re.search(r"took ([0-9.e-]+)", out).group(1)))
    counts = Counter((folder / "verdicts.txt").read_text().splitlines())
    version = subprocess.run(["dpkg-query", "-W", "-f=${Version}", "clips"], stdout=subprocess.PIPE, text=True).stdout.split("-")[0]
    return {"version": version, "load": times[0], "judge": times[1] - times[0], "counts": [[*key.split(), n] for key, n in counts.items()]}


def realist(program, theory, cases):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([program, "run", theory, cases, "--as-of", EXPORTED, "--format", "summary-json", "-q"], stdout=subprocess.PIPE, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    counts = {(s["id"], v): s["cases"][v] for s in json.loads(out)["statements"] for v in VERDICTS if s["cases"][v]}
    return counts, seconds


ENGINES = {"sqlite": (sqlite, 2000), "duckdb": (duckdb, 20000), "prolog": (prolog, 1000), "clips": (clips, 500), "json-rules": (json_rules, 100)}
NAMES = {"sqlite": "SQLite", "duckdb": "DuckDB", "prolog": "SWI-Prolog", "clips": "CLIPS", "json-rules": "json-rules-engine"}


def differences(ours, theirs):
    for key in sorted(set(ours) | set(theirs)):
        if ours.get(key, 0) != theirs.get(key, 0):
            yield f"  {key[0]} {key[1]}: Realist {ours.get(key, 0)}, they {theirs.get(key, 0)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where the engines were installed; cohorts are made there too")
    parser.add_argument("--programs", type=Path, required=True, help="the build folder")
    parser.add_argument("--statements", type=int, default=200)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--share", type=float, default=1, help="of the cases each engine is given, for a quick look")
    parser.add_argument("--cases", type=int, default=20000, help="for the speed of Realist")
    parser.add_argument("--passes", type=int, default=3, help="the quickest run of Realist counts")
    parser.add_argument("--seed", default="1", help="of the statements and the cases")
    args = parser.parse_args()
    folder, made, program = args.folder.resolve(), args.programs / "bench/realist_make_cohort", args.programs / "cli/realist"

    about = [made, "theory", "--plain", "--statements", str(args.statements), "--seed", args.seed]
    (folder / "plain.theory").write_bytes(subprocess.run(about, stdout=subprocess.PIPE, check=True).stdout)
    (folder / "statements.csv").write_bytes(subprocess.run([*about, "--table"], stdout=subprocess.PIPE, check=True).stdout)
    rows = list(csv.reader(open(folder / "statements.csv")))[1:]
    statements = [tuple(int(f) if f and i in (5, 7) else f or None for i, f in enumerate(row)) for row in rows]

    own = Cohort(folder, made, statements, args.cases, args.seed)
    seconds = min(realist(program, folder / "plain.theory", own.folder / "cases.ndjson")[1] for _ in range(args.passes))
    speed = args.cases / seconds
    print(f"Realist: {args.cases} cases, {args.statements} statements, from file to counts {seconds:.3f} s, {speed:.0f} cases/s")
    different = False
    for name in args.engines.split(","):
        engine, count = ENGINES[name]
        cohort = Cohort(folder, made, statements, max(1, int(count * args.share)), args.seed)
        ours, _ = realist(program, folder / "plain.theory", cohort.folder / "cases.ndjson")
        result = engine(cohort, folder)
        theirs = {(id_, verdict): n for id_, verdict, n in result["counts"]}
        wrong = list(differences(ours, theirs))
        different = different or bool(wrong)
        alone, whole = cohort.count / result["judge"], cohort.count / (result["judge"] + result["load"])
        print(f"{NAMES[name] + ' ' + result['version']:24} {cohort.count:6} cases: loading {result['load']:7.3f} s, judging {result['judge']:7.3f} s; "
              f"Realist is {speed / whole:6.1f} times as quick, {speed / alone:6.1f} times with their loading not counted; "
              f"counts {'DIFFER' if wrong else 'the same'} ({sum(theirs.values())} verdicts but dormant)")
        print("\n".join(wrong[:10]), end="\n" if wrong else "")
        sys.stdout.flush()
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
