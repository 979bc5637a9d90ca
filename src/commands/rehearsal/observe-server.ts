import type { CellContainer } from '../../model/rehearsal/container-engine.ts';
import type { RehearsalLimits, RehearsalSubject, ServerObservation } from '../../model/rehearsal/rehearsal.ts';
import { tryEveryPort, type ServerSecrets } from './try-credential.ts';

/** Seconds for which a server may answer inside only before that is taken for its last word: no address is added later. */
const loopbackSeconds = 10;
/** Seconds for which a port may take connections and speak no HTTP before that is taken for its last word. */
const speechlessSeconds = 5;

/**
 * Waits until the server answers on one of its ports, asks for what is known to be there without a credential and with it, then tells it to stop.
 */
export async function observeServer(
  cell: CellContainer,
  subject: RehearsalSubject,
  limits: RehearsalLimits,
  now: () => number,
  secrets: ServerSecrets,
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
      : await tryEveryPort(cell, port, ports, { profile: subject.profile, secrets });
  const otherPorts = ((await cell.listening()) ?? []).filter((each) => !ports.includes(each));
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
    ...(otherPorts.length > 0 && { otherPorts }),
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
      const [answer] = await cell.ask({ from: 'outside', port, paths: ['/'] });
      if (typeof answer === 'object') return { answered: elapsed(), port };
      if (answer === undefined) speechless.delete(port);
      else if (!speechless.has(port)) speechless.set(port, elapsed());
    }
    const [silent] = [...speechless].find(([, since]) => elapsed() - since >= speechlessSeconds) ?? [];
    if (silent !== undefined && speechless.size === ports.length) return { noHttp: silent };
    if (await cell.waitForEnd(0.5)) return { ended: true };
    for (const port of ports)
      if (!speechless.has(port) && typeof (await cell.ask({ from: 'loopback', port, paths: ['/'] }))[0] === 'object')
        heardInside ??= elapsed();
    if (heardInside !== undefined && elapsed() - heardInside >= loopbackSeconds) break;
  }
  const [silent] = speechless.keys();
  return { loopbackOnly: heardInside !== undefined, ...(silent !== undefined && { noHttp: silent }) };
}
