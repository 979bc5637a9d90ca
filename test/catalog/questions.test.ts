import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerKeys } from '../../src/model/answers/answers.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packageNotations } from '../../src/catalog/questions/package-notations.ts';
import { nameQuarto, quartoReleases } from '../../src/catalog/software/quarto.ts';
import { questions } from '../../src/catalog/questions.ts';
import { checkAnswer } from '../../src/engine/answers/check-answer.ts';
import { contextOf, listQuestions } from '../../src/engine/answers/answer-inputs.ts';
import type { Answers } from '../../src/model/answers/answers.ts';
import type { Surroundings } from '../../src/model/answers/question.ts';
import { fakeBases } from '../fakes/bases.ts';

const contextIn = (surroundings: Surroundings, answers: Partial<Answers> = {}) =>
  contextOf({ questions, bases: fakeBases, surroundings, given: [] }, answers);

test('every question stands under its own key', () => {
  expect(listQuestions(questions).map(({ key }) => key)).toEqual(Object.keys(questions));
  expect(answerKeys).toEqual(Object.keys(questions));
});

test('no answer takes a line break, which would start a line of its own in a generated file', () => {
  const context = contextIn({ folder: 'x' }, { base: 'python' });
  for (const question of listQuestions(questions)) {
    const schema = question.schema as { readonly type?: string; readonly items?: { readonly type?: string } };
    for (const text of ['a\nRUN x', 'a\r', '\u2028'])
      for (const value of schema.type === 'array' && schema.items?.type === 'string' ? [[text]] : [text])
        expect([question.key, text, checkAnswer(question, value as never, context)]).not.toEqual([
          question.key,
          text,
          undefined,
        ]);
  }
});

test('each answer is given in a golden project, so that what templates make of it is seen', () => {
  const folder = join(import.meta.dirname, '..', 'golden');
  const given = readdirSync(folder)
    .filter((name) => name.endsWith('.answers.json'))
    .flatMap((name) => Object.keys(JSON.parse(readFileSync(join(folder, name), 'utf8')) as object));
  // Recorded for projects of 0.1.0 (`test/history`), never asked for.
  const ofOlder = ['offlineLoader'];
  expect(answerKeys.filter((key) => !given.includes(key) && !ofOlder.includes(key))).toEqual([]);
});

test('whatever the folder and git say, every default is a valid answer', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      'https://github.com/../x',
      'git@github.com:A--b/c',
      'git@git.ecdf.ed.ac.uk:G/P.git',
      '',
      '--',
      'Ünïcode',
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, fc.constantFrom(...fakeBases), (folder, gitUser, gitRemote, base) => {
      const context = contextIn({ folder, gitUser, gitRemote }, { base: base.name });
      for (const question of listQuestions(questions)) {
        const value = question.default(context);
        const applies = (question.when?.(context) ?? true) === true;
        expect([question.key, value !== undefined]).toEqual([question.key, applies]);
        expect([question.key, applies ? checkAnswer(question, value, context) : undefined]).toEqual([
          question.key,
          undefined,
        ]);
      }
    }),
  );
});

test.each([
  ['Lung CT', 'lung-ct'],
  ['été_2024', 'ete-2024'],
  ['--', 'tre-container'],
  ['日本', 'tre-container'],
  [`${'a'.repeat(49)}-b`, 'a'.repeat(49)],
])('the folder %s gives the name %s', (folder, name) => {
  expect(questions.name.default(contextIn({ folder }))).toBe(name);
});

test.each([
  ['https://github.com/Ada-Lab/Lung.git', 'ghcr.io/ada-lab'],
  ['https://token@github.com/ada/lung', 'ghcr.io/ada'],
  ['git@github.com:ada/lung.git', 'ghcr.io/ada'],
  ['ssh://git@git.ecdf.ed.ac.uk:22/Group/Sub/lung.git', 'git.ecdf.ed.ac.uk/group/sub/lung'],
  ['https://gitlab.com/ada/lung.git', 'ghcr.io/change-me'],
  ['https://evil.example/github.com/ada/lung', 'ghcr.io/change-me'],
])('the remote %s gives the registry %s', (gitRemote, registry) => {
  expect(questions.registry.default(contextIn({ folder: 'x', gitRemote }))).toBe(registry);
});

test.each([
  ['https://git.ecdf.ed.ac.uk/copd/analysis.git', 'git.ecdf.ed.ac.uk/copd/analysis', 'gitlab'],
  ['git@gitlab.com:copd/analysis.git', 'ghcr.io/copd', 'gitlab'],
  ['https://ada@gitlab.inf.ed.ac.uk/copd/analysis', 'ghcr.io/copd', 'gitlab'],
  ['git@github.com:copd/analysis.git', 'git.ecdf.ed.ac.uk/copd/analysis', 'github'],
  ['https://evil.example/gitlab.com/ada/lung', 'ghcr.io/copd', 'github'],
  ['https://evil.example/github.com/ada/lung', 'git.ecdf.ed.ac.uk/copd/analysis', 'gitlab'],
  [undefined, 'git.ecdf.ed.ac.uk/copd/analysis', 'gitlab'],
])('pipelines start where the repository is pushed to: %s, registry %s, %s', (gitRemote, registry, ci) => {
  const surroundings = { folder: 'x', ...(gitRemote === undefined ? {} : { gitRemote }) };
  expect(questions.ci.default(contextIn(surroundings, { registry }))).toBe(ci);
});

const line = (key: 'description' | 'contact', value: string) =>
  checkAnswer(questions[key], value, contextIn({ folder: 'x' }));

describe('free text', () => {
  test('takes ordinary text of any language', () => {
    for (const text of [
      'Ségolène\'s "cohort" – 100% <b>',
      '日本語',
      'عربى',
      '$(rm -rf /) ${{ x }} --> ]] `',
      '-leading',
      '👩‍🔬 lab',
      '❤️ and 👨‍❤️‍👨',
    ]) {
      expect(line('description', text)).toBeUndefined();
      expect(line('contact', text)).toBeUndefined();
    }
  });

  test('accepts what joins and parts letters where a script writes with it, and refuses it elsewhere', () => {
    for (const text of [
      '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
      '\u0915\u094D\u200D\u0937 \u0D28\u0D4D\u200C\u0D2E',
    ]) {
      expect(line('description', text)).toBeUndefined();
      expect(line('contact', text)).toBeUndefined();
    }
    for (const joiner of ['\u200C', '\u200D'])
      for (const text of [
        `a${joiner}b`,
        `\u06CC${joiner}b`,
        `b${joiner}\u06CC`,
        `\u06CC${joiner}`,
        `${joiner}\u06CC`,
        `\u06CC${joiner}${joiner}\u062E`,
        `\u06CC ${joiner}\u062E`,
        `\u06F1${joiner}\u06F2`,
      ]) {
        expect(line('description', text)?.what).toContain('is not allowed');
        expect(line('contact', text)?.what).toContain('is not allowed');
      }
    expect(line('contact', 'a\u200C\u06CC\u200C\u062E')?.fix).toContain('did you mean a\u06CC\u200C\u062E?');
  });

  test('refuses what would start a line, move a cursor or turn the reading direction', () => {
    for (const character of [
      '\n',
      '\r',
      '\t',
      '\0',
      '\u001B',
      '\u0085',
      '\u009B',
      '\u2028',
      '\u2029',
      '\u202E',
      '\u2066',
      '\uFEFF',
      '\uD800',
      '\u00A0',
      '\u00AD',
      '\u034F',
      '\u061C',
      '\u115F',
      '\u180E',
      '\u200B',
      '\u200D',
      '\u200E',
      '\u2060',
      '\u202F',
      '\u2800',
      '\u3000',
      '\u3164',
      '\uFE0F',
      '\uFFA0',
      '\uFFFB',
      '\uFFFF',
      '\u{E0041}',
      '\u{E0100}',
    ]) {
      expect(line('description', `a${character}b`)?.what).toContain('is not allowed');
      expect(line('contact', `a${character}b`)?.what).toContain('is not allowed');
    }
  });

  test('says how a text with something that cannot be seen looks', () => {
    expect(line('description', 'lung\u00A0CT\u200B of\u{E0041} 👩‍🔬')?.fix).toContain('did you mean lung CT of 👩‍🔬?');
    expect(line('contact', '\u202Eada')?.fix).toContain('did you mean ada?');
  });

  test('a description is not blank; a contact may be', () => {
    expect(line('description', '')).toBeDefined();
    expect(line('description', ' ')).toBeDefined();
    expect(line('contact', '')).toBeUndefined();
  });
});

describe('packages', () => {
  const accepted = {
    pip: [
      'pandas',
      'pandas==2.2.3',
      'numpy>=1.26,<2',
      'uvicorn[standard]==0.32.0',
      'torch~=2.6.0+cu126',
      'tomli; python_version < "3.11"',
      'mylib @ git+https://github.com/a/b@0123456',
      'x == 1.*',
    ],
    'install2.r': [
      'data.table',
      'sf',
      'R6',
      'dplyr@1.1.4',
      'survival@3.8-3',
      'bioc::DESeq2',
      'bioc::org.Hs.eg.db',
      `tidyverse/dplyr@${'a'.repeat(40)}`,
      'renv.lock',
    ],
    conda: [
      'pandas',
      'pandas=2.2.3',
      'pandas==2.2.*',
      'conda-forge::lifelines',
      'numpy>=1.26,<2',
      'python=3.12.1=h123_0',
      'cuda-version=12',
    ],
  } as const;
  const refused = [
    '-r x.txt',
    '--index-url=https://evil',
    'a\nb',
    'a # b',
    'a --hash=sha256:0',
    './local',
    '',
    ' a',
    'a b',
    'a;$(x)',
    'a`x`',
    'a@file:///etc/passwd',
    'a\\',
  ];

  test.each(Object.entries(accepted))('%s takes what its users write', (tool, packages) => {
    for (const entry of packages)
      expect([entry, packageNotations[tool as keyof typeof accepted].pattern.test(entry)]).toEqual([entry, true]);
  });

  test.each(Object.keys(packageNotations))('%s takes no options, paths or second lines', (tool) => {
    for (const entry of refused)
      expect([entry, packageNotations[tool as keyof typeof packageNotations].pattern.test(entry)]).toEqual([
        entry,
        false,
      ]);
  });
});

test.each([
  ['tidyverse/dplyr', 'tidyverse/dplyr@COMMIT'],
  ['tidyverse/dplyr@v1.1.4', 'tidyverse/dplyr@COMMIT'],
  ['https://github.com/tidyverse/dplyr', 'tidyverse/dplyr@COMMIT'],
  [`git+https://github.com/tidyverse/dplyr.git@${'a'.repeat(40)}`, `tidyverse/dplyr@${'a'.repeat(40)}`],
  ['github::tidyverse/dplyr', 'tidyverse/dplyr@COMMIT'],
  ['cran::dplyr', 'dplyr'],
  ['any::dplyr', 'dplyr'],
  ['standard::dplyr', 'dplyr'],
  ['bioc::DESeq2@1.50.1', 'bioc::DESeq2'],
  ['bioc::3.22/DESeq2', 'bioc::DESeq2'],
  ['https://cran.r-project.org/src/contrib/Archive/dplyr/dplyr_1.1.3.tar.gz', 'dplyr@1.1.3'],
  ['dplyr==1.1.4', 'dplyr@1.1.4'],
  ['dplyr = 1.1.4', 'dplyr@1.1.4'],
  ['dplyr (>= 1.1)', 'dplyr'],
])('of R, %j is refused with the way out: %j', (entry, way) => {
  const problem = checkAnswer(questions.packages as never, [entry], contextIn({ folder: 'x' }, { base: 'rocker' }));
  expect(problem?.fix).toContain(JSON.stringify(way));
});

test.each(['gitlab::a/b', 'git::https://gitlab.com/a/b.git', 'local::./mine'])(
  'of R, %j is refused with where such packages come from',
  (entry) => {
    const problem = checkAnswer(questions.packages as never, [entry], contextIn({ folder: 'x' }, { base: 'rocker' }));
    expect(problem?.fix).toMatch(/renv\.lock for all that your lock file names, from GitLab .*src\//);
  },
);

test.each([
  ['licences', ['../x']],
  ['licences', ['/etc/passwd']],
  ['licences', ['a/../b']],
  ['licences', ['-x']],
  ['licences', ['a b']],
  ['documents', ['src/paper.qmd']],
  ['documents', ['/app/paper.qmd']],
  ['documents', ['../paper.qmd']],
  ['documents', ['a/../paper.qmd']],
  ['documents', ['a/.hidden/paper.qmd']],
  ['documents', ['-paper.qmd']],
  ['documents', ['_paper.qmd']],
  ['documents', ['.qmd']],
  ['documents', ['my paper.qmd']],
  ['documents', ['paper.qmd;id']],
  ['documents', ['$(id).qmd']],
  ['documents', ['paper.qmd\n']],
  ['documents', ['paper.Rmd']],
  ['documents', ['paper.qmd', 'paper.qmd']],
  ['documents', ['a/report.qmd', 'b/Report.qmd']],
  ['systemPackages', ['libgomp1-']],
  ['systemPackages', ['-y']],
  ['systemPackages', ['Lib']],
  ['systemPackages', ['a;b']],
  ['models', [{ id: 'gpt2', revision: 'main' }]],
  ['models', [{ id: 'a/..', revision: 'main' }]],
  ['models', [{ id: 'a/b', revision: '../x' }]],
  ['models', [{ id: 'a/b', revision: 'x', target: '../y' }]],
  [
    'models',
    [
      { id: 'a/b', revision: 'x' },
      { id: 'a/b', revision: 'y' },
    ],
  ],
  ['image', 'python:3.13'],
  ['image', 'docker.io/library/python'],
  ['image', 'docker.io/library/python:3.13@sha256:12'],
  ['image', 'docker.io/$X:1'],
  ['port', 80],
  ['port', 65536],
  ['port', 8888.5],
  ['port', '8888'],
  ['registry', 'ghcr.io'],
  ['registry', 'ghcr.io/Me'],
  ['registry', 'git.ecdf.ed.ac.uk:5050/a'],
  ['registry', 'https://ghcr.io/me'],
  ['project', 'a b'],
  ['project', '../x'],
  ['project', '-x'],
  ['imageProxy', 'a b'],
  ['imageProxy', 'http://x'],
  ['runtimes', []],
])('%s refuses %j', (key, value) => {
  const base = key === 'port' ? 'rocker' : 'python';
  expect(
    checkAnswer(questions[key as keyof typeof questions] as never, value, contextIn({ folder: 'x' }, { base })),
  ).toBeDefined();
});

test.each([
  ['image', 'localhost:5000/x:1'],
  ['image', 'quay.io/jupyter/scipy-notebook:2026-10-05'],
  ['image', `docker.io/library/python@sha256:${'0'.repeat(64)}`],
  ['systemPackages', ['g++', 'libgomp1', 'curl=7.88.1-10+deb12u5']],
  ['licences', ['licences/stata.lic']],
  ['documents', ['paper.qmd', 'appendix/2-methods.v2.qmd']],
  ['project', 'nsh-2024-001'],
  [
    'models',
    [
      {
        id: 'google-bert/bert-base-uncased',
        revision: '86b5e0934494bd15c9632b12f734a8a67f723594',
        target: 'models/bert',
      },
    ],
  ],
])('%s accepts %j', (key, value) => {
  expect(
    checkAnswer(questions[key as keyof typeof questions] as never, value, contextIn({ folder: 'x' })),
  ).toBeUndefined();
});

describe('quarto', () => {
  const withDocuments = { base: 'python', documents: ['paper.qmd'] } as const;
  const look = (value: string): ReturnType<typeof checkAnswer> =>
    checkAnswer(questions.quarto as never, value, contextIn({ folder: 'x' }, withDocuments));

  test.each([quartoReleases[0].version, nameQuarto(quartoReleases[0]), `1.7.33@sha256:${'0'.repeat(64)}`])(
    'takes %s',
    (value) => {
      expect(look(value)).toBeUndefined();
    },
  );

  test('without a checksum that is known, is refused with how to give one', () => {
    expect(look('1.7.33')).toMatchObject({
      what: 'no checksum of Quarto 1.7.33 is known here',
      fix: expect.stringMatching(
        /v1\.7\.33\/quarto-1\.7\.33-checksums\.txt and write 1\.7\.33@sha256:CHECKSUM, or choose 1\.10\.18 or /,
      ),
    });
  });

  test.each(['latest', 'v1.7.33', '1.7.33@sha256:12', '1.7.33;id', '1.7.33@sha512:ab'])('refuses %s', (value) => {
    expect(look(value)).toBeDefined();
  });

  test('means nothing without documents, and documents nothing on a base that does not render them', () => {
    expect(
      checkAnswer(questions.quarto as never, '1.10.18', contextIn({ folder: 'x' }, { base: 'python', documents: [] }))
        ?.what,
    ).toContain('there are no documents to render');
    for (const base of ['pytorch', 'rocker'] as const)
      expect(
        checkAnswer(questions.documents as never, ['paper.qmd'], contextIn({ folder: 'x' }, { base })),
      ).toMatchObject({
        what: `documents are not rendered on the base ${base}`,
        fix: 'choose another base (python), or leave documents out',
      });
  });
});

test('no checksum is invented: each release has the day and the place where it was seen', () => {
  for (const { version, sha256, seen, evidence } of quartoReleases) {
    expect([version, sha256, seen]).toEqual([
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^2026-\d\d-\d\d$/),
    ]);
    expect(evidence).not.toBe('');
  }
});
