import fc from 'fast-check';
import { bases } from '../../src/catalog/bases.ts';
import { packageNotations } from '../../src/catalog/questions/package-notations.ts';
import type { Answers, AnswersInput, BaseName, ModelAnswer } from '../../src/model/answers/answers.ts';

/** Text that means something in one of the languages that files are written in. */
const fragments = [
  '"',
  "'",
  '`',
  '\\',
  '$(id)',
  '`id`',
  '${HOME}',
  '$HOME',
  '${{ github.token }}',
  '{{ x }}',
  '%s',
  '%>',
  '<%= view %>',
  '-->',
  '<!--',
  ']]',
  ']]>',
  '<script>',
  '</td>',
  '&amp;',
  '&lt;',
  '#',
  ' # ',
  '---',
  '- ',
  '-rf',
  '--',
  '* ',
  '_x_',
  '**',
  '| ',
  '|',
  '[a](b)',
  '![a](b)',
  'http://x.org',
  'www.x.org',
  'a@b.org',
  '1. ',
  '> ',
  '~~~',
  '```',
  ': ',
  ':',
  '? ',
  '! ',
  '&a',
  '*a',
  '!!python/object',
  '@sha256:',
  '=',
  ';',
  '&&',
  '||',
  '>',
  '<<EOF',
  'EOF',
  '\\n',
  '\\u0041',
  '\\"',
  "'''",
  '"""',
  'r"',
  '🙂',
  'é',
  '中文',
  'ﬁ',
  '\u00A0',
  'FROM scratch',
  'null',
  'true',
  '~',
  '0x1F',
  '1e3',
  'NA',
  ' ',
  ' ',
  'word',
];

/** One line that passes for a description: whatever a person may paste. */
const line = fc
  .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 8 })
  .map((parts) =>
    parts
      .join('')
      .replaceAll(/^ +| +$/g, '')
      .slice(0, 200)
      .replaceAll(/ +$/g, ''),
  )
  .filter((text) => text !== '');

const words = (pattern: RegExp, max: number): fc.Arbitrary<string> => fc.stringMatching(pattern, { maxLength: max });
const typed = ['null', 'true', 'no', 'on', '1e3', '0', '007', '1-2-3', 'y', 'from', 'run', 'eof', 'na'];
const file = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}';

const packages: Readonly<Record<string, readonly string[]>> = {
  pip: [
    'a',
    'A_b.c-d===1!2.0+local',
    'a [b,c] >=1, <2',
    'a @ https://x.org/a.zip#egg=a&b=%24c',
    'a @ git+https://x.org/a@v1',
    'a; python_version < "3.9" and sys_platform == \'x\'',
    'null',
    'true==1.*',
  ],
  conda: ['a', '_x', 'conda-forge::a-b >=1,<2|3', 'a=1.*=py3*_0', 'null', 'on', 'a ~=1.0', 'true==1'],
  Pkg: ['CSV2', 'if', 'end@0.1', 'x@1.0.0', `a-b/.._c.jl@${'0'.repeat(40)}`],
  'install2.r': [
    'R6',
    'data.frame2',
    'NULL',
    'NA',
    'TRUE',
    'if',
    'a.b.C',
    'NA@1.0-2',
    'bioc::if',
    `a-b/.._c@${'0'.repeat(40)}`,
    'renv.lock',
  ],
};

const model: fc.Arbitrary<ModelAnswer> = fc.record({
  id: words(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}\/[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/, 60),
  revision: fc.oneof(words(/^[A-Za-z0-9][A-Za-z0-9_./-]{0,20}[A-Za-z0-9]$/, 40), fc.constantFrom(...typed)),
  target: fc.oneof(fc.constant('image'), words(new RegExp(`^(?:${file}/){0,2}${file}$`), 60)),
});

/** Answers in which every free text is hostile, and every other value as odd as its pattern lets it be. Some are refused by the validation. */
export const hostileInput: fc.Arbitrary<AnswersInput> = fc
  .constantFrom(...(Object.keys(bases) as BaseName[]))
  .chain((base) => {
    const notation = packageNotations[bases[base].packageTool];
    const tool = bases[base].packageTool === 'mamba' ? 'conda' : bases[base].packageTool;
    return fc.record({
      base: fc.constant(base),
      name: fc.oneof(words(/^[a-z0-9]+(?:-[a-z0-9]+){0,3}$/, 50), fc.constantFrom(...typed)),
      description: line,
      contact: fc.oneof(fc.constant(''), line),
      project: fc.oneof(words(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/, 40), fc.constantFrom(...typed)),
      registry: words(
        /^(?:ghcr\.io|git\.ecdf\.ed\.ac\.uk)(?:\/[a-z0-9]+(?:(?:\.|_|__|-{1,3})[a-z0-9]+){0,2}){1,3}$/,
        120,
      ),
      packages: fc.uniqueArray(
        fc.constantFrom(...(packages[tool] ?? []).filter((entry) => notation.pattern.test(entry))),
        { maxLength: 4 },
      ),
      systemPackages: fc.uniqueArray(words(/^[a-z0-9][a-z0-9+.-]{0,12}[a-z0-9+](?:=[A-Za-z0-9.+:~-]{1,12})?$/, 60), {
        maxLength: 3,
      }),
      // The question takes none in Julia.
      models: fc.uniqueArray(model, { maxLength: tool === 'Pkg' ? 0 : 3, selector: ({ id }) => id }),
      licences: fc.uniqueArray(words(new RegExp(`^(?:${file}/){0,2}${file}$`), 60), { maxLength: 2 }),
      imageProxy: words(/^[a-z0-9]+(?:[.-][a-z0-9]+){0,3}(?::[1-9][0-9]{0,4})?$/, 60),
      gpu: fc.boolean(),
      ci: fc.constantFrom('github', 'gitlab', 'none'),
    });
  });

/** The same decisions with harmless words: as many of everything, so that only the words differ. */
export function tame(answers: Answers): Answers {
  return {
    ...tameText(answers),
    name: 'tame',
    project: 'nsh-1',
    registry: `${answers.registry.split('/')[0] ?? ''}/tame`,
    imageProxy: 'proxy.example.org',
    packages: answers.packages.map((entry, index) =>
      bases[answers.base].language.name === 'python' ? `tame${String(index)}` : tameInRegistry(entry, index),
    ),
    systemPackages: answers.systemPackages.map((_, index) => `tame${String(index)}`),
    licences: answers.licences.map((_, index) => `tame${String(index)}`),
    models: answers.models.map(({ target }, index) => ({
      id: `tame/m${String(index)}`,
      revision: 'a'.repeat(40),
      ...(target === undefined ? {} : { target: target === 'image' ? target : `tame${String(index)}` }),
    })),
  };
}

/** Only the free texts made harmless. */
export function tameText(answers: Answers): Answers {
  return { ...answers, description: 'tame words', contact: answers.contact === '' ? '' : 'tame words' };
}

/** A package of R or Julia stands elsewhere in the file by where it comes from. */
function tameInRegistry(entry: string, index: number): string {
  if (entry === 'renv.lock') return entry;
  if (entry.includes('/')) return `tame/tame${String(index)}.jl@${'1'.repeat(40)}`;
  const name = `${entry.startsWith('bioc::') ? 'bioc::' : ''}tame${String(index)}`;
  return entry.includes('@') ? `${name}@1.0` : name;
}
