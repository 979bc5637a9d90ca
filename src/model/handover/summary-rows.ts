/** Properties of a row of the checklist, as `summary.json` tells it. */
export const answer = {
  key: { type: 'string' },
  question: { type: 'string' },
  title: { description: 'the question in a few words', type: 'string' },
  who: { type: 'string' },
  force: { type: 'string' },
  text: { type: 'string' },
} as const;

/** Findings that the project accepted itself. */
export const accepted = {
  description: 'what rules found and the project accepted itself by a waiver; absent where nothing was',
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'force', 'text'],
    properties: { rule: { type: 'string' }, force: { type: 'string' }, text: { type: 'string' } },
  },
} as const;
