import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Cancelled } from '../../model/errors.ts';
import { endDescendants } from './end-descendants.ts';

/** End of a program. `code` is 127 when there is no such program. */
export interface ProcessEnd {
  readonly code: number;
  /** Standard output, the last MiB; empty when `readOutput` took it. */
  readonly out: string;
  /** Both outputs as their lines were whole, the last 64 KiB. */
  readonly log: string;
  /** Characters of both outputs. */
  readonly length: number;
  /** `atMost` was over before its end. */
  readonly timedOut?: true;
}

export interface ProcessOptions {
  /** Variables over those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  /** Stops the program, and rejects with Cancelled. */
  readonly signal?: AbortSignal;
  /** How `signal` stops it: at once, through what it runs, so that it can clean up after itself, or killed, as one must be that hands signals on. */
  readonly stopping?: 'at once' | 'from below' | 'killed';
  /** Ends it, as if it had failed. */
  readonly enough?: AbortSignal;
  /** Milliseconds after which it is ended, as if it had failed. */
  readonly atMost?: number;
  /** Standard input; none when absent. */
  readonly input?: Readable;
  /** Each line of either output as it comes; one of more than 128 KiB in pieces. */
  readonly onLine?: (line: string) => void;
  /** Called when the container that it starts has been started, by whom can tell. */
  readonly onBegun?: () => void;
  /** Takes standard output as a stream; `enough` ends the program before its end. */
  readonly readOutput?: (stream: Readable, enough: () => void) => Promise<void>;
}

/** Milliseconds that a program has to end by itself once it was told to. */
const patience = 10_000;
const outputLimit = 1 << 20;
const logLimit = 1 << 16;
/** Of a piece of a long line, in the next one too: no words of a message are torn. */
const overlap = 4096;

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
  const kill = (): void => killGroup(child.pid, 'SIGKILL');
  const onAbort = { 'at once': stop, 'from below': () => stopFromBelow(child), killed: kill }[
    options.stopping ?? 'at once'
  ];
  options.signal?.addEventListener('abort', onAbort, { once: true });
  options.enough?.addEventListener('abort', kill, { once: true });
  let timedOut = false;
  const end = (): void => {
    timedOut = true;
    stop();
  };
  const bound = options.atMost === undefined ? undefined : setTimeout(end, options.atMost);
  const ended = codeOf(child);
  const reading = options.readOutput === undefined ? undefined : options.readOutput(child.stdout as Readable, stop);
  const collected = collectOutput(child, options);
  // A program that ends before it has read everything breaks the pipe: its exit code says what happened.
  if (options.input !== undefined && child.stdin !== null)
    options.input.on('error', stop).pipe(child.stdin.on('error', () => undefined));
  const code = await ended;
  clearTimeout(bound);
  clearTimeout(last);
  await reading;
  options.signal?.removeEventListener('abort', onAbort);
  if (isAborted(options.signal)) throw new Cancelled('stopped');
  return { code, ...collected(), ...(timedOut ? { timedOut: true as const } : {}) };
}

function codeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
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

/** Reads both outputs, but for the one that `readOutput` takes. What they were is known at their end. */
export function collectOutput(
  { stdout, stderr }: Pick<ChildProcess, 'stdout' | 'stderr'>,
  { onLine, readOutput }: ProcessOptions,
): () => Pick<ProcessEnd, 'out' | 'log' | 'length'> {
  const [out, log] = [keepEnd(outputLimit), keepEnd(logLimit)];
  let length = 0;
  const [ofOut, ofErr] = [collectLines(log.add, onLine), collectLines(log.add, onLine)];
  const read = (stream: Readable | null, lines: LineCollector): void =>
    void stream?.setEncoding('utf8').on('data', (text: string) => {
      length += text.length;
      lines.add(text);
    });
  read(stderr, ofErr);
  if (readOutput === undefined) {
    read(stdout, ofOut);
    stdout?.on('data', out.add);
  }
  return () => {
    ofOut.end();
    ofErr.end();
    return { out: out.read(), log: log.read(), length };
  };
}

/** The end of a text that comes in pieces, however small they are: it is cut now and then, not at each of them. */
function keepEnd(most: number): { readonly add: (text: string) => void; readonly read: () => string } {
  let kept = '';
  return {
    add: (text) => {
      kept += text;
      if (kept.length > 2 * most) kept = kept.slice(-most);
    },
    read: () => kept.slice(-most),
  };
}

interface LineCollector {
  add(text: string): void;
  /** Hands over the line that nothing ended. */
  end(): void;
}

/** Whole lines of one output: two that come in pieces would else stand within each other. */
function collectLines(keep: (text: string) => void, onLine: (line: string) => void = () => undefined): LineCollector {
  let rest = '';
  const handOver = (whole: string): void => {
    keep(whole);
    for (const line of whole.split(/\r?\n|\r/).slice(0, -1)) onLine(line);
  };
  return {
    add: (text) => {
      const all = rest + text;
      // What follows a carriage return at the end may belong to it.
      const end = 1 + Math.max(all.lastIndexOf('\n'), all.lastIndexOf('\r', all.length - 2));
      rest = all.slice(end);
      if (end > 0) handOver(all.slice(0, end));
      // One without an end comes in pieces: what stands at its beginning is read as well.
      for (; rest.length > 2 * logLimit; rest = rest.slice(logLimit - overlap)) onLine(rest.slice(0, logLimit));
    },
    end: () => {
      if (rest === '') return;
      keep(rest);
      onLine(rest.replace(/\r$/, ''));
      rest = '';
    },
  };
}
