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

export type Schema = Readonly<Record<string, unknown>>;

/** How a value is compared. */
export interface MatchHow {
  /** What is wrong with a text that a format is asked of, in words that follow "is", or nothing; by name of the format. */
  readonly formats?: Readonly<Record<string, (text: string) => string | undefined>>;
  /** Keys that a schema does not have: those of a newer version are passed over where nothing rests on them. Default: refused. */
  readonly unknownKeys?: 'passed over' | 'refused';
}

type Path = Mismatch['path'];
interface Context extends MatchHow {
  /** What `#/$defs` is in. */
  readonly root: Schema;
  readonly path: Path;
}
type Keyword = (value: unknown, rule: unknown, schema: Schema, context: Context) => readonly Mismatch[];

/**
 * Compares a value with the part of JSON Schema (draft 2020-12) that our schemas use, and says what to change. A general
 * validator costs 70 ms of start-up (ajv, measured), more than all the rest of a run, and its messages are not for people.
 * A keyword that is not known here is a fault of the schema and throws, so that schema and check cannot drift apart.
 */
export function matchSchema(value: unknown, schema: Schema, how: MatchHow = {}): readonly Mismatch[] {
  return match(value, schema, { ...how, root: schema, path: [] });
}

function match(value: unknown, schema: Schema, context: Context): readonly Mismatch[] {
  const types = schema['type'] === undefined ? [] : ([schema['type']].flat() as unknown as readonly string[]);
  if (types.length > 0 && !types.some((type) => hasType(value, type)))
    return [mismatch(value, `is not ${types.map((type) => typeNames[type] ?? type).join(' or ')}`, schema, context)];
  const unchecked = Object.keys(schema).find((name) => !Object.hasOwn(keywords, name));
  if (unchecked !== undefined) throw new Error(`the schema keyword ${unchecked} is not checked`);
  for (const [name, keyword] of Object.entries(keywords)) {
    const type = typeOf[name];
    const says = Object.hasOwn(schema, name) && (type === undefined || hasType(value, type));
    const found = says ? keyword(value, schema[name], schema, context) : nothing;
    if (found.length > 0) return found;
  }
  return nothing;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  null: 'null',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
};

function hasType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function mismatch(value: unknown, fault: string, schema: Schema, { path }: Pick<Context, 'path'>): Mismatch {
  const [example] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  const plain = schema['type'] === 'boolean' ? 'write true or false' : undefined;
  const rule = typeof schema['description'] === 'string' ? `write ${schema['description']}` : plain;
  const fix = [rule, example === undefined ? undefined : `e.g. ${String(example)}`]
    .filter((part) => part !== undefined)
    .join(', ');
  return { path, what: `${describeValue(value)} ${fault}`, ...(fix === '' ? {} : { fix }) };
}

const nothing: readonly Mismatch[] = [];
const annotation: Keyword = () => nothing;

function check(fault: string, isWrong: (value: unknown, rule: unknown) => boolean): Keyword {
  return (value, rule, schema, context) =>
    isWrong(value, rule) ? [mismatch(value, fault.replace('%', String(rule)), schema, context)] : nothing;
}

/** What a reference names, among the root's definitions. */
const followReference: Keyword = (value, rule, _schema, context) => {
  const defs = (context.root['$defs'] ?? {}) as Readonly<Record<string, Schema>>;
  const named = defs[String(rule).replace('#/$defs/', '')];
  if (named === undefined) throw new Error(`the schema has no ${String(rule)}`);
  return match(value, named, context);
};

/** Faults of one list that are told; one that is something else altogether may have thousands. */
const mostOfList = 20;

/** In the order in which they are checked: a pattern never sees a text that is too long. */
const keywords: Readonly<Record<string, Keyword>> = {
  $schema: annotation,
  $id: annotation,
  $defs: annotation,
  title: annotation,
  type: annotation,
  description: annotation,
  examples: annotation,
  $ref: followReference,
  const: (value, rule, schema, context) =>
    value === rule ? nothing : [mismatch(value, `is not ${describeValue(rule)}`, schema, context)],
  anyOf: (value, rule, schema, context) =>
    (rule as readonly Schema[]).some((inner) => match(value, inner, context).length === 0)
      ? nothing
      : [mismatch(value, 'is none of what may stand there', schema, context)],
  oneOf: (value, rule, schema, context) =>
    (rule as readonly Schema[]).filter((inner) => match(value, inner, context).length === 0).length === 1
      ? nothing
      : [mismatch(value, 'is not one of what may stand there', schema, context)],
  minLength: check(
    'is shorter than % characters',
    (value, rule) => Array.from(value as string).length < (rule as number),
  ),
  maxLength: check(
    'is longer than % characters',
    (value, rule) => Array.from(value as string).length > (rule as number),
  ),
  pattern: check('is not allowed', (value, rule) => !new RegExp(rule as string, 'u').test(value as string)),
  minimum: check('is less than %', (value, rule) => (value as number) < (rule as number)),
  maximum: check('is more than %', (value, rule) => (value as number) > (rule as number)),
  minItems: (value, rule, schema, context) => {
    if ((value as unknown[]).length >= (rule as number)) return nothing;
    const least = rule === 1 ? 'at least one' : `at least ${String(rule)}`;
    const [choices] = [(schema['items'] as Schema | undefined)?.['enum']];
    const fix = `choose ${least}${Array.isArray(choices) ? ` of ${choices.join(', ')}` : ''}`;
    return [{ ...mismatch(value, `is too few`, schema, context), what: 'nothing is chosen', fix }];
  },
  maxItems: check('has more than % entries', (value, rule) => (value as unknown[]).length > (rule as number)),
  uniqueItems: (value, _rule, schema, context) => {
    const entries = value as readonly unknown[];
    const seen = new Set<unknown>();
    const twice = entries.findIndex((entry) => seen.size === seen.add(entry).size);
    return twice < 0
      ? nothing
      : [
          {
            ...mismatch(entries[twice], 'is listed twice', schema, below(context, twice)),
            fix: 'leave one of the two out',
          },
        ];
  },
  items: (value, rule, _schema, context) => {
    const found: Mismatch[] = [];
    for (const [index, entry] of (value as unknown[]).entries()) {
      if (found.length >= mostOfList) break;
      found.push(...match(entry, rule as Schema, below(context, index)));
    }
    return found;
  },
  enum: (value, rule, schema, context) => {
    const allowed = rule as readonly string[];
    if (allowed.includes(value as string)) return nothing;
    const near = typeof value === 'string' ? nearestWord(value, allowed) : undefined;
    return [
      {
        ...mismatch(value, 'is not one of the choices', schema, context),
        fix:
          near === undefined
            ? `choose one of ${allowed.join(', ')}`
            : `did you mean ${near}? The choices are ${allowed.join(', ')}`,
      },
    ];
  },
  format: (value, rule, schema, context) => {
    const format = context.formats?.[String(rule)];
    if (format === undefined) throw new Error(`the schema format ${String(rule)} is not checked`);
    const fault = format(value as string);
    return fault === undefined ? nothing : [mismatch(value, `is ${fault}`, schema, context)];
  },
  maxProperties: check('has more than % keys', (value, rule) => Object.keys(value as object).length > (rule as number)),
  propertyNames: (value, rule, _schema, context) =>
    Object.keys(value as object).flatMap((key) => match(key, rule as Schema, below(context, key))),
  properties: (value, rule, schema, context) =>
    Object.entries(rule as Record<string, Schema>)
      .flatMap(([key, inner]) => {
        const entry = value as Record<string, unknown>;
        return Object.hasOwn(entry, key) ? match(entry[key], inner, below(context, key)) : nothing;
      })
      .concat(matchKeys(value as Record<string, unknown>, schema, context)),
  required: annotation,
  additionalProperties: (value, rule, schema, context) =>
    typeof rule !== 'object' || rule === null
      ? nothing
      : Object.entries(value as object)
          .filter(([key]) => !Object.hasOwn(schema['properties'] ?? {}, key))
          .flatMap(([key, entry]) => match(entry, rule as Schema, below(context, key))),
};

/** The keywords that a schema may use here. */
export const checkedKeywords: readonly string[] = Object.keys(keywords);

/** What a keyword says something about; values of another type pass it. */
const typeOf: Readonly<Record<string, string>> = {
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  format: 'string',
  minimum: 'number',
  maximum: 'number',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
  items: 'array',
  maxProperties: 'object',
  propertyNames: 'object',
  properties: 'object',
  additionalProperties: 'object',
};

function below(context: Context, key: string | number): Context {
  return { ...context, path: [...context.path, key] };
}

function matchKeys(value: Readonly<Record<string, unknown>>, schema: Schema, context: Context): readonly Mismatch[] {
  const known = Object.keys(schema['properties'] as object);
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  const absent = required
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => mismatch(value, `has no ${key}`, {}, context));
  if (schema['additionalProperties'] !== false || context.unknownKeys === 'passed over') return absent;
  const extra = Object.keys(value).filter((key) => !known.includes(key));
  return [
    ...absent,
    ...extra.map((key) => {
      const near = nearestWord(key, known);
      return {
        path: [...context.path, key],
        what: `${describeValue(key)} is not known here`,
        fix: near === undefined ? `the keys are ${known.join(', ')}` : `did you mean ${near}?`,
      };
    }),
  ];
}
