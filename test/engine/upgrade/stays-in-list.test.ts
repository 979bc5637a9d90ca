import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeFile, type MergedFile } from '../../../src/engine/upgrade/merge-file.ts';

/** How a list of packages is written, and what is in one; nothing for a file that its tool does not take. */
interface Form {
  readonly path: string;
  readonly print: (answers: Packages) => string;
  readonly own: (name: string) => string;
  readonly isEntry: (line: string) => boolean;
  readonly read: (text: string) => readonly string[] | undefined;
}

/** Name -> version; without one where it is empty. */
type Packages = readonly (readonly [name: string, version: string])[];

const golden = (path: string): string => readFileSync(`test/golden/${path}`, 'utf8');
const lines = (of: readonly string[]): string => of.map((line) => `${line}\n`).join('');
/** Without comments and blank lines. */
const plain = (text: string): string => text.replaceAll(/ *#.*$/gm, '').replaceAll(/\n(?=\n)/g, '');

const script = golden('r-minimal/install_packages.R').replace(/^ {2}"[\w.]+",\n/gm, '');
const julia = golden('julia-minimal/install_packages.jl').replace(/^ {4}PackageSpec.*\n/gm, '');

const forms: readonly Form[] = [
  {
    path: 'install_packages.R',
    print(answers) {
      const calls = answers.filter(([, version]) => version !== '');
      return script
        .replace('  NULL', `${lines(answers.flatMap(([name, to]) => (to === '' ? [`  "${name}",`] : [])))}  NULL`)
        .replace(
          'absent <-',
          calls.length === 0
            ? 'absent <-'
            : `# Not of the day.\nif (!requireNamespace("remotes", quietly = TRUE)) install.packages("remotes")\n${lines(
                calls.map(([name, to]) => `remotes::install_version("${name}", "${to}", upgrade = "never")`),
              )}\nabsent <-`,
        );
    },
    own: (name) => `  "${name}",`,
    isEntry: (line) => /^ {2}"|^remotes::/.test(line),
    read(text) {
      const code = plain(text);
      const [before = '', list, after = ''] = code.split(/^packages <- c\(\n([^)]*)\)$/m);
      const entries = /^((?:"\w+",)*)(?:"\w+"|NULL)$/.test((list ?? '').replace(/\s+/g, ''))
        ? (list?.match(/"\w+"/g) ?? [])
        : undefined;
      return entries === undefined || /^\s*"/m.test(before + after)
        ? undefined
        : [...entries, ...[...after.matchAll(/^remotes::\w+\(("\w+")/gm)].map(([, name = '']) => name)].map((name) =>
            name.slice(1, -1),
          );
    },
  },
  {
    path: 'install_packages.jl',
    print: (answers) =>
      answers.length === 0
        ? julia.replace(/^# What these need[^]*?^\]\)$/m, 'Pkg.instantiate()')
        : julia.replace(
            '])\n',
            `${lines(answers.map(([name, to]) => `    PackageSpec(name = "${name}"${to === '' ? '' : `, version = "${to}"`}),`))}])\n`,
          ),
    own: (name) => `    PackageSpec(name = "${name}"),`,
    isEntry: (line) => line.includes('PackageSpec'),
    read(text) {
      const [before = '', list = '', after = ''] = plain(text).split(/^Pkg\.add\(\[\n((?: .*\n|\n)*)\]\)$/m);
      return /PackageSpec/.test(before + after)
        ? undefined
        : [...list.matchAll(/^ {4}PackageSpec\(name = "(\w+)".*\),$/gm)].map(([, name = '']) => name);
    },
  },
  {
    path: 'requirements.txt',
    print: (answers) => `# Packages.\n${lines(answers.map(([name, to]) => (to === '' ? name : `${name}==${to}`)))}`,
    own: (name) => name,
    isEntry: (line) => /^\w/.test(line),
    read: (text) => (plain(text).match(/^\S+/gm) ?? []).map((line) => line.replace(/==.*/, '')),
  },
  {
    path: 'environment.yml',
    print: (answers) =>
      `name: base\nchannels:\n  - conda-forge\ndependencies:${answers.length === 0 ? ' []' : ''}\n${lines(
        answers.map(([name, to]) => `  - ${name}${to === '' ? '' : `=${to}`}`),
      )}`,
    own: (name) => `  - ${name}`,
    isEntry: (line) => /^ {2}- (?!conda-forge)/.test(line),
    read(text) {
      const [, list = ''] = plain(text).split(/^dependencies:/m);
      const body = list.trim();
      return body === '[]' || body === ''
        ? []
        : /^(?:- \w+\S*\s*)+$/.test(body)
          ? [...body.matchAll(/- (\w+)/g)].map(([, name = '']) => name)
          : undefined;
    },
  },
];

const names = ['ape', 'bat', 'cow', 'dog', 'elk'] as const;
const packages: fc.Arbitrary<Packages> = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...names), fc.constantFrom('', '1.0', '2.0')),
  {
    selector: ([name]) => name,
    maxLength: 4,
  },
);
const ownEdits = fc.array(
  fc.record({
    at: fc.nat(6),
    kind: fc.constantFrom('add', 'add', 'add', 'add with a comment', 'remove', 'say why'),
    name: fc.constantFrom(...names, 'my1', 'my2', 'my3'),
  }),
  { minLength: 1, maxLength: 4 },
);

/** What a person makes of a list, and the packages that they put in. */
function edit(
  form: Form,
  text: string,
  edits: readonly { readonly at: number; readonly kind: string; readonly name: string }[],
): { readonly text: string; readonly added: readonly string[] } {
  const all = text.split('\n');
  const added: string[] = [];
  for (const { at, kind, name } of edits) {
    // Where names stand, not where a call installs one package.
    const places = all.flatMap((line, index) =>
      form.isEntry(line) && form.isEntry(form.own('x')) && !line.startsWith('remotes') ? [index] : [],
    );
    const place = places[Math.min(at, places.length - 1)];
    if (place === undefined) continue;
    const indent = /^ */.exec(form.own('x'))?.[0] ?? '';
    if (kind === 'remove') all.splice(place, 1);
    else if (kind === 'say why') all[place] += ' # why';
    else if (form.read(all.join('\n'))?.includes(name) !== true) {
      const comment = kind === 'add' ? [] : [`${indent}# for ${name}`];
      all.splice(place + (at % 2), 0, ...comment, form.own(name));
      added.push(name);
    }
  }
  const edited = all.join('\n').replace(/^dependencies:\n(?! *[#-])/m, 'dependencies: []\n');
  return {
    text: edited,
    added: added.filter(
      (name) => form.read(edited)?.includes(name) === true && form.read(text)?.includes(name) !== true,
    ),
  };
}

const entry = (text: string): { readonly text: string; readonly executable: false } => ({ text, executable: false });

test.each(forms)('$path: what a person wrote into the list stays in it, whichever side is taken', (form) => {
  fc.assert(
    fc.property(packages, packages, ownEdits, (before, after, edits) => {
      const base = form.print(before);
      const mine = edit(form, base, edits);
      const merged: MergedFile = mergeFile(form.path, entry(base), entry(mine.text), entry(form.print(after)));
      for (const side of ['yours', 'theirs'] as const) {
        const read = form.read(merged[side].text);
        expect(read, `${side} is a list:\n${merged[side].text}`).toBeDefined();
        expect(new Set(read).size, `${side} names each once:\n${merged[side].text}`).toBe(read?.length);
      }
      expect(form.read(merged.yours.text)).toEqual(expect.arrayContaining([...mine.added]));
    }),
    { numRuns: 400, seed: 23 },
  );
});

test('in R: what the answers give a version leaves the list, its neighbours stay, and either side parses', () => {
  const [form] = forms;
  if (form === undefined) throw new Error('no form of R');
  const base = form.print([['ape', '']]);
  const mine = base.replace('  NULL', '  "cow",\n\n  # to read\n  "my1",\n  NULL');
  const after = form.print([
    ['ape', ''],
    ['cow', '1.0'],
  ]);
  const merged = mergeFile(form.path, entry(base), entry(mine), entry(after));
  expect(form.read(merged.yours.text)).toEqual(['ape', 'cow', 'my1']);
  expect(form.read(merged.theirs.text)).toEqual(['ape', 'my1', 'cow']);
  expect(merged.next?.text).toContain('<<<<<<< yours\n  "cow",\n||||||| previous template\n=======\n>>>>>>>');
});

test('in R: a list that ends without NULL and a comma takes no entry behind its last one', () => {
  const [form] = forms;
  if (form === undefined) throw new Error('no form of R');
  const base = form.print([['ape', '']]);
  const mine = base.replace(/"ape",\n.*NULL.*\n/, '"ape"\n');
  const after = form.print([
    ['ape', ''],
    ['bat', ''],
  ]);
  const merged = mergeFile(form.path, entry(base), entry(mine), entry(after));
  expect(form.read(merged.yours.text)).toEqual(['ape']);
  expect(form.read(merged.theirs.text)).toEqual(['ape', 'bat']);
});

test('checksums stay with the version that they are of', () => {
  const [base, after] = ['ape==1.0\n', 'ape==2.0\n'];
  const mine = 'ape==1.0 \\\n    --hash=sha256:11 \\\n    --hash=sha256:22\n';
  const merged = mergeFile('requirements.txt', entry(base), entry(mine), entry(after));
  expect([merged.yours.text, merged.theirs.text]).toEqual([mine, after]);
});
