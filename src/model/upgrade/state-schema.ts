import { adoptionSchema } from '../adopt/adoption-schema.ts';

/** What `.yo-rc.json` records about a project, under the key `generator-tre-container`. */
export const stateSchema = {
  type: 'object',
  required: ['version', 'answers'],
  properties: {
    // Version of the generator whose templates the project has taken over.
    version: { type: 'string' },
    // As written; validated and migrated before use.
    answers: { type: 'object' },
    // What was decided about the repository above the project's folder; absent in a project that was made from nothing.
    adopted: adoptionSchema,
  },
} as const;

const renderedFiles = {
  type: 'object',
  propertyNames: { type: 'string', format: 'project-path' },
  additionalProperties: {
    type: 'object',
    required: ['ownership', 'text'],
    properties: {
      ownership: { enum: ['shared', 'generator', 'user'] },
      executable: { type: 'boolean' },
      // Its lines.
      text: { type: 'array', items: { type: 'string' } },
    },
  },
} as const;

/** The last rendered text of every generated file, as `.tre-container/baseline.json` has it; `project-path`: one that may be written. */
export const baselineSchema = {
  type: 'object',
  required: ['version', 'files'],
  properties: {
    version: { type: 'string' },
    files: renderedFiles,
    // Of files that are rendered no more, and that a person edited or deleted.
    former: renderedFiles,
  },
} as const;

/** An upgrade whose conflicts stand in the files as markers, as `.tre-container/pending.json` has it. */
export const pendingSchema = {
  type: 'object',
  required: ['answers', 'conflicts', 'baseline'],
  properties: {
    answers: { type: 'object' },
    // Paths, sorted.
    conflicts: { type: 'array', items: { type: 'string' } },
    baseline: baselineSchema,
  },
} as const;
