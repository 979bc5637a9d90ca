import { rules } from '../../src/rules/index.ts';
import { factsOf } from './project.ts';

const judged = new Set([
  'outputs-in-safe-directories',
  'starts-without-interaction',
  'nothing-in-home',
  'no-runtime-download',
]);

/** Verdicts of the rules that read programs, on an image that starts `main.py` of these files. */
export async function checkProgram(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const dockerfile = 'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY . .\nCMD ["python", "main.py"]\n';
  const facts = await factsOf({ Dockerfile: dockerfile, ...files });
  return rules.flatMap((rule) =>
    rule.kind === 'checked' && judged.has(rule.id) ? [`${rule.id}: ${rule.check(facts).verdict}`] : [],
  );
}
