import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt, type AnyCall, check, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function start(run: AnyCall, target: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)} ${environment.printed.out}${environment.printed.err}`;
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** Rules that the guidance has as a must, and that fail at the container's own files. */
async function failingMusts(): Promise<readonly string[]> {
  const out = await start(check, join(folder, 'tre'), { format: 'json', 'fail-on': 'never' });
  const { results } = JSON.parse(out.slice(out.indexOf('{'))) as {
    results: { rule: string; force: string; verdict: string }[];
  };
  return [
    ...new Set(results.flatMap(({ rule, force, verdict }) => (force === 'must' && verdict === 'fail' ? [rule] : []))),
  ];
}

const study = {
  Dockerfile:
    'FROM python:3.11\nRUN apt-get update && apt-get install -y libgomp1\nWORKDIR /srv/study\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nUSER me\nCMD ["python", "fit.py"]\n',
  'requirements.txt': 'pandas==2.2.3\n',
  'fit.py':
    'import pandas as pd\nif __name__ == "__main__":\n    pd.read_csv("/safe_data/a.csv").to_csv("/safe_outputs/b.csv")\n',
  'data/cohort.csv': 'id\n1\n',
};

describe('adopt takes over the Dockerfile that is there', () => {
  it('its lines, its image and its place; all musts hold but for what only a person knows', async () => {
    write(study);
    await start(adopt, folder, { defaults: true, set: ['project=nsh-1', 'registry=ghcr.io/lab'] });
    const made = read('tre/Dockerfile');
    expect(made).toContain('RUN apt-get update && apt-get install -y libgomp1\nWORKDIR /srv/study\n');
    expect(made).toContain('COPY ["fit.py", "/srv/study/"]');
    expect(made).toContain('ENTRYPOINT ["python", "/srv/study/fit.py"]');
    expect(made).not.toContain('/opt/project');
    const page = read('tre/README.md');
    expect(page).toContain('The Dockerfile of this folder is a copy of your Dockerfile, with these edits:');
    expect(page).toMatch(/^- line 7, USER: nothing-in-home/m);
    expect(page).toContain('| packages | what the lines of Dockerfile install |');
    expect(await failingMusts()).toEqual([]);
  });

  it('renders the same again, keeps a digest that pin wrote, and takes another image where theirs has one', async () => {
    write(study);
    await start(adopt, folder, { defaults: true });
    const digest = `docker.io/library/python:3.11@sha256:${'1'.repeat(64)}`;
    write({ 'tre/Dockerfile': read('tre/Dockerfile').replace('FROM docker.io/library/python:3.11', `FROM ${digest}`) });
    const before = snapshotFolder(folder);
    expect(await start(upgrade, join(folder, 'tre'), {})).toMatch(/^0 .*is up to date/s);
    expect(snapshotFolder(folder)).toEqual(before);
    write({ Dockerfile: study.Dockerfile.replace('3.11', '3.12').replace('libgomp1', 'libgomp1 git') });
    expect(await start(upgrade, join(folder, 'tre'), {})).toContain('Dockerfile has changed since adopt read it');
    expect(snapshotFolder(join(folder, 'tre'))).toEqual(snapshotFolder(join(folder, 'tre')));
    write({ 'tre/Dockerfile': read('tre/Dockerfile').replace(`FROM ${digest}`, 'FROM docker.io/library/python:3.11') });
    expect(await start(adopt, folder, { defaults: true })).toMatch(/^0 /);
    expect(read('tre/Dockerfile')).toMatch(/^FROM docker\.io\/library\/python:3\.12$/m);
    expect(read('tre/Dockerfile')).toContain('libgomp1 git\n');
  });

  it('starts from the image that was chosen', async () => {
    write(study);
    await start(adopt, folder, { defaults: true, set: ['image=docker.io/library/python:3.13.1'] });
    expect(read('tre/Dockerfile')).toMatch(/^FROM docker\.io\/library\/python:3\.13\.1$/m);
    await start(upgrade, join(folder, 'tre'), { set: ['image=docker.io/library/python:3.13.2'] });
    expect(read('tre/Dockerfile')).toMatch(/^FROM docker\.io\/library\/python:3\.13\.2$/m);
  });

  it('says of an image that was chosen that it was, and not that it is the old one by its whole name', async () => {
    write({ ...study, Dockerfile: study.Dockerfile.replace('FROM ', 'FROM --platform=linux/amd64 ') });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/README.md')).toContain(
      '- line 1, now FROM docker.io/library/python:3.11: base-image-qualified: the name in full. platform-amd64:',
    );
    await start(upgrade, join(folder, 'tre'), { set: ['image=docker.io/library/python:3.13.2'] });
    expect(read('tre/Dockerfile')).toContain(
      `# You named this image. platform-amd64: the platform is named where the image is built.
# Was: FROM --platform=linux/amd64 python:3.11
FROM docker.io/library/python:3.13.2
`,
    );
    const page = read('tre/README.md');
    expect(page).toContain(
      '- line 1, now FROM docker.io/library/python:3.13.2: you named this image; in your Dockerfile it is docker.io/library/python:3.11. platform-amd64: the platform is named where the image is built.\n',
    );
    expect(`${page}${read('tre/Dockerfile')}`).not.toContain('the name in full');
  });

  it('says of a chosen image what it stands in place of, where the name was whole', async () => {
    write({ ...study, Dockerfile: study.Dockerfile.replace('python:3.11', 'docker.io/library/python:3.11') });
    await start(adopt, folder, { defaults: true, set: ['image=docker.io/library/python:3.13.1'] });
    expect(read('tre/Dockerfile')).toContain(
      '# You named this image.\n# Was: FROM docker.io/library/python:3.11\nFROM docker.io/library/python:3.13.1\n',
    );
    expect(read('tre/README.md')).toContain('- FROM docker.io/library/python:3.13.1: you named this image; in your');
  });

  it('names no packages of lines that install none', async () => {
    write({
      'fit.py': 'import csv\nif __name__ == "__main__":\n    print(1)\n',
      Dockerfile: 'FROM python:3.11\nWORKDIR /app\nCOPY fit.py .\n',
    });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/README.md')).toContain('| packages | none |');
    expect(read('tre/CHECKLIST.md')).toContain('no package of the language is installed');
  });

  it('copies what only a bind mount brought, and installs nothing by guess where its lines install something', async () => {
    write({
      'fit.py': 'import numpy\nimport apex\nif __name__ == "__main__":\n    print(1)\n',
      Dockerfile: 'FROM python:3.11\nRUN pip install numpy==2.1.0\n',
    });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toContain('COPY ["fit.py", "/opt/project/"]');
    expect(read('tre/Dockerfile')).not.toContain('packages.txt');
    expect(read('tre/README.md')).toMatch(/- \[ \] apex: imported, and installed by no line of Dockerfile/);
  });

  it('installs what is imported where its lines install nothing', async () => {
    write({
      'fit.py': 'import numpy\nif __name__ == "__main__":\n    print(1)\n',
      Dockerfile: 'FROM python:3.11\nWORKDIR /app\nCOPY fit.py .\n',
    });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/packages.txt')).toBe('numpy\n');
    expect(read('tre/Dockerfile')).toContain('pip install --no-cache-dir --requirement /app/tre/packages.txt');
  });

  it('makes a to-do of what a COPY wants and the repository has not', async () => {
    write({ ...study, Dockerfile: study.Dockerfile.replace('COPY . .', 'COPY . .\nCOPY weights.pt /weights/') });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/README.md')).toMatch(/- \[ \] Dockerfile copies weights\.pt, which the repository does not have/);
    expect(read('tre/Dockerfile')).toMatch(/^# Was: COPY weights\.pt \/weights\/$/m);
  });

  it('makes the user of the container where theirs has made none of this name', async () => {
    write(study);
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toMatch(/^RUN useradd .* tre$/m);
    write({ Dockerfile: study.Dockerfile.replace('WORKDIR', 'RUN useradd -m tre\nWORKDIR') });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toMatch(/^RUN useradd -m tre$/m);
    expect(read('tre/Dockerfile')).toMatch(/^RUN id tre > \/dev\/null 2>&1 \|\| useradd .* tre$/m);
  });

  it('adds to a PYTHONPATH of theirs', async () => {
    write({ ...study, Dockerfile: study.Dockerfile.replace('WORKDIR', 'ENV PYTHONPATH=/opt/tools\nWORKDIR') });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toMatch(/^ENV PYTHONPATH=\/srv\/study:\$\{PYTHONPATH\}$/m);
  });

  it('says why it writes a new one', async () => {
    write({ ...study, Dockerfile: study.Dockerfile.replace('python:3.11', 'python:3.11-alpine') });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/README.md')).toContain(
      'The Dockerfile is new, and no copy of Dockerfile: it is built on Alpine, for which most packages have no builds.',
    );
    expect(read('tre/Dockerfile')).toContain('/opt/project/fit.py');
  });

  it('names what the lines of one that is not copied do beside installing packages', async () => {
    write({
      ...study,
      Dockerfile: `FROM python:3.11-alpine\nRUN apk add git && curl -L https://example.org/t.tgz | tar xz -C /opt && make -C /opt/t install && mkdir /x\nCOPY . /app\nCMD ["python", "/app/fit.py"]\n`,
    });
    await start(adopt, folder, { defaults: true });
    const page = read('tre/README.md');
    expect(page).toMatch(/^- RUN make -C \/opt\/t install \(line 2\): what it makes is not there/m);
    expect(page).toMatch(/^- RUN curl -L /m);
    expect(page).not.toMatch(/^- RUN (?:apk|mkdir)/m);
  });

  it('refuses a record whose place or lines would break out of their line', async () => {
    write(study);
    await start(adopt, folder, { defaults: true });
    const good = read('tre/.yo-rc.json');
    for (const [from, to] of [
      ['"root": "/srv/study"', '"root": "/srv/study; curl x"'],
      ['"WORKDIR /srv/study"', '"WORKDIR /srv/study\\nRUN curl x"'],
    ] as const) {
      expect(good).toContain(from);
      write({ 'tre/.yo-rc.json': good.replace(from, to) });
      expect(await start(upgrade, join(folder, 'tre'), {})).not.toMatch(/^0 /);
    }
  });
});
