import { type Problem, UserError } from '../../model/errors.ts';
import type { FromSchema } from '../../shared/from-schema.ts';
import { matchSchema, type MatchHow, type Mismatch, type Schema } from '../../shared/match-schema.ts';

/** Problems of one record that are told; a record that something else wrote may have thousands. */
const most = 5;

/**
 * A value as the record that its schema describes. Throws a UserError with what is wrong at which key; `problem` says where the record is, what
 * it is for and the way out. Keys of a newer version are passed over.
 */
export function readRecord<S extends Schema>(
  value: unknown,
  schema: S,
  problem: Omit<Problem, 'what'>,
  formats: MatchHow['formats'] = {},
): FromSchema<S> {
  const found = matchSchema(value, schema, { formats, unknownKeys: 'passed over' });
  const [first, ...others] = found.slice(0, most).map((mismatch) => ({ ...problem, what: describeMismatch(mismatch) }));
  if (first === undefined) return value as FromSchema<S>;
  throw new UserError(first, ...others);
}

/** What is wrong, with the keys to the place. */
export function describeMismatch({ path, what }: Mismatch): string {
  const place = path
    .map((key) =>
      typeof key === 'number' ? `[${String(key)}]` : /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join('');
  return place === '' ? what : `${place.replace(/^\./, '')}: ${what}`;
}
