import type { Finding } from '../../../model/check/rule.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

/** How a language hands a text to its interpreter, and how a method of an object is called there. */
interface OneLine {
  readonly program: RegExp;
  readonly option: RegExp;
  readonly sign: '$' | '.';
  readonly call: RegExp;
  /** What may bring a name without writing it down. */
  readonly brings: RegExp;
  /** What is loaded before the line, by the name of a file or in the Dockerfile. */
  readonly prepared: RegExp;
  /** Objects that every session has. */
  readonly known: ReadonlySet<string>;
}

const languages: readonly OneLine[] = [
  {
    program: /^(?:R|Rscript|r)$/,
    option: /^(?:-e|--eval)$/,
    sign: '$',
    call: /(?<![\w.$@:])([A-Za-z][\w.]{0,80})\$[A-Za-z][\w.]{0,80}\(/g,
    brings: /\b(?:library|require|attach\w*|source|load|with|within|assign|eval|local|data|p_load|sys\.source)\b/,
    prepared: /Rprofile|\.RData\b/i,
    known: new Set(['R.version', 'T', 'F']),
  },
  {
    program: /^python[\d.]*$/,
    option: /^-c$/,
    sign: '.',
    call: /(?<![\w.])([A-Za-z_]\w{0,80})\.[A-Za-z_]\w{0,80}\(/g,
    brings: /\*|\b(?:exec|eval|globals|locals)\b/,
    prepared: /\b(?:site|user)customize\b/,
    known: new Set(
      'bool bytearray bytes complex dict float frozenset int list object set str tuple type memoryview'.split(' '),
    ),
  },
];

/** A start in one line that calls a method of an object which it does not make: the interpreter knows no such name, and ends there. */
export function findUndefinedNames(
  { entrypoint, cmd }: FinalImage,
  file: string,
  { files }: Pick<ProjectFacts, 'files'>,
): readonly Finding[] {
  // In a line for a shell, the shell would take its own part out of it.
  const start = entrypoint ?? cmd;
  if (start?.form !== 'json') return [];
  const words = [...start.words, ...(entrypoint !== undefined && cmd?.form === 'json' ? cmd.words : [])];
  const first = words[0]?.value ?? '';
  const language = languages.find(({ program }) => program.test(first.slice(first.lastIndexOf('/') + 1)));
  if (
    language === undefined ||
    files.some(({ path, text = '' }) => language.prepared.test(path === file ? text : path))
  )
    return [];
  const text = words
    .filter((_, at) => language.option.test(words[at - 1]?.value ?? ''))
    .map(({ value }) => value)
    .join('\n');
  const name = firstUndefined(text.replaceAll(/"[^"\\]*"|'[^'\\]*'/g, '""'), language);
  if (name === undefined) return [];
  return [
    {
      message: `${start.keyword} uses ${name}, which nothing in its line defines: the container ends there`,
      location: { file, line: start.line },
      fix: `make ${name} before it is used, or write the name that is meant`,
    },
  ];
}

/** A name of which nothing but methods are called: what is made, imported or handed over stands somewhere by itself. */
function firstUndefined(code: string, { call, brings, known, sign }: OneLine): string | undefined {
  // What escapes stand in is read by a parser alone.
  if (code.length > 2000 || /[\\%]/.test(code) || brings.test(code)) return undefined;
  const imported = new Set((code.match(/\bimport [^;\n]{1,300}/g) ?? []).flatMap((each) => each.split(/\W+/)));
  const names = code.match(/[A-Za-z_][\w.]*\$?|\$/g) ?? [];
  for (const [, name = ''] of code.matchAll(call)) {
    const own = names.filter((each) => each === name || each === `${name}${sign}` || each.startsWith(`${name}.`));
    if (!known.has(name) && !imported.has(name) && own.length > 0 && !own.some((each) => each === name)) return name;
  }
  return undefined;
}
