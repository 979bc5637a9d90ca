import { describe, expect, it } from 'vitest';
import { surveyKnowledge } from '../../../src/catalog/adopt/survey-knowledge.ts';
import { choosePrograms } from '../../../src/engine/survey/programs-to-read.ts';
import { askOfPrograms } from '../../../src/engine/adopt/propose-questions.ts';
import { propose } from '../../../src/engine/adopt/propose.ts';
import { surveyRepository } from '../../../src/engine/survey/survey-repository.ts';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import type { Proposal } from '../../../src/model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../../src/model/adopt/repository-facts.ts';
import { readPrograms } from '../../../src/parse/programs/read-programs.ts';
import { madeUpRepositories } from './made-up-repositories.ts';

async function survey(
  texts: Readonly<Record<string, string>>,
): Promise<{ facts: RepositoryFacts; proposal: Proposal }> {
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    text,
    size: text.length,
    executable: path.endsWith('.sh'),
  }));
  const chosen = choosePrograms(files);
  const programs = await readPrograms(chosen.files, loadSyntax, chosen.besides);
  const facts = await surveyRepository({ files, programs, knowledge: surveyKnowledge });
  return { facts, proposal: propose(facts, Object.keys(texts), surveyKnowledge) };
}

describe('what is proposed for a repository', () => {
  it.each(Object.entries(madeUpRepositories))('%s', async (_name, expected) => {
    const { proposal } = await survey(expected.files);
    expect({
      base: proposal.base,
      mode: proposal.mode,
      manifest: proposal.manifest.path,
      ask: proposal.program.ask,
    }).toEqual({
      base: expected.base,
      mode: expected.mode,
      manifest: expected.manifest,
      ask: expected.ask,
    });
    for (const word of expected.start ?? []) expect(proposal.program.start.join(' ')).toContain(word);
    expect(proposal.goesIn).toEqual(expect.arrayContaining([...(expected.goesIn ?? [])]));
    expect(proposal.staysOut).toEqual(expect.arrayContaining([...(expected.staysOut ?? [])]));
    for (const key of ['base', 'mode', 'program', 'manifest']) expect(proposal.reasons[key]?.why).toMatch(/\w/);
  });

  it('no base of ours, where what starts it runs programs of two languages', async () => {
    const { proposal } = await survey({
      'R/clean.R': 'library(dplyr)\nwrite.csv(read.csv("data/a.csv"), "data/b.csv")\n',
      'R/plot.R': 'library(ggplot2)\nggsave("fig/x.png")\n',
      'python/model.py': 'import pandas as pd\npd.read_csv("data/b.csv").to_csv("c.csv")\n',
      'requirements.txt': 'pandas==2.2.3\n',
      'README.md': '# Study\n\n```\nRscript R/clean.R\npython python/model.py\nRscript R/plot.R\n```\n',
    });
    expect(proposal.base).toBe('none');
    expect(proposal.reasons['base']?.why).toContain('runs programs in Python and R');
  });

  it('names only places that there are', async () => {
    for (const { files } of Object.values(madeUpRepositories)) {
      const { proposal } = await survey(files);
      for (const { evidence } of Object.values(proposal.reasons))
        for (const { file, line } of evidence) {
          expect(Object.keys(files)).toContain(file);
          expect(line ?? 1).toBeLessThanOrEqual((files[file] ?? '').split('\n').length);
        }
      const sides = [...proposal.goesIn, ...proposal.staysOut];
      for (const path of Object.keys(files))
        expect([path, sides.filter((each) => each === path || path.startsWith(each)).length]).toEqual([path, 1]);
    }
  });

  it('puts in what a program uses, whatever its folder is called, and what a package loads from its own folders', async () => {
    const { proposal } = await survey({
      'main.py':
        'from tools.io import load\nfrom viewer.images import asset\nfrom plots import draw\nprint(load(), asset(), draw)\n',
      'tools/__init__.py': '',
      'tools/io.py': 'import templates.names\ndef load():\n    pass\n',
      'tools/release.py': 'print(1)\n',
      'templates/names.py': 'NAMES = []\n',
      'plots/draw.py': 'def draw():\n    pass\n',
      'viewer/__init__.py': '',
      'viewer/images/__init__.py': 'def asset():\n    pass\n',
      'viewer/images/loading.gif': '',
      'viewer/templates/page.html': '<p>',
      'viewer/tests/test_images.py': 'import viewer\n',
      'images/screenshot.png': '',
      'old/draft.py': 'print(2)\n',
      'figures/fig1.R': 'plot(1)\n',
    });
    expect(proposal.goesIn.toSorted()).toEqual([
      'main.py',
      'plots/',
      'templates/',
      'tools/__init__.py',
      'tools/io.py',
      'viewer/__init__.py',
      'viewer/images/',
      'viewer/templates/',
    ]);
  });

  it('asks of no place that the TRE has, and of a network once', async () => {
    const { facts } = await survey({
      'main.py': `import requests
open("/scratch/ids.csv", "w").write("x")
open("/mnt/big/ids.csv", "w").write("x")
rows = requests.get("https://example.org").json().get("rows")
isFtp = requests.get("https://example.org/b").json().get("link").startswith("ftp://example.org")
requests.Session().get("https://example.org/c")
`,
    });
    expect(facts.places.map(({ what }) => what)).toEqual(['/mnt/big/ids.csv (a disk of another machine)']);
    expect(facts.network.map(({ what }) => what)).toEqual(['requests.get', 'requests.Session().get']);
  });

  it('takes the newest Python that the pinned packages have wheels for, where no file names an exact one', async () => {
    const program = { 'run.py': 'import numpy\nimport pandas\nprint(1)\n' };
    const pinned = { ...program, 'requirements.txt': 'pandas==2.1.4\nnumpy==1.25.2\nrequests==2.31.0\n' };
    const { proposal } = await survey(pinned);
    expect(proposal.version).toBe('3.11');
    expect(proposal.reasons['base']?.why).toMatch(
      /\(run\.py\); of version 3\.11, since numpy 1\.25\.2 has no wheel for a newer Python/,
    );
    expect(proposal.reasons['base']?.evidence).toEqual([{ file: 'requirements.txt', line: 2 }]);
    expect(proposal.reasons['version']?.evidence).toEqual([{ file: 'requirements.txt', line: 2 }]);
    const newest = await survey({ ...program, 'requirements.txt': 'numpy==2.3.4\npandas\n' });
    expect(newest.proposal.version).toBeUndefined();
    const written = await survey({ ...pinned, '.python-version': '3.10\n' });
    expect(written.proposal.version).toBe('3.10');
    const range = await survey({ ...pinned, 'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.9"\n' });
    expect(range.proposal.version).toBe('3.11');
    const newer = await survey({ ...pinned, 'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.12"\n' });
    expect(newer.proposal.version).toBe('>=3.12');
    const old = await survey({ ...program, 'requirements.txt': 'numpy==1.16.4\n' });
    expect([old.proposal.version, old.proposal.questions.filter(({ id }) => id.startsWith('pin:'))]).toEqual([
      '3.7',
      [],
    ]);
    const marked = 'numpy==1.21.6; python_version < "3.10"\nnumpy==2.3.4; python_version >= "3.11"\n';
    expect((await survey({ ...program, 'requirements.txt': marked })).proposal.version).toBeUndefined();
  });

  it.each([
    ['numpy==1.11.0', /^numpy 1\.11\.0 has wheels for no Python of which there is an image/],
    ['numpy==1.16.4\npandas==2.2.3', /^numpy 1\.16\.4 and pandas 2\.2\.3 have wheels for no one Python/],
  ])('says that no Python has wheels for %j, unless a file names one', async (text, question) => {
    const files = { 'run.py': 'import numpy\nprint(1)\n', 'requirements.txt': `${text}\n` };
    const { proposal } = await survey(files);
    const asked = proposal.questions.filter(({ id }) => id.startsWith('pin:'));
    expect(asked).toMatchObject([
      { question: expect.stringMatching(question), location: { file: 'requirements.txt', line: 1 } },
    ]);
    const named = await survey({ ...files, '.python-version': '3.6\n' });
    expect(named.proposal.questions.some(({ id }) => id.startsWith('pin:'))).toBe(false);
  });

  it.each([
    'from kedro.pipeline import pipeline',
    'from .steps import pipeline',
    'import sklearn.pipeline as pipeline',
  ])('takes no pipeline of others for a model: %s', async (line) => {
    const { facts } = await survey({ 'run.py': `${line}\nx = pipeline("load-data")\n` });
    expect(facts.models).toEqual([]);
  });

  it('takes no text that is written into a file for the name of one', async () => {
    const { facts } = await survey({
      'run.py':
        'import soundfile\nwith open("out.txt", "w") as out:\n    out.write("id\\n" + x)\n    out.write(f",{x}")\nsoundfile.write("a.wav", x, 1)\n',
    });
    expect(facts.writes.map(({ what }) => what)).toEqual(['out.txt', 'a.wav']);
  });

  it.each([
    ['pipeline("text-classification", model="org/model")', 'org/model (pipeline)'],
    ['pipeline("text-classification")', 'the default of the task text-classification (pipeline)'],
    ['pipeline("text-classification", model="./model")', undefined],
    ['pipeline(steps)', undefined],
  ])('sees the model of %s', async (call, model) => {
    const { facts, proposal } = await survey({ 'run.py': `from transformers import pipeline\nclassify = ${call}\n` });
    expect(facts.models.map(({ what }) => what)).toEqual(model === undefined ? [] : [model]);
    expect(proposal.questions.some(({ id }) => id.startsWith('model:'))).toBe(model !== undefined);
  });

  it('asks which folder is the project where the root has none', async () => {
    const { proposal } = await survey({
      'README.md': '# Two\n',
      'scoring/Dockerfile': 'FROM python:3.12\n',
      'scoring/score.py': 'print(1)\nprint(2)\nprint(3)\n',
      'model/Dockerfile': 'FROM python:3.12\n',
      'model/train.py': 'print(1)\nprint(2)\nprint(3)\n',
    });
    expect(proposal.questions.find(({ id }) => id === 'project')?.choices).toEqual(['model', 'scoring']);
  });

  it('says what is imported and in no list, where lists disagree, and what cannot be installed here', async () => {
    const { facts, proposal } = await survey({
      'main.py': 'import sklearn, pandas, yaml, numpy\nif __name__ == "__main__":\n    print(1)\n',
      'requirements.txt': 'pandas==2.0.3+computecanada\nscikit-learn==1.3.0\n',
      '.python-version': '3.12\n',
      'README.md': 'Python 3.9\n',
    });
    expect(facts.lacking.map(({ name }) => name)).toEqual(['pyyaml']);
    expect(proposal.questions.map(({ question }) => question).join('\n')).toMatch(
      /\+computecanada is on no public index/,
    );
    expect(proposal.questions.map(({ id }) => id)).toEqual(expect.arrayContaining(['version', 'lacking']));
  });
});

it('takes programs that a Dockerfile runs by Octave for what needs no licence', async () => {
  const { facts } = await survey({
    Dockerfile: 'FROM docker.io/gnuoctave/octave:10.2.0\nCOPY main.m /app/\nENTRYPOINT ["octave-cli", "/app/main.m"]\n',
    'main.m': 'disp(1)\n',
  });
  expect(facts.stops.map(({ kind, what }) => [kind, what])).toEqual([
    ['language', 'its programs are run by Octave, as its Dockerfile says'],
  ]);
  const alone = await survey({ 'main.m': 'disp(1)\n' });
  expect(alone.facts.stops.map(({ what }) => what)).toEqual([
    'MATLAB needs a licence, and one program of yours is written in it',
  ]);
});

it('asks first of the places of what is started and of what that uses, also where others fill the list', async () => {
  const others = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [
      `a/step${String(at)}.py`,
      `import csv\nif __name__ == "__main__":\n    print(open("/home/me/x${String(at)}.csv").read())\n`,
    ]),
  );
  const { facts } = await survey({
    ...others,
    'z/main.py': 'import helper\nif __name__ == "__main__":\n    helper.load()\n',
    'z/helper.py': 'def load():\n    return open("/home/me/mine.csv").read()\n',
  });
  const asked = askOfPrograms(facts, ['python', 'z/main.py']).filter(({ id }) => id.startsWith('place:'));
  expect(asked[0]?.question).toContain('/home/me/mine.csv');
  expect(askOfPrograms(facts, ['python', 'a/step7.py'])[0]?.question).toContain('/home/me/x7.csv');
});

it('finds places of another machine in the settings that programs read', async () => {
  const { facts } = await survey({
    'main.py': 'import yaml\nif __name__ == "__main__":\n    print(yaml.safe_load(open("../config/paths.yaml")))\n',
    'config/paths.yaml':
      '# data: /home/old/data\ndata_path: /home/me/cbu/data\nfolder: ["$data_path", "2015/a.csv"]\nlist:\n  - "D:/raw/b.csv"\nsafe: /safe_data/x.csv\nratio: 1/home/x\n',
    'other/compose.yaml': 'volumes: [/home/me/x:/app]\n',
  });
  expect(facts.places.map(({ what, location }) => [what, location.file, location.line])).toEqual([
    ['/home/me/cbu/data (a home directory)', 'config/paths.yaml', 2],
    ['D:/raw/b.csv (a drive of Windows)', 'config/paths.yaml', 5],
  ]);
});

it('asks no network for a function of the repository that is called like one of a library', async () => {
  const { facts } = await survey({
    'main.py':
      'from sklearn.datasets import fetch_openml\ndef fetch_paths(x):\n    return x\nif __name__ == "__main__":\n    fetch_paths(1)\n    fetch_openml("a")\n',
  });
  expect(facts.network.map(({ what }) => what)).toEqual(['sklearn.datasets.fetch_openml']);
});
