import { describe, expect, test } from 'vitest';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import offlineVariablesSet from '../../src/rules/offline-variables-set.ts';
import type { RuleResult } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const start = 'FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY . .\nCMD ["python", "main.py"]\n';
const set = 'os.environ["HF_HUB_OFFLINE"] = "1"\n';
const load = 'm = SentenceTransformer("all-MiniLM-L6-v2")\n';
const library = 'from sentence_transformers import SentenceTransformer\n';

async function judge(files: Readonly<Record<string, string>>, rule: Rule): Promise<RuleResult | undefined> {
  return check(await factsOf({ Dockerfile: start, ...files }), [rule]).results[0];
}

describe('a variable that a library reads once, when it is imported', () => {
  test.each<[string, Record<string, string>]>([
    ['set after the import', { 'main.py': `import os\n${library}${set}${load}` }],
    ['by setdefault', { 'main.py': `import os\n${library}os.environ.setdefault("HF_HUB_OFFLINE", "1")\n${load}` }],
    ['by update', { 'main.py': `import os\n${library}os.environ.update({"HF_HUB_OFFLINE": "1"})\n${load}` }],
    ['in a function', { 'main.py': `import os\n${library}def main():\n    ${set}    ${load}main()\n` }],
    [
      'in a function above that is called below the import',
      { 'main.py': `import os\ndef quiet():\n    ${set}${library}quiet()\n${load}` },
    ],
    [
      'after a module of the project that imports it',
      {
        'main.py': `import os\nfrom model import load\n${set}load()\n`,
        'model.py': `${library}def load():\n    ${load}`,
      },
    ],
    [
      'after another library on top of it, and before the module that uses it',
      {
        'main.py': `import os\nimport datasets\n${set}from model import load\nload()\n`,
        'model.py': `${library}def load():\n    ${load}`,
      },
    ],
    ['after another library on top of it', { 'main.py': `import os\nimport datasets\n${set}${library}${load}` }],
  ])('has no effect %s', async (_, files) => {
    const result = await judge(files, noRuntimeDownload);
    expect(result?.verdict).toBe('fail');
    expect(result?.message).toMatch(/HF_HUB_OFFLINE is set at main\.py:\d+, after the import that reads it/);
    const variables = await judge(files, offlineVariablesSet);
    expect(variables?.verdict).toBe('fail');
    expect(variables?.message).toMatch(/HF_HUB_OFFLINE is set at main\.py:\d+, after the import/);
  });

  test.each<[string, Record<string, string>]>([
    ['set before the import', { 'main.py': `import os\n${set}${library}${load}` }],
    [
      'before a module of the project that imports it',
      {
        'main.py': `import os\n${set}from model import load\nload()\n`,
        'model.py': `${library}def load():\n    ${load}`,
      },
    ],
    [
      'by a module of the project that is imported first',
      { 'main.py': `import quiet\n${library}${load}`, 'quiet.py': `import os\n${set}` },
    ],
    [
      'before an import in a function',
      { 'main.py': `import os\ndef main():\n    ${library}    ${load}${set}main()\n` },
    ],
    [
      'by a function that is called above the import',
      { 'main.py': `import os\ndef quiet():\n    ${set}quiet()\n${library}${load}` },
    ],
    [
      'before the import that runs, and after one for type checkers',
      {
        'main.py': `import os\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import transformers\n${set}${library}${load}`,
      },
    ],
  ])('keeps it off the network %s', async (_, files) => {
    // Whether the model is staged is not seen.
    expect((await judge(files, noRuntimeDownload))?.verdict).toBe('unknown');
    expect((await judge(files, offlineVariablesSet))?.verdict).toBe('pass');
  });

  const both = 'FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY . .\n';
  const one = `import os\n${set}`;
  const other = `${library}${load}`;

  test('has no effect on the next program that the container starts', async () => {
    const files = { Dockerfile: `${both}CMD python quiet.py && python main.py\n`, 'quiet.py': one, 'main.py': other };
    const result = await judge(files, noRuntimeDownload);
    expect(result?.verdict).toBe('fail');
    expect(result?.message).toContain('HF_HUB_OFFLINE is set at quiet.py:2, in another program than one that imports');
    expect((await judge(files, offlineVariablesSet))?.verdict).toBe('fail');
  });

  test.each([
    ['that sets it too', 'CMD python quiet.py && python main.py', `${one}${library}`, `import os\n${set}${other}`],
    [
      'that is started with it',
      'CMD python quiet.py',
      `${one}import subprocess\nsubprocess.run(["python", "/opt/app/main.py"])\n`,
      other,
    ],
  ])('has its effect on a program %s', async (_, start_, quiet, main) => {
    const files = { Dockerfile: `${both}${start_}\n`, 'quiet.py': quiet, 'main.py': main };
    expect((await judge(files, offlineVariablesSet))?.verdict).toBe('pass');
  });

  test('has its effect later where the library reads it at each call', async () => {
    const late = 'import os\nimport wandb\nos.environ["WANDB_MODE"] = "offline"\nwandb.init(project="x")\n';
    expect((await judge({ 'main.py': late }, noRuntimeDownload))?.verdict).toBe('pass');
  });
});

describe('wandb', () => {
  test.each([
    ['shared', 'fail'],
    ['online', 'fail'],
    ['offline', 'pass'],
    ['dryrun', 'pass'],
    ['disabled', 'pass'],
  ])('in mode %s: %s', async (mode, verdict) => {
    const script = `import wandb\nwandb.init(project="x", mode="${mode}")\n`;
    expect((await judge({ 'main.py': script }, noRuntimeDownload))?.verdict).toBe(verdict);
  });
});
