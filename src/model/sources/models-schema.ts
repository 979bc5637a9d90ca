const path = { type: 'string', format: 'safe-path' } as const;
const reason = { type: 'string', minLength: 1, description: 'the reason as text' } as const;
const text = { type: 'string', minLength: 1 } as const;

const file = {
  type: 'object',
  required: ['path', 'size', 'sha256'],
  properties: {
    path,
    size: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'its size in bytes' },
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', description: '64 hex digits' },
  },
} as const;

const model = {
  type: 'object',
  required: ['name', 'target', 'source'],
  properties: {
    name: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
      description: "letters, digits, '.', '_' and '-', with a letter or digit first",
    },
    target: { ...path, description: "a path below /safe_data, or 'image'" },
    source: {
      description: 'exactly one of repository (with revision), urls, folder',
      oneOf: [
        { type: 'object', required: ['repository', 'revision'], properties: { repository: text, revision: text } },
        {
          type: 'object',
          required: ['urls'],
          properties: { urls: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^https?:' } } },
        },
        { type: 'object', required: ['folder'], properties: { folder: text } },
      ],
    },
    allow: {
      type: ['object', 'null'],
      additionalProperties: false,
      properties: { pickle: reason, remote_code: reason, references: reason },
    },
    include: { type: ['array', 'null'], items: { type: 'string' }, description: 'a list of file patterns' },
    layout: { const: 'hub' },
    files: { type: ['array', 'null'], items: file },
  },
} as const;

/** `models/models.json`, which a person edits; the generated readers in Python and R refuse what is not safe of it. `safe-path`: relative, never upwards. */
export const modelsSchema = {
  type: 'object',
  required: ['version', 'models'],
  properties: { version: { const: 1 }, models: { type: 'array', items: model } },
} as const;
