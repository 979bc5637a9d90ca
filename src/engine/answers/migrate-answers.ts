import compare from 'semver/functions/compare.js';
import gt from 'semver/functions/gt.js';
import lte from 'semver/functions/lte.js';
import type { AnswersInput } from '../../model/answers/answers.ts';
import type { Migrated, Migration } from '../../model/answers/migration.ts';

/** Brings the answers of a project made by version `from` to version `to`, by all migrations between, in the order of their versions. */
export function migrateAnswers(
  answers: AnswersInput,
  from: string,
  to: string,
  migrations: readonly Migration[],
): Migrated {
  const needed = migrations
    .filter(({ version }) => gt(version, from) && lte(version, to))
    .toSorted((a, b) => compare(a.version, b.version));
  return needed.reduce<Migrated>(
    (sofar, migration) => ({
      answers: migrateOnce(sofar.answers, migration),
      moves: chain(sofar.moves, migration.moved ?? {}),
      notes: [...sofar.notes, `${migration.version}: ${migration.summary}`],
    }),
    { answers, moves: new Map(), notes: [] },
  );
}

function migrateOnce(answers: AnswersInput, { renamed = {}, values = {}, removed = [] }: Migration): AnswersInput {
  const pairs = Object.entries(answers).map(([key, value]) => [renamed[key] ?? key, value] as const);
  return Object.fromEntries(
    pairs.filter(([key]) => !removed.includes(key)).map(([key, value]) => [key, replace(value, values[key] ?? {})]),
  );
}

function replace(value: unknown, table: Readonly<Record<string, unknown>>): unknown {
  const one = (element: unknown): unknown => {
    const text = typeof element === 'string' ? element : JSON.stringify(element);
    return Object.hasOwn(table, text) ? table[text] : element;
  };
  return Array.isArray(value) ? value.map(one) : one(value);
}

/** A file that moved twice moves once. */
function chain(
  before: ReadonlyMap<string, string>,
  moved: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const onward = new Map([...before].map(([from, to]) => [from, moved[to] ?? to]));
  const fresh = Object.entries(moved).filter(([from]) => ![...before.values()].includes(from));
  return new Map([...onward, ...fresh].filter(([from, to]) => from !== to));
}
