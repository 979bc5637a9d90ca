import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerFormats } from '../../src/engine/answers/check-answer.ts';
import { questions } from '../../src/catalog/questions.ts';
import { describeValue } from '../../src/shared/describe-value.ts';
import { journalSchema } from '../../src/io/transaction/journal-schema.ts';
import { assessmentSchema } from '../../src/model/handover/assessment-schema.ts';
import { diffSchema } from '../../src/model/handover/diff-schema.ts';
import { evidenceSchema } from '../../src/model/rehearsal/evidence-schema.ts';
import { pendingSchema, stateSchema } from '../../src/model/upgrade/state-schema.ts';
import { matchSchema, type Schema } from '../../src/shared/match-schema.ts';
import { parseImageReference } from '../../src/parse/dockerfile/image-reference.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false });
ajv.addFormat('image-reference', (text: string) => !('error' in parseImageReference(text)));

describe.each(Object.values(questions))('$key', ({ schema }) => {
  const validate = ajv.compile({ ...schema });
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 250 }),
    fc.stringMatching(/^[a-z0-9./:@=<>-]{0,60}$/),
    fc.constantFrom('python', 'podman', 'none', 'ghcr.io/lung-study', 'pandas==2.2.3', 'a/b', 'main', 'image'),
  );
  const value = fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 4 }),
    fc.anything(),
    fc.array(fc.record({ id: text, revision: text, target: text, other: text }, { requiredKeys: [] }), {
      maxLength: 3,
    }),
  );

  test('agrees with a general validator about every value', () => {
    fc.assert(
      fc.property(value, (candidate) => {
        const json = JSON.parse(JSON.stringify(candidate) ?? 'null') as unknown;
        expect(matchSchema(json, schema, { formats: answerFormats }).length === 0).toBe(validate(json));
      }),
      { numRuns: 300 },
    );
  });

  test('its own example fits', () => {
    const { examples = [] } = schema as { readonly examples?: readonly unknown[] };
    expect(examples.flatMap((example) => matchSchema(example, schema, { formats: answerFormats }))).toEqual([]);
  });
});

test('a value that is no text and cannot be made one has no near choice', () => {
  const value: unknown = JSON.parse('{"toString":1,"valueOf":1}');
  expect(matchSchema(value, { enum: ['a', 'b'] })).toMatchObject([{ fix: 'choose one of a, b' }]);
});

test('of a list that is something else altogether the first faults are told', () => {
  const entries = Array.from({ length: 100_000 }, (_, index) => `a${String(index)}`);
  const found = matchSchema(entries, { type: 'array', uniqueItems: true, items: { enum: ['b'] } });
  expect(found.map(({ path }) => path)).toEqual(Array.from({ length: 20 }, (_, index) => [index]));
});

test('characters are counted as JSON Schema counts them', () => {
  expect(matchSchema('\u{1F600}', { type: 'string', minLength: 2 })).toHaveLength(1);
  expect(matchSchema('\u{1F600}', { type: 'string', minLength: 1, maxLength: 1 })).toEqual([]);
});

test('a keyword that is not checked is a fault of the schema, not a silent pass', () => {
  expect(() => matchSchema('x', { type: 'string', contentEncoding: 'base64' })).toThrow(
    'contentEncoding is not checked',
  );
  expect(() => matchSchema('x', { type: 'string', format: 'uri' })).toThrow('uri is not checked');
});

test('names the place inside a value', () => {
  expect(matchSchema([{ id: 'a/b', revison: 'main' }], questions.models.schema)).toEqual([
    { path: [0], what: '{"id":"a/b","revison":"main"} has no revision' },
    { path: [0, 'revison'], what: '"revison" is not known here', fix: 'did you mean revision?' },
  ]);
  expect(matchSchema(['podman', 'docker'], questions.runtimes.schema)).toEqual([
    { path: [1], what: '"docker" is not one of the choices', fix: 'choose one of podman, apptainer, kubernetes' },
  ]);
});

test('a value in a message is one short line that a terminal does not obey', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const text = describeValue(value);
      expect(text.length).toBeLessThanOrEqual(60);
      expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
  expect(describeValue('\u001B[2Jx\u009B')).toBe(String.raw`"\u001b[2Jx\u009b"`);
});

/** A small record of each kind that fits its schema. */
const digest = 'a'.repeat(64);
const finding = { requirement: 'no-network', level: 'warning', message: 'm', fix: 'f' };
const cell = {
  id: 'root:read-only',
  identity: 'root',
  data: 'read-only',
  rootFileSystem: 'read-only',
  verdict: 'pass',
  findings: [finding],
};
const observation = {
  seconds: 1.5,
  timedOut: false,
  outOfMemory: false,
  network: 'sink',
  attempts: [{ host: 'x' }],
  outputs: [],
  blindToIpv6: true,
};
const baseline = { version: '1', files: { a: { ownership: 'shared', text: ['x'] } } };
const records: readonly (readonly [string, Schema, unknown])[] = [
  [
    'journal',
    journalSchema,
    {
      format: 1,
      label: 'x',
      operations: [{ path: 'a', target: 'a', after: digest }],
      newFolders: ['b'],
      folderModes: { b: 493 },
      undoPoint: 'leave',
    },
  ],
  ['state', stateSchema, { version: '1', answers: { name: 'x' } }],
  ['pending', pendingSchema, { answers: {}, conflicts: ['a'], baseline }],
  ['evidence', evidenceSchema.properties.cells, [{ ...cell, observation }, cell]],
  [
    'assessment',
    assessmentSchema,
    {
      verdict: 'worse',
      line: 'l',
      notes: [],
      counts: { added: 1, inherited: null, fixed: 0 },
      image: { name: 'n', id: 'i', scanner: 's', scannedAt: 't' },
      findings: [],
    },
  ],
  [
    'diff',
    diffSchema,
    {
      unchanged: false,
      older: 'a',
      newer: 'b',
      sameImage: true,
      changes: [{ fact: 'base', added: [], removed: ['x'] }],
      void: [{ key: 'k', question: 'q', who: 'w', text: 't', because: ['image'] }],
      answered: [],
      files: ['Dockerfile'],
      otherVersions: [],
    },
  ],
];

test.each(records)('agrees with a general validator about records that were changed: %s', (name, schema, sound) => {
  const whole = name === 'evidence' ? { ...schema, $defs: evidenceSchema.$defs } : schema;
  const formats = {
    'saved-name': () => undefined,
    'repository-path': () => undefined,
    'project-path': () => undefined,
  };
  const general = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  for (const format of Object.keys(formats)) general.addFormat(format, true);
  const validate = general.compile({ ...whole });
  expect(matchSchema(sound, whole, { formats })).toEqual([]);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), fc.jsonValue({ depthSize: 'small' }), (steps, value) => {
      const changed = change(sound, steps, value);
      expect(matchSchema(changed, whole, { formats }).length === 0).toBe(validate(changed));
    }),
    { numRuns: 300 },
  );
});

/** The same with something else in one place, with a key more, or with one less. */
function change(sound: unknown, steps: Iterator<number>, value: unknown): unknown {
  const next = (): number => Number(steps.next().value);
  const copy: unknown = structuredClone(sound);
  let place = copy;
  for (;;) {
    if (typeof place !== 'object' || place === null) return value;
    const holder = place as Record<string, unknown>;
    const keys = Object.keys(holder);
    const key = keys[next() % (keys.length + 1)] ?? 'added';
    const inner = holder[key];
    if (typeof inner === 'object' && inner !== null && next() % 3 > 0) {
      place = inner;
      continue;
    }
    if (next() % 4 === 0 && !Array.isArray(holder)) delete holder[key];
    else if (Array.isArray(holder)) holder.push(value);
    else holder[key] = value;
    return copy;
  }
}
