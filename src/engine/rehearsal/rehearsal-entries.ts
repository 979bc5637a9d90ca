import type { ChecklistEntries, ChecklistEntry } from '../../model/checklist/checklist.ts';
import type { EvidenceCell, RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { RunRequirementName } from '../../model/rehearsal/rehearsal.ts';
import { printCell, printProse } from '../checklist/checklist-text.ts';
import { isKnownToOpen, summarise } from '../checklist/summarise-runs.ts';
import { doubtContents, listUncompared } from './contents/explain-contents.ts';
import { listSome } from '../../shared/list-some.ts';
import { printSize } from '../../shared/print-size.ts';

interface Proven {
  readonly requirements: readonly RunRequirementName[];
  readonly open?: string;
  readonly beside?: string;
  readonly unseen?: string;
}

/** Whether a record may speak for the project: what it rests on is as it was, and a run of this user on this machine made it. */
export interface Standing {
  /** Why it does not speak for the project as it is; empty when it does. */
  readonly stale: readonly string[];
  /** `elsewhere`: this user's key did not sign it. */
  readonly origin: 'here' | 'elsewhere';
  /** Who takes a record from elsewhere for true. */
  readonly acknowledged?: { readonly by: string; readonly on: string };
}

/** Before the words of a row that another machine has rehearsed, and of one of which a part was not looked at. */
export const notProvedHere = '**Not proved here:**';
export const shownInPart = '**Shown in part:**';

const again = 'Run `tre-container rehearse` again.';

/**
 * What a rehearsal proves in the checklist, by row. A row is met only by a record of this user that is not stale, of a run without
 * overrides, in which every cell that was needed ran and passed, and none of the row's requirements was broken, not even with a warning.
 */
export function rehearsalEntries(
  evidence: RehearsalEvidence,
  standing: Standing,
  questions: Readonly<Record<number, Proven>>,
): ChecklistEntries {
  return new Map(
    Object.entries(questions).map(([number, proven]) => [`question:${number}`, describe(evidence, standing, proven)]),
  );
}

function describe(evidence: RehearsalEvidence, standing: Standing, proven: Proven): ChecklistEntry {
  const { stale, origin, acknowledged } = standing;
  const day = evidence.date.slice(0, 10);
  const record = `\`rehearsal/evidence.json\` of ${printProse(`${day}, image ${evidence.image.id.slice(0, 19)}`)}`;
  if (stale.length > 0) return { state: 'run', text: `**Stale:** ${printProse(stale.join('; '))}. ${again}` };
  if (origin === 'elsewhere') {
    const whose =
      acknowledged === undefined ? '' : `acknowledged by ${printCell(acknowledged.by)} on ${acknowledged.on}, `;
    return { state: 'run', text: `${notProvedHere} ${whose}recorded elsewhere, on ${printProse(day)}. ${again}` };
  }
  const broken = [...evidence.findings, ...evidence.cells.flatMap(({ findings }) => findings)].filter(
    ({ requirement }) => proven.requirements.includes(requirement),
  );
  const told = listSome([...new Set(broken.map(({ message }) => message))], 2, '; ');
  if (broken.length > 0) return { state: 'mend', text: `**To do:** ${printCell(told)} (${record})` };
  const doubt = findDoubt(evidence, proven);
  if (doubt !== undefined) return { state: 'run', text: `**Not proved:** ${printProse(doubt)} (${record})` };
  const text = `${printCell(summarise(evidence, evidence.cells.filter(wasRun), proven.requirements))} (${record})`;
  const unseen = listUnseen(evidence, proven).join('; ');
  const rest = [proven.open ?? proven.beside ?? [], ...listBeside(evidence, proven), unseen]
    .flat()
    .filter((part) => part !== '');
  const whole = rest.length === 0 ? text : `${text}; ${printProse(rest.join('; '))}`;
  if (proven.open !== undefined) return { state: 'run', text: whole };
  // A tick says yes to the whole question.
  return unseen === '' ? { state: 'met', text: whole } : { state: 'person', text: `${shownInPart} ${whole}`, unseen };
}

/** What the row asks for and no run showed. */
function listUnseen(evidence: RehearsalEvidence, { requirements, unseen }: Proven): readonly string[] {
  const { kind, cells, engine, dockerfile, otherJobs = [], otherImages = [], askedCards = [] } = evidence;
  const isBlind = cells.some(
    ({ identity, observation }) =>
      identity === 'host-user' && observation !== undefined && observation.outlived === undefined,
  );
  const goesOn = requirements.some((name) => name === 'no-network' || name === 'writes-to-mounts');
  const isBlindToIpv6 = cells.some(({ observation }) => observation?.blindToIpv6 === true);
  return [
    ...(unseen === undefined ? [] : [unseen]),
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
    ...(isBlindToIpv6 && requirements.includes('no-network') ? ['IPv6 could not be seen'] : []),
    ...(isBlind && goesOn ? ['what it leaves running under apptainer when it ends was not looked at'] : []),
  ];
}

/** A server that turned everybody away, with whatever they came. */
function isLockAlone({ cells }: RehearsalEvidence): boolean {
  return cells.some(({ observation: { server } = {} }) => server?.asked !== undefined && !isKnownToOpen(server));
}

/** How it was run, where that is less or more than the TRE gives. */
function listBeside(
  { notApplied = [], limits, base, cells }: RehearsalEvidence,
  { requirements }: Proven,
): readonly string[] {
  const opened = [...new Set(cells.flatMap(({ observation }) => observation?.dataRead ?? []))];
  return [
    ...(notApplied.length > 0 && requirements.includes('ends-with-success')
      ? [`not applied: ${listSome(notApplied, 6)}`]
      : []),
    ...(requirements.includes('fits-limits')
      ? [`results of up to ${printSize(limits.fileSize)} and ${String(limits.rows)} rows were allowed`]
      : []),
    ...(opened.length > 0 && requirements.includes('leaves-output') ? [`it opened ${listSome(opened, 6)}`] : []),
    ...(opened.length > 0 && requirements.includes('no-network')
      ? [
          `with ${listSome(opened, 6)} in place, which must lie there in the TRE as well: what it asks for without, nobody saw`,
        ]
      : []),
    ...(base !== undefined && base.digest === undefined
      ? ['FROM names no digest, so that another build may be another image']
      : []),
  ];
}

/** Why a record in which nothing of the row was broken proves it all the same not; nothing when it does. */
function findDoubt(evidence: RehearsalEvidence, { requirements }: Proven): string | undefined {
  const overrides = evidence.overrides ?? [];
  if (overrides.length > 0) return `it was not run as the project is: ${overrides.join(', ')}`;
  if (evidence.scope === 'cells' || evidence.scope === undefined) return 'only single cells were run';
  const contents = doubtContents(evidence);
  if (contents !== undefined) return contents;
  const run = evidence.cells.filter(wasRun);
  if (run.length === 0) return 'no cell was run';
  const failed = run.filter(({ verdict }) => verdict === 'fail');
  if (failed.length > 0)
    return `the program failed in ${String(failed.length)} of ${String(run.length)} ${run.length === 1 ? 'run' : 'runs'}`;
  const unknown = evidence.cells.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'notApplicable');
  if (unknown.length > 0) return `${unknown.map(({ id }) => id).join(', ')} could not be judged`;
  const { otherScripts = [] } = evidence;
  if (requirements.includes('starts-by-itself') && otherScripts.length > 0)
    return `${otherScripts.join(', ')} is not as this program writes it, so that what it starts in the TRE was not compared: tre-container upgrade, or where you edited it: delete it, then tre-container upgrade --restore ces/run.sh`;
  const outliving = run.flatMap(({ observation }) => observation?.outlived ?? []);
  if (outliving.length > 0)
    return `it left ${listSome([...new Set(outliving)])} running when it ended, which goes on under apptainer, and what that does then nobody saw`;
  const failedWithin = run.flatMap(({ observation }) => observation?.failedWithin ?? []);
  if (failedWithin.length > 0)
    return `it ended well and something within it failed (${listSome([...new Set(failedWithin)])}), and what that would have done nobody saw`;
  const fromMachine = run.flatMap(({ observation }) => observation?.fromMachine ?? []);
  if (fromMachine.length > 0)
    return `the engine of this machine gives every container ${listSome([...new Set(fromMachine)])}, which the TRE does not: take them out of its configuration (containers.conf: env, volumes, mounts)`;
  if (readsNothing(evidence, run))
    return 'no run opened a file of rehearsal/safe_data, so that what it does with data nobody saw: put there what it looks for, or where it takes none, leave the folder out and answer by hand';
  if (requirements.includes('any-identity')) {
    const seen = new Set(run.map(({ identity }) => identity));
    const missing = (evidence.identities ?? []).filter((identity) => !seen.has(identity));
    if (missing.length > 0 || evidence.identities === undefined)
      return `not every user that the runtimes give was tried${missing.length === 0 ? '' : `: ${missing.join(', ')} is missing`}`;
  }
  if (requirements.includes('port-answers')) return findPortDoubt(evidence, run);
  return requirements.includes('no-network') ? findNetworkDoubt(run) : undefined;
}

/** A batch job that had files and opened none in any run, as far as it was seen. What people do in a server is theirs. */
function readsNothing(evidence: RehearsalEvidence, run: readonly EvidenceCell[]): boolean {
  const seen = run.flatMap(({ observation }) => (observation?.dataRead === undefined ? [] : [observation.dataRead]));
  return hasData(evidence) && seen.length > 0 && seen.every((paths) => paths.length === 0);
}

function hasData({ kind, inputs }: RehearsalEvidence): boolean {
  return (
    kind === 'batch' && Object.keys(inputs?.files ?? {}).some((path) => /(?:^|\/)rehearsal\/safe_data\/./.test(path))
  );
}

/** A server that nobody asked has shown nothing, nor has a port that nothing asks. */
function findPortDoubt({ kind, image }: RehearsalEvidence, run: readonly EvidenceCell[]): string | undefined {
  const { otherPorts = [] } = image;
  if (otherPorts.length > 0)
    return `EXPOSE names ${listSome(otherPorts)}, and nothing here asks but by TCP: see by hand whom it lets in there, or leave it out where nothing listens`;
  if (kind === 'batch') return undefined;
  const isAsked = run.some(({ observation }) => observation?.server?.asked !== undefined);
  return isAsked ? undefined : 'nothing asked the server for anything without the credential';
}

const otherWatcher =
  'as root, or with rootless podman, Perl of this machine watches; or pull an image of a known publisher with Perl in it, such as docker.io/library/debian';

/** A sink that answers may hide that a program needs a network, and no network at all shows nobody whom it would have asked: both are needed. */
function findNetworkDoubt(run: readonly EvidenceCell[]): string | undefined {
  if (!run.some(({ network }) => network === 'none')) return "no run had the engine's own `none` for a network";
  const seenBy = (observers: readonly string[]): readonly string[] =>
    run.flatMap(({ id, network, observation }) =>
      network !== 'none' && observers.includes(observation?.network ?? 'log') ? [id] : [],
    );
  const blind = seenBy(['names', 'log']);
  if (blind.length > 0)
    return `the network could not be watched in ${blind.join(', ')}; Perl on this machine, or an image with Perl in the engine, would do`;
  const own = seenBy(['image']);
  return own.length > 0
    ? `the network was watched by a program of the image itself, or of another that nobody vouches for, in ${own.join(', ')}; ${otherWatcher}`
    : undefined;
}

const wasRun = ({ observation }: EvidenceCell): boolean => observation !== undefined;
