import { baseNames } from '../answers/answers.ts';

/** What `adopt --json` prints; published as `schema/survey.schema.json`. */
export const surveySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/survey.schema.json',
  title:
    'What `tre-container adopt --json` prints: what a repository is, what a container of it needs, and what was written',
  type: 'object',
  additionalProperties: false,
  required: ['facts', 'proposal'],
  properties: {
    facts: { description: 'what was found, each with file and line; keys may be added in any version', type: 'object' },
    proposal: {
      type: 'object',
      additionalProperties: false,
      required: ['base', 'mode', 'program', 'manifest', 'goesIn', 'staysOut', 'questions', 'reasons'],
      properties: {
        base: { $ref: '#/$defs/base' },
        otherBase: { $ref: '#/$defs/base', description: 'the next best' },
        mode: { enum: ['batch', 'interactive'] },
        program: {
          type: 'object',
          additionalProperties: false,
          required: ['start', 'ask', 'candidates'],
          properties: {
            start: { description: "words that start it, paths from the repository's root", $ref: '#/$defs/texts' },
            ask: { description: 'the repository does not decide it: a person has to', type: 'boolean' },
            candidates: { description: 'the likeliest first', $ref: '#/$defs/texts' },
          },
        },
        manifest: {
          type: 'object',
          additionalProperties: false,
          required: ['path', 'installer'],
          properties: {
            path: { description: 'null: no file lists packages', type: ['string', 'null'] },
            installer: {
              enum: [
                'pip',
                'conda',
                'uv',
                'poetry',
                'pip-project',
                'renv',
                'description',
                'r-script',
                'dockerfile',
                'nix',
                'julia',
                'platform',
                'imports',
                'none',
              ],
            },
          },
        },
        version: { description: 'of the language, by the strongest source', type: 'string' },
        isNewest: {
          description: 'the version is the newest that the packages fit: an older one does as well',
          const: true,
        },
        goesIn: { description: 'files, and folders with a slash at the end', $ref: '#/$defs/texts' },
        staysOut: { $ref: '#/$defs/texts' },
        questions: { type: 'array', items: { $ref: '#/$defs/question' } },
        reasons: { type: 'object', additionalProperties: { $ref: '#/$defs/reason' } },
      },
    },
    written: {
      description: "paths from the repository's root; absent with --survey, empty where nothing was written",
      $ref: '#/$defs/texts',
    },
    toDo: {
      description: 'with --survey what adopt would leave to do; absent there where what starts is not decided',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'text'],
        properties: { id: { type: 'string' }, text: { type: 'string' }, place: { type: 'string' } },
      },
    },
  },
  $defs: {
    base: { enum: [...baseNames, 'none'] },
    texts: { type: 'array', items: { type: 'string' } },
    place: {
      type: 'object',
      additionalProperties: false,
      required: ['file'],
      properties: { file: { type: 'string' }, line: { type: 'integer', minimum: 1 } },
    },
    reason: {
      type: 'object',
      additionalProperties: false,
      required: ['why', 'evidence'],
      properties: { why: { type: 'string' }, evidence: { type: 'array', items: { $ref: '#/$defs/place' } } },
    },
    question: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'question', 'when', 'choices'],
      properties: {
        id: { type: 'string' },
        question: { type: 'string' },
        when: { description: 'now: before anything is written; later: a to-do', enum: ['now', 'later'] },
        choices: { $ref: '#/$defs/texts' },
        default: { type: 'string' },
        location: { $ref: '#/$defs/place' },
      },
    },
  },
} as const;
