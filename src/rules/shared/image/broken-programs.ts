import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Finding } from '../../../model/check/rule.ts';
import { showWay, type Reach, type ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { findUndefinedNames } from '../files/undefined-names.ts';
import { findNewerSyntax } from '../files/newer-syntax.ts';
import { linesOf } from '../lines-of.ts';
import { shellWord } from '../../../shared/shell-word.ts';

/** What newer Python takes and our grammar does not: a star in an index, `except A, B:`, template strings. */
const ofNewerPython = /\[\s*\*|\bexcept\s+\w[\w.]*\s*,|\b[tT][rR]?["']/;

/** Programs of the project that their language does not take: Python and R look at a whole file before they run its first line. */
export function findBrokenPrograms(
  image: FinalImage,
  dockerfile: string,
  reach: Reach | undefined,
  facts: ProjectFacts,
): readonly Finding[] {
  return [
    ...findNotebooks(image, dockerfile, reach),
    ...findFaulty(reach, facts),
    ...findNewerSyntax(image, reach, facts),
    ...findUndefinedNames(image, dockerfile, facts),
  ];
}

/** `python3 analysis.ipynb`: what Python makes of JSON does nothing, or ends at its first `null`. */
function findNotebooks(image: FinalImage, dockerfile: string, reach: Reach | undefined): readonly Finding[] {
  const scripts = (reach?.programs ?? []).filter(
    ({ class: kind, program }) => kind === 'started' && program.language === 'shell',
  );
  const commands = [
    ...[image.entrypoint, image.cmd].flatMap(
      (each) => each?.commands.map((command) => ({ command, file: dockerfile })) ?? [],
    ),
    ...scripts.flatMap(({ program }) => program.commands.map((command) => ({ command, file: program.path }))),
  ];
  const found = commands.flatMap(({ command: { program, words, line }, file }) => {
    const named = /^python[\d.]*$/.test(program) ? programOf(words) : undefined;
    if (named?.endsWith('.ipynb') !== true) return [];
    const script = named.replace(/\.ipynb$/, '.py');
    return [
      {
        message: `${program} is given the notebook ${named}, which is no program of Python but a text in JSON`,
        location: { file, line },
        fix: `make a program of it (jupyter nbconvert --to script ${shellWord(named.slice(named.lastIndexOf('/') + 1))}) and start ${script}`,
      },
    ];
  });
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** The file that Python is given: the first word that is no option; nothing with `-c`, `-m` or a program from standard input. */
function programOf(words: readonly string[]): string | undefined {
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-' || /^-[A-Za-z]*[cm]/.test(word)) return undefined;
    if (!word.startsWith('-')) return word;
    if (/^-[WX]$/.test(word)) at += 1;
  }
  return undefined;
}

function findFaulty(reach: Reach | undefined, facts: ProjectFacts): readonly Finding[] {
  const seen = new Set<string>();
  return (reach?.programs ?? []).flatMap((reached) => {
    const { program, class: kind } = reached;
    const { path, language, broken } = program;
    if (broken === undefined || seen.has(path) || !isSure(reached, facts)) return [];
    seen.add(path);
    const name = language === 'r' ? 'R' : 'Python';
    const way = showWay(reached.way);
    const what =
      kind === 'built'
        ? `the build runs ${path} (${way}), and ${name} does not take it from line ${String(broken)} on: the image does not build`
        : `${path} is started (${way}), and ${name} does not take it from line ${String(broken)} on: the program stops before its first line runs`;
    return [
      {
        message: what,
        location: { file: path, line: broken },
        fix: `correct it there or just above: ${language === 'r' ? `Rscript --vanilla -e ${shellWord(`parse(${JSON.stringify(path)})`)}` : `python3 -I -m py_compile ${shellWord(path)}`} says what is wrong`,
      },
    ];
  });
}

/** A text in a Dockerfile may be misread, and what only could be started, or is a document, may never be run whole. */
function isSure({ program: { path, language }, class: kind }: ReachedProgram, { byPath }: ProjectFacts): boolean {
  const text = linesOf(byPath.get(path))?.join('\n');
  if (kind === 'could' || text === undefined) return false;
  if (language === 'r') return /\.[rR]$/.test(path);
  return language === 'python' && path.endsWith('.py') && !ofNewerPython.test(text);
}

/** A program that the image starts and in which nothing stands: the container ends at once, and nothing was done. */
export function findEmptyPrograms(reach: Reach | undefined, { byPath }: ProjectFacts): readonly Finding[] {
  return (reach?.programs ?? []).flatMap(({ program: { path, language }, class: kind, way }) => {
    const text = byPath.get(path)?.text;
    const isPlain = /\.(?:py|[rR]|jl|sh)$/.test(path) && !path.endsWith('__init__.py');
    if (kind !== 'started' || way.length !== 1 || !isPlain || text === undefined || language === 'matlab') return [];
    if (!text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))) return [];
    return [
      {
        message: `${showWay(way)} starts ${path}, in which nothing stands: the container ends at once`,
        location: { file: path },
        fix: `write the program into ${path}, or start the one that is meant`,
      },
    ];
  });
}
