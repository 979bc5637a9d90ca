/** What `upgrade --json` prints; published as `schema/upgrade.schema.json`. */
export const upgradeSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/upgrade.schema.json',
  title:
    'What became of one project, as `tre-container upgrade --json` prints it; of several projects each on a line of its own',
  type: 'object',
  additionalProperties: false,
  required: [
    'command',
    'destination',
    'outcome',
    'to',
    'exitCode',
    'files',
    'conflicts',
    'leftOut',
    'notes',
    'problems',
  ],
  properties: {
    command: { const: 'upgrade' },
    destination: { description: 'folder of the project, as it was named', type: 'string' },
    outcome: { enum: ['upgraded', 'up to date', 'conflicts', 'would upgrade', 'aborted', 'undone', 'drift', 'failed'] },
    from: { description: 'version that the project had recorded; absent where it could not be read', type: 'string' },
    to: { description: 'version of this program', type: 'string' },
    exitCode: {
      description: '0: done; 1: conflicts or drift; 2: this project could not be upgraded at all, see problems',
      enum: [0, 1, 2],
    },
    files: {
      description: 'what happened to each file, or would happen with --dry-run; empty where nothing was planned',
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
      description: 'files that wait for a person',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string' },
          lines: {
            description: 'where markers stand; empty for a file that waits for a decision without markers',
            type: 'array',
            items: { type: 'integer', minimum: 1 },
          },
        },
      },
    },
    leftOut: {
      description: 'paths that would have changed and that --except left out',
      type: 'array',
      items: { type: 'string' },
    },
    newer: { description: "with --check: this program is newer than the project's version", type: 'boolean' },
    drift: {
      description: 'with --check: files that differ from what this version writes',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'kind', 'reason'],
        properties: {
          path: { type: 'string' },
          kind: {
            description: 'edited: a person changed it; missing: it is not there; stale: the template has moved on',
            enum: ['edited', 'missing', 'stale'],
          },
          reason: { type: 'string' },
        },
      },
    },
    notes: { description: 'migrations, recoveries and warnings', type: 'array', items: { type: 'string' } },
    problems: { description: 'why it failed', type: 'array', items: { $ref: '#/$defs/problem' } },
  },
  dependentRequired: { newer: ['drift'], drift: ['newer'] },
  if: { properties: { outcome: { const: 'failed' } } },
  then: { properties: { exitCode: { const: 2 }, problems: { type: 'array', minItems: 1 } } },
  else: { properties: { exitCode: { enum: [0, 1] }, problems: { type: 'array', maxItems: 0 } } },
  $defs: {
    problem: {
      type: 'object',
      additionalProperties: false,
      required: ['what'],
      properties: {
        what: { description: 'what is wrong, with the value that is', type: 'string' },
        where: { description: 'file with line, option, or answer', type: 'string' },
        why: { description: 'why it matters', type: 'string' },
        fix: { description: 'the command or the change that does away with it', type: 'string' },
      },
    },
  },
} as const;
