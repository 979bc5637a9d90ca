import type { RehearsalEvidence } from '../../../model/rehearsal/evidence.ts';
import type { ProvenQuestion } from '../../../model/rehearsal/proven-question.ts';
import { listSome } from '../../../shared/list-some.ts';
import { isKnownToOpen } from '../../checklist/summarise-runs.ts';
import { listUncompared } from '../contents/explain-contents.ts';
import { hasData } from './has-data.ts';

/** What the row asks for and no run showed. */
export function listUnseen(evidence: RehearsalEvidence, question: ProvenQuestion): readonly string[] {
  const { requirements, unseen } = question;
  const { kind, cells, engine, dockerfile, otherJobs = [], otherImages = [], askedCards = [] } = evidence;
  const isBlind = cells.some(
    ({ identity, observation }) =>
      identity === 'host-user' && observation !== undefined && observation.outlived === undefined,
  );
  const ofPrograms = requirements.some((name) => name === 'no-network' || name === 'writes-to-mounts');
  const isBlindToIpv6 = cells.some(({ observation }) => observation?.blindToIpv6 === true);
  return [
    ...(unseen === undefined ? [] : [unseen]),
    ...(ofPrograms ? listUnused(evidence) : []),
    ...listOtherData(evidence, question),
    ...listUncompared(evidence),
    ...(otherImages.length === 0
      ? []
      : [
          `this is of the image of ${dockerfile?.path ?? 'one Dockerfile'} alone: ${listSome(otherImages)} ${otherImages.length === 1 ? 'was' : 'were'} not rehearsed`,
        ]),
    ...(otherJobs.length === 0
      ? []
      : [`what ${listSome(otherJobs)} starts, which is not what ces/job.yaml does, was not rehearsed`]),
    ...(askedCards.length === 0
      ? []
      : [
          `no run was given a graphics card, for which ${listSome(askedCards)} ${askedCards.length === 1 ? 'asks' : 'ask'}: what it does with one was not seen`,
        ]),
    ...(kind === 'batch' && !hasData(evidence)
      ? [
          'no run had any data, since rehearsal/safe_data has none, so that what it does with data was not seen: put synthetic data there as they will lie in /safe_data, or answer by hand where it takes none',
        ]
      : []),
    ...(requirements.includes('fits-limits') && engine?.unlimited?.includes('memory') === true
      ? ['this machine could not limit how much memory it takes, so that what it does where there is less was not seen']
      : []),
    ...(requirements.includes('asks-for-credential') && isLockAlone(evidence)
      ? ['that a credential opens it was not seen, nor how it is set']
      : []),
    ...(kind === 'batch' && requirements.includes('port-answers')
      ? ['whether it opens a port while it runs was not looked at']
      : []),
    ...(hasData(evidence) && cells.every(({ observation }) => observation?.dataRead === undefined)
      ? ['whether it read anything of /safe_data could not be seen here']
      : []),
    ...(requirements.includes('no-network') ? listAskedInVain(evidence) : []),
    ...(isBlindToIpv6 && requirements.includes('no-network') ? ['IPv6 could not be seen'] : []),
    ...(isBlind && ofPrograms ? ['what it leaves running under apptainer when it ends was not looked at'] : []),
  ];
}

/** Of a session, that nobody worked in it: a rehearsal opens it and asks for its pages, as far as one was seen to open. */
export function listUnused({ kind, cells }: RehearsalEvidence): readonly string[] {
  return kind === 'interactive' && cells.some(({ verdict }) => verdict === 'pass')
    ? [
        'a session was opened and not used: no notebook or program of the project was run in it, so that what those read, write and ask the network for was not seen',
      ]
    : [];
}

/** Whoever read none of the data has shown nothing of others either: that is said in other words. */
function listOtherData({ cells }: RehearsalEvidence, { ofOtherData }: ProvenQuestion): readonly string[] {
  const isRead = cells.some(({ observation: { dataRead = [] } = {} }) => dataRead.length > 0);
  return ofOtherData === undefined || !isRead ? [] : [ofOtherData];
}

/** A server that turned everybody away, with whatever they came. */
function isLockAlone({ cells }: RehearsalEvidence): boolean {
  return cells.some(({ observation: { server } = {} }) => server?.asked !== undefined && !isKnownToOpen(server));
}

/**
 * What listens on the machine itself is no network for the kernel, and another one's in the TRE: apptainer has that of its host. Where nothing took any
 * connection, nobody in the container serves it.
 */
function listAskedInVain({ cells }: RehearsalEvidence): readonly string[] {
  const asked = cells.flatMap(({ observation }) => observation?.loopback ?? []);
  const alone = asked.filter(({ refused, taken, named }) => (refused > 0 && taken === 0) || named.length > 0);
  if (alone.length === 0) return [];
  const named = [...new Set(alone.flatMap((each) => each.named))];
  const whom = named.length === 0 ? 'something on 127.0.0.1, where nothing listened' : listSome(named);
  // Where something took a connection, that may have been the same port, a moment later.
  const answer = alone.some(({ taken }) => taken === 0) ? 'which nobody in the container serves' : 'and was refused';
  return [
    `it asked its own machine for ${whom}, ${answer}: what it does where somebody does (under apptainer 127.0.0.1 is the host's) was not seen`,
  ];
}
