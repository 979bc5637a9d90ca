/** What `check --json` prints; published as `schema/check.schema.json`. */
export const checkSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/check.schema.json',
  title: 'Verdicts of every rule, as `tre-container check --format json` prints them',
  type: 'object',
  additionalProperties: false,
  required: ['results', 'summary', 'waiverProblems'],
  properties: {
    results: {
      description: 'a verdict of a rule, or one finding of it, target by target',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule', 'verdict', 'force', 'severity', 'message'],
        properties: {
          rule: { description: 'its page is docs/rules/RULE.md', type: 'string' },
          verdict: {
            description:
              'unknown: nobody can tell from the files, reason says why; human: a question that only a person answers',
            enum: ['pass', 'fail', 'notApplicable', 'unknown', 'waived', 'human'],
          },
          proof: {
            description:
              'what a pass rests on: run, a rehearsal saw it; file, lines show it; none-found, nothing against it was found, which proves nothing',
            enum: ['run', 'file', 'none-found'],
          },
          force: { description: 'of the guidance', enum: ['must', 'should', 'may'] },
          severity: { enum: ['error', 'warning', 'note'] },
          message: { description: 'the finding; of a pass what was found; the question', type: 'string' },
          location: { $ref: '#/$defs/location' },
          evidence: {
            description: 'of a pass',
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['text'],
              properties: { text: { type: 'string' }, location: { $ref: '#/$defs/location' } },
            },
          },
          reason: {
            description: 'why not applicable, unknown or waived (with person and day); of a question who answers it',
            type: 'string',
          },
          fix: { description: 'what to do', type: 'string' },
          others: {
            description: 'of an unknown: what else decides and is not known; it comes up when the first is settled',
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['reason'],
              properties: {
                reason: { type: 'string' },
                location: { $ref: '#/$defs/location' },
                fix: { type: 'string' },
              },
            },
          },
          waived: { description: "with --no-waivers: what the project's own waiver says of it", type: 'string' },
        },
        allOf: [
          {
            if: { properties: { verdict: { const: 'pass' } } },
            then: { required: ['proof', 'evidence'] },
            else: { not: { anyOf: [{ required: ['proof'] }, { required: ['evidence'] }] } },
          },
          {
            if: { properties: { verdict: { enum: ['notApplicable', 'unknown', 'waived', 'human'] } } },
            then: { required: ['reason'] },
          },
        ],
      },
    },
    summary: {
      description: 'number of results by verdict',
      type: 'object',
      additionalProperties: false,
      required: ['pass', 'fail', 'notApplicable', 'unknown', 'waived', 'human'],
      properties: {
        pass: { $ref: '#/$defs/count' },
        fail: { $ref: '#/$defs/count' },
        notApplicable: { $ref: '#/$defs/count' },
        unknown: { $ref: '#/$defs/count' },
        waived: { $ref: '#/$defs/count' },
        human: { $ref: '#/$defs/count' },
      },
    },
    waiverProblems: {
      description: 'waivers that do not count, and waivers that nothing needs any more',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['what', 'location'],
        properties: { what: { type: 'string' }, location: { $ref: '#/$defs/location' } },
      },
    },
    notJudged: {
      description:
        'Dockerfiles that were not judged, since adopt made one of a project from them; absent where there is none',
      type: 'array',
      minItems: 1,
      items: { type: 'string' },
    },
    waiversSetAside: { description: 'with --no-waivers: how many would have counted', $ref: '#/$defs/count' },
  },
  $defs: {
    count: { type: 'integer', minimum: 0 },
    location: {
      type: 'object',
      additionalProperties: false,
      required: ['file'],
      properties: {
        file: { type: 'string' },
        line: { description: 'absent where the whole file is meant', type: 'integer', minimum: 1 },
      },
    },
  },
} as const;
