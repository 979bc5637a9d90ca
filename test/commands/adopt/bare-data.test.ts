import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnyCall, adopt, check } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-bare-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** A machine with the three directories of the TRE, these files, and the start script, all below a folder. */
function inRoot(script: string, placed: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'adopt-run-'));
  for (const name of ['safe_data', 'safe_outputs', 'scratch', 'project']) mkdirSync(join(root, name));
  const here = script
    .replaceAll(/\/(safe_data|safe_outputs|scratch)\b/g, `${root}/$1`)
    .replaceAll('/opt/project', `${root}/project`);
  for (const [path, text] of Object.entries({ ...placed, 'start.sh': here.replace('\npython ', '\npython3 ') })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** One of the data lies in the repository, the other one nobody committed. */
const files = {
  'run.py':
    'rows = open("health.csv").read() + open("my visits.csv").read()\nopen("summary.csv", "w").write(rows)\nprint(open("summary.csv").read())\n',
  'health.csv': 'id\n0\n',
};

describe('data that a program reads by a bare name', () => {
  it('are found where it is started, those of the TRE and not those of the repository', async () => {
    write(files);
    expect(await start(adopt, folder, { defaults: true })).toMatch(/^0\n/);
    const script = read('tre/start.sh');
    expect(script).toContain("for file in health.csv 'my visits.csv'; do");
    expect(read('tre/README.md')).toMatch(/found as `?health\.csv`? \| the file of that name in \/safe_data/);
    expect(read('tre/Dockerfile')).not.toContain('health.csv');
    // Its copy is where it starts, whatever WORKDIR says.
    expect(read('tre/Dockerfile')).not.toContain('named without a folder');
    expect(read('tre/README.md')).toMatch(
      /\$ ces-pull podman USER TOKEN \S+:TAG\n {3}\$ tre\/ces\/run\.sh TAG podman\n/,
    );
    expect(read('tre/ces/run.sh')).toContain('elsewhere: npx generator-tre-container rehearse tre"');
    expect(read('tre/CHECKLIST.md')).toContain('tre-container upgrade tre --set project=ID');
    const root = inRoot(script, {
      'project/run.py': files['run.py'],
      'safe_data/health.csv': 'id\n1\n',
      'safe_data/my visits.csv': '2\n',
    });
    execFileSync('sh', [join(root, 'start.sh')]);
    expect(readFileSync(join(root, 'safe_outputs/summary.csv'), 'utf8')).toBe('id\n1\n2\n');
    // Without a place for its result, the run has failed.
    rmSync(join(root, 'safe_outputs'), { recursive: true });
    const failed = spawnSync('sh', [join(root, 'start.sh')], { encoding: 'utf8' });
    expect([failed.status, failed.stderr]).toEqual([
      1,
      expect.stringMatching(/could not be copied.*:\n\.\/summary\.csv\n$/),
    ]);
    rmSync(root, { recursive: true });
  });

  it('are no finding where they are linked there, and one where they are not', async () => {
    write(files);
    await start(adopt, folder, { defaults: true });
    expect(await start(check, join(folder, 'tre'), {})).not.toMatch(/health\.csv.*files-in-image/);
    const script = read('tre/start.sh').replace("for file in health.csv 'my visits.csv';", 'for file in other.csv;');
    writeFileSync(join(folder, 'tre/start.sh'), script);
    expect(await start(check, join(folder, 'tre'), {})).toMatch(/health\.csv.*files-in-image/);
  });

  it.each([
    ['in a folder of its own', 'src/', 'src/run.py', /for folder in src; do/],
    ['at the root', '', 'run.py', /for file in cohort\.csv; do/],
  ])('are linked also where they are named by where the program lies, %s', async (_where, below, program, line) => {
    const text = 'from pathlib import Path\nrows = open(Path(__file__).parent / "cohort.csv").read()\n';
    write({ [program]: `${text}open("summary.csv", "w").write(rows)\n`, [`${below}cohort.csv`]: 'id\n0\n' });
    expect(await start(adopt, folder, { defaults: true })).toMatch(/^0\n/);
    expect(read('tre/start.sh')).toMatch(line);
    expect(read('tre/README.md')).toContain('`tre/start.sh`');
    expect(await start(check, join(folder, 'tre'), {})).not.toMatch(/cohort\.csv.*files-in-image/);
  });
});

describe('texts beside data', () => {
  const program =
    'import json, os\ndata = os.path.join("data", "source")\nprint(json.load(open(os.path.join(data, "config_sim.json"))))\n' +
    'rows = open("data/source/people.csv").read() + open("data/source/notes.txt").read()\nopen("summary.csv", "w").write(rows)\n';

  it('that a program reads are decided as data are, and those that nobody reads are not named', async () => {
    write({
      'run.py': program,
      'data/source/config_sim.json': '{}\n',
      'data/source/notes.txt': 'a\n',
      'data/source/other.json': '{}\n',
      'data/source/people.csv': 'id\n0\n',
    });
    expect(await start(adopt, folder, { defaults: true })).toMatch(/^0\n/);
    const readme = read('tre/README.md').replaceAll('\\', '');
    expect(readme).toMatch(/config_sim\.json`?: it looks like data, and goes into the image/);
    expect(readme).toMatch(/notes\.txt`? is read by run\.py and stays out: is it below \/safe_data/);
    expect(readme).not.toContain('other.json');
    expect(read('tre/Dockerfile')).toMatch(/COPY.*data\/source\/config_sim\.json/);
    expect(read('tre/Dockerfile')).not.toMatch(/notes\.txt|people\.csv|other\.json/);
  });

  it.each(['', 'source/', 'data/source/'])('leave room for the data, which lie in /safe_data/%s', async (below) => {
    write({ 'run.py': program, 'data/source/config_sim.json': '{}\n', 'data/source/people.csv': 'id\n0\n' });
    await start(adopt, folder, { defaults: true });
    const root = inRoot(read('tre/start.sh'), {
      'project/run.py': program,
      'project/data/source/config_sim.json': '{}\n',
      [`safe_data/${below}people.csv`]: 'id\n1\n',
      [`safe_data/${below}notes.txt`]: 'a\n',
    });
    execFileSync('sh', [join(root, 'start.sh')]);
    expect(readFileSync(join(root, 'safe_outputs/summary.csv'), 'utf8')).toBe('id\n1\na\n');
    rmSync(root, { recursive: true });
  });
});
