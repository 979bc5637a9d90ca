import { readAnswer } from '../engine/read-answer.ts';
import type { CellContainer } from '../model/container-engine.ts';
import type { RehearsalLimits, RehearsalSubject, ServerObservation } from '../model/rehearsal.ts';

/** Waits until the server answers, asks for each protected path without a credential, then tells it to stop. */
export async function observeServer(cell: CellContainer, subject: RehearsalSubject, limits: RehearsalLimits, now: () => number): Promise<ServerObservation> {
  const port = subject.port ?? 0;
  const started = now();
  const elapsed = (): number => Math.round((now() - started) / 100) / 10;
  let answered: number | undefined;
  while (cell.canAsk && answered === undefined && elapsed() < limits.answerSeconds) {
    if ((await cell.ask('outside', port, '/')) !== undefined) answered = elapsed();
    else if (await cell.waitForEnd(0.5)) return { asksForCredential: 'unknown', endedEarly: true };
  }
  if (!cell.canAsk && (await cell.waitForEnd(10))) return { asksForCredential: 'unknown', endedEarly: true };
  const loopbackOnly = answered === undefined && cell.canAsk && (await cell.ask('loopback', port, '/')) !== undefined;
  const credential = answered === undefined ? { asksForCredential: 'unknown' as const } : await tryWithoutCredential(cell, port, subject.profile.protectedPaths);
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

/** One open path is enough for a `no`; where every answer is unclear, so is the result. */
async function tryWithoutCredential(cell: CellContainer, port: number, paths: readonly string[]): Promise<Pick<ServerObservation, 'asksForCredential' | 'answer' | 'open'>> {
  let asked: Pick<ServerObservation, 'asksForCredential' | 'answer'> = { asksForCredential: 'unknown' };
  for (const path of paths) {
    const { meaning, trace } = await follow(cell, port, path);
    if (meaning === 'open') return { asksForCredential: 'no', open: path, answer: trace };
    if (meaning === 'asks') asked = { asksForCredential: 'yes', answer: trace };
  }
  return asked;
}

async function follow(cell: CellContainer, port: number, start: string): Promise<{ readonly meaning: 'asks' | 'open' | 'unclear'; readonly trace: string }> {
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
