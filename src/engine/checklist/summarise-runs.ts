import type { EvidenceCell, RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { RunRequirementName } from '../../model/rehearsal/rehearsal.ts';
import { writesCell } from '../rehearsal/plan-rehearsal.ts';

type Observation = NonNullable<EvidenceCell['observation']>;

/** What the runs showed of a row, in words that begin it. */
export function summarise(
  evidence: RehearsalEvidence,
  run: readonly EvidenceCell[],
  requirements: readonly RunRequirementName[],
): string {
  const seen = run.flatMap(({ observation }) => observation ?? []);
  const runs = `Seen in ${run.length} run${run.length === 1 ? '' : 's'}`;
  if (requirements.includes('no-network')) {
    const isUncounted = run.some(({ network, observation }) => network === 'none' && observation?.network === 'log');
    const counted = seen.every(({ network }) => network !== 'sink');
    const how = counted
      ? 'the kernel counted what had no way to go: nothing'
      : 'every name and address was watched, none was tried';
    return `${runs}, one of them with the engine's own none${isUncounted ? ', in which nothing could be counted' : ''}: ${how}`;
  }
  if (requirements.includes('any-identity')) return `${runs}: ${describeUsers(run)}`;
  if (requirements.includes('port-answers'))
    return evidence.kind === 'batch'
      ? `${runs}: a batch job, whose image names no port`
      : `${runs}: ${describeLock(seen)}`;
  if (requirements.includes('starts-by-itself'))
    return `${runs}: ${[...evidence.image.entrypoint, ...evidence.image.command].join(' ')}; ${Math.max(...seen.map(({ seconds }) => seconds))} s at most; image ${Math.round(evidence.image.size / 1e6)} MB, as the engine counts it`;
  const onHost = run.some(({ identity }) => identity === 'host-user')
    ? ", nor left in the home directory, /tmp and /var/tmp, which are the host's under apptainer (its /dev/shm was not looked at)"
    : '';
  const baseWrites = run.some(({ id, rootFileSystem }) => id !== writesCell && rootFileSystem === 'writable');
  return `${runs}: nothing was written outside /safe_outputs and /scratch (/dev and the engine's own /etc/hosts are not counted)${baseWrites ? ' but what the base itself writes when it starts' : ''}${onHost}`;
}

/** Whether a credential was seen to open it, or it led to the login of its base. */
export function isKnownToOpen({ opens, ownLogin }: NonNullable<Observation['server']>): boolean {
  return opens !== undefined || ownLogin !== undefined;
}

/** What was asked for, and not more: a path that nobody thought of was not tried. */
function describeLock(seen: readonly Observation[]): string {
  const servers = seen.flatMap(({ server }) => (server?.asked === undefined ? [] : [server]));
  const opened = servers.every(({ opens }) => opens !== undefined) ? servers[0]?.opens : undefined;
  const asked = Math.min(...servers.map(({ asked: paths = 0 }) => paths));
  const which = servers.every(isKnownToOpen) ? 'the' : 'a';
  return `it answers, and of ${String(asked)} paths it served none without ${which} credential${opened === undefined ? '' : `, and ${opened} with it`}`;
}

/** Who starts it so: a reader of the row knows the ways into the TRE, and not our names of them. */
const whose: Readonly<Record<EvidenceCell['identity'], string>> = {
  'image-user': "the image's own user",
  root: 'root, as podman starts it',
  'host-user': 'the caller, as apptainer starts it',
  'high-uid': "the cluster's user",
};

/** What `id` says comes from the image under test: only a text of its own form is taken over, anything else is left out. */
function describeUsers(run: readonly EvidenceCell[]): string {
  const said = run.map(({ identity, observation }) => {
    const user = observation?.user ?? '';
    return /^uid=\d+(?:\([\w.-]{1,32}\))? gid=\d+(?:\([\w.-]{1,32}\))?(?: groups=[\w(),.-]{1,200})?$/.test(user)
      ? `${whose[identity]} ${user}`
      : whose[identity];
  });
  return [...new Set(said)].join('; ');
}
