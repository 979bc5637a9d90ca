/** Properties of a row of the checklist, as `summary.json` tells it. */
export const answer = {
  key: { type: 'string' },
  question: { type: 'string' },
  title: { description: 'the question in a few words', type: 'string' },
  who: { type: 'string' },
  force: { type: 'string' },
  text: { type: 'string' },
} as const;

/** What the scan found of passwords, tokens and keys. */
export const secrets = {
  description:
    'passwords, tokens and keys that the scan found in the image; absent where it names none, which does not say that it looked',
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'place', 'severity'],
    properties: {
      rule: { type: 'string' },
      place: { type: 'string' },
      severity: { enum: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'] },
    },
  },
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
