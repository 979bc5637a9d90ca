/** Whether a pipeline may go on, for programs; published as `schema/gate.schema.json`. */
export const gateSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/gate.schema.json',
  title: 'Whether a pipeline may go on, as `tre-container gate --json` prints it',
  type: 'object',
  additionalProperties: false,
  required: ['passes', 'stops', 'reports'],
  properties: {
    passes: { description: 'every report is whole, and nothing stops (exit code 0)', type: 'boolean' },
    stops: {
      description: 'what stops it, one line each: reports that are not whole, or else what was found',
      type: 'array',
      items: { type: 'string' },
    },
    reports: {
      description: 'in the order in which they were named',
      type: 'array',
      items: {
        anyOf: [
          { $ref: '#/$defs/unread' },
          { $ref: '#/$defs/sarif' },
          { $ref: '#/$defs/scan' },
          { $ref: '#/$defs/comparison' },
          { $ref: '#/$defs/rehearsal' },
        ],
      },
    },
  },
  $defs: {
    unread: {
      description: 'no whole report',
      type: 'object',
      additionalProperties: false,
      required: ['file', 'kind', 'why'],
      properties: { file: { type: 'string' }, kind: { const: 'unread' }, why: { type: 'string' } },
    },
    sarif: {
      description: 'SARIF',
      type: 'object',
      additionalProperties: false,
      required: ['file', 'kind', 'tool', 'findings'],
      properties: {
        file: { type: 'string' },
        kind: { const: 'findings' },
        tool: { type: 'string' },
        findings: { type: 'array', items: { $ref: '#/$defs/finding' } },
      },
    },
    scan: {
      description: "Trivy's own report",
      type: 'object',
      additionalProperties: false,
      required: ['file', 'kind', 'of', 'secrets', 'packages'],
      properties: {
        file: { type: 'string' },
        kind: { const: 'scan' },
        of: { description: 'kinds of what it looked at', type: 'string' },
        secrets: { type: 'integer', minimum: 0 },
        packages: { type: 'integer', minimum: 0 },
      },
    },
    comparison: {
      description: 'an image beside its base',
      type: 'object',
      additionalProperties: false,
      required: ['file', 'kind', 'verdict', 'line'],
      properties: {
        file: { type: 'string' },
        kind: { const: 'comparison' },
        verdict: { type: 'string' },
        line: { type: 'string' },
      },
    },
    rehearsal: {
      description: 'the record of a rehearsal',
      type: 'object',
      additionalProperties: false,
      required: ['file', 'kind', 'verdict', 'isOfNothing', 'doubts', 'unseen', 'warnings', 'lines'],
      properties: {
        file: { type: 'string' },
        kind: { const: 'rehearsal' },
        verdict: { type: 'string' },
        isOfNothing: { description: 'it proves nothing at all, whatever its verdict', type: 'boolean' },
        doubts: {
          description: 'why it does not prove something, whatever its verdict, in the words of the checklist',
          type: 'array',
          items: { type: 'string' },
        },
        unseen: { description: 'what was not seen of what it proves', type: 'array', items: { type: 'string' } },
        warnings: { description: 'what deserves a look', type: 'array', items: { type: 'string' } },
        lines: { description: 'its runs, and what failed', type: 'array', items: { type: 'string' } },
      },
    },
    finding: {
      type: 'object',
      additionalProperties: false,
      required: ['rule', 'message', 'place', 'level', 'state'],
      properties: {
        rule: { type: 'string' },
        message: { description: 'first line', type: 'string' },
        place: { description: 'file and line, or empty', type: 'string' },
        level: { enum: ['error', 'warning', 'note', 'none'] },
        state: { enum: ['found', 'open', 'accepted'] },
      },
    },
  },
} as const;
