/** What `rehearse --json` prints where nothing is run: with `--dry-run` or `--print-context-digest`; published as `schema/rehearse.schema.json`. */
export const rehearseSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/rehearse.schema.json',
  title:
    'What a rehearsal would run, or what it would be bound to, as `tre-container rehearse --json` prints it with `--dry-run` or `--print-context-digest`',
  description: 'A rehearsal itself, and `--show`, print the record: evidence.schema.json.',
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { description: 'plan: with `cells`; context: with `digest`', enum: ['plan', 'context'] },
    digest: {
      description:
        'what the label org.tre-container.context must say: SHA-256 over the files that a build takes, and a proof that only this machine can make',
      type: 'string',
    },
    cells: {
      description: 'the runs, in their order',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'identity', 'data', 'rootFileSystem'],
        properties: {
          id: { description: 'what `--cell` takes', type: 'string' },
          identity: {
            description: 'who the container runs as',
            enum: ['image-user', 'root', 'host-user', 'high-uid'],
          },
          data: { description: 'how /safe_data is mounted', enum: ['read-only', 'read-write'] },
          rootFileSystem: { description: 'whether the image itself can be written', enum: ['read-only', 'writable'] },
          network: { description: "none: the engine's own; absent: watched", enum: ['none'] },
          notApplicable: { description: 'why it would not be run; absent where it would', type: 'string' },
        },
      },
    },
  },
} as const;
