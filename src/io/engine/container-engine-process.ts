import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Cancelled } from '../../model/errors.ts';
import { endDescendants } from './end-descendants.ts';

/** End of a program. `code` is 127 when there is no such program. */
export interface ProcessEnd {
  readonly code: number;
  /** Standard output, the last MiB; empty when `readOutput` took it. */
  readonly out: string;
  /** Both outputs as they came, the last 64 KiB. */
  readonly log: string;
  /** `atMost` was over before its end. */
  readonly timedOut?: true;
}

export interface ProcessOptions {
  /** Variables over those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** Stops the program, and rejects with Cancelled. */
  readonly signal?: AbortSignal;
  /** How `signal` stops it: at once, or through what it runs, so that it can clean up after itself. */
  readonly stopping?: 'at once' | 'from below';
  /** Milliseconds after which it is ended, as if it had failed. */
  readonly atMost?: number;
  /** Standard input; none when absent. */
  readonly input?: Readable;
  /** Each line of either output as it comes. */
  readonly onLine?: (line: string) => void;
  /** Takes standard output as a stream; `enough` ends the program before its end. */
  readonly readOutput?: (stream: Readable, enough: () => void) => Promise<void>;
}

/** Milliseconds that a program has to end by itself once it was told to. */
const patience = 10_000;
const outputLimit = 1 << 20;
const logLimit = 1 << 16;

/**
 * Runs a program to its end without a shell. It gets its own process group, so that the terminal's Ctrl-C reaches only us: we
 * decide what is stopped and what (a clean-up) goes on. Rejects with Cancelled when `signal` fires, never because of an exit code.
 */
export async function runProcess(
  program: string,
  words: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessEnd> {
  if (isAborted(options.signal)) throw new Cancelled('stopped');
  const child = spawn(program, words, {
    cwd: options.directory,
    env: { ...process.env, ...options.environment },
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  let last: NodeJS.Timeout | undefined;
  const stop = (): void => {
    killGroup(child.pid);
    // Docker's own program waits for its engine whatever it is told, and an engine can wait for a pipe in an image.
    last ??= setTimeout(() => killGroup(child.pid, 'SIGKILL'), patience);
  };
  const onAbort = options.stopping === 'from below' ? (): void => stopFromBelow(child) : stop;
  options.signal?.addEventListener('abort', onAbort, { once: true });
  let timedOut = false;
  const end = (): void => {
    timedOut = true;
    stop();
  };
  const bound = options.atMost === undefined ? undefined : setTimeout(end, options.atMost);
  let out = '';
  let log = '';
  const keepLog = collectLines(options.onLine, (text) => (log = (log + text).slice(-logLimit)));
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
  child.stderr?.setEncoding('utf8').on('data', keepLog);
  const reading = options.readOutput === undefined ? undefined : options.readOutput(child.stdout as Readable, stop);
  if (reading === undefined)
    child.stdout
      ?.setEncoding('utf8')
      .on('data', (text: string) => keepLog(((out = (out + text).slice(-outputLimit)), text)));
  // A program that ends before it has read everything breaks the pipe: its exit code says what happened.
  if (options.input !== undefined && child.stdin !== null)
    options.input.on('error', stop).pipe(child.stdin.on('error', () => undefined));
  const code = await ended;
  clearTimeout(bound);
  clearTimeout(last);
  await reading;
  options.signal?.removeEventListener('abort', onAbort);
  if (isAborted(options.signal)) throw new Cancelled('stopped');
  return { code, out, log, ...(timedOut ? { timedOut: true as const } : {}) };
}

/** Ends what the program runs until it ends by itself, for ten seconds at most; then the program. */
function stopFromBelow(child: ChildProcess): void {
  let attempts = 0;
  const timer = setInterval(() => {
    attempts += 1;
    if (child.pid === undefined || attempts > 50) killGroup(child.pid);
    else endDescendants(child.pid);
  }, 200);
  child.once('close', () => clearInterval(timer));
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function killGroup(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

function collectLines(
  onLine: ((line: string) => void) | undefined,
  keep: (text: string) => void,
): (text: string) => void {
  let rest = '';
  return (text) => {
    keep(text);
    if (onLine === undefined) return;
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = (lines.pop() ?? '').slice(-logLimit);
    for (const line of lines) onLine(line);
  };
}
