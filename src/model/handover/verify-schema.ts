/** What `verify --json` prints; published as `schema/verify.schema.json`. */
export const verifySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/verify.schema.json',
  title: 'Whether a bundle is as it was packed, as `tre-container verify --json` prints it',
  type: 'object',
  additionalProperties: false,
  required: ['verdict', 'sentences'],
  properties: {
    verdict: {
      description:
        'whole: every file is as it was packed (exit code 0); broken: one is not (1); none: it is no bundle (2)',
      enum: ['whole', 'broken', 'none'],
    },
    sentences: {
      description: 'one for each file that was changed, is missing or was added, and what follows',
      type: 'array',
      minItems: 1,
      items: { type: 'string' },
    },
  },
} as const;
