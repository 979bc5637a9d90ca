import { tre } from '../../catalog/tre.ts';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import type { EngineSession } from './container-engine-session.ts';

/** What engines give every container: neither an image nor a machine names them. */
const ofEngines = new Set(['HOME', 'HOSTNAME', 'PATH', 'TERM', 'container']);

/** What a run here mounts itself: the caller's account, and whom it asks for names. */
const ofRuns = ['/etc/group', '/etc/hostname', '/etc/hosts', '/etc/passwd', '/etc/resolv.conf'];

/**
 * Variables and mounts of a container that neither its image nor its request names: settings of this machine's engine, such as `env` and `volumes` of
 * containers.conf, which no other machine has. Their names alone: a value may be a secret.
 */
export async function readGiven(session: EngineSession, id: string, request: CellRequest): Promise<readonly string[]> {
  const text = await session.ask(['inspect', '--format', '{{json .Config.Env}}\t{{json .Mounts}}', id]);
  const [variables = '[]', mounts = '[]'] = text.split('\t');
  return namesGiven(
    (JSON.parse(variables) as readonly string[] | null) ?? [],
    ((JSON.parse(mounts) as readonly { readonly Destination: string }[] | null) ?? []).map(
      ({ Destination }) => Destination,
    ),
    request,
  );
}

/** Of the variables of a container, `NAME=value` each, and of the places where something is mounted: those that nobody named. */
export function namesGiven(
  variables: readonly string[],
  mounts: readonly string[],
  request: Pick<CellRequest, 'environment' | 'imageVariables' | 'options' | 'hostFolders' | 'volumes' | 'tmpfs'>,
): readonly string[] {
  const { environment, imageVariables = [], options, hostFolders, volumes, tmpfs } = request;
  const named = new Set([...ofEngines, ...imageVariables, ...Object.keys(environment)]);
  const places = new Set([...tre.directories, ...ofRuns, ...hostFolders, ...volumes, ...tmpfs]);
  const isAsked = (name: string): boolean => options.some((word) => word.includes(name));
  return [
    ...variables
      // Emptied by us: a proxy that docker's own configuration names.
      .filter((pair) => !pair.endsWith('='))
      .map((pair) => pair.split('=', 1)[0] ?? '')
      .filter((name) => !named.has(name) && !isAsked(name)),
    ...mounts.filter((path) => !places.has(path) && !isAsked(path)),
  ].toSorted();
}
