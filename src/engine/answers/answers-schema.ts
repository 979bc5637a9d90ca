import type { Base } from '../../model/render/base.ts';
import type { Question, Questions } from '../../model/answers/question.ts';
import { listQuestions } from './answer-inputs.ts';

/** Where editors find the schema of the newest release. */
export const publishedSchema = 'https://unpkg.com/generator-tre-container/schema/answers.schema.json';

/**
 * JSON Schema (draft 2020-12) of an answers file, for editors: every question with its rule, and what a base rules out.
 * No key is required, since `--set`, earlier answers and defaults may give it.
 */
export function createAnswersSchema(questions: Questions, bases: readonly Base[]): object {
  const properties = listQuestions(questions).map((question) => [question.key, describeQuestion(question)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: publishedSchema,
    title: 'Answers for generator-tre-container',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'This schema, for editors.' },
      ...Object.fromEntries(properties),
    },
    additionalProperties: false,
    allOf: bases.flatMap(describeLimits),
  };
}

function describeQuestion({ message, help, schema, defaultText }: Question): object {
  const { description, ...checks } = schema;
  const rule = typeof description === 'string' ? ` Write ${description}.` : '';
  return { title: message, description: `${help}${rule} Default: ${defaultText}.`, ...checks };
}

/** What an answer may not be once the base is known. Where no base is written, nothing is ruled out. */
function describeLimits(base: Base): readonly object[] {
  const limits = {
    ...(base.kind === 'batch' ? { port: false } : {}),
    ...(Object.keys(base.unsupportedRuntimes).length === 0 ? {} : { runtimes: { items: { enum: base.runtimes } } }),
  };
  if (Object.keys(limits).length === 0) return [];
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, in data that nobody awaits
  return [{ if: { properties: { base: { const: base.name } }, required: ['base'] }, then: { properties: limits } }];
}
