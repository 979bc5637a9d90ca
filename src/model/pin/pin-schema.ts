/** What `pin --json` prints; published as `schema/pin.schema.json`. */
export const pinSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/pin.schema.json',
  title: 'Images and actions with their digests, as `tre-container pin --json` prints them',
  type: 'object',
  additionalProperties: false,
  required: ['mode', 'written', 'places', 'problems'],
  properties: {
    mode: { description: 'pin, --check or --update', enum: ['pin', 'check', 'update'] },
    written: { description: 'files were changed', type: 'boolean' },
    places: {
      description: "every place that names an image, an action or this program's own package",
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['file', 'line', 'kind', 'text', 'outcome'],
        properties: {
          file: { type: 'string' },
          line: { type: 'integer', minimum: 1 },
          kind: {
            description: 'open: which image it is cannot be known from the file alone',
            enum: ['image', 'action', 'package', 'wheel', 'open'],
          },
          text: { description: 'as written before', type: 'string' },
          outcome: {
            description:
              'pinned: it got a digest; updated: another one; current: it has what its tag means today; kept: it has one, and nobody was asked; unpinned, moved: found by --check; failed, open: not found out, reason says why',
            enum: ['pinned', 'updated', 'current', 'kept', 'unpinned', 'moved', 'failed', 'open'],
          },
          old: { description: 'digest or commit before', type: 'string' },
          new: { description: 'digest or commit that its tag means today', type: 'string' },
          oldDate: { description: 'day on which the old one was made', $ref: '#/$defs/day' },
          newDate: { description: 'day on which the new one was made', $ref: '#/$defs/day' },
          reason: { type: 'string' },
        },
        allOf: [
          {
            if: { properties: { outcome: { enum: ['pinned', 'updated', 'unpinned', 'moved'] } } },
            then: { required: ['new'] },
          },
          {
            if: { properties: { outcome: { enum: ['updated', 'moved', 'kept', 'current'] } } },
            then: { required: ['old'] },
          },
          { if: { properties: { outcome: { enum: ['failed', 'open'] } } }, then: { required: ['reason'] } },
        ],
      },
    },
    problems: {
      description: 'what could not be found out, with its fix (exit code 2)',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['what'],
        properties: {
          what: { description: 'what is wrong, with the value that is', type: 'string' },
          where: { description: 'files with lines', type: 'string' },
          why: { description: 'why it matters', type: 'string' },
          fix: { description: 'what to do about it', type: 'string' },
        },
      },
    },
  },
  $defs: { day: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } },
} as const;
