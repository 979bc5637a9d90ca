import { readAnswer, readLogin } from '../../engine/answers/read-answer.ts';
import type { CellContainer } from '../../model/rehearsal/container-engine.ts';
import type { RehearsalLimits, RehearsalSubject, ServerObservation } from '../../model/rehearsal/rehearsal.ts';

/** Seconds for which a server may answer inside only before that is taken for its last word: no address is added later. */
const loopbackSeconds = 10;
/** Seconds for which a port may take connections and speak no HTTP before that is taken for its last word. */
const speechlessSeconds = 5;

/** Waits until the server answers on one of its ports, asks for each protected path without a credential, then tells it to stop. */
export async function observeServer(
  cell: CellContainer,
  subject: RehearsalSubject,
  limits: RehearsalLimits,
  now: () => number,
): Promise<ServerObservation> {
  const ports = subject.ports ?? [subject.port ?? 0];
  const wait: Wait = cell.canAsk
    ? await waitForAnswer(cell, ports, limits.answerSeconds, now)
    : { ended: await cell.waitForEnd(10) };
  if (wait.ended === true) return { asksForCredential: 'unknown', endedEarly: true };
  const { answered, port, loopbackOnly = false, noHttp } = wait;
  const credential =
    port === undefined
      ? { asksForCredential: 'unknown' as const }
      : await tryEveryPort(cell, port, ports, subject.profile.protectedPaths);
  await cell.signal('TERM');
  const told = now();
  const stopped = await cell.waitForEnd(limits.stopSeconds);
  if (!stopped) {
    await cell.signal('KILL');
    await cell.waitForEnd(10);
  }
  return {
    ...(answered !== undefined && { answeredAfter: answered }),
    ...(port !== undefined && { port }),
    ...(loopbackOnly && { loopbackOnly }),
    ...(noHttp !== undefined && { noHttp }),
    ...credential,
    ...(stopped && { stoppedAfter: Math.round((now() - told) / 100) / 10 }),
  };
}

interface Wait {
  /** Seconds until it answered. */
  readonly answered?: number;
  /** Where it did. */
  readonly port?: number;
  readonly loopbackOnly?: boolean;
  /** Port that takes connections and speaks no HTTP. */
  readonly noHttp?: number;
  readonly ended?: boolean;
}

async function waitForAnswer(
  cell: CellContainer,
  ports: readonly number[],
  limit: number,
  now: () => number,
): Promise<Wait> {
  const started = now();
  const elapsed = (): number => Math.round((now() - started) / 100) / 10;
  let heardInside: number | undefined;
  const speechless = new Map<number, number>();
  while (elapsed() < limit) {
    for (const port of ports) {
      const answer = await cell.ask('outside', port, '/');
      if (typeof answer === 'object') return { answered: elapsed(), port };
      if (answer === undefined) speechless.delete(port);
      else if (!speechless.has(port)) speechless.set(port, elapsed());
    }
    const [silent] = [...speechless].find(([, since]) => elapsed() - since >= speechlessSeconds) ?? [];
    if (silent !== undefined && speechless.size === ports.length) return { noHttp: silent };
    if (await cell.waitForEnd(0.5)) return { ended: true };
    for (const port of ports)
      if (!speechless.has(port) && typeof (await cell.ask('loopback', port, '/')) === 'object')
        heardInside ??= elapsed();
    if (heardInside !== undefined && elapsed() - heardInside >= loopbackSeconds) break;
  }
  const [silent] = speechless.keys();
  return { loopbackOnly: heardInside !== undefined, ...(silent !== undefined && { noHttp: silent }) };
}

type Credential = Pick<ServerObservation, 'asksForCredential' | 'answer' | 'open'>;

/** The port that answered first, and the others, which may serve the same without a lock. */
async function tryEveryPort(
  cell: CellContainer,
  first: number,
  ports: readonly number[],
  paths: readonly string[],
): Promise<Credential> {
  const main = await tryWithoutCredential(cell, first, paths);
  if (main.asksForCredential === 'no') return main;
  for (const port of ports.filter((each) => each !== first)) {
    const answer = await cell.ask('outside', port, '/');
    if (answer === undefined) continue;
    const other: Credential =
      answer === 'no HTTP'
        ? { asksForCredential: 'unknown', answer: 'no HTTP' }
        : await tryWithoutCredential(cell, port, paths);
    if (other.asksForCredential !== 'yes')
      return {
        ...other,
        answer: `port ${String(port)}: ${other.answer ?? 'nothing clear'}`,
        ...(other.open !== undefined && { open: `port ${String(port)}, ${other.open}` }),
      };
  }
  return main;
}

/** One open path is enough for a `no`; where every answer is unclear, so is the result. */
async function tryWithoutCredential(cell: CellContainer, port: number, paths: readonly string[]): Promise<Credential> {
  let asked: Pick<ServerObservation, 'asksForCredential' | 'answer'> = { asksForCredential: 'unknown' };
  for (const path of paths) {
    const { meaning, trace } = await follow(cell, port, path);
    if (meaning === 'open') return { asksForCredential: 'no', open: path, answer: trace };
    if (meaning === 'asks') asked = { asksForCredential: 'yes', answer: trace };
    else if (asked.answer === undefined) asked = { ...asked, answer: trace };
  }
  return asked;
}

async function follow(
  cell: CellContainer,
  port: number,
  start: string,
): Promise<{ readonly meaning: 'asks' | 'open' | 'unclear'; readonly trace: string }> {
  let path = start;
  const trace: string[] = [];
  const end = (meaning: 'asks' | 'open' | 'unclear'): { meaning: typeof meaning; trace: string } => ({
    meaning,
    trace: trace.join(', '),
  });
  for (let step = 0; step < 6; step += 1) {
    const answer = await cell.ask('outside', port, path);
    if (typeof answer !== 'object') {
      trace.push(`${path}: ${answer ?? 'no answer'}`);
      return end('unclear');
    }
    trace.push(`${path}: ${answer.status}`);
    const meaning = step === 0 ? readAnswer(answer) : readLogin(path, answer);
    if (meaning === 'login') return end((await isStillSentThere(cell, port, start)) ? 'asks' : 'unclear');
    if (typeof meaning === 'string') return end(meaning);
    path = meaning.redirect.slice(0, 200);
  }
  return end('unclear');
}

/** Whether a second request without a credential is turned away as the first one was. */
async function isStillSentThere(cell: CellContainer, port: number, path: string): Promise<boolean> {
  const again = await cell.ask('outside', port, path);
  return typeof again === 'object' && typeof readAnswer(again) === 'object';
}
