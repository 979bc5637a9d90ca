import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../../src/commands/create/create.ts';
import { UserError } from '../../../src/model/errors.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'change-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = ['name=cohort', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];

async function create(set: readonly string[], file?: string): Promise<string> {
  const environment = catchEnvironment();
  const answers = join(folder, 'answers.yml');
  if (file !== undefined) writeFileSync(answers, file);
  const flags = { set: [...own, ...set], defaults: true, ...(file === undefined ? {} : { answers }) };
  await run({ targets: [join(folder, 'project')], flags }, environment);
  return environment.printed.err;
}

async function refusal(set: readonly string[], file?: string): Promise<string> {
  try {
    await create(set, file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ what, fix }) => `${what} | ${fix ?? ''}`).join('\n');
  }
  return 'accepted';
}

const stored = (): Record<string, unknown> =>
  (JSON.parse(readFileSync(join(folder, 'project/.yo-rc.json'), 'utf8')) as Record<string, { answers: object }>)[
    'generator-tre-container'
  ]?.answers as Record<string, unknown>;

describe('another base', () => {
  test('with the same installer keeps the packages, and going back has them still', async () => {
    await create(['base=python', 'packages=pandas==2.2.3,lifelines==0.30.0']);
    expect(await create(['base=pytorch'])).not.toContain('left out');
    expect(stored()['packages']).toEqual(['pandas==2.2.3', 'lifelines==0.30.0']);
    expect(readFileSync(join(folder, 'project/requirements.txt'), 'utf8')).toContain('lifelines==0.30.0');
    await create(['base=python']);
    expect(stored()['packages']).toEqual(['pandas==2.2.3', 'lifelines==0.30.0']);
  });

  test('with another one says what is left out', async () => {
    await create(['base=python', 'packages=pandas==2.2.3,lifelines==0.30.0']);
    const said = await create(['base=jupyter']);
    expect(said).toContain('the base jupyter cannot take over from python');
    expect(said).toContain('lifelines==0.30.0');
  });
});

describe('one notation for prompt, --set and file', () => {
  test('text of a file is read as it would be at the prompt', async () => {
    await create(
      [],
      'base: pytorch\ngpu: yes\npackages: "pandas==2.2.3, numpy>=1.26,<2"\nmodels:\n  - google-bert/bert-base-uncased\n  - id: https://huggingface.co/openai/whisper-base/tree/main\n',
    );
    expect(stored()).toMatchObject({
      gpu: true,
      packages: ['pandas==2.2.3', 'numpy>=1.26,<2'],
      models: [
        { id: 'google-bert/bert-base-uncased', revision: 'main' },
        { id: 'openai/whisper-base', revision: 'main' },
      ],
    });
  });

  test.each([
    ['https://huggingface.co/openai/whisper-base', 'main'],
    ['https://huggingface.co/openai/whisper-base/tree/v1.0', 'v1.0'],
    ['https://hf.co/openai/whisper-base?library=transformers', 'main'],
    ['openai/whisper-base@v1.0', 'v1.0'],
  ])('%s is the model at %s', async (text, revision) => {
    await create(['base=pytorch', `models=${text}`]);
    expect(stored()['models']).toEqual([{ id: 'openai/whisper-base', revision }]);
  });
});

describe('what is refused', () => {
  test.each([
    ['packages=git+https://github.com/me/tools.git', '"tools @ git+https://github.com/me/tools.git@COMMIT"'],
    ['packages=Pandas==2.2.3,pandas==2.2.2', 'Pandas==2.2.3 and pandas==2.2.2 are the same package'],
    [
      `packages=tools @ git+https://github.com/me/tools@${'a'.repeat(40)}`,
      'brings no git | add git: --set systemPackages=git',
    ],
    ['image=ubuntu:24.04', 'take one of the base'],
    ['image=docker.io/library/debian:12', 'take one of the base'],
  ])('%s: %s', async (set, words) => {
    expect(await refusal([set])).toContain(words);
  });

  test('comes with the value that was meant', async () => {
    expect(await refusal([], 'base: python\n')).toBe('accepted');
    const environment = catchEnvironment();
    const flags = { set: ['name=My_Cohort 2', 'registry=https://ghcr.io/MyOrg', 'project=p-1'], defaults: true };
    const failed = await Promise.resolve(run({ targets: [join(folder, 'other')], flags }, environment)).catch(
      (error: unknown) => error,
    );
    const fixes = (failed as UserError).problems.map(({ fix }) => fix).join('\n');
    expect(fixes).toContain('did you mean my-cohort-2?');
    expect(fixes).toContain('did you mean ghcr.io/myorg?');
  });

  test('but a git requirement passes where git is asked for', async () => {
    expect(
      await refusal([`packages=tools @ git+https://github.com/me/tools@${'a'.repeat(40)}`, 'systemPackages=git']),
    ).toBe('accepted');
  });
});
