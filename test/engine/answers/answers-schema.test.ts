import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { questions } from '../../../src/catalog/questions.ts';
import { createAnswersSchema, publishedSchema } from '../../../src/engine/answers/answers-schema.ts';
import { resolveAnswers, supplyDefaults, supplyDetailsOnly } from '../../../src/engine/answers/resolve-answers.ts';
import type { AnswersInput } from '../../../src/model/answers/answers.ts';
import { parseAnswersFile } from '../../../src/parse/answers/answers-file.ts';
import { parseImageReference } from '../../../src/parse/dockerfile/image-reference.ts';

const schema = createAnswersSchema(questions, Object.values(bases));
const compile = (): ValidateFunction => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
  ajv.addFormat('image-reference', (text: string) => !('error' in parseImageReference(text)));
  return ajv.compile(schema);
};
const inputs = (answers: AnswersInput) => ({
  questions,
  bases: Object.values(bases),
  surroundings: { folder: 'x' },
  given: [{ answers, where: () => '' }],
});

test('the committed schema is the one that the questions make', async () => {
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot('../../../schema/answers.schema.json');
});

test('it knows what a base rules out', () => {
  const validate = compile();
  const valid = (answers: object): boolean => validate(answers);
  expect(valid({ base: 'rocker', port: 8787, runtimes: ['podman'] })).toBe(true);
  expect(valid({ base: 'rocker', runtimes: ['kubernetes'] })).toBe(false);
  expect(valid({ base: 'python', port: 8888 })).toBe(false);
  expect(valid({ port: 8888 })).toBe(true);
  expect(valid({ nmae: 'x' })).toBe(false);
  expect(valid({ $schema: publishedSchema })).toBe(true);
});

test.each(Object.keys(bases))('the defaults of %s fit', async (base) => {
  expect(compile()(await resolveAnswers(inputs({ base }), supplyDefaults))).toBe(true);
});

describe('examples', () => {
  test('there is one for every base', () => {
    expect(readdirSync('examples')).toEqual(expect.arrayContaining(Object.keys(bases).map((base) => `${base}.yml`)));
  });

  test.each(readdirSync('examples'))(
    '%s names the published schema, fits it, and needs no --defaults',
    async (file) => {
      const text = readFileSync(`examples/${file}`);
      const { answers } = await parseAnswersFile(file, text);
      expect(text.toString().split('\n', 1)).toEqual([`# yaml-language-server: $schema=${publishedSchema}`]);
      expect(compile()(answers)).toBe(true);
      expect(await resolveAnswers(inputs(answers), supplyDetailsOnly)).toMatchObject({ base: file.split(/[-.]/)[0] });
    },
  );
});
