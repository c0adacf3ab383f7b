// The realist program: its command lines, and running it once.
import { execFile } from "node:child_process";

export interface Ran {
  status: number;
  out: string;
  errors: string;
}

/** What a setting names: one path, a list of them, or nothing. */
export function paths(setting: unknown): string[] {
  const list = Array.isArray(setting) ? setting : [setting];
  return list.filter((path): path is string => typeof path === "string" && path.length > 0);
}

export interface Focus {
  theory: string;
  focus: string | null;
}

export function graphArguments(where: Focus, depth: number): string[] {
  const near = where.focus === null ? [] : ["--focus", where.focus, "--depth", String(depth)];
  return ["graph", where.theory, "--format", "svg", "--quiet", ...near];
}

export function runArguments(theory: string, data: string[]): string[] {
  return ["run", theory, ...data, "--format", "summary"];
}

export function whyArguments(theory: string, data: string[], caseId: string, subject: string | null): string[] {
  return ["why", theory, ...data, "--case", caseId, ...(subject === null ? [] : [subject])];
}

/** Runs the program without a shell. A program that cannot be started at all rejects. */
export function run(program: string, args: string[], folder: string | undefined): Promise<Ran> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder, maxBuffer: 64 << 20, windowsHide: true }, (error, out, errors) => {
      const code = error === null ? 0 : error.code;
      if (typeof code !== "number") reject(error ?? new Error(`${program} could not be run`));
      else resolve({ status: code, out, errors });
    });
  });
}

/**
 * The picture round the focus. Where the words under the cursor are nothing the saved theory has (they are just being
 * written), or the program is too old to focus, the whole theory.
 */
export async function picture(execute: (args: string[]) => Promise<Ran>, where: Focus, depth: number): Promise<Ran> {
  if (where.focus !== null) {
    const near = await execute(graphArguments(where, depth));
    if (near.status === 0) return near;
  }
  return execute(graphArguments({ ...where, focus: null }, depth));
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** A page with the picture, or with what the program said instead. No scripts, nothing from outside. */
export function page(result: Ran, title: string): string {
  const at = result.out.indexOf("<svg");
  const body = result.status === 0 && at >= 0 ? result.out.slice(at) : `<pre>${escaped(result.errors || result.out)}</pre>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
body { margin: 0; padding: 8px; background: #fff; color: #222; }
svg { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
