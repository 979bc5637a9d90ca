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
