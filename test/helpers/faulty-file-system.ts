import fs from 'node:fs';

const { O_RDONLY } = fs.constants;

/** What happens at one file-system call. `kill` and `torn` end the process as far as the disk can tell: no later call does anything. */
export type Fault =
  | { readonly kind: 'kill' | 'torn' }
  /** The disk is full from this call on: nothing that needs space works, renaming and removing does. */
  | { readonly kind: 'ENOSPC' }
  /** This one call is refused. */
  | { readonly kind: 'EACCES' };

const READING = [
  'accessSync',
  'existsSync',
  'lstatSync',
  'statSync',
  'readFileSync',
  'readdirSync',
  'fsyncSync',
  'closeSync',
] as const;
const NEEDS_SPACE = ['openSync', 'writeFileSync', 'mkdirSync', 'linkSync', 'copyFileSync'] as const;
const CHANGING = [...NEEDS_SPACE, 'renameSync', 'unlinkSync', 'rmdirSync', 'chmodSync', 'fchmodSync'] as const;

type Name = (typeof READING)[number] | (typeof CHANGING)[number];
type AnyCall = (...arguments_: unknown[]) => unknown;

/** Stands for the end of the process. */
export class Killed extends Error {}

/**
 * Runs `action` with a fault at its `at`-th file-system call (from 1; 0 for none), and gives the number of calls it made.
 * Only the synchronous calls of `node:fs` count, which is all that `src/io` uses for projects.
 */
export async function withFault(
  at: number,
  fault: Fault,
  action: () => Promise<unknown>,
): Promise<{ readonly calls: number; readonly error: unknown }> {
  const calls = fs as unknown as Record<Name, AnyCall>;
  const real = Object.fromEntries([...READING, ...CHANGING].map((name) => [name, calls[name]])) as Record<
    Name,
    AnyCall
  >;
  let count = 0;
  for (const name of Object.keys(real) as Name[]) {
    calls[name] = (...arguments_) => {
      count += 1;
      if (at > 0) breakCall(count - at, fault, name, arguments_, real);
      // Waiting for the disk changes nothing that a test can see, and takes most of the time.
      return name === 'fsyncSync' ? undefined : real[name](...arguments_);
    };
  }
  try {
    await action();
    return { calls: count, error: undefined };
  } catch (error) {
    return { calls: count, error };
  } finally {
    Object.assign(calls, real);
  }
}

/** `past`: calls since the fault, 0 at it. */
function breakCall(
  past: number,
  { kind }: Fault,
  name: Name,
  arguments_: readonly unknown[],
  real: Readonly<Record<Name, AnyCall>>,
): void {
  if (past < 0) return;
  if (kind === 'kill' || kind === 'torn') {
    const [file, bytes] = arguments_;
    const half = typeof bytes === 'string' || Buffer.isBuffer(bytes) ? bytes.slice(0, bytes.length / 2) : undefined;
    if (past === 0 && kind === 'torn' && name === 'writeFileSync' && half !== undefined) real.writeFileSync(file, half);
    throw new Killed();
  }
  const reading: readonly Name[] = READING;
  const space: readonly Name[] = NEEDS_SPACE;
  const how = arguments_[1];
  const readsFile = name === 'openSync' && typeof how === 'number' && how % 4 === O_RDONLY;
  const opensToRead = readsFile || (name === 'openSync' && how === 'r');
  if (kind === 'ENOSPC' && space.includes(name) && !opensToRead) throw systemError('ENOSPC', name, arguments_[0]);
  if (kind === 'EACCES' && past === 0 && !reading.includes(name) && !readsFile)
    throw systemError('EACCES', name, arguments_[0]);
}

function systemError(code: string, call: string, place: unknown): Error {
  return Object.assign(new Error(`${code}: injected, ${call} '${String(place)}'`), { code });
}
