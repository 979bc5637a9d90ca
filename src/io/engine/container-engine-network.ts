import { randomBytes } from 'node:crypto';
import type { Watchers } from '../../model/rehearsal/container-engine.ts';
import type { EngineSession } from './container-engine-session.ts';
import { aliveProbe } from '../network-watch/probes.ts';
import { lowered, runInside, runOutside } from '../network-watch/run-sink.ts';
import { describeNetwork, type WatchedNetwork } from '../network-watch/watched-network.ts';

/** The watched networks of a rehearsal. */
export interface Networks {
  /** A free one, or a new one; nothing where nothing here can run the sink. */
  take(watchers: Watchers): Promise<WatchedNetwork | undefined>;
  /** For the next cell. */
  release(network: WatchedNetwork): void;
  /** Ends what watches; their containers are removed with all others. */
  close(): void;
}

/** One way to have a sink: its program from this machine or from an image. */
interface Candidate {
  readonly image: string;
  readonly by: 'machine' | 'known image' | 'unknown image';
}

export function makeNetworks(session: EngineSession): Networks {
  const free: WatchedNetwork[] = [];
  const open: WatchedNetwork[] = [];
  let candidates: Promise<readonly Candidate[]> | undefined;
  return {
    take: async (watchers) => {
      const used = free.pop();
      if (used !== undefined && (await used.renew())) return used;
      candidates ??= listCandidates(session, watchers);
      for (const candidate of await candidates) {
        const network = await openNetwork(session, candidate);
        if (network === undefined) continue;
        // That it works there has been seen.
        candidates = Promise.resolve([candidate]);
        open.push(network);
        return network;
      }
      candidates = Promise.resolve([]);
      return undefined;
    },
    release: (network) => void free.push(network),
    close: () => {
      for (const network of open.splice(0)) network.end();
    },
  };
}

/** Images of one kind that are tried. */
const tried = 6;

/**
 * What may watch, best first: this machine's own Perl, that of an image whose publisher is known, and last that of the project's images and of others,
 * which is their own affair.
 */
async function listCandidates(
  session: EngineSession,
  { images, knownRepositories }: Watchers,
): Promise<readonly Candidate[]> {
  const [listed, ...named] = await Promise.all([
    session.run(['images', '--no-trunc', '--format', '{{.ID}}\t{{.Repository}}']),
    ...images.map((image) => session.run(['image', 'inspect', '--format', '{{.Id}}', image])),
  ]);
  const known = new Set(knownRepositories);
  const own = images.filter((_, at) => named[at]?.code === 0);
  const others = listed.out.split('\n').flatMap((line) => {
    const [id = '', repository = ''] = line.split('\t');
    return id === '' ? [] : [{ image: id, isKnown: known.has(fullName(repository)) }];
  });
  const all = [...own.map((image) => ({ image, isKnown: known.has(repositoryOf(image)) })), ...others];
  const pick = (isKnown: boolean): readonly string[] =>
    [...new Set(all.flatMap((each) => (each.isKnown === isKnown ? [each.image] : [])))].slice(0, tried);
  return [
    ...[...pick(true), ...pick(false)].slice(0, 3).map((image) => ({ image, by: 'machine' as const })),
    ...pick(true).map((image) => ({ image, by: 'known image' as const })),
    ...pick(false).map((image) => ({ image, by: 'unknown image' as const })),
  ];
}

/** An image that may watch what this machine cannot: of a known publisher, or none. */
export async function trustedWatcher(session: EngineSession, watchers: Watchers): Promise<string | undefined> {
  return (await listCandidates(session, watchers)).find(({ by }) => by === 'known image')?.image;
}

function repositoryOf(reference: string): string {
  return (reference.split('@', 1)[0] ?? '').replace(/:[^/:]*$/, '');
}

/** Docker leaves out what its own registry is called. */
function fullName(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  if (rest.length === 0) return `docker.io/library/${first}`;
  return /[.:]/.test(first) || first === 'localhost' ? repository : `docker.io/${repository}`;
}

async function openNetwork(session: EngineSession, { image, by }: Candidate): Promise<WatchedNetwork | undefined> {
  const secret = randomBytes(16).toString('hex');
  const start = by === 'machine' ? runOutside : runInside;
  const sink = await start(session, image, secret);
  if (sink === undefined) return undefined;
  const network = describeNetwork(sink, secret, by !== 'unknown image');
  if (await isSeenFromBeside(session, network, image)) return network;
  await sink.close();
  return undefined;
}

/** From a second container, as the program under test will be one. */
async function isSeenFromBeside(session: EngineSession, network: WatchedNetwork, image: string): Promise<boolean> {
  const probe = network.newProbe();
  const words = [
    'run',
    '--rm',
    '--label',
    session.label,
    '--network',
    `container:${network.container}`,
    ...lowered(session),
  ];
  await session.run([...words, '--user', '65534:65534', '--entrypoint', 'perl', image, '-e', aliveProbe, probe]);
  return network.sees(probe);
}
