import { describe, expect, test } from 'vitest';
import { questions } from '../../../src/catalog/questions.ts';
import type { AnswerInputs } from '../../../src/engine/answers/answer-inputs.ts';
import { resolveAnswers, supplyDefaults, supplyDetailsOnly } from '../../../src/engine/answers/resolve-answers.ts';
import { UserError, type Problem } from '../../../src/model/errors.ts';
import type { AnswersInput } from '../../../src/model/answers/answers.ts';
import { fakeBases } from '../../fakes/bases.ts';

function inputs(file: AnswersInput, more: Partial<AnswerInputs> = {}): AnswerInputs {
  return {
    questions,
    bases: fakeBases,
    surroundings: { folder: 'Lung CT' },
    given: [{ answers: file, where: (path) => `answers.yml:${path.join('.')}` }],
    ...more,
  };
}

const image = async (typed: string): Promise<string> =>
  (await resolveAnswers(inputs({ image: typed }), supplyDefaults)).image;

async function problemsOf(input: AnswerInputs, supply = supplyDefaults): Promise<readonly Problem[]> {
  const error: unknown = await resolveAnswers(input, supply).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error('no UserError', { cause: error });
  return error.problems;
}

const essential = {
  base: 'python',
  name: 'lung-ct',
  description: 'd',
  project: 'nsh-1',
  registry: 'ghcr.io/me',
  packages: [],
  models: [],
};

describe('with defaults', () => {
  test('an image of the table that is typed without its digest gets it; any other stays as it is', async () => {
    expect(await image('docker.io/library/python:3.13-slim')).toMatch(/:3\.13-slim@sha256:a{64}$/);
    expect(await image('docker.io/library/python:3.12-slim')).toBe('docker.io/library/python:3.12-slim');
    expect(await image('docker.io/me/python:3.13-slim')).toBe('docker.io/me/python:3.13-slim');
  });

  test('an image without digest that a project has keeps it so', async () => {
    const earlier = { base: 'python', image: 'docker.io/library/python:3.13-slim' };
    expect((await resolveAnswers(inputs({}, { earlier }), supplyDefaults)).image).toBe(earlier.image);
  });

  test('everything has an answer', async () => {
    const answers = await resolveAnswers(
      inputs(
        {},
        {
          surroundings: {
            folder: 'Lung CT',
            gitUser: 'Ada <ada@example.org>',
            gitRemote: 'git@github.com:Ada-Lab/x.git',
          },
        },
      ),
      supplyDefaults,
    );
    expect(answers).toEqual({
      base: 'python',
      name: 'lung-ct',
      description: 'A batch job in Python',
      project: 'change-me',
      registry: 'ghcr.io/ada-lab',
      packages: ['pandas==2.2.3'],
      models: [],
      image: `docker.io/library/python:3.13-slim@sha256:${'a'.repeat(64)}`,
      systemPackages: [],
      documents: [],
      licences: [],
      offlineLoader: false,
      preCommit: false,
      rehearse: true,
      gpu: false,
      runtimes: ['podman', 'apptainer', 'kubernetes'],
      imageProxy: 'tre-ghcr-proxy.nsh.loc:5000',
      ci: 'github',
      generator: 'tre-container',
      upgradeCheck: false,
      contact: 'Ada <ada@example.org>',
    });
  });

  test('defaults follow the base that was given', async () => {
    const answers = await resolveAnswers(inputs({ base: 'rocker' }), supplyDefaults);
    expect(answers).toMatchObject({
      port: 8787,
      runtimes: ['podman', 'apptainer'],
      packages: ['data.table'],
      image: 'docker.io/rocker/rstudio:4.5.3',
    });
  });

  test('the first source wins, key by key', async () => {
    const answers = await resolveAnswers(
      inputs(
        {},
        {
          given: [
            { answers: { name: 'a' }, where: () => '--set' },
            { answers: { name: 'b', project: 'p' }, where: () => 'file' },
          ],
        },
      ),
      supplyDefaults,
    );
    expect(answers).toMatchObject({ name: 'a', project: 'p' });
  });
});

describe('without defaults', () => {
  test('what everybody must know is missing, all at once, and invalid answers are named with it', async () => {
    const problems = await problemsOf(inputs({ gpu: 'maybe' }), supplyDetailsOnly);
    expect(problems).toEqual([
      { key: 'gpu', where: 'answers.yml:gpu', what: 'gpu: "maybe" is not true or false', fix: 'write true or false' },
      {
        what: 'no answer for: base, name, description, project, registry, packages, models'.replace(', models', ''),
        fix: expect.stringContaining('add --defaults') as string,
      },
    ]);
  });

  test('pytorch needs to know its models', async () => {
    const { models: _models, ...rest } = essential;
    await expect(resolveAnswers(inputs({ ...rest, base: 'pytorch' }), supplyDetailsOnly)).rejects.toThrow(
      'no answer for: models\n  To fix: give it in the answers file or with --set models=..., add --defaults',
    );
  });

  test('details take their defaults', async () => {
    const answers = await resolveAnswers(inputs(essential), supplyDetailsOnly);
    expect(answers).toMatchObject({ ci: 'github', gpu: false, contact: '' });
    expect(answers).not.toHaveProperty('port');
  });

  test('earlier answers count', async () => {
    expect(
      await resolveAnswers(inputs({ name: 'new' }, { earlier: { ...essential, ci: 'none' } }), supplyDetailsOnly),
    ).toMatchObject({ name: 'new', project: 'nsh-1', ci: 'none' });
  });
});

describe('faults in what was given', () => {
  test('are all named: place, value and remedy', async () => {
    const problems = await problemsOf(
      inputs({
        nmae: 'x',
        name: 'Lung CT',
        zebra: 1,
        registry: 'docker.io/me',
        licences: ['../secret'],
        runtimes: ['podman', 'podman'],
      }),
    );
    expect(problems.map(({ where, what, fix }) => `${where ?? ''} | ${what} | ${fix ?? ''}`)).toEqual([
      'answers.yml:nmae | there is no answer called "nmae" | did you mean name?',
      'answers.yml:name | name: "Lung CT" is not allowed | did you mean lung-ct? It takes lower-case letters and digits with single hyphens between, 50 characters at most',
      expect.stringMatching(/^answers\.yml:zebra \| there is no answer called "zebra" \| the answers are base, name,/),
      expect.stringMatching(
        /^answers\.yml:registry \| registry: "docker\.io\/me" is not allowed \| write ghcr\.io\/OWNER or git\.ecdf/,
      ),
      expect.stringMatching(/^answers\.yml:licences\.0 \| licences\[1\]: "\.\.\/secret" is not allowed/),
      'answers.yml:runtimes.1 | runtimes[2]: "podman" is listed twice | leave one of the two out',
    ]);
  });

  test('of a file that holds something else the first strange keys are told', async () => {
    const strange = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${String(at)}`, 1]));
    const problems = await problemsOf(inputs({ ...essential, ...strange }));
    expect(problems.map(({ where }) => where)).toEqual(
      Array.from({ length: 20 }, (_, at) => `answers.yml:k${String(at)}`),
    );
  });

  test("a runtime that the base cannot do is refused with the base's reason", async () => {
    expect(await problemsOf(inputs({ base: 'rocker', runtimes: ['podman', 'kubernetes'] }))).toEqual([
      {
        where: 'answers.yml:runtimes',
        what: "runtimes: the base rocker cannot run on kubernetes: RStudio's start-up needs root.",
        fix: 'leave kubernetes out (rocker runs on podman, apptainer), or choose another base',
      },
    ]);
  });

  test('a port for a batch base is an error with the reason', async () => {
    expect(await problemsOf(inputs({ base: 'python', port: 8888 }))).toEqual([
      {
        where: 'answers.yml:port',
        what: 'port: 8888 has no meaning here: python is a batch base and presents no port',
        fix: 'leave it out; a base with a session has one: --set base=rocker',
      },
    ]);
  });

  test("packages are read by the base's own tool", async () => {
    const [problem] = await problemsOf(inputs({ base: 'rocker', packages: ['data.table', 'pandas==2.2.3'] }));
    expect(problem?.what).toBe('packages[2]: "pandas==2.2.3" is no package as the base rocker installs them');
  });

  test('an invalid base does not bring false complaints with it', async () => {
    const problems = await problemsOf(inputs({ base: 'rstudio', port: 8888, packages: ['data.table'] }));
    expect(problems.map(({ where }) => where)).toEqual(['answers.yml:base']);
  });

  test('a key that every object has is still unknown', async () => {
    const answers = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}') as AnswersInput;
    expect((await problemsOf(inputs(answers))).map(({ where }) => where)).toEqual([
      'answers.yml:__proto__',
      'answers.yml:constructor',
      'answers.yml:toString',
    ]);
  });
});

describe('earlier answers that no longer apply are dropped without a word', () => {
  const earlier = {
    ...essential,
    base: 'rocker',
    description: 'An RStudio session',
    port: 9000,
    image: 'docker.io/rocker/rstudio:4.4.0',
    packages: ['sf'],
    runtimes: ['podman'],
    contact: 'Ada',
  };

  test("after a change of base: port, image, packages and the old base's description, but no runtimes that the new one has", async () => {
    const answers = await resolveAnswers(inputs({ base: 'python' }, { earlier }), supplyDefaults);
    expect(answers).toMatchObject({
      description: 'A batch job in Python',
      packages: ['pandas==2.2.3'],
      runtimes: ['podman'],
      contact: 'Ada',
      name: 'lung-ct',
    });
    expect(answers.image).toContain('python');
    expect(answers).not.toHaveProperty('port');
  });

  test('with the same base they stay', async () => {
    expect(await resolveAnswers(inputs({}, { earlier }), supplyDetailsOnly)).toEqual(expect.objectContaining(earlier));
  });

  test('invalid and unknown ones', async () => {
    const answers = await resolveAnswers(inputs({}, { earlier: { name: 'NOT VALID', gone: true } }), supplyDefaults);
    expect(answers.name).toBe('lung-ct');
    expect(answers).not.toHaveProperty('gone');
  });
});

test('of a refused package it is not said besides that its default does not fit', async () => {
  const { bases } = await import('../../../src/catalog/bases.ts');
  const given = { ...essential, base: 'r', packages: ['survival', 'git+https://github.com/a/b'] };
  const problems = await problemsOf(inputs(given, { bases: Object.values(bases) }));
  expect(problems.map(({ what }) => what)).toEqual([expect.stringContaining('git+https://github.com/a/b')]);
  expect(problems[0]?.fix).toContain('a/b@COMMIT');
});
