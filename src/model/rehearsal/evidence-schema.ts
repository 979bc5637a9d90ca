import { imageSchema } from './evidence-image-schema.ts';
import { inputsSchema } from './evidence-inputs-schema.ts';
import { observationSchema } from './observation-schema.ts';

/** `rehearsal/evidence.json`, as `rehearse` writes it; published as `schema/evidence.schema.json`. */
export const evidenceSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://unpkg.com/generator-tre-container/schema/evidence.schema.json',
  title: 'Evidence of a rehearsal',
  description: 'What `tre-container rehearse` saw when it ran an image as the TRE will: rehearsal/evidence.json.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'This schema.' },
    form: {
      type: 'integer',
      description: 'Form of the record: 3. Earlier ones, and those of 0.1.0, which have none, prove nothing.',
    },
    tool: {
      type: 'object',
      additionalProperties: false,
      properties: {
        name: { type: 'string', description: 'Always generator-tre-container.' },
        version: { type: 'string', description: 'Its version.' },
      },
      required: ['name', 'version'],
    },
    date: { type: 'string', description: 'When, in UTC.', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' },
    verdict: {
      type: 'string',
      description:
        'pass: every run that was made passed. unknown: nothing failed, but something could not be judged, or nothing was run.',
      enum: ['pass', 'fail', 'unknown'],
    },
    kind: { type: 'string', description: 'What was expected of it.', enum: ['batch', 'interactive'] },
    scope: {
      type: 'string',
      description:
        'Which cells were asked for: those that the chosen runtimes need, all, or single ones. Single cells prove nothing.',
      enum: ['quick', 'all', 'cells'],
    },
    identities: {
      type: 'array',
      description: 'Identities that the chosen runtimes give.',
      items: { type: 'string', enum: ['image-user', 'root', 'host-user', 'high-uid'] },
    },
    overrides: {
      type: 'array',
      description: 'What differed from how the project is run; nothing is proved then.',
      items: { type: 'string' },
    },
    notApplied: {
      type: 'array',
      description:
        'Options of ces/opt-file.txt and ces/opt-file-apptainer.txt, as written, and what ces/job.yaml asks of the cluster (queue, graphics cards, how long it is kept), that no run applied; absent: none.',
      items: { type: 'string' },
    },
    otherScripts: {
      type: 'array',
      description: 'Scripts that start the container in the TRE and are not as this version writes them; absent: none.',
      items: { type: 'string' },
    },
    otherJobs: {
      type: 'array',
      description:
        'Manifests in ces/ that start the container otherwise than ces/job.yaml does, which nothing rehearsed; absent: none.',
      items: { type: 'string' },
    },
    otherImages: {
      type: 'array',
      items: { type: 'string' },
      description: 'Further Dockerfiles of the project, whose images nothing rehearsed; absent: none.',
    },
    askedCards: { type: 'array', items: { type: 'string' }, description: 'Ask for a graphics card; no run had one.' },
    inputs: inputsSchema,
    dockerfile: {
      type: 'object',
      additionalProperties: false,
      properties: {
        path: { type: 'string', description: 'In the project.' },
        sha256: {
          type: 'string',
          description: 'Of its text; the evidence is stale when it is another.',
          pattern: '^[0-9a-f]{64}$',
        },
      },
      required: ['path', 'sha256'],
    },
    base: {
      type: 'object',
      additionalProperties: false,
      properties: {
        reference: { type: 'string', description: 'As the Dockerfile names it.' },
        digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$', description: 'Absent: the base was not pinned.' },
      },
      required: ['reference'],
    },
    image: imageSchema,
    engine: {
      type: 'object',
      additionalProperties: false,
      properties: {
        name: { type: 'string', description: 'Container engine.', enum: ['docker', 'podman'] },
        version: { type: 'string', description: 'Its version.' },
        rootless: { type: 'boolean', description: 'Whether it ran without root.' },
        builder: { type: 'string', description: 'What built the image; absent: it was built before.' },
        unlimited: {
          type: 'array',
          items: { type: 'string', enum: ['memory', 'cpus', 'pids'] },
          description: 'Limits that the engine could not set here; absent: it set them all.',
        },
      },
      required: ['name', 'version', 'rootless'],
    },
    limits: {
      type: 'object',
      additionalProperties: false,
      properties: {
        batchSeconds: { type: 'number', minimum: 0, description: 'A batch job must have ended by then.' },
        answerSeconds: { type: 'number', minimum: 0, description: 'A server must have answered by then.' },
        stopSeconds: { type: 'number', minimum: 0, description: 'From SIGTERM to the end.' },
        memory: { type: 'integer', minimum: 0, description: 'Bytes.' },
        cpus: { type: 'number', minimum: 0, description: 'Processors.' },
        fileSize: { type: 'integer', minimum: 0, description: 'Bytes of one output file.' },
        rows: { type: 'number', minimum: 0, description: 'Rows of one output file.' },
      },
      required: ['batchSeconds', 'answerSeconds', 'stopSeconds', 'memory', 'cpus', 'fileSize', 'rows'],
    },
    findings: { type: 'array', items: { $ref: '#/$defs/finding' }, description: 'Of the image itself.' },
    cells: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          id: { type: 'string', description: 'Name of the cell, as --cell takes it.' },
          identity: {
            type: 'string',
            description: 'Who it ran as.',
            enum: ['image-user', 'root', 'host-user', 'high-uid'],
          },
          data: { type: 'string', description: 'How /safe_data was mounted.', enum: ['read-only', 'read-write'] },
          rootFileSystem: {
            type: 'string',
            description: "Whether the image's own file system could be written to.",
            enum: ['read-only', 'writable'],
          },
          network: {
            type: 'string',
            description: "none: the engine's own, without a sink that answers. Absent: watched.",
            enum: ['none'],
          },
          verdict: { type: 'string', description: 'Result.', enum: ['pass', 'fail', 'notApplicable', 'unknown'] },
          reason: { type: 'string', description: 'Why the cell does not apply.' },
          observation: observationSchema,
          findings: { type: 'array', items: { $ref: '#/$defs/finding' }, description: 'Requirements that it broke.' },
        },
        required: ['id', 'identity', 'data', 'rootFileSystem', 'verdict', 'findings'],
      },
      description: 'Each run.',
    },
    signature: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: 'HMAC-SHA-256 of the rest by a key of the user who ran it.',
    },
  },
  required: [
    '$schema',
    'form',
    'tool',
    'date',
    'verdict',
    'kind',
    'scope',
    'identities',
    'overrides',
    'inputs',
    'image',
    'engine',
    'limits',
    'findings',
    'cells',
  ],
  $defs: {
    finding: {
      type: 'object',
      additionalProperties: false,
      properties: {
        requirement: {
          type: 'string',
          description: 'What was broken.',
          enum: [
            'directories-exist',
            'directories-empty',
            'any-identity',
            'writes-to-mounts',
            'no-network',
            'starts-by-itself',
            'no-interaction',
            'ends-with-success',
            'leaves-output',
            'port-answers',
            'asks-for-credential',
            'stops-when-told',
            'fits-limits',
          ],
        },
        level: { type: 'string', description: 'A warning does not fail the rehearsal.', enum: ['failure', 'warning'] },
        message: { type: 'string', description: 'What happened.' },
        fix: { type: 'string', description: 'What to change.' },
      },
      required: ['requirement', 'level', 'message', 'fix'],
    },
  },
} as const;
