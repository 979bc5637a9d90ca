import type { Adoption } from '../../../model/adopt/adoption.ts';
import { argumentsId, type NeededArgument, wordsOfArgument } from '../../../model/adopt/needed-argument.ts';
import type { OpenQuestion } from '../../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { Location } from '../../../model/check/rule.ts';
import { resolveProgram } from '../../../parse/adopt/resolve-program.ts';
import { listSome } from '../../../shared/list-some.ts';
import { shellWord } from '../../../shared/shell-word.ts';
import { shellWords } from '../../../shared/shell-words.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { wordsOfCommand } from './words-of-command.ts';

type Seen = Pick<RepositoryFacts, 'programs' | 'needs' | 'given' | 'commands'>;

/** An argument that a start lacks, with the value that the repository gives it elsewhere. */
interface Missing extends NeededArgument {
  /** As the start has it. */
  readonly name: string;
  readonly value?: string;
  readonly from?: Location;
}

/** One command of a start, and what it lacks. */
interface Lacking {
  readonly words: readonly string[];
  readonly program: string;
  readonly missing: readonly Missing[];
}

/** What the commands of a start lack, each that lacks something. */
export function findLackingArguments(facts: Seen, start: readonly string[]): readonly Lacking[] {
  const paths = new Set(facts.programs.map(({ path }) => path));
  return commandsOf(start).flatMap((words) => {
    const program = resolveProgram(words, paths);
    const needs = program === undefined ? [] : facts.needs.filter((each) => each.program === program);
    if (program === undefined || needs.length === 0) return [];
    const given = behindProgram(words, program);
    const missing = withoutGiven(needs, given).map((need) => withValue(need, facts));
    return missing.length === 0 ? [] : [{ words, program, missing }];
  });
}

/** Commands that run one after the other, each as words. */
export function commandsOf(start: readonly string[]): readonly (readonly string[])[] {
  if (start[0] !== 'sh' || start[1] !== '-c') return [start];
  return (start[2] ?? '').split('&&').map((text) => wordsOfCommand(text.trim()));
}

/** The words behind the one that names the program. */
export function behindProgram(words: readonly string[], program: string): readonly string[] {
  const module = words.indexOf('-m');
  const at = words.findIndex((word) => word.replace(/^\.\//, '') === program || word.endsWith(`/${program}`));
  return words.slice((at < 0 && module > 0 ? module + 1 : Math.max(at, 0)) + 1);
}

function withoutGiven(needs: readonly NeededArgument[], words: readonly string[]): readonly NeededArgument[] {
  const isNamed = ({ names }: NeededArgument): boolean =>
    words.some((word) =>
      names.some(
        (name) =>
          word === name ||
          word.startsWith(`${name}=`) ||
          (/^-\w$/.test(name) ? word.startsWith(name) : /^--\w{2}/.test(word) && name.startsWith(word)),
      ),
    );
  const values = words.filter(
    (word, at) => !word.startsWith('-') && !needs.some(({ names }) => names.includes(words[at - 1] ?? '')),
  );
  const placed = needs.filter(({ names }) => names[0]?.startsWith('-') !== true);
  return needs.filter((need) => (placed.includes(need) ? placed.indexOf(need) >= values.length : !isNamed(need)));
}

/** As a script or a guide gives it; a place elsewhere than in the TRE is none. */
function withValue(need: NeededArgument, { given, commands }: Seen): Missing {
  const name = need.names.find((each) => each.startsWith('--')) ?? need.names[0] ?? '';
  const calls = [
    ...given,
    ...commands.flatMap(({ program, words, location }) =>
      program === undefined ? [] : [{ program, words: behindProgram(words, program), location }],
    ),
  ];
  for (const { program, words, location } of calls) {
    if (program !== need.program || !name.startsWith('-')) continue;
    const at = words.findIndex((word) => need.names.includes(word.split('=', 1)[0] ?? ''));
    const word = words[at] ?? '';
    const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : (words[at + 1] ?? '');
    if (
      at >= 0 &&
      /^(?![-/])[\w@%+:,./-]{1,200}$|^\/(?:safe_data|safe_outputs|scratch)\/[\w+:,./-]{1,200}$/.test(value)
    )
      return { ...need, name, value, from: location };
  }
  return { ...need, name };
}

/** What ces/arg-file.txt has to give; nothing where several programs are started, which take no arguments, or each run names the step. */
export function argumentsOfRun(facts: Seen, { start, atRun }: Adoption['program']): Adoption['program']['needs'] {
  if (atRun || start[1] === '-c') return undefined;
  const found = findLackingArguments(facts, start).flatMap(({ missing }) => missing);
  return found.length === 0
    ? undefined
    : found.slice(0, 50).map(({ name, names, value, location, choices }) => ({
        name,
        ...alsoCalled(names, name),
        at: placeOf(location),
        ...(value === undefined ? {} : { value }),
        ...(choices === undefined ? {} : { choices }),
      }));
}

function alsoCalled(names: readonly string[], name: string): { readonly also?: readonly string[] } {
  const also = names.filter((each) => each !== name && each.startsWith('-')).slice(0, 10);
  return also.length === 0 ? {} : { also };
}

/** What a start lacks, as a question. `into`: the folder that adopt writes, where it is known. */
export function askArguments(facts: Seen, start: readonly string[], into = 'tre'): readonly OpenQuestion[] {
  const lacking = findLackingArguments(facts, start);
  const missing = lacking.flatMap((each) => each.missing);
  const [first] = missing;
  if (first === undefined) return [];
  const [it, its] = missing.length === 1 ? ['it', 'its value'] : ['them', 'their values'];
  const what = lacking.map((each) => `${each.program} ends at once without ${listNames(each.missing)}`);
  const from = missing.find((each) => each.from !== undefined)?.from;
  const isGiven = missing.every(({ value }) => value !== undefined);
  const said = from === undefined ? '' : ` (${placeOf(from)} gives ${isGiven ? it : 'some of them'})`;
  const file = `${into}/ces/arg-file.txt`;
  const way =
    start[1] === '-c'
      ? `several programs take no arguments from outside, so name ${it} in the start${said}: ${withArguments(facts, start, into)}`
      : isGiven && from !== undefined
        ? `${file} gives ${it} as ${placeOf(from)} does; is that what runs in the TRE?`
        : `write ${its} into ${file}, in place of the words in capitals${said}; input lies below /safe_data, and what is written below /safe_outputs is kept`;
  return [
    {
      id: argumentsId,
      question: `${listSome(what, 4, '; ')}: ${way}`,
      when: 'later',
      choices: [],
      location: first.location,
    },
  ];
}

function listNames(missing: readonly Missing[]): string {
  return listSome(
    missing.map(({ name }) => name),
    8,
  );
}

/** The command that names the same start with what it lacks. */
function withArguments(facts: Seen, start: readonly string[], into: string): string {
  return `tre-container adopt${into === 'tre' ? '' : ` --into ${into}`} --set program=${shellWord(completeChain(facts, start))}`;
}

/** Several commands with what they lack, by the values that the repository gives, or a word in capitals. */
export function completeChain(facts: Seen, start: readonly string[]): string {
  const lacking = findLackingArguments(facts, start);
  return commandsOf(start)
    .map((words) => {
      const missing = lacking.find((each) => each.words.join('\0') === words.join('\0'))?.missing ?? [];
      return shellWords([...words, ...missing.flatMap(wordsOfArgument)]);
    })
    .join(' && ');
}

/** Several commands with what they lack, as far as the repository gives values. */
export function withGivenArguments(facts: Seen, chain: string): string {
  const start = ['sh', '-c', chain];
  const isGiven = findLackingArguments(facts, start).every(({ missing }) =>
    missing.every(({ value }) => value !== undefined),
  );
  return isGiven ? completeChain(facts, start) : chain;
}
