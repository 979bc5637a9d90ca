import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import { isRecord } from '../../shared/json-shapes.ts';
import { printValue } from '../render/escape.ts';
import { viewModels } from '../render/view-software.ts';
import { foldName } from '../../shared/fold-name.ts';

const lists = ['packages', 'models', 'systemPackages', 'documents', 'licences'] as const;

/**
 * What a list that is given takes away, since it stands for the whole of the earlier one, and models that have another name now; a line each,
 * nothing where the base changes, of which `describeDropped` tells. `starter`: packages that the base's own code brought, which nobody asked for; `listed`:
 * what the files of the project say of the lists.
 */
export function describeShortened(
  earlier: AnswersInput | undefined,
  answers: Answers,
  starter: readonly string[],
  { listed = [], fetched = new Map() }: Listed = {},
): readonly string[] {
  if (earlier === undefined || earlier['base'] !== answers.base) return [];
  return [
    ...lists.flatMap((key) => describeList(key, earlier[key], answers[key], { starter, listed, fetched }) ?? []),
    ...describeRenamed(earlier, answers),
  ];
}

/** Entries of the list of packages as they stand in its file, and the commit of each model that was fetched. */
export interface Listed {
  readonly listed?: readonly string[];
  readonly fetched?: ReadonlyMap<string, string>;
}

function describeList(
  key: (typeof lists)[number],
  before: unknown,
  now: readonly unknown[],
  { starter, listed, fetched }: Required<Listed> & { readonly starter: readonly string[] },
): string | undefined {
  const given = now.map(spell);
  const nameOf = key === 'models' ? modelOf : packageOf;
  // A list that is emptied is meant to be.
  if (!Array.isArray(before) || given.length === 0) return undefined;
  const kept = new Set(given.map(nameOf));
  // A version that somebody wrote into the list of packages goes with the entry.
  const inFile = key === 'packages' ? new Map(listed.map((line) => [nameOf(line), line])) : new Map<string, string>();
  const gone = before
    .map(spell)
    .filter((entry) => !kept.has(nameOf(entry)) && !starter.includes(entry))
    .map((entry) => inFile.get(nameOf(entry)) ?? (key === 'models' ? atCommit(entry, fetched) : entry));
  if (gone.length === 0) return undefined;
  const entries = [...gone, ...given].join(',');
  const all = /^[\w./:@=+,-]+$/.test(entries) ? `${key}=${entries}` : printValue('shell', `${key}=${entries}`);
  return `${key}: ${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} left out now, since a list that is given stands for the whole; to keep all: --set ${all}`;
}

/** The name of a model is the last part of its id as long as no other model ends alike. */
function describeRenamed(earlier: AnswersInput, answers: Answers): readonly string[] {
  const before = earlier['models'];
  if (!Array.isArray(before)) return [];
  const ids = before.map(idOf);
  const old = new Map(
    viewModels(ids.map((id) => ({ id, revision: 'main' }))).map(({ repository, name }) => [repository, name]),
  );
  return viewModels(answers.models).flatMap(({ repository, name, place }) => {
    const was = old.get(repository);
    return was === undefined || was === name
      ? []
      : [
          `the model ${repository} is called ${name} now, and was called ${was}: write ${name} where a program of yours loads it, and look for its files in ${place}`,
        ];
  });
}

/** An entry as it is typed, a model with the revision and the place that it has. */
function spell(entry: unknown): string {
  if (!isRecord(entry)) return String(entry);
  const { revision, target } = entry;
  const at = typeof revision === 'string' && revision !== 'main' ? `@${revision}` : '';
  return `${idOf(entry)}${at}${typeof target === 'string' ? `:${target}` : ''}`;
}

function idOf(entry: unknown): string {
  const id: unknown = isRecord(entry) ? entry['id'] : entry;
  return String(id);
}

/** A model at the commit that was fetched, and is approved: without it the next fetch takes another one. */
function atCommit(entry: string, fetched: ReadonlyMap<string, string>): string {
  const commit = fetched.get(modelOf(entry));
  return commit === undefined || entry.includes('@') ? entry : entry.replace(/^[^:]+/, (id) => `${id}@${commit}`);
}

/** Without its revision and its place. */
function modelOf(entry: string): string {
  return /^[^@:]+/.exec(entry)?.[0] ?? entry;
}

/** Without its version and its source: another version of the same package, or one of GitHub (`tidyverse/dplyr@COMMIT`), is the same entry. */
function packageOf(entry: string): string {
  const named = /^[^=<>~!@;[ ]+/.exec(entry)?.[0] ?? entry;
  return foldName(named.replace(/^(?:[\w.-]+\/|[a-z]+::)(?=[\w.-]+$)/, ''));
}
