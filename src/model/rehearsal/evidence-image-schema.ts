/** Of `rehearsal/evidence.json`: the image that was run. */
export const imageSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    reference: { type: 'string', description: 'Name in the engine.' },
    id: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$', description: 'Digest of its configuration.' },
    digests: {
      type: 'array',
      items: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
      description: 'Digests of its manifest, where it has been in a registry.',
    },
    user: { type: 'string', description: 'USER; empty for root.' },
    entrypoint: { type: 'array', items: { type: 'string' }, description: 'ENTRYPOINT.' },
    command: { type: 'array', items: { type: 'string' }, description: 'CMD.' },
    workingDirectory: { type: 'string', description: 'WORKDIR; empty: none.' },
    otherPorts: {
      type: 'array',
      items: { type: 'string' },
      description: 'Ports of EXPOSE that are none of TCP, which nothing asks; absent: none.',
    },
    platform: { type: 'string', description: 'linux/amd64 in the TRE.' },
    size: { type: 'integer', minimum: 0, description: 'Bytes.' },
    copied: {
      type: 'object',
      additionalProperties: false,
      description:
        'What it has of the files that the build copied, compared byte for byte; of each kind the first 50. Absent: they could not be compared.',
      properties: {
        same: { type: 'integer', minimum: 0, description: 'How many are as in the project.' },
        differing: {
          type: 'array',
          items: { type: 'string' },
          description: 'Other ones, or missing, with their place.',
        },
        removed: { type: 'array', items: { type: 'string' }, description: 'Taken away again by a RUN.' },
        more: {
          type: 'array',
          items: { type: 'string' },
          description: 'Files beside them that the project does not have.',
        },
        unplaced: { type: 'array', items: { type: 'string' }, description: 'Of which nobody can tell where they lie.' },
      },
      required: ['same', 'differing', 'removed', 'more', 'unplaced'],
    },
    largestLayers: {
      type: 'array',
      maxItems: 3,
      description: 'Largest first.',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          size: { type: 'integer', minimum: 0, description: 'Bytes.' },
          madeBy: { type: 'string', description: 'The command that made it.' },
        },
        required: ['size', 'madeBy'],
      },
    },
  },
  required: ['reference', 'id', 'digests', 'user', 'entrypoint', 'command', 'platform', 'size', 'largestLayers'],
} as const;
