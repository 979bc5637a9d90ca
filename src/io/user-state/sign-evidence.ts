import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hashText } from '../project/hash-text.ts';
import type { Variables } from './find-state-folder.ts';
import { UserState } from './user-state.ts';

/** Who a person is that took a record for theirs, and when (ISO 8601 day). */
export interface Acknowledgement {
  readonly by: string;
  readonly on: string;
}

/** How the last rehearsal of certain files went. */
export interface LastRun {
  /** ISO 8601, UTC. */
  readonly on: string;
  readonly isFailed: boolean;
  /** When the same files failed last, and how many runs of them passed since; absent where none failed. */
  readonly failure?: { readonly on: string; readonly passes: number };
}

/** Milliseconds for which the last runs are remembered. */
const remembered = 2 * 365 * 24 * 3600 * 1000;

/** The records of rehearsals that this user's runs on this machine made, told from others by a key that never leaves it. */
export interface EvidenceSigner {
  /** The signature of a record's text, 64 hexadecimal digits; why there can be none. */
  sign(text: string): string | { readonly reason: string };
  /** Whether this user on this machine made that signature of that text. */
  isOurs(text: string, signature: string): boolean;
  /** Remembers that a person takes the record of this digest for true; why it could not be remembered, or nothing. */
  acknowledge(digest: string, acknowledgement: Acknowledgement): string | undefined;
  acknowledged(digest: string): Acknowledgement | undefined;
  /** Remembers how a run of what `inputs` names, a SHA-256, went, in the place of the one before of that data: the project's own, or `other`. */
  rememberRun(inputs: string, run: Omit<LastRun, 'failure'>, data: 'other' | undefined): void;
  lastRun(inputs: string, data?: 'other'): LastRun | undefined;
}

/** `root`: the project, whose own folders are never trusted with a key. */
export function openEvidenceSigner(variables: Variables, root: string): EvidenceSigner {
  const state = new UserState(variables, root);
  return {
    sign: (text) => {
      const kept = state.keep('keys', 'evidence', { key: randomBytes(32).toString('hex') });
      if ('reason' in kept) return kept;
      const key = keyOf(kept.kept);
      return key === undefined ? { reason: 'the key of this user cannot be read' } : mac(key, text);
    },
    isOurs: (text, signature) => {
      const key = keyOf(state.read('keys', 'evidence'));
      if (key === undefined || !/^[0-9a-f]{64}$/.test(signature)) return false;
      return timingSafeEqual(Buffer.from(mac(key, text), 'hex'), Buffer.from(signature, 'hex'));
    },
    acknowledge: (digest, { by, on }) => state.write('keys', nameOf(digest), { by, on })?.reason,
    acknowledged: (digest) => {
      const record = state.read('keys', nameOf(digest));
      const { by, on } = record ?? {};
      return typeof by === 'string' && typeof on === 'string' ? { by, on } : undefined;
    },
    rememberRun: (inputs, run, data) => {
      const { failure } = toLastRun(state.read('runs', nameOfRun(inputs, data))) ?? {};
      const next = run.isFailed
        ? { failedOn: run.on, passes: 0 }
        : failure === undefined
          ? {}
          : { failedOn: failure.on, passes: failure.passes + 1 };
      state.write('runs', nameOfRun(inputs, data), { ...run, ...next });
      state.removeOld('runs', remembered);
    },
    lastRun: (inputs, data) => toLastRun(state.read('runs', nameOfRun(inputs, data))),
  };
}

/**
 * What the label of an image says that is built from files of this digest: the digest, and a proof that this user on this machine said so. Whoever hands
 * an image over can know the files, and not the key. The digest alone where no key can be kept.
 */
export function markContext(signer: EvidenceSigner, digest: string): string {
  const proof = signer.sign(`context ${digest}`);
  return typeof proof === 'string' ? `${digest}.${proof}` : digest;
}

/** Whether a label was made by {@link markContext} here for files of this digest. */
export function isMarkedHere(signer: EvidenceSigner, digest: string | undefined, label: string | undefined): boolean {
  if (digest === undefined || label?.startsWith(`${digest}.`) !== true) return false;
  return signer.isOurs(`context ${digest}`, label.slice(digest.length + 1));
}

/** Names a record, so that an acknowledgement is of this one and no other: SHA-256 of its text, 64 hexadecimal digits. */
export function digestOfRecord(text: string): string {
  return hashText(text);
}

function toLastRun(record: Readonly<Record<string, unknown>> | undefined): LastRun | undefined {
  const { on, isFailed, failedOn, passes } = record ?? {};
  if (typeof on !== 'string' || typeof isFailed !== 'boolean') return undefined;
  return typeof failedOn === 'string' && typeof passes === 'number'
    ? { on, isFailed, failure: { on: failedOn, passes } }
    : { on, isFailed };
}

function nameOfRun(inputs: string, data: 'other' | undefined): string {
  return data === undefined ? inputs : `${inputs}-${data}-data`;
}

function nameOf(digest: string): string {
  return `evidence-${digest.slice(0, 64)}`;
}

function keyOf(record: Readonly<Record<string, unknown>> | undefined): Buffer | undefined {
  const key = record?.['key'];
  return typeof key === 'string' && /^[0-9a-f]{64}$/.test(key) ? Buffer.from(key, 'hex') : undefined;
}

function mac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
