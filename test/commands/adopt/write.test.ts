import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quartoReleases } from '../../../src/catalog/software/quarto.ts';
import { type AnyCall, adopt, check, create, upgrade } from '../../helpers/call-commands.ts';
import { readHandoverProject } from '../../../src/commands/handover/read-handover-project.ts';
import { readRehearsedProject } from '../../../src/commands/rehearsal/read-rehearsed-project.ts';
import type { ExitCode } from '../../../src/model/command.ts';
import { parseDockerfile } from '../../../src/parse/dockerfile/dockerfile.ts';
import { madeUpRepositories, type MadeUpRepository } from '../../engine/adopt/made-up-repositories.ts';
import { StepBack } from '../../../src/model/errors.ts';
import type { Asker } from '../../../src/model/ports.ts';
import { scriptedAsker } from '../../fakes/asker.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

type Flags = Readonly<Record<string, string | boolean | readonly string[]>>;

async function start(
  run: AnyCall,
  target: string,
  flags: Flags,
): Promise<{ readonly code: ExitCode | string; readonly out: string; readonly err: string }> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return { code, ...environment.printed };
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const module = madeUpRepositories['a program as a module, a code list and a cohort'] as MadeUpRepository;
const torch = madeUpRepositories['torch, three programs, one in the README'] as MadeUpRepository;
/** Nothing is written where no base fits, and where Quarto has to render on one that it is not offered for. */
const isWritten = ({ base, start: words = [] }: MadeUpRepository): boolean =>
  base !== 'none' && !(base === 'julia' && words.includes('quarto'));
const written = Object.entries(madeUpRepositories).filter(([, repository]) => isWritten(repository));

const lock = (address: string): string =>
  JSON.stringify(
    {
      R: { Version: '4.4.3', Repositories: [{ Name: 'CRAN', URL: address }] },
      Packages: { MASS: { Package: 'MASS', Version: '7.3-64' } },
    },
    undefined,
    2,
  );

describe('adopt', () => {
  it.each(written)(
    '%s: writes into its own folder, changes nothing else, and is content the second time',
    async (_name, { files, ask }) => {
      write(files);
      for (const path of Object.keys(files).filter((each) => each.endsWith('.sh')))
        chmodSync(join(folder, path), 0o755);
      const before = snapshotFolder(folder);
      const flags = { defaults: true, ...(ask ? { set: ['program=decided-at-run'] } : {}) };
      expect(await start(adopt, folder, flags)).toMatchObject({ code: 0 });
      const after = snapshotFolder(folder);
      expect(
        Object.fromEntries(Object.entries(after).filter(([path]) => path !== 'tre' && !path.startsWith('tre/'))),
      ).toEqual(before);
      const dockerfile = parseDockerfile('tre/Dockerfile', read('tre/Dockerfile'));
      expect(dockerfile.problems).toEqual([]);
      expect(
        dockerfile.final?.instructions
          .filter(({ keyword, flags: { from } }) => keyword === 'COPY' && from === undefined)
          .flatMap(({ words }) => words.slice(0, -1))
          .map(({ value }) => value)
          .filter((path) => !existsSync(join(folder, path))),
      ).toEqual([]);
      expect((await start(adopt, folder, { defaults: true })).out).toMatch(/is up to date: nothing to write/);
      expect(snapshotFolder(folder)).toEqual(after);
      expect((await start(upgrade, join(folder, 'tre'), {})).code).toBe(0);
      expect(snapshotFolder(folder)).toEqual(after);
    },
  );

  it.each(Object.entries(madeUpRepositories).filter(([, repository]) => !isWritten(repository)))(
    '%s: says why it writes nothing',
    async (_name, { files }) => {
      write(files);
      const before = snapshotFolder(folder);
      const { code, err } = await start(adopt, folder, { defaults: true });
      expect(code).toBe(1);
      expect(err).toMatch(/nothing written: (?:none of the bases fits: \S|it calls for Quarto, )/);
      expect(snapshotFolder(folder)).toEqual(before);
    },
  );

  it('puts Quarto into the image where the program is a document, with what runs its code, and keeps what it makes', async () => {
    write((madeUpRepositories['a compendium with a Quarto paper and a template'] as MadeUpRepository).files);
    expect(await start(adopt, folder, { defaults: true })).toMatchObject({ code: 0 });
    const [{ sha256, version }] = quartoReleases;
    expect(read('tre/Dockerfile')).toContain(`/v${version}/quarto-${version}-linux-amd64.tar.gz`);
    expect(read('tre/Dockerfile')).toContain(sha256);
    expect(read('tre/install_packages.R')).toMatch(/"rmarkdown",/);
    expect(read('tre/start.sh')).toContain(
      '\nquarto render analysis/paper/paper.qmd --output-dir /scratch/rendered "$@" ||',
    );
    expect(read('tre/start.sh')).toContain('cp -R /scratch/rendered/. /safe_outputs/');
    expect(JSON.parse(read('tre/.yo-rc.json'))).toMatchObject({
      'generator-tre-container': { answers: { documents: ['analysis/paper/paper.qmd'] } },
    });
  });

  it('gathers what each document of a chain makes, and takes another release of Quarto with its checksum', async () => {
    write({
      'a.py': 'print(1)\n',
      'report.qmd': '```{python}\nimport pandas\n```\n',
      'README.md': '```\npython a.py\nquarto render report.qmd --to html\n```\n',
    });
    const checksum = '0'.repeat(64);
    const flags = { defaults: true, set: [`quarto=1.7.33@sha256:${checksum}`, 'documents=report.qmd'] };
    expect(await start(adopt, folder, flags)).toMatchObject({ code: 0 });
    expect(read('tre/start.sh')).toContain('quarto render report.qmd --to html --output-dir /scratch/rendered');
    expect(read('tre/Dockerfile')).toContain(checksum);
    expect(read('tre/packages.txt')).toMatch(/^nbclient==/m);
  });

  it('installs what a list with hashes lacks in a call of its own, since pip refuses both in one', async () => {
    const hash = `--hash=sha256:${'1'.repeat(64)}`;
    write({
      'paper.qmd': '```{python}\nimport pandas\n```\n',
      'requirements.txt': `pandas==2.2.3 \\\n    ${hash}\n`,
      'README.md': '```\nquarto render paper.qmd\n```\n',
    });
    expect(await start(adopt, folder, { defaults: true })).toMatchObject({ code: 0 });
    expect(read('tre/packages.txt')).toMatch(/^nbclient==/m);
    const calls = read('tre/Dockerfile').match(/pip install [^&]*/g) ?? [];
    expect(calls.map((call) => call.match(/\S+\.txt/g))).toEqual([
      ['/opt/project/requirements.txt'],
      ['/opt/project/tre/packages.txt'],
    ]);
  });

  it('writes nothing where R calls Quarto, and says how to start it', async () => {
    write({ 'make.R': 'library(quarto)\n', 'paper.qmd': '```{r}\n1\n```\n' });
    const set = ["program=Rscript -e quarto::quarto_render('paper.qmd')"];
    const { code, err } = await start(adopt, folder, { defaults: true, set });
    expect([code, existsSync(join(folder, 'tre'))]).toEqual([1, false]);
    expect(err).toContain("--set program='quarto render FILE'");
  });

  it('is reported until its boxes are ticked, and when the Dockerfile that it read has changed', async () => {
    write({ ...module.files, Dockerfile: 'FROM python:3.11\nRUN pip install pandas\nCOPY . /x\n' });
    await start(adopt, folder, { defaults: true, set: ['program=survival/run.py'] });
    const look = async (): Promise<readonly string[]> => {
      const { out } = await start(check, join(folder, 'tre'), { format: 'json', 'fail-on': 'never' });
      const { results } = JSON.parse(out) as { results: { rule: string; verdict: string; message: string }[] };
      return results.flatMap(({ rule, verdict, message }) =>
        rule === 'adoption-settled' && verdict === 'fail' ? [message] : [],
      );
    };
    const open = await look();
    expect(open.length).toBeGreaterThan(0);
    expect(open.every((message) => message.startsWith('open: '))).toBe(true);
    write({ 'tre/README.md': read('tre/README.md').replaceAll('- [ ] ', '- [x] ') });
    expect(await look()).toEqual([]);
    write({ Dockerfile: 'FROM python:3.12\n' });
    expect(await look()).toEqual([expect.stringMatching(/^Dockerfile has changed since adopt read it/)]);
    expect((await start(upgrade, join(folder, 'tre'), {})).out).toContain('Dockerfile has changed since adopt read it');
  });

  it('is handed over with its own Dockerfile, and with the files of the repository that this copies', async () => {
    write({ ...module.files, Dockerfile: 'FROM python:3.11\nCOPY . /x\n' });
    await start(adopt, folder, { defaults: true, set: ['program=survival/run.py'] });
    const { dockerfile, copied } = await readHandoverProject(join(folder, 'tre'), catchEnvironment());
    expect(dockerfile.path).toBe('tre/Dockerfile');
    expect(copied).toEqual(expect.arrayContaining([expect.stringMatching(/^survival\/run\.py sha256:[0-9a-f]{64}$/)]));
  });

  it('lists what has to be decided, each with the option that settles it', async () => {
    write(torch.files);
    const { code, err } = await start(adopt, folder, { defaults: true });
    expect(code).toBe(1);
    expect(err).toMatch(/--set program=run_train\.py\n.*--set program=other\.py/s);
    expect(existsSync(join(folder, 'tre'))).toBe(false);
  });

  it('asks for the program and for what no file can tell, and starts what was chosen', async () => {
    write(torch.files);
    const { asker, seen } = scriptedAsker({
      'What does the container start?': ['other.py'],
      'Safe Haven project id': ['nsh-1'],
      'Registry that the image is pushed to': ['ghcr.io/lab'],
    });
    const environment = catchEnvironment({ asker });
    expect(await adopt({ targets: [folder], flags: {} }, environment)).toBe(0);
    expect(seen.map(({ message }) => message)).toEqual([
      'What does the container start?',
      'Safe Haven project id',
      'Registry that the image is pushed to',
      expect.stringMatching(/^Write \d+ files into tre\/\?$/),
    ]);
    expect(read('tre/Dockerfile')).toContain('ENTRYPOINT ["python", "/opt/project/other.py"]');
    expect(read('tre/README.md')).not.toMatch(/is not named|no registry is named/);
  });

  it('lets a person go back from every question to the one before, and keeps what they had said', async () => {
    write(torch.files);
    const { asker, seen } = scriptedAsker({
      'What does the container start?': ['other.py', 'run_train.py'],
      'Safe Haven project id': [new StepBack(), 'nsh-1'],
      'Registry that the image is pushed to': ['ghcr.io/lab', 'ghcr.io/other'],
    });
    let asked = 0;
    const confirm: Asker['confirm'] = async (question) => {
      asked += 1;
      if (asked === 1) throw new StepBack();
      return asker.confirm(question);
    };
    expect(await adopt({ targets: [folder], flags: {} }, catchEnvironment({ asker: { ...asker, confirm } }))).toBe(0);
    expect(seen.map(({ message, initial, back }) => [message.replace(/\d+/, 'N'), initial, back])).toEqual([
      ['What does the container start?', 'run_train.py', false],
      ['Safe Haven project id', '', true],
      ['What does the container start?', 'other.py', false],
      ['Safe Haven project id', '', true],
      ['Registry that the image is pushed to', '', true],
      ['Registry that the image is pushed to', 'ghcr.io/lab', true],
      ['Write N files into tre/?', true, true],
    ]);
    expect(read('tre/Dockerfile')).toContain('run_train.py');
    expect(read('tre/.yo-rc.json')).toContain('ghcr.io/other');
    // Who named it is no file.
    expect(read('tre/README.md')).toMatch(/^\| starts \| .*run_train\.py.* \| you named it(?:; [^|]*)? \|$/m);
  });

  it('names the file outside of its folder before it writes, and asks for no answer that was given', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    write(module.files);
    const { asker, seen } = scriptedAsker({});
    const flags = { set: ['project=nsh-1', 'registry=ghcr.io/lab', 'name=survival'] };
    expect(await adopt({ targets: [folder], flags }, catchEnvironment({ asker }))).toBe(0);
    expect(seen.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Write \d+ files into tre\/, and \.github\/workflows\/container-survival\.yml\?$/),
    ]);
  });

  it('says what the start of a Dockerfile names and the TRE does not have, until a start names other places', async () => {
    write({
      'fit.py': 'import sys\nif __name__ == "__main__":\n    print(open(sys.argv[2]).read())\n',
      Dockerfile:
        'FROM python:3.11\nCOPY . .\nCMD ["python", "fit.py", "--data", "/mnt/nas/cohort.csv", "--out", "/srv/results"]\n',
    });
    const survey = await start(adopt, folder, { survey: true });
    expect(survey.out).toContain(
      '/mnt/nas/cohort.csv, /srv/results: the start names them, and they are not there in the TRE',
    );
    const first = await start(adopt, folder, { defaults: true });
    const [, program = ''] = /tre-container adopt --set program='([^']+)'/.exec(first.out) ?? [];
    expect(program).toBe('python fit.py --data /safe_data/cohort.csv --out /safe_outputs');
    expect(read('tre/README.md')).toContain('- [ ] /mnt/nas/cohort.csv, /srv/results: the start names them');
    expect(await start(adopt, folder, { defaults: true, set: [`program=${program}`] })).toMatchObject({ code: 0 });
    expect(read('tre/README.md')).not.toContain('not there in the TRE');
    expect(read('tre/README.md')).toContain('other arguments were chosen');
  });

  it('offers programs that a README names one after the other as one start, which a shell runs', async () => {
    write({
      'README.md': '# Study\n- `steps/01_clean.R` cleans the table\n- `steps/02_model.R` fits the model\n',
      'steps/01_clean.R': 'x <- read.csv("data/a.csv")\nsaveRDS(x, "output/a.rds")\n',
      'steps/02_model.R': 'x <- readRDS("output/a.rds")\nwrite.csv(x, "output/b.csv")\n',
    });
    const { code, err } = await start(adopt, folder, { defaults: true });
    expect(code).toBe(1);
    const [, program = ''] = /--set program='([^']+ && [^']+)'/.exec(err) ?? [];
    expect(program).toBe('Rscript steps/01_clean.R && Rscript steps/02_model.R');
    expect(err).toContain('--set program=decided-at-run   a step that ces/arg-file.txt in the container');
    expect(await start(adopt, folder, { defaults: true, set: [`program=${program}`] })).toMatchObject({ code: 0 });
    expect(read('tre/start.sh')).toContain("sh -e -c 'Rscript steps/01_clean.R\nRscript steps/02_model.R' ||");
    const again = await start(adopt, folder, { survey: true });
    expect(again.out).not.toContain('To decide');
    expect(again.out).toMatch(/starts .*decided when tre\/ was written/);
  });

  it('gives a second container a name of its own, and says what helps where its workflow has that of another', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    write(module.files);
    expect(await start(adopt, folder, { defaults: true, set: ['name=cohort'] })).toMatchObject({ code: 0 });
    const second = { defaults: true, into: 'tre-second' };
    const refused = await start(adopt, folder, { ...second, set: ['name=cohort'], 'dry-run': true });
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/ \.github\/workflows\/container-cohort\.yml: .*--set name=NAME/s);
    expect(refused.out).toContain('+++ b/.github/workflows/container-cohort.yml');
    expect(existsSync(join(folder, 'tre-second'))).toBe(false);
    expect(await start(adopt, folder, second)).toMatchObject({ code: 0 });
    expect(read('tre-second/Dockerfile')).toMatch(/image\.title=\S+-second\b/);
  });

  it('takes a side of a file in the way where that is asked for', async () => {
    write({ ...module.files, 'tre/CHECKLIST.md': 'mine\n' });
    expect((await start(adopt, folder, { defaults: true })).err).toContain('tre/CHECKLIST.md');
    expect(existsSync(join(folder, 'tre/Dockerfile'))).toBe(false);
    expect((await start(adopt, folder, { defaults: true, 'on-conflict': 'yours' })).code).toBe(0);
    expect(read('tre/CHECKLIST.md')).toBe('mine\n');
  });

  it('takes what was told by --set and a file, and says what is wrong there', async () => {
    write({ ...torch.files, 'answers.yml': 'program: tformer_train.py\nname: eeg\n' });
    expect(
      (await start(adopt, folder, { answers: join(folder, 'answers.yml'), set: ['registry=ghcr.io/lab'] })).code,
    ).toBe(0);
    expect(read('tre/Dockerfile')).toMatch(/image\.title=eeg\b/);
    expect(read('tre/Dockerfile')).toContain('tformer_train.py');
    const wrong = await start(adopt, folder, { set: ['mode=often', 'nothing=1'] });
    expect(wrong.code).toMatch(/mode is "often"/);
  });

  it('copies by name, puts a code list in and a cohort out', async () => {
    write(module.files);
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toContain('COPY ["survival/", "/app/survival/"]');
    expect(read('tre/Dockerfile.dockerignore')).toMatch(/^\*$/m);
    expect(read('tre/Dockerfile.dockerignore')).not.toContain('data');
    expect(read('tre/README.md')).toMatch(
      /- \[ \] survival\/icd_codes\.csv: it looks like data, and goes into the image.*until you accept it by name, .* in tre\/\.tre-container\.yml/,
    );
    expect((await start(adopt, folder, { survey: true })).out).toMatch(
      /icd_codes\.csv goes in, which check asks your word for: /,
    );
  });

  it('writes nothing in a dry run, and into another folder where that is asked for', async () => {
    write(module.files);
    const before = snapshotFolder(folder);
    expect((await start(adopt, folder, { defaults: true, 'dry-run': true })).out).toMatch(/\+ENTRYPOINT/);
    expect(snapshotFolder(folder)).toEqual(before);
    expect((await start(adopt, folder, { defaults: true, into: 'tre-second' })).code).toBe(0);
    expect(read('tre-second/Dockerfile')).toContain(
      'docker build --platform linux/amd64 --file tre-second/Dockerfile .',
    );
    expect((await start(adopt, folder, { defaults: true, into: '../out' })).code).toMatch(/is not tre/);
  });

  it('keeps an edit of the person when it runs again', async () => {
    write(module.files);
    await start(adopt, folder, { defaults: true });
    writeFileSync(join(folder, 'tre/Dockerfile'), `${read('tre/Dockerfile')}# mine\n`);
    write({ 'survival/more.R': 'x <- 1\n', 'extra.py': 'print(1)\n' });
    expect((await start(adopt, folder, { defaults: true })).code).toBe(0);
    expect(read('tre/Dockerfile')).toMatch(/extra\.py[^]*# mine\n$/);
  });

  it('prints what the schema says', async () => {
    write(module.files);
    const valid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync('schema/survey.schema.json', 'utf8')) as object,
    );
    const { out } = await start(adopt, folder, { json: true, defaults: true });
    expect([valid(JSON.parse(out)), valid.errors]).toEqual([true, null]);
    expect((JSON.parse(out) as { written: string[] }).written).toContain('tre/Dockerfile');
  });

  it('lets no name of a file become a command', async () => {
    write({
      'run.py': 'import numpy\nif __name__ == "__main__":\n    print(1)\n',
      'a$(touch x)/requirements.txt': 'numpy==1\n',
      'b;touch y.py': 'x = 1\n',
      'c\nRUN touch z.py': 'x = 1\n',
      'requirements `touch w`.txt': 'numpy==1.26\n',
    });
    expect((await start(adopt, folder, { defaults: true })).code).toBe(0);
    const { instructions, problems } = parseDockerfile('Dockerfile', read('tre/Dockerfile'));
    expect(problems).toEqual([]);
    expect(instructions.flatMap(({ commands }) => commands.map(({ program }) => program))).not.toContain('touch');
    expect(instructions.filter(({ text }) => text.startsWith('touch'))).toEqual([]);
  });
});

describe('the other commands know an adopted folder', () => {
  it('check judges it with the repository above, from either place', async () => {
    write({
      ...module.files,
      'survival/run.py': 'import requests\nif __name__ == "__main__":\n    requests.get("https://example.org")\n',
    });
    await start(adopt, folder, { defaults: true });
    const { out } = await start(check, join(folder, 'tre'), {});
    expect(out).toMatch(/survival\/run\.py:3 .*\[no-runtime-download\]/);
    expect((await start(check, join(folder, 'tre'), { checklist: true })).code).toBe(1);
  });

  it('rehearse builds it from the repository', async () => {
    write(module.files);
    await start(adopt, folder, { defaults: true });
    const project = await readRehearsedProject(catchEnvironment().openProject(join(folder, 'tre')));
    expect(project.context).toBe(folder);
    expect(project.dockerfile?.path).toBe('Dockerfile');
  });

  it('create names adopt in a folder with programs, and adopt names upgrade in a project', async () => {
    write(module.files);
    expect((await start(create, folder, { defaults: true })).code).toMatch(/programs of your own \(Python: 2 files\)/);
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    expect((await start(create, folder, { defaults: true })).code).toBe(0);
    expect((await start(adopt, folder, { defaults: true })).code).toMatch(/is a project that tre-container made/);
  });

  it('keeps data out that the start of the Dockerfile names, and links it instead, which check sees', async () => {
    write({
      'pipeline/__init__.py': '',
      'pipeline/fit.py':
        'import argparse\nif __name__ == "__main__":\n    p = argparse.ArgumentParser()\n    p.add_argument("--input", default="data/cohort.csv")\n    print(open("data/cohort.csv").read(), p.parse_args().input)\n',
      'requirements.txt': 'numpy==2.0.0\n',
      'data/cohort.csv': 'id\n1\n',
      Dockerfile:
        'FROM python:3.11\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "-m", "pipeline.fit", "--input", "data/cohort.csv"]\n',
    });
    expect((await start(adopt, folder, { defaults: true })).code).toBe(0);
    expect(read('tre/Dockerfile')).not.toMatch(/COPY.*data/);
    expect(read('tre/Dockerfile.dockerignore')).not.toContain('data');
    expect(read('tre/start.sh')).toMatch(/^for folder in data; do$/m);
    expect(read('tre/README.md')).toMatch(/data\/cohort\.csv is read by pipeline\/fit\.py and stays out/);
    const { out } = await start(check, join(folder, 'tre'), {});
    expect(out).not.toMatch(/\[files-in-image\]|\[no-data-files\]/);
  });

  it('keeps data out that only an argument of the start names', async () => {
    write({
      'fit.py': 'import sys\nif __name__ == "__main__":\n    print(open(sys.argv[1]).read())\n',
      'data/cohort.csv': 'id\n1\n',
      Dockerfile: 'FROM python:3.11\nCOPY . .\nCMD ["python", "fit.py", "data/cohort.csv"]\n',
    });
    expect((await start(adopt, folder, { defaults: true })).code).toBe(0);
    expect(read('tre/Dockerfile')).not.toMatch(/COPY.*data/);
    expect(read('tre/start.sh')).toMatch(/^for folder in data; do$/m);
    expect(read('tre/README.md')).toContain('named by what is started and stays out');
  });

  it('says that nobody named the project and the registry, with commands that hold where they are typed', async () => {
    write(module.files);
    const { out } = await start(adopt, folder, { defaults: true });
    expect(out).toMatch(/the Safe Haven project is not named: .* tre-container upgrade tre --set project=ID/);
    const { out: report } = await start(check, join(folder, 'tre'), {});
    expect(report).toMatch(/tre\/\.yo-rc\.json .*\[project-named\]/);
    expect(report).toMatch(/upgrade \S*tre --set project=ID/);
  });

  it('ticks what those commands settle, also where the person has ticked it before', async () => {
    write(module.files);
    await start(adopt, folder, { defaults: true });
    expect(read('tre/README.md')).toMatch(/^- \[ \] no registry is named/m);
    write({ 'tre/README.md': read('tre/README.md').replace('- [ ] no registry', '- [x] no registry') });
    const set = ['project=nsh-2024-001', 'registry=ghcr.io/lab'];
    expect(await start(upgrade, join(folder, 'tre'), { set, defaults: true })).toMatchObject({ code: 0 });
    expect(read('tre/README.md')).toMatch(
      /^- \[x\] the Safe Haven project is named: nsh-2024-001\n- \[x\] the registry is named: ghcr.io\/lab$/m,
    );
    const { out: report } = await start(check, join(folder, 'tre'), {});
    expect(report).not.toMatch(/is not named|no registry is named/);
    expect((await start(adopt, folder, { defaults: true })).out).not.toMatch(/is not named|no registry is named/);
    expect(read('tre/README.md')).not.toMatch(/is not named|no registry is named/);
  });

  it('writes the file that names the step where each run decides it, and check does not call that a prompt', async () => {
    write(module.files);
    const { out } = await start(adopt, folder, { defaults: true, set: ['program=decided-at-run'] });
    expect(out).toContain('write the step and its arguments into tre/ces/arg-file.txt');
    expect(read('tre/ces/arg-file.txt')).toMatch(/^PATH\/OF\/THE\/STEP\./);
    expect(read('tre/start.sh')).toContain('  *.sh) bash "$@" || status=$? ;;\n  *) python3 "$@" || status=$? ;;\n');
    const { out: report } = await start(check, join(folder, 'tre'), {});
    expect(report).not.toContain('waits for a person');
    expect(report).toMatch(/with the step that each run names.*\[starts-without-interaction\]/);
  });

  it('asks to look where a version is asked for and the image is not named after one', async () => {
    write({
      'a.ipynb': JSON.stringify({
        cells: [{ cell_type: 'code', source: ['print(1)'] }],
        metadata: { kernelspec: { language: 'python' } },
      }),
      'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.10,<3.13"\n',
    });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/README.md')).toMatch(
      /^- \[ \] Python >=3\.10,<3\.13 is asked for, and which Python quay\.io\/jupyter\/scipy-notebook:/m,
    );
    await start(adopt, folder, { defaults: true, set: ['image=quay.io/jupyter/scipy-notebook:2024-05-27'] });
    expect(read('tre/README.md')).not.toContain('is asked for');
  });

  it('asks nothing of a step any more once a program is chosen, and takes its file away', async () => {
    write(module.files);
    await start(adopt, folder, { defaults: true, set: ['program=decided-at-run'] });
    const again = await start(adopt, folder, { defaults: true, set: ['program=survival/run.py'] });
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toMatch(/^Removed, since nothing needs it any more\n {2}tre\/ces\/arg-file\.txt$/m);
    expect(again.out.slice(0, again.out.indexOf('Removed'))).not.toContain('arg-file');
    expect(existsSync(join(folder, 'tre/ces/arg-file.txt'))).toBe(false);
  });

  it.each([
    ['make', { Makefile: 'all:\n\tpython a.py\n' }, 'RUN apt-get update', /^ {8}make \\$/m],
    [
      'snakemake',
      { Snakefile: 'rule all:\n  input: "x"\nrule x:\n  output: "x"\n  script: "a.py"\n' },
      '"tre/packages.txt"',
      undefined,
    ],
  ] as const)('brings %s, its file and the folder that it looks in', async (name, files, line, named) => {
    write({ ...files, 'a.py': 'print(1)\n', 'README.md': `# X\n\n    ${name}\n`, 'requirements.txt': '' });
    expect(await start(adopt, folder, { defaults: true })).toMatchObject({ code: 0 });
    const made = read('tre/Dockerfile');
    expect(made).toContain(line);
    expect(named === undefined ? read('tre/packages.txt') : made).toMatch(named ?? /^snakemake\n$/);
    expect(made).toContain(`COPY ["${Object.keys(files)[0] ?? ''}", "a.py", "/opt/project/"]`);
    expect(made).toContain('ENTRYPOINT ["/opt/project/tre/start.sh"]');
    expect(read('tre/start.sh')).toMatch(new RegExp(`^cd /scratch/work\\n[^]*^${name} .*"\\$@" \\|\\| status`, 'm'));
  });

  it('says of what starts the steps and nothing brings', async () => {
    write({
      'Taskfile.yml': 'version: "3"\ntasks:\n  default:\n    cmds:\n      - python a.py\n',
      'a.py': 'print(1)\n',
      'README.md': '# X\n\n    task\n',
    });
    await start(adopt, folder, { defaults: true, set: ['program=task'] });
    expect(read('tre/README.md')).toContain('- [ ] task starts the steps, and nothing installs it');
    expect(read('tre/Dockerfile')).toContain('COPY ["Taskfile.yml", "a.py", "/opt/project/"]');
  });

  it('asks the repository of the image for what a lock names, where its own answers only in one network', async () => {
    write({
      'fit.R': 'library(MASS)\nwriteLines("a", "/safe_outputs/a.txt")\n',
      'renv.lock': lock('http://rspm/default/latest'),
    });
    expect(await start(adopt, folder, { defaults: true, set: ['program=fit.R'] })).toMatchObject({ code: 0 });
    expect(read('tre/install_packages.R')).toContain(
      'since http://rspm/default/latest answers only where it was written',
    );
    expect(read('tre/install_packages.R')).toMatch(/^renv::restore\(.*, repos = getOption\("repos"\)\)$/m);
    write({ 'renv.lock': lock('https://packagemanager.posit.co/cran/latest') });
    expect(await start(adopt, folder, { defaults: true, set: ['program=fit.R'] })).toMatchObject({ code: 0 });
    expect(read('tre/install_packages.R')).toMatch(/^renv::restore\(.*prompt = FALSE\)$/m);
  });

  it('accepts what nobody can mend in the Dockerfile itself, and leaves nothing behind in git', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    write(module.files);
    await start(adopt, folder, { defaults: true });
    expect(read('tre/Dockerfile')).toMatch(/^# DL3066 of hadolint: .+\n# hadolint global ignore=DL3066\n/m);
    expect(existsSync(join(folder, 'tre/.hadolint.yaml'))).toBe(false);
    expect(read('tre/.gitignore')).toMatch(/^\/\.tre-container\/undo\/$/m);
  });

  it('refuses a program that is not there, and names the one that is', async () => {
    write(module.files);
    const before = snapshotFolder(folder);
    const { code } = await start(adopt, folder, { defaults: true, set: ['program=survival/rum.py'] });
    expect(code).toMatch(/there is no survival\/rum\.py/);
    expect(snapshotFolder(folder)).toEqual(before);
    expect((await start(adopt, folder, { survey: true, set: ['mode=interactve'] })).code).toMatch(/mode is/);
  });

  it('says what of a Dockerfile is not taken, and hides the value of a secret', async () => {
    write({
      Dockerfile: `FROM python:3.12\nENV API_KEY=abc123 MODE=fast\nENV http_proxy=http://x:1\nCOPY . .\nCMD ["python", "run.py"]\n`,
      'run.py': 'import sys\nname = sys.argv[1]\nopen(f"{name}.log", "w").write("x")\n',
    });
    await start(adopt, folder, { defaults: true });
    const page = read('tre/README.md');
    expect(page).toContain('ENV API_KEY: by its name a secret');
    expect(page).toContain('ENV MODE: what your program reads of these');
    expect(page).not.toMatch(/abc123|its start/);
    expect(page).toContain('a file whose name the program computes, ending in .log, is written');
  });

  it('asks which of several projects it is about, and writes into that one', async () => {
    const program = 'import pandas\nif __name__ == "__main__":\n  print(1)\n';
    write({
      'one/requirements.txt': 'pandas==2.2.3\n',
      'one/run.py': program,
      'two/requirements.txt': 'pandas==2.2.3\n',
      'two/run.py': program,
    });
    const { asker, seen } = scriptedAsker({
      'Which folder is the project?': ['one', 'two'],
      'Safe Haven project id': [new StepBack(), 'nsh-1'],
    });
    const environment = catchEnvironment({ asker });
    expect(await adopt({ targets: [folder], flags: {} }, environment)).toBe(0);
    expect(seen.filter(({ message }) => message === 'Which folder is the project?')).toHaveLength(2);
    expect(existsSync(join(folder, 'one/tre'))).toBe(false);
    expect(existsSync(join(folder, 'two/tre/Dockerfile'))).toBe(true);
    expect(existsSync(join(folder, 'tre'))).toBe(false);
    expect((await start(adopt, folder, { defaults: true })).code).toBe(1);
  });

  it('lists no to-do again that was ticked, and every file that it counts', async () => {
    write(module.files);
    const first = await start(adopt, folder, { defaults: true });
    const [, count] = /Wrote (\d+) files/.exec(first.out) ?? [];
    expect(first.out.match(/^ {2}(?:tre|\.github)\/\S+$/gm)).toHaveLength(Number(count));
    expect(first.out).toContain('survival/icd_codes.csv: it looks like data');
    write({ 'tre/README.md': read('tre/README.md').replaceAll('- [ ] ', '- [x] ') });
    expect((await start(adopt, folder, { defaults: true })).out).not.toContain('Yours to do');
  });

  it('asks for no version any more once each package has one', async () => {
    write({ 'run.py': 'import pandas\nif __name__ == "__main__":\n  print(pandas)\n', 'README.md': '# x\n' });
    expect((await start(adopt, folder, { defaults: true })).out).toContain('pandas without a version');
    write({ 'tre/packages.txt': 'pandas==2.2.3\n' });
    expect((await start(adopt, folder, { defaults: true })).out).not.toContain('without a version');
  });

  it('writes the checklist that check would write', async () => {
    write(module.files);
    await start(adopt, folder, { defaults: true });
    expect(read('tre/CHECKLIST.md')).not.toContain('the table of libraries was not read');
  });

  it('takes no record that leads out of the repository', async () => {
    write(module.files);
    await start(adopt, folder, { defaults: true });
    const good = read('tre/.yo-rc.json');
    for (const [from, to] of [
      ['"context": ".."', '"context": "../.."'],
      ['"survival/"', '"../secrets/"'],
      ['"folder": "tre"', '"folder": "../x"'],
    ] as const) {
      writeFileSync(join(folder, 'tre/.yo-rc.json'), good.replace(from, to));
      expect((await start(upgrade, join(folder, 'tre'), {})).code).not.toBe(0);
    }
  });

  it.each([
    ['pyproject.toml', '[project]\nname = "surv"\nversion = "1.0"\n[tool.setuptools.packages.find]\nwhere = ["src"]\n'],
    ['setup.py', 'from setuptools import setup\nsetup(name="surv", package_dir={"": "src"}, packages=["surv"])\n'],
  ])('finds the modules of a project that %s would install from src', async (name, text) => {
    write({
      [name]: text,
      'src/surv/__init__.py': '',
      'src/surv/clean.py': 'def clean(x):\n    return x\n',
      'scripts/run.py': 'from surv.clean import clean\nif __name__ == "__main__":\n    print(clean("found"))\n',
      Dockerfile:
        'FROM python:3.11\nCOPY . /app\nWORKDIR /app\nRUN pip install -e .\nCMD ["python", "scripts/run.py"]\n',
    });
    await start(adopt, folder, { defaults: true });
    const path = /^ENV PYTHONPATH=(.+)$/m.exec(read('tre/Dockerfile'))?.[1] ?? '';
    const env = { PATH: process.env['PATH'], PYTHONPATH: path.replaceAll('/app', folder) };
    expect(execFileSync('python3', [join(folder, 'scripts/run.py')], { cwd: tmpdir(), env, encoding: 'utf8' })).toBe(
      'found\n',
    );
  });

  it.each([
    ['a package', { 'src/__init__.py': '' }],
    ['a folder of programs', {}],
  ])(
    'lets no module in src stand before one of Python where src is %s',
    async (_, files: Readonly<Record<string, string>>) => {
      write({
        ...files,
        'src/logging.py': 'def log(text):\n    print(text)\n',
        'run.py': 'import logging\nfrom src.logging import log\nlogging.getLogger("run")\nlog("found")\n',
        Dockerfile: 'FROM python:3.11\nCOPY . /app\nWORKDIR /app\nCMD ["python", "run.py"]\n',
      });
      await start(adopt, folder, { defaults: true });
      const path = /^ENV PYTHONPATH=(.+)$/m.exec(read('tre/Dockerfile'))?.[1] ?? '';
      const env = { PATH: process.env['PATH'], PYTHONPATH: path.replaceAll('/opt/project', folder) };
      expect(execFileSync('python3', [join(folder, 'run.py')], { cwd: tmpdir(), env, encoding: 'utf8' })).toBe(
        'found\n',
      );
    },
  );

  it('starts a program in its own folder where only from there its files are found', async () => {
    write({
      'src/run.py': 'from common import codes\nif __name__ == "__main__":\n    print(codes())\n',
      'src/common.py': 'def codes():\n    return open("../config/codes.txt").read()\n',
      'src/other.py': 'if __name__ == "__main__":\n    print(open("config/codes.txt").read())\n',
      'config/codes.txt': 'C34\n',
    });
    await start(adopt, folder, { defaults: true, set: ['program=src/run.py'] });
    expect(read('tre/start.sh')).toMatch(/^cd \/scratch\/work\n# .*\ncd src$/m);
    await start(adopt, folder, { defaults: true, set: ['program=src/other.py'] });
    expect(read('tre/start.sh')).not.toContain('cd src');
    await start(adopt, folder, { defaults: true, set: ['program=python src/run.py && python src/other.py'] });
    expect(read('tre/start.sh')).not.toContain('cd src');
  });

  it('leaves a folder of the project where it is, though programs write there, and keeps what is new in it', async () => {
    write({
      'run.py':
        'import sys\nif __name__ == "__main__":\n    rows = open("resources/codes.csv").read()\n    open("resources/new.csv", "w").write(rows)\n    open("out/all.csv", "w").write(rows)\n',
      'resources/codes.csv': 'code\nC34\n',
    });
    await start(adopt, folder, { defaults: true });
    const root = mkdtempSync(join(tmpdir(), 'adopt-run-'));
    for (const name of ['safe_data', 'safe_outputs', 'scratch', 'project/resources'])
      mkdirSync(join(root, name), { recursive: true });
    for (const name of ['run.py', 'resources/codes.csv']) writeFileSync(join(root, 'project', name), read(name));
    const script = read('tre/start.sh')
      .replaceAll(/\/(safe_data|safe_outputs|scratch)\b/g, `${root}/$1`)
      .replaceAll('/opt/project', `${root}/project`);
    writeFileSync(join(root, 'start.sh'), script.replace('\npython ', '\npython3 '));
    execFileSync('sh', [join(root, 'start.sh')]);
    const kept = readdirSync(join(root, 'safe_outputs'), { recursive: true, encoding: 'utf8' });
    expect(new Set(kept)).toEqual(new Set(['out', 'out/all.csv', 'resources', 'resources/new.csv']));
    rmSync(root, { recursive: true });
  });

  it('starts the program in a copy, with data linked and results kept', async () => {
    write({
      'run.py':
        'import sys\nif __name__ == "__main__":\n    rows = open("data/cohort.csv").read()\n    open("results/out.csv", "w").write(rows)\n    open("note.txt", "w").write("x")\n',
    });
    await start(adopt, folder, { defaults: true });
    const root = mkdtempSync(join(tmpdir(), 'adopt-run-'));
    for (const name of ['safe_data', 'safe_outputs', 'scratch', 'project']) mkdirSync(join(root, name));
    writeFileSync(join(root, 'safe_data', 'cohort.csv'), 'id\n1\n');
    writeFileSync(join(root, 'project', 'run.py'), read('run.py'));
    const script = read('tre/start.sh')
      .replaceAll(/\/(safe_data|safe_outputs|scratch)\b/g, `${root}/$1`)
      .replaceAll('/opt/project', `${root}/project`);
    writeFileSync(join(root, 'start.sh'), script.replace('\npython ', '\npython3 '));
    execFileSync('sh', [join(root, 'start.sh')]);
    expect(readFileSync(join(root, 'safe_outputs', 'results', 'out.csv'), 'utf8')).toBe('id\n1\n');
    expect(readFileSync(join(root, 'safe_outputs', 'note.txt'), 'utf8')).toBe('x');
    rmSync(root, { recursive: true });
  });

  it('makes the folders that a clone has below the names of results, and that the program therefore finds', async () => {
    write({
      'run.py':
        'if __name__ == "__main__":\n    open("results/tables/out.csv", "w").write("x")\n    open("results/figures/a.txt", "w").write("x")\n',
      'results/tables/old.csv': 'a\n',
      'results/figures/.gitkeep': '',
      'results/old.csv': 'a\n',
    });
    await start(adopt, folder, { defaults: true });
    const root = mkdtempSync(join(tmpdir(), 'adopt-run-'));
    for (const name of ['safe_data', 'safe_outputs', 'scratch', 'project']) mkdirSync(join(root, name));
    writeFileSync(join(root, 'project', 'run.py'), read('run.py'));
    const script = read('tre/start.sh')
      .replaceAll(/\/(safe_data|safe_outputs|scratch)\b/g, `${root}/$1`)
      .replaceAll('/opt/project', `${root}/project`);
    writeFileSync(join(root, 'start.sh'), script.replace('\npython ', '\npython3 '));
    execFileSync('sh', [join(root, 'start.sh')]);
    const kept = readdirSync(join(root, 'safe_outputs'), { recursive: true, encoding: 'utf8' });
    expect(kept).toEqual(expect.arrayContaining(['results/tables/out.csv', 'results/figures/a.txt']));
    rmSync(root, { recursive: true });
  });

  it('says of a program that it is not in UTF-8, which Python does not start and R reads wrong', async () => {
    write({ 'other.R': 'print(1)\n' });
    writeFileSync(join(folder, 'main.R'), Buffer.from('x <- 1\nname <- "Malm\xf6"\nprint(name)\nprint(x)\n', 'latin1'));
    writeFileSync(join(folder, 'said.py'), Buffer.from('# -*- coding: latin-1 -*-\nprint("Malm\xf6")\n', 'latin1'));
    await start(adopt, folder, { set: ['program=main.R'] });
    expect(read('tre/README.md')).toMatch(/main\.R is not in UTF-8, .*\(main\.R:2\)/);
    expect(read('tre/README.md')).not.toContain('said.py is not');
  });

  it('says that a session in one language does not run programs in another, and takes the Makefiles below along', async () => {
    write({
      Dockerfile: 'FROM jupyter/datascience-notebook:2023-01-09\nRUN pip install jupytext==1.14.7\n',
      'src/a.jl': 'println(1)\nprintln(2)\n',
      'src/b.jl': 'println(1)\nprintln(2)\n',
      'src/show.ipynb': '{"cells": [], "metadata": {}, "nbformat": 4}',
    });
    await start(adopt, folder, { defaults: true });
    expect(read('tre/README.md')).toMatch(/2 programs are in Julia, which this image does not run/);
    rmSync(join(folder, 'tre'), { recursive: true });
    for (const path of ['Dockerfile', 'src/a.jl', 'src/b.jl', 'src/show.ipynb']) rmSync(join(folder, path));
    write({
      Makefile: 'all:\n\tcd steps && make\n',
      'steps/Makefile': 'all:\n\tpython run.py\n',
      'steps/run.py': 'print(1)\nprint(2)\n',
    });
    await start(adopt, folder, { defaults: true, set: ['program=make'] });
    expect(read('tre/Dockerfile')).toMatch(/steps\/(?:Makefile|")/);
  });

  it('installs nothing that a program goes on without and that no list names, and says so', async () => {
    write({
      'requirements.txt': 'pandas==2.2.3\nnumpy==2.1.0\n',
      'requirements-plots.txt': 'seaborn==0.13.2\n',
      'run.py':
        'import pandas, numpy\nimport tabulate\ntry:\n    import pyflowsom\nexcept ImportError:\n    pyflowsom = None\ntry:\n    import seaborn\nexcept ImportError:\n    seaborn = None\nprint(1)\nprint(2)\n',
    });
    await start(adopt, folder, { defaults: true, set: ['program=run.py'] });
    expect(read('tre/packages.txt').trim().split('\n')).toEqual(expect.arrayContaining(['tabulate']));
    expect(read('tre/packages.txt')).not.toContain('pyflowsom');
    expect(read('tre/packages.txt')).toContain('seaborn');
    expect(read('tre/README.md')).toMatch(/pyflowsom: imported where a program goes on without it, .*\(run\.py:4\)/);
  });
});
