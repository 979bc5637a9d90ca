import type { AtlasEntry } from '../../model/atlas/atlas-entry.ts';
import type { Observation, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { listSome } from '../../shared/list-some.ts';

/** Words with which programs say that a network failed, where nothing else saw the attempt. */
const complaints =
  /Temporary failure in name resolution|Name or service not known|getaddrinfo (?:failed|ENOTFOUND|EAI_AGAIN)|Could not resolve host|cannot open URL|Network is unreachable|nodename nor servname|No address associated with hostname/i;

const guarded = /^(\S+): network access refused \(\w+\)(?:\n {2}found: (.+))?/gm;

/** What a run tried to reach, if anything: seen by the sink, refused by the project's network guard, or complained of in its output. */
export function explainNetwork(observation: Observation, atlas: readonly AtlasEntry[] = []): readonly RunFinding[] {
  const refused = [...observation.log.matchAll(guarded)].map(([, target = '', found]) =>
    found === undefined ? target : `${target} (from ${found})`,
  );
  const tried = observation.attempts.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`));
  const seen = [...new Set([...tried, ...refused])];
  const complaint = seen.length > 0 ? undefined : complaints.exec(observation.log)?.[0];
  if (seen.length === 0 && complaint === undefined) return [];
  const wentOn = observation.exitCode === 0 || observation.server?.answeredAfter !== undefined;
  const what =
    complaint === undefined
      ? `it tried to reach ${listSome(seen)}`
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
