import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mergeFile } from '../../../src/engine/upgrade/merge-file.ts';

/** Lists of packages as they are generated: the line before which both sides add, a line of the list, and how an entry is written. */
const lists = [
  {
    file: 'python-full/requirements.txt',
    entry: (name: string, version = '1.0.0') => `${name}==${version}`,
  },
  {
    file: 'r-full/install_packages.R',
    end: '  NULL # so that every line above ends in a comma',
    entry: (name: string) => `  "${name}",`,
  },
  {
    file: 'julia-full/install_packages.jl',
    end: '])',
    entry: (name: string, version = '1.0.0') => `    PackageSpec(name = "${name}", version = "${version}"),`,
  },
  {
    file: 'jupyter-full/environment.yml',
    entry: (name: string, version = '1.0.0') => `  - ${name}=${version}`,
  },
] as const;

type List = (typeof lists)[number];

/** The generated file with these entries alone. */
function withEntries(list: List, entries: readonly string[]): string {
  const lines = readFileSync(join('test/golden', list.file), 'utf8').trimEnd().split('\n');
  const isEntry = (line: string): boolean =>
    list.file.endsWith('.txt')
      ? /^\w/.test(line)
      : list.file.endsWith('.yml')
        ? /^ +- (?!conda-forge)/.test(line)
        : /^ +(?:"[\w.]+",|PackageSpec\()/.test(line);
  const at = lines.findIndex(isEntry);
  expect(at).toBeGreaterThan(0);
  const rest = lines.filter((line) => !isEntry(line));
  return `${[...rest.slice(0, at), ...entries, ...rest.slice(at)].join('\n')}\n`;
}

function merge(list: List, base: readonly string[], ours: readonly string[], theirs: readonly string[]): string {
  const entry = (entries: readonly string[]): { readonly text: string; readonly executable: false } => ({
    text: withEntries(list, entries),
    executable: false,
  });
  const path = list.file.slice(list.file.indexOf('/') + 1);
  const merged = mergeFile(path, entry(base), entry(ours), entry(theirs));
  return merged.conflict ? `conflict\n${merged.next?.text ?? ''}` : (merged.next?.text ?? '');
}

describe.each(lists)('$file', (list) => {
  const { entry } = list;
  const [a, b, c, d] = ['alpha', 'beta', 'gamma', 'delta'].map((name) => entry(name)) as [
    string,
    string,
    string,
    string,
  ];

  test('both add at the same place', () => {
    expect(merge(list, [a], [a, b, c], [a, d])).toBe(withEntries(list, [a, d, b, c]));
  });

  test('both add the same one, and each another', () => {
    expect(merge(list, [a], [a, b, c], [a, c, d])).toBe(withEntries(list, [a, c, d, b]));
  });

  test('both add the same one at different places', () => {
    expect(merge(list, [a, b], [a, c, b], [a, b, c])).toBe(withEntries(list, [a, b, c]));
  });

  test('the answers lose the last one, after which the person added', () => {
    expect(merge(list, [a, b], [a, b, c, d], [a])).toBe(withEntries(list, [a, c, d]));
  });

  test('the answers lose all of them, and bring another', () => {
    expect(merge(list, [a, b], [a, b, c], [d])).toBe(withEntries(list, [d, c]));
  });

  test('the person removed one, beside which the answers add', () => {
    expect(merge(list, [a, b], [a], [a, b, c])).toBe(withEntries(list, [a, c]));
  });

  test('the person keeps one with a comment of why, the answers add', () => {
    const why = `${/^ */.exec(a)?.[0] ?? ''}# for the plots`;
    expect(merge(list, [a], [a, why, b], [a, c])).toBe(withEntries(list, [a, c, why, b]));
  });
});

test('what the person changed and the answers removed is a question', () => {
  const list = lists[0];
  const { entry } = list;
  expect(merge(list, [entry('a'), entry('b')], [entry('a'), entry('b', '2.0.0')], [entry('a')])).toContain('conflict');
});

const conda = (...entries: readonly string[]): { readonly text: string; readonly executable: false } => ({
  text: `name: base\nchannels:\n  - conda-forge\ndependencies:${entries.length === 0 ? ' []\n' : `\n${entries.map((entry) => `  - ${entry}\n`).join('')}`}`,
  executable: false,
});
const mergeConda = (...sides: readonly [string[], string[], string[]]): ReturnType<typeof mergeFile> =>
  mergeFile('environment.yml', conda(...sides[0]), conda(...sides[1]), conda(...sides[2]));

test('a list of conda that was empty takes entries of both sides, and none twice', () => {
  const both = mergeConda([], ['polars=1.35.2'], ['lightgbm=4.6.0', 'polars=1.35.2']);
  expect(both).toMatchObject({ conflict: false, next: conda('lightgbm=4.6.0', 'polars=1.35.2') });
  expect(mergeConda([], ['polars=1.35.2'], ['lightgbm=4.6.0'])).toMatchObject({
    conflict: false,
    next: conda('lightgbm=4.6.0', 'polars=1.35.2'),
  });
  // Two spellings or versions are a question, and in each answer it stands once.
  const two = mergeConda([], ['polars=1.35.2'], ['lightgbm=4.6.0', 'polars==1.35.2']);
  expect(two).toMatchObject({ conflict: true, yours: conda('lightgbm=4.6.0', 'polars=1.35.2') });
  expect(mergeConda(['numpy=2'], [], ['numpy=2', 'scipy=1'])).toMatchObject({ next: conda('scipy=1') });
});

const file = (text: string): { readonly text: string; readonly executable: false } => ({ text, executable: false });

test.each(['offline_models.R', 'src/main.jl'])('lines of code that both sides changed are a question: %s', (path) => {
  const base = 'start()\nsmallest = 10\nrun(smallest)\n';
  const [ours, theirs] = ['smallest = 5', 'smallest = 10 # people'].map((line) => base.replace('smallest = 10', line));
  const changed = mergeFile(path, file(base), file(ours ?? ''), file(theirs ?? ''));
  expect(changed.conflict).toBe(true);
  expect(changed.yours.text).toBe(ours);
  expect(changed.theirs.text).toBe(theirs);
  const gone = mergeFile(path, file(base), file(ours ?? ''), file('start()\n'));
  expect(gone.conflict).toBe(true);
  expect(gone.yours.text).toBe(ours);
});

const plainFile = (text: string): { readonly text: string; readonly executable: false } => ({
  text,
  executable: false,
});

test.each([
  ['requirements.txt', '# one\npandas==3.0.6\n'],
  ['environment.yml', 'dependencies:\n  # one\n  - pandas=3.0.6\n'],
  ['install_packages.R', '# one\npackages <- c(\n  "survival",\n  NULL\n)\n'],
] as const)('sides of %s that differ in comments alone do not collide: the person’s stand', (path, base) => {
  const [ours, gone] = [base.replace('one', 'mine'), base.replace(/ *# one\n/, '')];
  const theirs = plainFile(base.replace('one', 'another'));
  const merged = [ours, gone].map((text) => mergeFile(path, plainFile(base), plainFile(text), theirs));
  expect(merged.map(({ conflict, next }) => [conflict, next?.text])).toEqual([
    [false, ours],
    [false, gone],
  ]);
});

describe('names beside one another, as a person laid them', () => {
  const list = lists[1];
  const { entry } = list;
  const [a, b, c, d] = ['alpha', 'beta', 'gamma', 'delta'].map((name) => entry(name)) as [
    string,
    string,
    string,
    string,
  ];

  test('are entries like others', () => {
    expect(merge(list, [a, b], [a, '  "rms", "here",', b], [a, b, c])).toBe(
      withEntries(list, [a, '  "rms", "here",', b, c]),
    );
    expect(merge(list, [a, b], [a, '  "rms", "here", # for the plots', b], [a])).toContain(
      '"rms", "here", # for the plots',
    );
  });

  test('are no second time what the answers bring, and stay on their line where those lose one', () => {
    const together = '  "beta", "gamma",';
    expect(merge(list, [a, b], [a, together], [a, b, c])).toBe(withEntries(list, [a, together]));
    expect(merge(list, [a, b, c], [a, together], [a, b, c, d])).toBe(withEntries(list, [a, together, d]));
    expect(merge(list, [a, b, c], [a, together], [a, d])).toBe(withEntries(list, [a, d, together]));
  });
});

const ofDay = (text: string, day: string): { readonly text: string; readonly executable: false } =>
  file(`${text.trimEnd()}\nday <- "${day}"\n`);

test('a choice between two sides of a list encloses only what both changed', () => {
  const list = lists[1];
  const { entry } = list;
  const base = withEntries(list, [entry('alpha'), entry('beta'), entry('gamma')]);
  // One line of code has the same package that the answers bring.
  const ours = base.replace(entry('beta'), '  if (TRUE) "delta",\n  "mice",');
  const theirs = base.replace(entry('gamma'), `${entry('delta')}\n  "mice",`);
  const merged = mergeFile('install_packages.R', ofDay(base, '1'), ofDay(ours, '1'), ofDay(theirs, '2'));
  expect(merged.conflict).toBe(true);
  const text = merged.next?.text ?? '';
  expect(text.slice(text.indexOf('<<<<<<<'), text.indexOf('>>>>>>>'))).not.toMatch(/alpha|NULL|day/);
  expect(text).toContain('day <- "2"');
  expect(merged.yours.text).toBe(`${ours.trimEnd()}\nday <- "2"\n`);
});
