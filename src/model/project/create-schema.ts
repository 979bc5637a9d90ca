/** What `create --json` prints; published as `schema/create.schema.json`. */
export const createSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/create.schema.json',
  title: 'What a project was made of, as `tre-container create --json` prints it',
  type: 'object',
  additionalProperties: false,
  required: ['command', 'destination', 'answers', 'files', 'conflicts', 'nextSteps'],
  properties: {
    command: { const: 'create' },
    destination: { description: 'absolute path of the project', type: 'string' },
    answers: { description: 'every answer by its key; answers.schema.json says what each means', type: 'object' },
    files: {
      description: 'what happened to each file, or would happen with --dry-run; nothing did where there is a conflict',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'action', 'reason'],
        properties: {
          path: {
            description: "from the project's folder; repository: begins the one that lies at the repository's root",
            type: 'string',
          },
          action: { enum: ['create', 'update', 'merge', 'conflict', 'keep', 'delete', 'unchanged'] },
          reason: { description: 'one clause for a person', type: 'string' },
        },
      },
    },
    conflicts: {
      description:
        'paths in the way (exit code 1): where there are any, nothing was written, but for --on-conflict markers, which puts both sides into them',
      type: 'array',
      items: { type: 'string' },
    },
    nextSteps: {
      description: 'commands to type, each with its reason after `  # `',
      type: 'array',
      items: { type: 'string' },
    },
  },
} as const;
