/** Two bundles side by side, for programs; published as `schema/diff.schema.json`. */
export const diffSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/diff.schema.json',
  title: 'Two bundles side by side, as `tre-container diff --json` prints them',
  type: 'object',
  additionalProperties: false,
  required: ['unchanged', 'older', 'newer', 'sameImage', 'changes', 'void', 'answered', 'files', 'otherVersions'],
  properties: {
    unchanged: {
      description: 'the same image with the same answers, and the same files (exit code 0)',
      type: 'boolean',
    },
    older: { description: 'name and tag', type: 'string' },
    newer: { description: 'name and tag', type: 'string' },
    sameImage: { description: 'the digest of the configuration is the same', type: 'boolean' },
    changes: {
      description: 'what answers can rest on, where it differs',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['fact', 'added', 'removed'],
        properties: {
          fact: { $ref: '#/$defs/fact' },
          added: { type: 'array', items: { type: 'string' } },
          removed: { type: 'array', items: { type: 'string' } },
        },
      },
    },
    void: {
      description: 'answers that a person gave to the older image, and that no longer hold',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['key', 'question', 'who', 'text', 'because'],
        properties: {
          key: { description: 'of the row in CHECKLIST.md, such as question:2', type: 'string' },
          question: { type: 'string' },
          who: { description: 'who answers it', type: 'string' },
          text: { description: 'what they wrote', type: 'string' },
          because: {
            description: 'what changed of that which it rests on; image: it rests on all of it',
            type: 'array',
            minItems: 1,
            items: { anyOf: [{ $ref: '#/$defs/fact' }, { const: 'image' }] },
          },
        },
      },
    },
    answered: {
      description: 'keys of answers that a person gave only to the newer image, or gave otherwise',
      type: 'array',
      items: { type: 'string' },
    },
    files: {
      description:
        'files of the bundles that differ or that only one has, but for those that say when it was packed; and files that are not what the summary of their own bundle makes of them',
      type: 'array',
      items: { type: 'string' },
    },
    otherVersions: {
      description:
        'bundles that another version of the program packed, so that their page, verify.sh and digests.txt were not held against their summary',
      type: 'array',
      items: { type: 'string' },
    },
  },
  $defs: {
    fact: {
      enum: [
        'project',
        'base',
        'dockerfile',
        'packages',
        'files',
        'command',
        'user',
        'ports',
        'environment',
        'models',
        'vulnerabilities',
      ],
    },
  },
} as const;
