import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Cancelled } from '../../../model/errors.ts';
import { collectOutput, type ProcessEnd, type ProcessOptions, runProcess } from '../container-engine-process.ts';
import { askSocket } from './ask-socket.ts';
import { type MakeCall, readCall } from './socket-calls.ts';

/** Milliseconds that the engine may take to say that it is there. */
const longestGreeting = 5000;

/**
 * The socket of this machine by which docker's own program asks its engine; nothing where it asks in another way, or the socket does not answer. To start
 * that program takes more of a processor than most calls do.
 */
export async function findSocket(signal: AbortSignal): Promise<string | undefined> {
  const words = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const { code, out } = await runProcess('docker', words, { signal });
  const socket = code === 0 ? /^unix:\/\/(\/\S+)$/.exec(out.trim())?.[1] : undefined;
  if (socket === undefined) return undefined;
  try {
    const answer = await askSocket({ socket, signal: AbortSignal.timeout(longestGreeting) }, 'GET', '/_ping');
    answer.resume();
    return answer.statusCode === 200 ? socket : undefined;
  } catch {
    return undefined;
  }
}

/** A call of docker by its engine's socket, with the end that its program would have; nothing for a call that is not known. */
export function callBySocket(
  socket: string | undefined,
  words: readonly string[],
  options: ProcessOptions,
): Promise<ProcessEnd> | undefined {
  const make = socket === undefined ? undefined : readCall(words);
  return socket === undefined || make === undefined ? undefined : runCall(socket, make, options);
}

async function runCall(socket: string, make: MakeCall, options: ProcessOptions): Promise<ProcessEnd> {
  const { signal, enough, atMost, input, onBegun, readOutput } = options;
  if (isAborted(signal)) throw new Cancelled('stopped');
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  let timedOut = false;
  const bound = atMost === undefined ? undefined : setTimeout(() => ((timedOut = true), stop()), atMost);
  for (const each of [signal, enough]) each?.addEventListener('abort', stop, { once: true });
  if (isAborted(enough)) stop();
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const reading = readOutput?.(stdout, stop);
  const collected = collectOutput({ stdout, stderr }, options);
  const call = { socket, stdout, stderr, signal: stopped.signal };
  const code = await make({
    ...call,
    ...(input !== undefined && { input }),
    ...(onBegun !== undefined && { onBegun }),
  }).catch((error: unknown) => {
    if (stopped.signal.aborted) return endedBySignal;
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  });
  clearTimeout(bound);
  for (const each of [signal, enough]) each?.removeEventListener('abort', stop);
  stdout.end();
  stderr.end();
  await reading;
  // What nobody reads any more; who read may have closed it.
  await Promise.allSettled([stdout, stderr].map((stream) => finished(stream.resume(), { writable: false })));
  if (isAborted(signal)) throw new Cancelled('stopped');
  return { code, ...collected(), ...(timedOut ? { timedOut: true as const } : {}) };
}

/** As a program ends that was ended. */
const endedBySignal = 128;

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
