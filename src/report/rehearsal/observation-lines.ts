import type { EvidenceCell } from '../../model/rehearsal/evidence.ts';
import type { NetworkAttempt, NetworkObserver, ServerObservation } from '../../model/rehearsal/rehearsal.ts';
import { printSize } from '../terminal/print-size.ts';

/** Things that one line names; the rest is counted. */
const shown = 6;

type Seen = NonNullable<EvidenceCell['observation']>;

/** What was seen of one run, without judging it. */
export function printSeen({ id, observation, findings }: EvidenceCell): readonly string[] {
  if (observation === undefined) return [];
  const wroteElsewhere = findings.some(({ requirement }) => requirement === 'writes-to-mounts');
  return [
    [describeEnd(observation), ...(observation.user === undefined ? [] : [observation.user])].join('; '),
    ...(observation.server === undefined ? [] : describeServer(observation.server, observation.network)),
    describeNetwork(observation.network, observation.attempts),
    observation.server !== undefined && observation.outputs.length === 0 ? '' : describeOutputs(observation.outputs),
    ...(id === 'writes' && observation.startError === undefined && !wroteElsewhere
      ? ['wrote nothing outside the three directories']
      : []),
  ].filter((line) => line !== '');
}

function describeEnd({ startError, timedOut, outOfMemory, exitCode, seconds, server }: Seen): string {
  if (startError !== undefined) return 'did not start';
  if (outOfMemory) return `out of memory after ${seconds} s`;
  // How a server ends that was told to stop says nothing.
  if (server !== undefined && server.endedEarly !== true) return `ran for ${seconds} s`;
  if (exitCode === undefined || timedOut) return `stopped after ${seconds} s`;
  return `exit code ${exitCode} after ${seconds} s`;
}

function describeServer(
  { answeredAfter, answer, stoppedAfter, endedEarly }: ServerObservation,
  observer: NetworkObserver,
): readonly string[] {
  if (answeredAfter === undefined)
    return observer === 'log' && endedEarly !== true
      ? ['nothing could ask whether it answers: that needs Perl in the image']
      : [];
  const end = stoppedAfter === undefined ? '' : `; ended ${stoppedAfter} s after SIGTERM`;
  return [`answered after ${answeredAfter} s (${answer ?? 'no answer without a credential could be read'})${end}`];
}

function describeNetwork(observer: NetworkObserver, attempts: readonly NetworkAttempt[]): string {
  if (attempts.length > 0)
    return `tried to reach ${some(attempts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)))}`;
  return { sink: 'looked up no name and tried no address', names: 'looked up no name', log: '' }[observer];
}

function describeOutputs(outputs: Seen['outputs']): string {
  const files = outputs
    .filter(({ type }) => type !== 'directory')
    .map(
      ({ path, type, size, rows }) =>
        `${path} (${type === 'file' ? printSize(size) : type}${rows === undefined ? '' : `, ${rows} row${rows === 1 ? '' : 's'}`})`,
    );
  return files.length === 0 ? 'left nothing in /safe_outputs' : `left ${some(files)}`;
}

function some(items: readonly string[]): string {
  return `${items.slice(0, shown).join(', ')}${items.length > shown ? ` and ${items.length - shown} more` : ''}`;
}
