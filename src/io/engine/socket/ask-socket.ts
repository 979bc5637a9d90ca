import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** One call of the engine by its socket, with what it says as docker's program would print it. */
export interface SocketCall {
  /** Path of the socket on this machine. */
  readonly socket: string;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Standard input of docker's program. */
  readonly input?: Readable;
  /** Ends it at once. */
  readonly signal: AbortSignal;
  /** Called when a container that it starts has been started. */
  readonly onBegun?: () => void;
}

type Asked = Pick<SocketCall, 'socket' | 'signal' | 'input'>;

/** Asks the engine; rejects where it cannot be asked, whatever it answers. */
export function askSocket({ socket, signal, input }: Asked, method: string, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request({
      socketPath: socket,
      method,
      path,
      signal,
      agent: false,
      headers: { Host: 'docker', ...(input !== undefined && { 'Content-Type': 'application/x-tar' }) },
    });
    asked.once('response', resolve).on('error', reject);
    if (input === undefined) asked.end();
    else input.on('error', (error) => asked.destroy(error)).pipe(asked);
  });
}

/** Whether the engine did what it was asked for; what it says otherwise goes to standard error, in the words of docker's program. */
export async function succeeded(answer: IncomingMessage, stderr: Writable): Promise<boolean> {
  if ((answer.statusCode ?? 500) < 400) return true;
  const text = await textOf(answer);
  stderr.write(`Error response from daemon: ${messageOf(text)}\n`);
  return false;
}

/** What an answer says that is short. */
export async function textOf(answer: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}

/** Hands on all of an answer, no faster than it is read. */
export async function handOn(answer: Readable, to: Writable, signal: AbortSignal): Promise<void> {
  for await (const piece of answer) await write(to, piece as Buffer, signal);
}

/** A piece of so few bytes is one line or some of them; milliseconds until the next is read. */
const small = 1 << 14;
const pause = 5;

/**
 * The two outputs of a container that has no terminal, which an engine sends as pieces, each behind eight bytes: whose it is, and how long. A program that
 * prints line by line makes one of each line, so that what came together is handed on together.
 */
export async function handOnBoth(answer: Readable, { stdout, stderr, signal }: SocketCall): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let left = 0;
  let to = stdout;
  for await (const piece of answer) {
    rest = rest.length === 0 ? (piece as Buffer) : Buffer.concat([rest, piece as Buffer]);
    let at = 0;
    let together: Buffer[] = [];
    const handOver = async (): Promise<void> => {
      if (together.length > 0) await write(to, Buffer.concat(together), signal);
      together = [];
    };
    while (left > 0 ? at < rest.length : rest.length - at >= 8) {
      if (left > 0) {
        const part = rest.subarray(at, at + left);
        together.push(part);
        left -= part.length;
        at += part.length;
        continue;
      }
      const next = rest[at] === 2 ? stderr : stdout;
      if (next !== to) await handOver();
      to = next;
      left = rest.readUInt32BE(at + 4);
      at += 8;
    }
    await handOver();
    rest = rest.subarray(at);
    // Meanwhile more of it comes, which is then read at once.
    if ((piece as Buffer).length < small) await setTimeout(pause);
  }
}

async function write(to: Writable, piece: Buffer, signal: AbortSignal): Promise<void> {
  if (!to.write(piece)) await once(to, 'drain', { signal });
}
