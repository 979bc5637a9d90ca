import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { describeValue } from './describe-value.ts';
import { nearestWord } from './nearest-word.ts';

/** One place where a value does not fit its schema. */
export interface Mismatch {
  /** Keys and indices from the value to the place. */
  readonly path: readonly (string | number)[];
  /** The value there and what is wrong with it, in one line. */
  readonly what: string;
  /** The rule in words. */
  readonly fix?: string;
}

type Schema = Readonly<Record<string, unknown>>;
type Path = Mismatch['path'];
type Keyword = (value: unknown, rule: unknown, schema: Schema, path: Path) => readonly Mismatch[];

/**
 * Compares a value with the part of JSON Schema (draft 2020-12) that questions use, and says what to change. A general
 * validator costs 70 ms of start-up (ajv, measured), more than all the rest of a run, and its messages are not for people.
 * A keyword that is not known here is a fault of the schema and throws, so that schema and check cannot drift apart.
 */
export function matchSchema(value: unknown, schema: Schema, path: Path = []): readonly Mismatch[] {
  const type = schema['type'];
  if (typeof type === 'string' && !hasType(value, type))
    return [mismatch(value, `is not ${typeNames[type] ?? type}`, schema, path)];
  const unchecked = Object.keys(schema).find((name) => !Object.hasOwn(keywords, name));
  if (unchecked !== undefined) throw new Error(`the schema keyword ${unchecked} is not checked`);
  for (const [name, keyword] of Object.entries(keywords)) {
    const found = Object.hasOwn(schema, name) ? keyword(value, schema[name], schema, path) : nothing;
    if (found.length > 0) return found;
  }
  return nothing;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
};

function hasType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function mismatch(value: unknown, fault: string, schema: Schema, path: Path): Mismatch {
  const [example] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  const rule = typeof schema['description'] === 'string' ? `write ${schema['description']}` : undefined;
  const fix = [rule, example === undefined ? undefined : `e.g. ${String(example)}`]
    .filter((part) => part !== undefined)
    .join(', ');
  return { path, what: `${describeValue(value)} ${fault}`, ...(fix === '' ? {} : { fix }) };
}

const nothing: readonly Mismatch[] = [];
const annotation: Keyword = () => nothing;

function check(fault: string, isWrong: (value: unknown, rule: unknown) => boolean): Keyword {
  return (value, rule, schema, path) =>
    isWrong(value, rule) ? [mismatch(value, fault.replace('%', String(rule)), schema, path)] : nothing;
}

/** In the order in which they are checked: a pattern never sees a text that is too long. */
const keywords: Readonly<Record<string, Keyword>> = {
  type: annotation,
  description: annotation,
  examples: annotation,
  maxLength: check(
    'is longer than % characters',
    (value, rule) => Array.from(value as string).length > (rule as number),
  ),
  pattern: check('is not allowed', (value, rule) => !new RegExp(rule as string, 'u').test(value as string)),
  minimum: check('is less than %', (value, rule) => (value as number) < (rule as number)),
  maximum: check('is more than %', (value, rule) => (value as number) > (rule as number)),
  minItems: (value, rule, schema, path) => {
    if ((value as unknown[]).length >= (rule as number)) return nothing;
    const least = rule === 1 ? 'at least one' : `at least ${String(rule)}`;
    const [choices] = [(schema['items'] as Schema | undefined)?.['enum']];
    const fix = `choose ${least}${Array.isArray(choices) ? ` of ${choices.join(', ')}` : ''}`;
    return [{ ...mismatch(value, `is too few`, schema, path), what: 'nothing is chosen', fix }];
  },
  maxItems: check('has more than % entries', (value, rule) => (value as unknown[]).length > (rule as number)),
  uniqueItems: (value, _rule, schema, path) => {
    const entries = value as readonly unknown[];
    const twice = entries.findIndex((entry, index) => entries.indexOf(entry) !== index);
    return twice < 0
      ? nothing
      : [{ ...mismatch(entries[twice], 'is listed twice', schema, [...path, twice]), fix: 'leave one of the two out' }];
  },
  items: (value, rule, _schema, path) =>
    (value as unknown[]).flatMap((entry, index) => matchSchema(entry, rule as Schema, [...path, index])),
  enum: (value, rule, schema, path) => {
    const allowed = rule as readonly string[];
    if (allowed.includes(value as string)) return nothing;
    const near = nearestWord(String(value), allowed);
    return [
      {
        ...mismatch(value, 'is not one of the choices', schema, path),
        fix:
          near === undefined
            ? `choose one of ${allowed.join(', ')}`
            : `did you mean ${near}? The choices are ${allowed.join(', ')}`,
      },
    ];
  },
  format: (value, rule, schema, path) => {
    if (rule !== 'image-reference') throw new Error(`the schema format ${String(rule)} is not checked`);
    const parsed = parseImageReference(value as string);
    return 'error' in parsed
      ? [mismatch(value, `is not an image reference: it ${parsed.error}`, schema, path)]
      : nothing;
  },
  properties: (value, rule, schema, path) =>
    Object.entries(rule as Record<string, Schema>)
      .flatMap(([key, inner]) => {
        const entry = value as Record<string, unknown>;
        return Object.hasOwn(entry, key) ? matchSchema(entry[key], inner, [...path, key]) : nothing;
      })
      .concat(matchKeys(value as Record<string, unknown>, schema, path)),
  required: annotation,
  additionalProperties: annotation,
};

function matchKeys(value: Readonly<Record<string, unknown>>, schema: Schema, path: Path): readonly Mismatch[] {
  const known = Object.keys(schema['properties'] as object);
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  const absent = required
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => mismatch(value, `has no ${key}`, {}, path));
  const extra = Object.keys(value).filter((key) => schema['additionalProperties'] === false && !known.includes(key));
  return [
    ...absent,
    ...extra.map((key) => {
      const near = nearestWord(key, known);
      return {
        path: [...path, key],
        what: `${describeValue(key)} is not known here`,
        fix: near === undefined ? `the keys are ${known.join(', ')}` : `did you mean ${near}?`,
      };
    }),
  ];
}
