import type { EvidenceCell } from '../../model/rehearsal/evidence.ts';
import type { NetworkObserver, ServerObservation } from '../../model/rehearsal/rehearsal.ts';
import { listSome } from '../../shared/list-some.ts';
import { countOf } from '../../shared/count-of.ts';
import { printSize } from '../../shared/print-size.ts';

/** Things that one line names; the rest is counted. */
const shown = 6;

type Seen = NonNullable<EvidenceCell['observation']>;

/** What was seen of one run, without judging it. */
export function printSeen({ id, network, observation, findings }: EvidenceCell): readonly string[] {
  if (observation === undefined) return [];
  const wroteElsewhere = findings.some(({ requirement }) => requirement === 'writes-to-mounts');
  return [
    [describeEnd(observation), ...(observation.user === undefined ? [] : [observation.user])].join('; '),
    ...(observation.server === undefined ? [] : describeServer(observation.server, network, observation.network)),
    observation.startError === undefined ? describeNetwork(observation) : '',
    describeLoopback(observation),
    // Where nothing ran, nothing was to be seen.
    observation.startError !== undefined || (observation.server !== undefined && observation.outputs.length === 0)
      ? ''
      : describeOutputs(observation.outputs),
    describeScratch(observation),
    ...(id === 'writes' && observation.startError === undefined && !wroteElsewhere
      ? ['wrote nothing outside the three directories (the engine does not count /dev and its own /etc/hosts)']
      : []),
  ].filter((line) => line !== '');
}

function describeEnd({ startError, timedOut, outOfMemory, exitCode, seconds, server }: Seen): string {
  if (startError !== undefined) return 'did not start';
  if (outOfMemory && exitCode === 0)
    return `exit code 0 after ${seconds} s, and one that it had started ran out of memory`;
  if (outOfMemory) return `out of memory after ${seconds} s`;
  // How a server ends that was told to stop says nothing.
  if (server !== undefined && server.endedEarly !== true) return `ran for ${seconds} s`;
  if (exitCode === undefined || timedOut) return `stopped after ${seconds} s`;
  return `exit code ${exitCode} after ${seconds} s`;
}

function describeServer(
  { answeredAfter, answer, stoppedAfter, endedEarly, noHttp, asked, open, opens, otherwise }: ServerObservation,
  network: EvidenceCell['network'],
  observer: NetworkObserver,
): readonly string[] {
  if (noHttp !== undefined) return [`port ${noHttp} takes connections and speaks no HTTP`];
  if (answeredAfter === undefined && network === 'none')
    return endedEarly === true ? [] : ['stayed, and was not asked: nothing reaches it without a network'];
  if (answeredAfter === undefined)
    return (observer === 'log' || observer === 'counts') && endedEarly !== true
      ? ['nothing could ask whether it answers: that needs Perl in this image or in another that the engine has']
      : [];
  const end = stoppedAfter === undefined ? '' : `; ended ${stoppedAfter} s after SIGTERM`;
  const tried =
    asked === undefined || open !== undefined ? '' : `; of ${asked} paths none was served without the credential`;
  const other = otherwise === undefined ? '' : `, but by another request: ${otherwise}`;
  const opened = opens === undefined ? '' : `, ${opens} was with it`;
  return [
    `answered after ${answeredAfter} s (${answer ?? 'no answer without a credential could be read'})${tried}${other}${opened}${end}`,
  ];
}

function describeNetwork({ network, attempts, unrouted = 0, blindToIpv6 }: Seen): string {
  if (attempts.length > 0)
    return `tried to reach ${listSome(
      attempts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)),
      shown,
    )}`;
  const ipv4 = blindToIpv6 === true ? ' of IPv4 (IPv6 could not be seen)' : '';
  const counted = `${unrouted} packet${unrouted === 1 ? '' : 's'} or connection${unrouted === 1 ? '' : 's'} had no way to go`;
  return {
    sink: `looked up no name and tried no address${ipv4}`,
    image: `looked up no name and tried no address${ipv4}, by the word of an image that was not checked, whose own program watched`,
    names: 'looked up no name',
    counts: unrouted > 0 ? counted : `nothing${ipv4} was sent that had no way to go, as the kernel counts it`,
    log: '',
  }[network];
}

/** What it asked of its own machine, and did not get. */
function describeLoopback({ loopback }: Seen): string {
  if (loopback === undefined) return '';
  const { refused, named } = loopback;
  const whom = named.length === 0 ? '' : ` (its output names ${listSome(named, shown)})`;
  return refused === 0
    ? `asked its own machine for what is not there${whom}`
    : `asked its own machine ${countOf(refused, 'time')} for something where nothing listened${whom}`;
}

/** What was there at the end and is thrown away. */
function describeScratch({ leftOnScratch = [] }: Seen): string {
  if (leftOnScratch.length === 0) return '';
  const count = leftOnScratch.length >= 200 ? '200 files or more' : countOf(leftOnScratch.length, 'file');
  return `left ${count} on /scratch, which is emptied: ${listSome(leftOnScratch, shown)}`;
}

function describeOutputs(outputs: Seen['outputs']): string {
  const files = outputs
    .filter(({ type }) => type !== 'directory')
    .map(
      ({ path, type, size, rows }) =>
        `${path} (${type === 'file' ? printSize(size) : type}${rows === undefined ? '' : `, ${rows} row${rows === 1 ? '' : 's'}`})`,
    );
  return files.length === 0 ? 'left nothing in /safe_outputs' : `left ${listSome(files, shown)}`;
}
