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

/** How many runs are remembered, each of other files. No clock forgets them: one that is set far ahead would make failures unseen. */
const remembered = 5000;

/** The records of rehearsals that this user's runs on this machine made, told from others by a key that never leaves it. */
export interface EvidenceSigner {
  /** The signature of a record's text, 64 hexadecimal digits; why there can be none. */
  sign(text: string): string | { readonly reason: string };
  /** Whether this user on this machine made that signature of that text. */
  isOurs(text: string, signature: string): boolean;
  /** Remembers that a person takes the record of this digest for true; why it could not be remembered, or nothing. */
  acknowledge(digest: string, acknowledgement: Acknowledgement): string | undefined;
  acknowledged(digest: string): Acknowledgement | undefined;
  /**
   * Remembers how a run of what `inputs` names, a SHA-256, went, in the place of the one before of that data: the project's own, or `other`. Why it
   * could not be remembered, in words that follow "since", or nothing: then what was remembered of these files is gone too, if it can be removed.
   */
  rememberRun(inputs: string, run: Omit<LastRun, 'failure'>, data: 'other' | undefined): string | undefined;
  /** Why the next run could not be remembered, in words that follow "since"; nothing where nothing speaks against it. */
  explainForgetful(): string | undefined;
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
      const failed = state.write('runs', nameOfRun(inputs, data), { ...run, ...next });
      // A full disk still lets go of a file.
      if (failed !== undefined) state.remove('runs', nameOfRun(inputs, undefined));
      state.removeSurplus('runs', remembered);
      return failed?.reason;
    },
    explainForgetful: () => state.explainForgetful('runs'),
    lastRun: (inputs, data) => toLastRun(state.read('runs', nameOfRun(inputs, data))),
  };
}

/** The files that an image is built from, and the words for the builder with which it is another one than they alone give. */
export interface MarkedBuild {
  /** SHA-256 of the files. */
  readonly digest: string;
  readonly words: readonly string[];
}

/**
 * What the label of an image says that is built so: the digest of the files, and a proof that this user on this machine said so, of these words too. Whoever
 * hands an image over can know the files, and not the key. The digest alone where no key can be kept.
 */
export function markContext(signer: EvidenceSigner, build: MarkedBuild): string {
  const proof = signer.sign(nameOfBuild(build));
  return typeof proof === 'string' ? `${build.digest}.${proof}` : build.digest;
}

/** Whether a label was made by {@link markContext} here for this build. */
export function isMarkedHere(signer: EvidenceSigner, build: MarkedBuild, label: string | undefined): boolean {
  const { digest } = build;
  return label?.startsWith(`${digest}.`) === true && signer.isOurs(nameOfBuild(build), label.slice(digest.length + 1));
}

function nameOfBuild({ digest, words }: MarkedBuild): string {
  return words.length === 0 ? `context ${digest}` : `context ${digest} ${JSON.stringify(words)}`;
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
