import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

const Dockerfile =
  'FROM docker.io/library/python:3.13\nRUN pip install --no-cache-dir snakemake==8.20.5\nCOPY . /app\nWORKDIR /app\nENTRYPOINT ["snakemake", "-s", "/app/Snakefile"]\n';

async function said(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  return check(await factsOf({ Dockerfile, ...files }), [rule])
    .results.map(({ verdict, message }) => `${verdict}: ${message ?? ''}`)
    .join('\n');
}

test.each([
  ['output: "results/x.txt"', 'writes to /app/results/x.txt'],
  ['output:\n        txt="results/{sample}.txt",\n        log="b.txt"', 'writes to /app/results/{sample}.txt'],
])('what a rule of Snakemake writes is what its output says: %s', async (output, place) => {
  const Snakefile = `rule x:\n    input: "/safe_data/a"\n    ${output}\n    shell: "cp {input} {output}"\n`;
  expect(await said(outputs, { Snakefile })).toContain(place);
});

test.each(['output: config["out"] + "/x.txt"', 'output: "/safe_outputs/x.txt"', 'output: OUT / "x.txt"'])(
  'an output elsewhere, or one that is computed, is no finding: %s',
  async (output) => {
    const Snakefile = `rule x:\n    input: "/safe_data/a"\n    ${output}\n    shell: "cp {input} {output}"\n`;
    expect(await said(outputs, { Snakefile })).not.toContain('fail');
  },
);
