import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerFormats } from '../../src/engine/answers/check-answer.ts';
import { questions } from '../../src/catalog/questions.ts';
import { describeValue } from '../../src/shared/describe-value.ts';
import { matchSchema } from '../../src/shared/match-schema.ts';
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
