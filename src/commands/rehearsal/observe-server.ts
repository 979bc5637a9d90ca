import { readAnswer } from '../../engine/answers/read-answer.ts';
import type { CellContainer } from '../../model/rehearsal/container-engine.ts';
import type { RehearsalLimits, RehearsalSubject, ServerObservation } from '../../model/rehearsal/rehearsal.ts';

/** Seconds for which a server may answer inside only before that is taken for its last word: no address is added later. */
const loopbackSeconds = 10;

/** Waits until the server answers, asks for each protected path without a credential, then tells it to stop. */
export async function observeServer(
  cell: CellContainer,
  subject: RehearsalSubject,
  limits: RehearsalLimits,
  now: () => number,
): Promise<ServerObservation> {
  const port = subject.port ?? 0;
  const wait = cell.canAsk
    ? await waitForAnswer(cell, port, limits.answerSeconds, now)
    : { ended: await cell.waitForEnd(10) };
  if (wait.ended === true) return { asksForCredential: 'unknown', endedEarly: true };
  const { answered, loopbackOnly = false } = wait;
  const credential =
    answered === undefined
      ? { asksForCredential: 'unknown' as const }
      : await tryWithoutCredential(cell, port, subject.profile.protectedPaths);
  await cell.signal('TERM');
  const told = now();
  const stopped = await cell.waitForEnd(limits.stopSeconds);
  if (!stopped) await cell.signal('KILL');
  return {
    ...(answered !== undefined && { answeredAfter: answered }),
    ...(loopbackOnly && { loopbackOnly }),
    ...credential,
    ...(stopped && { stoppedAfter: Math.round((now() - told) / 100) / 10 }),
  };
}

interface Wait {
  /** Seconds until it answered. */
  readonly answered?: number;
  readonly loopbackOnly?: boolean;
  readonly ended?: boolean;
}

async function waitForAnswer(cell: CellContainer, port: number, limit: number, now: () => number): Promise<Wait> {
  const started = now();
  const elapsed = (): number => Math.round((now() - started) / 100) / 10;
  let heardInside: number | undefined;
  while (elapsed() < limit) {
    if ((await cell.ask('outside', port, '/')) !== undefined) return { answered: elapsed() };
    if (await cell.waitForEnd(0.5)) return { ended: true };
    if ((await cell.ask('loopback', port, '/')) !== undefined) heardInside ??= elapsed();
    if (heardInside !== undefined && elapsed() - heardInside >= loopbackSeconds) break;
  }
  return { loopbackOnly: heardInside !== undefined };
}

/** One open path is enough for a `no`; where every answer is unclear, so is the result. */
async function tryWithoutCredential(
  cell: CellContainer,
  port: number,
  paths: readonly string[],
): Promise<Pick<ServerObservation, 'asksForCredential' | 'answer' | 'open'>> {
  let asked: Pick<ServerObservation, 'asksForCredential' | 'answer'> = { asksForCredential: 'unknown' };
  for (const path of paths) {
    const { meaning, trace } = await follow(cell, port, path);
    if (meaning === 'open') return { asksForCredential: 'no', open: path, answer: trace };
    if (meaning === 'asks') asked = { asksForCredential: 'yes', answer: trace };
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
  for (let step = 0; step < 6; step += 1) {
    const answer = await cell.ask('outside', port, path);
    if (answer === undefined) return { meaning: 'unclear', trace: [...trace, `${path}: no answer`].join(', ') };
    const meaning = readAnswer(path, answer);
    trace.push(`${path}: ${answer.status}`);
    if (typeof meaning === 'string') return { meaning, trace: trace.join(', ') };
    path = meaning.redirect;
  }
  return { meaning: 'unclear', trace: trace.join(', ') };
}
