import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-named-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
async function run(flags: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = catchEnvironment();
  await adopt({ targets: [folder], flags }, environment);
  return environment.printed.out + environment.printed.err;
}

describe('a program that a person names', () => {
  const both = {
    'scoring/Dockerfile': 'FROM rocker/r-ver:4.4.1\nCOPY score.R /\n',
    'scoring/score.R': 'print(1)\n',
    'simple_model/Dockerfile': 'FROM python:3.12\nCOPY infer.py /\n',
    'simple_model/infer.py': 'print(1)\n',
    'simple_model/train.py': 'print(2)\n',
    'reject.py': 'print(3)\n',
  };

  it('is started in an image of its language, as the survey shows it', async () => {
    write(both);
    const named = { set: ['program=simple_model/infer.py'] };
    expect(await run({ survey: true, ...named })).toMatch(/base +python +the program that you named is in Python/);
    await run({ defaults: true, ...named });
    expect(read('tre/Dockerfile')).toMatch(/^FROM docker\.io\/library\/python:3\.12/m);
    expect(read('tre/README.md')).toContain('the program that you named is in Python');
  });

  it('also where it is several, and keeps the base where that runs one of them', async () => {
    write(both);
    await run({ defaults: true, set: ['program=python simple_model/train.py && python simple_model/infer.py'] });
    expect(read('tre/Dockerfile')).toMatch(/^FROM docker\.io\/library\/python:3\.12/m);
    rmSync(join(folder, 'tre'), { recursive: true });
    await run({ defaults: true, set: ['program=scoring/score.R'] });
    expect(read('tre/Dockerfile')).toMatch(/^FROM docker\.io\/rocker\/r-ver:4\.4\.1/m);
  });

  it('is one that scripts of the repository start at its place in another image', async () => {
    write({
      ...both,
      'simple_model/train.sh': '#!/bin/sh\npython3 /app/train.py\n',
      'simple_model/infer.sh': '#!/bin/sh\npython3 /app/infer.py\n',
    });
    const named = { set: ['program=bash simple_model/train.sh && bash simple_model/infer.sh'] };
    const shown = await run({ survey: true, ...named });
    expect(shown).toMatch(/base +python +the program that you named is in Python/);
    expect(shown).not.toContain('not started');
    await run({ defaults: true, ...named });
    expect(read('tre/README.md')).toContain('is in Python; its version: simple_model/Dockerfile says so');
    expect(read('tre/CHECKLIST.md')).toContain('`tre-container check tre --checklist`');
    expect(read('tre/CHECKLIST.md')).toContain('no package of the language is installed');
    expect(read('tre/Dockerfile')).toContain('Built from the folder above this one');
    // That place leads to where they lie here.
    expect(read('tre/Dockerfile')).toContain('ln -sT /opt/project/simple_model /app');
    expect(read('tre/README.md')).toMatch(
      /\/app \| leads to \/opt\/project\/simple_model \|.*simple_model\/infer\.sh:2/,
    );
  });

  it('has what it names at the root of another image told where it is kept and where made-up input goes', async () => {
    write({ 'a.py': 'x = open("/train/p.csv").read()\nopen("/model/ids.csv", "w").write(x)\n' });
    await run({ defaults: true, set: ['program=python a.py && python a.py'] });
    const page = read('tre/README.md');
    expect(page).toMatch(/`\/train\/` lies in `tre\/rehearsal\/safe_data\/`/);
    expect(page).toContain('(what is started, and your other programs and what they read, since one may use another)');
    expect(page).toMatch(/kept in \/safe_outputs \| .*\/model\//);
  });

  it('is asked for among those of a named base, in the survey too', async () => {
    write(both);
    const shown = await run({ survey: true, base: 'python' });
    expect(shown).toMatch(/base +python +you named it/);
    expect(shown).not.toContain('Rscript scoring/score.R');
  });

  it('starts in its own folder where its files are found only there, also as one of several', async () => {
    write({
      'config/paths.yaml': 'a: 1\n',
      'src/a.py': 'print(open("../config/paths.yaml").read())\n',
      'src/b.py': 'print(open("../config/paths.yaml").read())\n',
      'c.py': 'print(3)\n',
    });
    await run({ defaults: true, set: ['program=python src/a.py && python src/b.py --fast'] });
    expect(read('tre/start.sh')).toContain('\ncd src\n');
    expect(read('tre/start.sh')).toContain("sh -e -c 'python a.py\npython b.py --fast'");
    await run({ defaults: true, set: ['program=python src/a.py && python c.py'] });
    expect(read('tre/start.sh')).not.toContain('\ncd src\n');
  });

  it('starts there too where a module that it uses finds its files only there, and finds a stored model in /safe_data', async () => {
    write({
      'net/main.py':
        "from trainer import Trainer\nif __name__ == '__main__':\n    Trainer.test('../raw/archive', './lists/test.txt', './m-09.pth.tar')\n",
      'net/trainer.py':
        'import torch\nclass Trainer:\n    def test(images, lists, model):\n        print(images, open(lists).read(), torch.load(model))\n',
      'net/lists/test.txt': 'a 1\n',
      'other.py': 'print(open("data/a.csv").read())\n',
    });
    await run({ defaults: true, set: ['program=net/main.py'] });
    expect(read('tre/start.sh')).toContain('\ncd net\n');
    expect(read('tre/README.md')).toContain('| found as m-09.pth.tar | the file of that name in /safe_data |');
    expect(read('tre/README.md')).not.toContain('raw/archive');
  });
});
