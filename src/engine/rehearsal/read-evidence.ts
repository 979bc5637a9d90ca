import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';

/** What a value must be: a type's name, one of some words, a list of one shape, or an object with these keys (`?` at the end: may be absent). */
type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | { readonly words: readonly string[] }
  | readonly [Shape]
  | { readonly [key: string]: Shape };

const finding: Shape = {
  requirement: {
    words: [
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
  level: { words: ['failure', 'warning'] },
  message: 'string',
  fix: 'string',
};

const observation: Shape = {
  'startError?': 'string',
  seconds: 'number',
  'user?': 'string',
  network: { words: ['sink', 'names', 'counts', 'log'] },
  'unrouted?': 'number',
  attempts: [{ host: 'string', 'port?': 'number' }],
  'writes?': ['string'],
  outputs: [{ path: 'string', type: 'string', size: 'number', 'rows?': 'number' }],
  'server?': { 'answeredAfter?': 'number', 'answer?': 'string', 'stoppedAfter?': 'number', 'noHttp?': 'number' },
};

/** All that a reader of evidence relies on; `schema/evidence.schema.json` says the whole. */
const evidence: Shape = {
  'form?': 'number',
  tool: { name: 'string', version: 'string' },
  'scope?': { words: ['quick', 'all', 'cells'] },
  'identities?': [{ words: ['image-user', 'root', 'host-user', 'high-uid'] }],
  'overrides?': ['string'],
  'notApplied?': ['string'],
  'inputs?': { 'context?': 'string', files: {} },
  'signature?': 'string',
  date: 'string',
  verdict: { words: ['pass', 'fail', 'unknown'] },
  kind: { words: ['batch', 'interactive'] },
  'dockerfile?': { path: 'string', sha256: 'string' },
  'base?': { reference: 'string', 'digest?': 'string' },
  image: {
    reference: 'string',
    id: 'string',
    size: 'number',
    entrypoint: ['string'],
    command: ['string'],
    largestLayers: [{ size: 'number', madeBy: 'string' }],
  },
  engine: { name: 'string', version: 'string', 'builder?': 'string', 'unlimited?': ['string'] },
  findings: [finding],
  cells: [
    {
      id: 'string',
      identity: { words: ['image-user', 'root', 'host-user', 'high-uid'] },
      data: 'string',
      'network?': { words: ['none'] },
      verdict: { words: ['pass', 'fail', 'notApplicable', 'unknown'] },
      'reason?': 'string',
      'observation?': observation,
      findings: [finding],
    },
  ],
};

/** Evidence as `rehearse` wrote it; nothing when the text is something else, or was changed so that it cannot be read. */
export function readEvidence(text: string): RehearsalEvidence | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return fits(read, evidence) ? (read as RehearsalEvidence) : undefined;
  } catch {
    return undefined;
  }
}

function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return typeof value === shape;
  if (isList(shape)) return Array.isArray(value) && value.every((entry) => fits(entry, shape[0]));
  if (isWords(shape)) return shape.words.includes(value as string);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(shape).every(([name, inner]) => {
    const key = name.replace(/\?$/, '');
    const has = Object.hasOwn(value, key);
    return has ? fits((value as Readonly<Record<string, unknown>>)[key], inner) : key !== name;
  });
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isWords(shape: Shape): shape is { readonly words: readonly string[] } {
  return typeof shape === 'object' && 'words' in shape && Array.isArray(shape.words);
}
