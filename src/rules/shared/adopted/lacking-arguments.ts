import { isUnsaid, wordsOfArgument } from '../../../model/adopt/needed-argument.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { fail } from '../../../model/check/verdicts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { parseArgumentFile } from '../../../parse/manifests/option-words.ts';
import { listSome } from '../../../shared/list-some.ts';
import { findAdopted } from './find-adopted.ts';

/** That ces/arg-file.txt does not give, or gives no value, what the program of an adopted folder ends at once without; nothing where it has all. */
export function judgeArguments(facts: ProjectFacts, dockerfile: string): Verdict | undefined {
  const { folder = '', program } = findAdopted(facts) ?? {};
  const { start = [], needs = [] } = program ?? {};
  if (needs.length === 0 || dockerfile !== `${folder}Dockerfile`) return undefined;
  const file = `${folder}ces/arg-file.txt`;
  const words = parseArgumentFile(facts.byPath.get(file)?.text ?? '');
  const unsaid = words.map((word) => word.replace(/^--?[\w-]+=/, '')).filter(isUnsaid);
  const lacks = ({ name, also = [] }: (typeof needs)[number]): boolean =>
    unsaid.includes(wordsOfArgument({ name }).at(-1) ?? '') ||
    // What is given by its place is told from values only where there is nothing at all.
    (name.startsWith('-')
      ? ![name, ...also].some((each) => words.some((word) => word === each || word.startsWith(`${each}=`)))
      : words.length === 0);
  const open = needs.filter(lacks);
  const [first] = open;
  if (first === undefined) return undefined;
  const names = listSome(
    open.map(({ name }) => name),
    8,
  );
  const started = start.find((word) => first.at.startsWith(`${word}:`)) ?? start.at(-1) ?? '';
  return fail({
    message: `${started} ends at once without ${names} (${first.at}), and ${file} gives no value for ${open.length === 1 ? 'it' : 'them'}`,
    location: { file },
    fix: `write ${open.length === 1 ? 'it' : 'them'} there, each with its value: input lies below /safe_data, and what is written below /safe_outputs is kept`,
  });
}
