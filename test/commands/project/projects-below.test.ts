import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adopt, type AnyCall, check, create, pack, rehearse, upgrade } from '../../helpers/call-commands.ts';
import type { ExitCode, Flags } from '../../../src/model/command.ts';
import { UserError } from '../../../src/model/errors.ts';
import { standIn } from '../../fakes/environment.ts';

let folder: string;
beforeEach(() => {
  // Below a folder of its own, since what lies beside it is looked at too.
  folder = path.join(fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'below-'))), 'repository');
  fs.mkdirSync(folder);
});
afterEach(() => fs.rmSync(path.dirname(folder), { recursive: true }));

interface Ran {
  readonly code: ExitCode | undefined;
  readonly out: string;
  readonly err: string;
  readonly problem: string;
}

async function start(run: AnyCall, cwd: string, flags: Flags = {}, targets: readonly string[] = []): Promise<Ran> {
  const environment = standIn(cwd);
  let problem = '';
  let code: ExitCode | undefined;
  try {
    code = await run({ targets, flags } as never, environment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problem = error.message;
  }
  return { ...environment.printed, code, problem };
}

async function make(name: string): Promise<string> {
  const set = [`name=${name}`, 'project=p-1', 'registry=ghcr.io/lung'];
  await create({ targets: [path.join(folder, name)], flags: { set, defaults: true, quiet: true } }, standIn(folder));
  return path.join(folder, name);
}

function put(place: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
    fs.writeFileSync(path.join(place, name), text);
  }
}

async function failing(place: string, targets: readonly string[] = [], flags: Flags = {}): Promise<string[]> {
  const { out } = await start(check, place, { format: 'json', ...flags }, targets);
  const { results } = JSON.parse(out) as {
    results: { rule: string; verdict: string; location?: { file: string } }[];
  };
  return results
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ rule, location }) => `${rule} ${location?.file ?? ''}`)
    .toSorted();
}

describe('check in the folder above', () => {
  test('judges the project as one, as it is judged by its name', async () => {
    const project = await make('lung-ct');
    const record = path.join(project, '.yo-rc.json');
    fs.writeFileSync(record, fs.readFileSync(record, 'utf8').replace('"p-1"', '"change-me"'));
    put(project, { 'models/models.json': '{"models": [}' });
    const named = await failing(folder, ['lung-ct']);
    expect(named).toContain('project-named lung-ct/.yo-rc.json');
    expect(await failing(folder)).toEqual(named);
    const above = await start(check, folder);
    expect([above.code, (await start(check, folder, {}, ['lung-ct'])).code]).toEqual([1, 1]);
    expect(above.err).toContain('The project lung-ct lies in this folder, and is judged by itself.');
  });

  test('judges each of several, whatever is wrong with one, and what lies beside them', async () => {
    await make('one');
    await make('two');
    fs.rmSync(path.join(folder, 'one/Dockerfile'));
    put(folder, { 'three/Dockerfile': 'FROM docker.io/library/python:3.12\nUSER root\n' });
    const { err, out, problem, code } = await start(check, folder);
    expect(err).toContain('2 projects lie in this folder, and each is judged by itself: one, two.');
    expect(`${problem}${err}`).toContain('one: holds no Dockerfile');
    expect(out).toContain('three/Dockerfile:');
    expect(code === 0).toBe(false);
  });

  test('its waivers hold, and those of the folder do not hold for it', async () => {
    const project = await make('lung-ct');
    fs.appendFileSync(path.join(project, 'Dockerfile'), 'ENV API_TOKEN=abcdef0123456789\n');
    const waive = 'waivers:\n  - rule: no-secrets\n    reason: a made-up token\n    by: Ada\n    date: 2026-01-01\n';
    put(folder, { '.tre-container.yml': waive });
    expect(await failing(folder)).toContain('no-secrets lung-ct/Dockerfile');
    put(project, { '.tre-container.yml': waive });
    expect(await failing(folder)).not.toContain('no-secrets lung-ct/Dockerfile');
    expect(await failing(folder, [], { 'no-waivers': true })).toContain('no-secrets lung-ct/Dockerfile');
  });

  test('what the folder copies from a project below is there', async () => {
    await make('lung-ct');
    put(folder, {
      Dockerfile:
        'FROM docker.io/library/python:3.12\nCOPY lung-ct/src/main.py /app/main.py\nENTRYPOINT ["python", "/app/main.py"]\n',
    });
    expect((await failing(folder)).filter((line) => line.startsWith('image-complete'))).toEqual([]);
  });
});

const unseen = async (format: string, targets: readonly string[] = []): Promise<string> =>
  (await start(check, folder, { format }, targets)).out;

describe('in a repository that was adopted', () => {
  beforeEach(async () => {
    put(folder, {
      'fit.py': 'print(1)\n',
      Dockerfile: 'FROM python:3.12\nCOPY . /app\nCMD ["python", "/app/fit.py"]\n',
    });
    fs.mkdirSync(path.join(folder, '.git'));
    await start(adopt, folder, { defaults: true, set: ['name=fit', 'project=p-1'] });
  });

  test('check at its root judges what adopt wrote, with commands that work there, and names what it leaves out', async () => {
    const { out, err } = await start(check, folder);
    expect(out).toContain('tre-container upgrade tre --set registry=ghcr.io/OWNER');
    expect(out).not.toContain('tre-container upgrade --set');
    expect(out).not.toMatch(/^ {2}Dockerfile:/m);
    expect(err).toContain('tre-container check Dockerfile');
    const pipeline = (await failing(folder)).filter((line) => line.startsWith('registry-pullable'));
    expect(pipeline).toEqual(['registry-pullable .github/workflows/container-fit.yml']);
  });

  test('programs that read the report are told what was left out, too', async () => {
    expect(JSON.parse(await unseen('json'))).toMatchObject({ notJudged: ['Dockerfile'] });
    expect(JSON.parse(await unseen('sarif'))).toMatchObject({ runs: [{ properties: { notJudged: ['Dockerfile'] } }] });
    expect(JSON.parse(await unseen('json', ['Dockerfile']))).not.toHaveProperty('notJudged');
  });

  test('who reviews it does not take its word for what the TRE does not build', async () => {
    expect(await failing(folder, [], { 'no-waivers': true })).toContain('non-root-user Dockerfile');
  });

  test('a record that names a folder there hides nothing in it', async () => {
    const record = path.join(folder, 'tre/.yo-rc.json');
    const text = fs.readFileSync(record, 'utf8');
    const forged = text.replace('"path": "Dockerfile"', '"path": "docker/"');
    expect(forged).not.toBe(text);
    put(folder, { 'tre/.yo-rc.json': forged, 'docker/Dockerfile': 'FROM python:3.12\nCMD ["python"]\n' });
    expect(await failing(folder)).toContain('non-root-user docker/Dockerfile');
  });

  test('a second container is judged without the pipeline of the first', async () => {
    await start(adopt, folder, { defaults: true, into: 'tre-two', set: ['name=fit-two', 'project=p-1'] });
    for (const [place, workflow] of [
      ['tre', 'container-fit.yml'],
      ['tre-two', 'container-fit-two.yml'],
    ] as const)
      expect((await failing(folder, [place])).filter((line) => line.includes('/workflows/'))).toEqual([
        `registry-pullable .github/workflows/${workflow}`,
      ]);
  });

  test('the other commands name the folder', async () => {
    expect((await start(upgrade, folder)).problem).toContain('tre-container upgrade tre');
    expect((await start(upgrade, folder, { undo: true })).problem).toContain('tre-container upgrade --undo tre');
    expect((await start(pack, folder)).problem).toContain('tre-container pack tre');
  });

  test('what its page says to type is said as it is typed from here', async () => {
    const above = await start(check, path.dirname(folder), { verbose: true });
    expect(above.out).toContain(`tre-container upgrade ${path.basename(folder)}/tre --set`);
    expect((await start(check, folder, { verbose: true })).out).toContain('tre-container upgrade tre --set');
  });
});

test('pack names each file from where it was typed', async () => {
  const root = await make('lung-ct');
  const below = await start(pack, path.join(root, 'src'));
  expect(below.problem).toContain('../rehearsal/evidence.json');
  expect(below.problem).toContain('../reports/trivy-image.json');
});

describe('in the folder above a project', () => {
  test.each([
    ['upgrade', upgrade, {}],
    ['upgrade --check', upgrade, { check: true }],
    ['rehearse', rehearse, {}],
    ['pack', pack, {}],
  ] as const)('%s names it', async (name, run, flags) => {
    await make('lung-ct');
    const { problem } = await start(run, folder, flags);
    expect(problem).toContain(`tre-container ${name.split(' ')[0] ?? ''} lung-ct`);
    expect(problem).not.toContain('to make one here');
  });

  test('create makes none around it, unless somebody names the folder', async () => {
    const project = await make('lung-ct');
    expect((await start(create, folder, { defaults: true, set: ['name=x'] })).problem).toContain(
      'tre-container create lung-ct',
    );
    expect((await start(create, folder, { defaults: true, set: ['name=x'] }, ['.'])).problem).toContain(
      'those of the projects in it',
    );
    fs.rmSync(path.join(project, 'src'), { recursive: true });
    expect(fs.readdirSync(folder)).toEqual(['lung-ct']);
  });
});

describe('where the record of a project is lost', () => {
  test.each([
    ['upgrade', upgrade, {}],
    ['create', create, { defaults: true }],
    ['upgrade --check', upgrade, { check: true }],
  ] as const)('%s says what brings it back', async (_name, run, flags) => {
    const project = await make('lung-ct');
    fs.rmSync(path.join(project, '.yo-rc.json'));
    const { problem } = await start(run, project, flags);
    expect(problem).toContain('.yo-rc.json: is missing');
    expect(problem).toContain('git checkout HEAD -- .yo-rc.json');
    expect(problem).not.toContain('to make one here');
  });

  test('the way back names the folder, from above and from below', async () => {
    const project = await make('lung-ct');
    fs.rmSync(path.join(project, '.yo-rc.json'));
    for (const run of [upgrade, create]) {
      const above = await start(run, folder, { defaults: true }, ['lung-ct']);
      expect(above.problem).toContain('git -C lung-ct checkout HEAD -- .yo-rc.json');
      expect(above.problem).toContain('tre-container create lung-ct --set base=NAME --defaults');
    }
    const below = await start(upgrade, path.join(project, 'src'));
    expect(below.problem).toContain('git -C .. checkout HEAD -- .yo-rc.json');
    const judged = await start(check, path.join(project, 'src'));
    expect(judged.err).toContain('The project above, ..');
    expect(judged.out).toContain('git -C .. checkout HEAD -- .yo-rc.json');
    expect((await start(check, folder)).out).toContain('git -C lung-ct checkout HEAD -- .yo-rc.json');
  });

  test('without version control the answers are given anew, and no line of a person goes', async () => {
    const project = await make('lung-ct');
    const dockerfile = path.join(project, 'Dockerfile');
    const record = path.join(project, '.yo-rc.json');
    const before = fs.readFileSync(record, 'utf8');
    fs.appendFileSync(dockerfile, '# of mine\n');
    const text = fs.readFileSync(dockerfile, 'utf8');
    fs.rmSync(record);
    const set = ['base=python', 'name=lung-ct', 'project=p-1', 'registry=ghcr.io/lung'];
    expect((await start(create, folder, { defaults: true, set }, ['lung-ct'])).problem).toBe('');
    expect(fs.readFileSync(dockerfile, 'utf8')).toBe(text);
    expect(fs.readFileSync(record, 'utf8')).toBe(before);
  });

  test('check fails, and where it is no JSON or no record too', async () => {
    const project = await make('lung-ct');
    const record = path.join(project, '.yo-rc.json');
    const text = fs.readFileSync(record, 'utf8');
    for (const broken of [
      text.replace('",\n', '"\n'),
      text.replace(/"version": "[^"]*"/, '"version": 3'),
      '{',
      '{"generator-other": {}}',
      text.replace('"project"', '"projct"'),
    ]) {
      fs.writeFileSync(record, broken);
      expect(await failing(project)).toContain('project-named .yo-rc.json');
    }
    fs.rmSync(record);
    expect(await failing(project)).toContain('project-named .tre-container/baseline.json');
    fs.writeFileSync(record, text);
    expect(await failing(project)).toEqual([]);
  });
});

test('a project within a project is judged by itself, from wherever it is looked at', async () => {
  await make('outer');
  const set = ['name=inner', 'project=p-1', 'registry=ghcr.io/lung'];
  const inner = path.join(folder, 'outer/inner');
  await create({ targets: [inner], flags: { set, defaults: true, quiet: true } }, standIn(folder));
  const inside = await failing(path.join(folder, 'outer'));
  expect(await failing(folder)).toEqual(inside.map((each) => each.replace(/ (?=[^ ]+$)/, ' outer/')));
  const { err } = await start(check, folder, { 'fail-on': 'never' });
  expect(err).toContain('outer/inner');
});

describe('what is to be typed about an adopted folder names it as it is seen from there', () => {
  test.each([
    ['.', 'tre-container upgrade study/tre --set'],
    ['study', 'tre-container upgrade tre --set'],
    ['study/tre', 'tre-container upgrade --set'],
    ['study/tre/ces', 'tre-container upgrade .. --set'],
  ])('in %s', async (from, command) => {
    put(path.join(folder, 'study'), { 'main.py': 'print(1)\n', 'requirements.txt': 'pandas==2.2.3\n' });
    fs.mkdirSync(path.join(folder, 'study/.git'));
    await start(adopt, folder, { defaults: true, set: ['program=main.py'] }, [path.join(folder, 'study')]);
    const { out } = await start(check, path.join(folder, from));
    const typed = [...out.replaceAll(/\s+/g, ' ').matchAll(/tre-container (?:upgrade|pin)[^,;:]*? --set/g)].map(
      ([said]) => said,
    );
    expect(typed.length).toBeGreaterThan(2);
    expect(new Set(typed)).toEqual(new Set([command]));
  });
});

describe('a folder of a repository whose container lies beside it', () => {
  test.each(['check', 'upgrade'] as const)('%s works on that, and says so', async (name) => {
    put(path.join(folder, 'study'), { 'src/lib/main.py': 'print(1)\n', 'requirements.txt': 'pandas==2.2.3\n' });
    fs.mkdirSync(path.join(folder, 'study/.git'));
    await start(adopt, folder, { defaults: true, set: ['program=src/lib/main.py'] }, [path.join(folder, 'study')]);
    const ran = await start(name === 'check' ? check : upgrade, path.join(folder, 'study/src/lib'));
    expect(ran.err).toContain('The container of this repository, ../../tre (');
    expect(ran.problem).toBe('');
  });

  test('of several none is chosen', async () => {
    put(folder, { 'src/main.py': 'print(1)\n' });
    for (const each of ['tre', 'tre-two'])
      put(folder, { [`${each}/.yo-rc.json`]: '{"generator-tre-container": {}}\n' });
    fs.mkdirSync(path.join(folder, '.git'));
    expect((await start(upgrade, path.join(folder, 'src'))).problem).toContain('holds no project');
  });
});

test('all that is unknown of a rule is placed as it is seen from there', async () => {
  const python = 'from transformers import AutoModel\nimport sys\n';
  put(path.join(folder, 'study'), {
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n',
    'main.py': `${python}AutoModel.from_pretrained(sys.argv[1])\nAutoModel.from_pretrained(sys.argv[2])\n`,
  });
  const { out } = await start(check, folder, { format: 'json', 'fail-on': 'never' }, ['study']);
  interface Place {
    readonly location?: { readonly file: string };
  }
  const { results } = JSON.parse(out) as {
    readonly results: ReadonlyArray<Place & { readonly rule: string; readonly others?: readonly Place[] }>;
  };
  const models = results.find(({ rule }) => rule === 'no-runtime-download');
  expect([models, ...(models?.others ?? [])].map((each) => each?.location?.file)).toEqual([
    'study/main.py',
    'study/main.py',
  ]);
});

async function makeInner(name: string, set: readonly string[]): Promise<void> {
  const given = [`name=${name.split('/').at(-1) ?? ''}`, 'project=p-1', 'registry=ghcr.io/lung', ...set];
  await create(
    { targets: [path.join(folder, name)], flags: { set: given, defaults: true, quiet: true } },
    standIn(folder),
  );
}

describe('a project with another one in a folder', () => {
  test.each(['python', 'r', 'rocker', 'jupyter'])('is judged as before when the other one comes (%s)', async (base) => {
    await makeInner('outer', [`base=${base}`]);
    const before = await failing(path.join(folder, 'outer'));
    await makeInner('outer/inner', ['base=r']);
    expect(await failing(path.join(folder, 'outer'))).toEqual(before);
  });

  test('has a checklist that speaks of its own files alone, whoever writes it', async () => {
    const outer = await make('outer');
    await makeInner('outer/inner', ['base=r']);
    const read = (): string => fs.readFileSync(path.join(outer, 'CHECKLIST.md'), 'utf8');
    const was = read();
    const flags = { set: ['description=Another one'], defaults: true, quiet: true };
    await create({ targets: [outer], flags }, standIn(folder));
    expect(read()).not.toContain('inner/');
    await start(upgrade, outer, { set: ['description=A third'], defaults: true });
    expect(read()).not.toContain('inner/');
    expect(read().match(/^- \[x\]/gm)).toEqual(was.match(/^- \[x\]/gm));
    expect((await start(check, outer)).err).not.toContain('no longer');
  });

  test('has fixes of the other one that name its files from where check was typed', async () => {
    const outer = await make('outer');
    await makeInner('outer/inner', ['base=python']);
    const file = path.join(outer, 'inner/Dockerfile');
    const wrong = fs.readFileSync(file, 'utf8').replace('/app/main.py', '/app/mian.py');
    fs.writeFileSync(file, wrong);
    expect((await start(check, outer)).out.replaceAll(/\s+/g, ' ')).toMatch(/in its place, at inner\/Dockerfile:\d+/);
    expect((await start(check, path.join(outer, 'inner'))).out.replaceAll(/\s+/g, ' ')).toMatch(
      /in its place, at Dockerfile:\d+/,
    );
  });

  test('is not told of the programs of the other one', async () => {
    const outer = await make('outer');
    await makeInner('outer/inner', ['base=python']);
    fs.rmSync(path.join(outer, 'src/main.py'));
    put(outer, { 'src/run.py': 'print(1)\n' });
    const said = await start(create, outer, { set: ['base=pytorch'], defaults: true });
    expect(said.err).not.toContain('inner/');
    await start(create, outer, { set: ['base=jupyter'], defaults: true, 'on-conflict': 'theirs' });
    const back = await start(create, outer, { set: ['base=python'], defaults: true });
    expect(back.err).toContain('the project has src/run.py.');
    expect(back.err).not.toContain('inner/');
  });
});

const waiverOf = (place: string): string =>
  `waivers:\n  - rule: no-data-files\n    reason: codes of findings\n    by: Ann Example\n    date: 2026-11-29\n${place}`;

describe('a waiver of a project in the folder of another', () => {
  test.each(['    path: src/codes.csv\n', ''])(
    'is judged with its own project, and is not told as idle by the outer (%j)',
    async (place) => {
      const outer = await make('outer');
      await makeInner('outer/inner', ['base=python']);
      const inner = path.join(outer, 'inner');
      put(inner, { 'src/codes.csv': 'code\n', '.tre-container.yml': waiverOf(place) });
      fs.appendFileSync(path.join(inner, '.dockerignore'), '!src/codes.csv\n');
      const { out } = await start(check, outer);
      expect(out).toContain('codes of findings (Ann Example');
      expect(out).not.toContain('nothing needs the waiver');
      fs.rmSync(path.join(inner, 'src/codes.csv'));
      expect((await start(check, outer)).out.match(/nothing needs the waiver/g)).toHaveLength(1);
    },
  );

  test('that does not count is told once, with its own project', async () => {
    const outer = await make('outer');
    await makeInner('outer/inner', ['base=python']);
    put(outer, { 'inner/.tre-container.yml': waiverOf('    paht: src/codes.csv\n') });
    expect((await start(check, outer)).out.match(/unknown key/g)).toHaveLength(1);
  });
});

test.each([
  ['the outer one first', ['.', 'inner']],
  ['the inner one first', ['inner', '.', './inner/']],
])('a project that is named beside the one around it is judged once, %s', async (_order, targets) => {
  const outer = await make('outer');
  await makeInner('outer/inner', ['base=python']);
  const count = async (named: readonly string[]): Promise<string | undefined> =>
    /\d+ passed/.exec((await start(check, outer, {}, named)).out)?.[0];
  expect(await count(targets)).toBe(await count(['.']));
});
