import type { EvidenceCell, RehearsalEvidence } from '../../../model/rehearsal/evidence.ts';
import type { ProvenQuestion } from '../../../model/rehearsal/proven-question.ts';
import { listSome } from '../../../shared/list-some.ts';
import { doubtContents } from '../contents/explain-contents.ts';
import { hasData } from './has-data.ts';

/** Why a record in which nothing of the row was broken proves it all the same not; nothing when it does. */
export function findDoubt(evidence: RehearsalEvidence, { requirements }: ProvenQuestion): string | undefined {
  const ofAll = doubtRecord(evidence);
  if (ofAll !== undefined) return ofAll;
  const run = evidence.cells.filter(wasRun);
  const { otherScripts = [] } = evidence;
  if (requirements.includes('starts-by-itself') && otherScripts.length > 0)
    return `${otherScripts.join(', ')} is not as this program writes it, so that what it starts in the TRE was not compared: tre-container upgrade, or where you edited it: delete it, then tre-container upgrade --restore ces/run.sh`;
  if (requirements.includes('any-identity')) {
    const seen = new Set(run.map(({ identity }) => identity));
    const missing = (evidence.identities ?? []).filter((identity) => !seen.has(identity));
    if (missing.length > 0 || evidence.identities === undefined)
      return `not every user that the runtimes give was tried${missing.length === 0 ? '' : `: ${missing.join(', ')} is missing`}`;
    const unseen = run.filter((cell) => !showsUser(cell));
    if (unseen.length > 0)
      return `as whom it ran in ${listSome(unseen.map(({ id }) => id))} was not seen: the image has no \`id\` that says so, or one that names another user, and the run left no file whose owner tells`;
  }
  if (requirements.includes('port-answers')) return findPortDoubt(evidence, run);
  return requirements.includes('no-network') ? findNetworkDoubt(run) : undefined;
}

/** Whether somebody saw who it ran as: the owner of what it wrote is seen from outside, and what the image's own `id` says must not contradict that. */
function showsUser({ observation }: EvidenceCell): boolean {
  const { user, outputs = [] } = observation ?? {};
  const said = /^uid=(\d+)/.exec(user ?? '')?.[1];
  if (said === undefined) return outputs.length > 0;
  return outputs.length === 0 || outputs.some(({ uid }) => String(uid) === said);
}

/** Why a record proves nothing at all, whichever row asks. */
export function doubtRecord(evidence: RehearsalEvidence): string | undefined {
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
  return doubtRuns(evidence, run);
}

/** Why runs that passed show all the same not what the program does in the TRE. */
function doubtRuns(evidence: RehearsalEvidence, run: readonly EvidenceCell[]): string | undefined {
  const outliving = run.flatMap(({ observation }) => observation?.outlived ?? []);
  if (outliving.length > 0)
    return `it left ${listSome([...new Set(outliving)])} running when it ended, which goes on under apptainer, and what that does then nobody saw`;
  const failedWithin = run.flatMap(({ observation }) => observation?.failedWithin ?? []);
  if (failedWithin.length > 0)
    return `it ended well and something within it failed (${listSome([...new Set(failedWithin)])}), and what that would have done nobody saw`;
  if (run.some(({ observation }) => observation?.unreadOutput === true))
    return 'not all of its output was read, so that whether something failed within it is not known: rehearse once more, and where that comes again, let it print less';
  const fromMachine = run.flatMap(({ observation }) => observation?.fromMachine ?? []);
  if (fromMachine.length > 0)
    return `the engine of this machine gives every container ${listSome([...new Set(fromMachine)])}, which the TRE does not: take them out of its configuration (containers.conf: env, volumes, mounts)`;
  return readsNothing(evidence, run)
    ? 'no run opened a file of rehearsal/safe_data, so that what it does with data nobody saw: put there what it looks for, or where it takes none, leave the folder out and answer by hand'
    : undefined;
}

/** A batch job that had files and opened none in any run, as far as it was seen. What people do in a server is theirs. */
function readsNothing(evidence: RehearsalEvidence, run: readonly EvidenceCell[]): boolean {
  const seen = run.flatMap(({ observation }) => (observation?.dataRead === undefined ? [] : [observation.dataRead]));
  return hasData(evidence) && seen.length > 0 && seen.every((paths) => paths.length === 0);
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

export const wasRun = ({ observation }: EvidenceCell): boolean => observation !== undefined;
