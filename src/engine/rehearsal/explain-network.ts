import type { AtlasEntry } from '../../model/atlas/atlas-entry.ts';
import type { Observation, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { listSome } from '../../shared/list-some.ts';

/** Words with which programs say that a network failed, where nothing else saw the attempt. */
const complaints =
  /Temporary failure in name resolution|Name or service not known|getaddrinfo (?:failed|ENOTFOUND|EAI_AGAIN)|Could not resolve host|cannot open URL|Network is unreachable|nodename nor servname|No address associated with hostname/i;

/** Whether a program could not find a name, by what it printed. */
export function failedToFindName(log: string): boolean {
  return /name resolution|Name or service not known|getaddrinfo|UnknownHostException|nodename nor servname|No address associated/i.test(
    log,
  );
}

const guarded = /^(\S+): network access refused \(\w+\)(?:\n {2}found: (.+))?/gm;

/**
 * What a run tried to reach, if anything: seen by the sink, counted by the kernel, refused by the project's network guard, or complained of in its
 * output. `isAlone`: the other runs are watched, so that what only the kernel counts here sent nothing.
 */
export function explainNetwork(
  observation: Observation,
  atlas: readonly AtlasEntry[] = [],
  isAlone = false,
): readonly RunFinding[] {
  if (observation.needsOwnName === true) return [explainOwnName()];
  const refused = [...observation.log.matchAll(guarded)].map(([, target = '', found]) =>
    found === undefined ? target : `${target} (from ${found})`,
  );
  const tried = observation.attempts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));
  const seen = [...new Set([...tried, ...refused])];
  // What it complains of where the kernel saw nothing is no network: a name of its own, a socket file.
  const complaint = seen.length > 0 ? undefined : complaints.exec(observation.log)?.[0];
  const { unrouted = 0 } = observation;
  if (seen.length === 0 && complaint === undefined && unrouted === 0) return [];
  const { server } = observation;
  const wentOn = server === undefined ? observation.exitCode === 0 : server.endedEarly !== true;
  if (seen.length === 0 && isAlone && wentOn) return [explainUnrouted(unrouted)];
  const what =
    seen.length > 0
      ? `it tried to reach ${listSome(seen)}`
      : complaint === undefined
        ? `it tried to reach a network ${unrouted === 1 ? 'once' : `${String(unrouted)} times`} (the kernel counted it; whom, nothing here could see)`
        : `it tried to reach a network: its output says "${complaint}"`;
  return [
    {
      requirement: 'no-network',
      level: 'failure',
      message: `${what}${wentOn ? '. It went on without, but behind a firewall that drops packets each attempt waits for minutes' : ', which no container in the TRE can'}`,
      fix: adviseByLibrary(seen, atlas) ?? advise(seen),
    },
  ];
}

/** Docker's own `none` gives a container no entry for its own name; podman and Kubernetes do, apptainer has the host's. */
function explainOwnName(): RunFinding {
  return {
    requirement: 'no-network',
    level: 'warning',
    message:
      "under docker's own `--network none` it fails, since its own host name leads nowhere there; podman and Kubernetes write that name into /etc/hosts, and with it the run passes",
    fix: "use localhost or 127.0.0.1 for what it says to itself (Spark: SPARK_LOCAL_HOSTNAME=localhost); else whoever tests it by docker's `--network none` sees it fail",
  };
}

/** Nothing was sent where everything is watched: a look for the own address, most likely. */
function explainUnrouted(times: number): RunFinding {
  return {
    requirement: 'no-network',
    level: 'warning',
    message: `without any network ${times === 1 ? 'one packet or connection' : `${String(times)} packets or connections`} of it had no way to go; it went on without`,
    fix: 'the watched runs tell (rehearse without --cell runs them): if they see no attempt, it is a UDP socket connected to find the own address, which sends nothing: use 127.0.0.1',
  };
}

/** What the atlas says of those who ask the names that were looked up; several may ask the same. */
function adviseByLibrary(seen: readonly string[], atlas: readonly AtlasEntry[]): string | undefined {
  const asks = (name: string): boolean =>
    seen.some((text) => new RegExp(`(?:^|\\.)${name.replaceAll('.', String.raw`\.`)}(?:[:\\s]|$)`, 'i').test(text));
  const found = atlas.filter(({ hosts = [] }) => hosts.some(asks));
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const names = found.map(({ name }) => `tre-container check --explain ${name}`);
  if (others.length > 0) return `asked by ${listSome(found.map(({ title }) => title))}: ${listSome(names)}`;
  const how = first.stage.outside.startsWith('nothing') ? '' : `outside: ${first.stage.outside}; `;
  return `${first.title} asks it. ${how}in the image: ${first.stage.inside} (${names.join()})`;
}

function advise(seen: readonly string[]): string {
  const text = seen.join(' ');
  if (/huggingface\.co|hf\.co/.test(text))
    return 'stage the model under /safe_data (or bake it into /opt/models), load it by its path through offline_models, and set HF_HUB_OFFLINE=1 in the Dockerfile';
  if (/pypi\.org|pythonhosted|anaconda\.org|cran|r-project|p3m\.dev|posit\.co/.test(text))
    return 'install packages in the Dockerfile, not when the container runs';
  return 'put what it fetches into the image or into /safe_data, and read it from there; switch telemetry and update checks off';
}
