import { groupBy } from '../../shared/group-by.ts';
import { keyOf, nameOf, pinOf, type PinAnswer, type Proxies } from '../../engine/pin/plan-pins.ts';
import { askRemoteRef } from '../../io/git/ask-remote-ref.ts';
import { askIntegrity } from '../../io/npm/ask-integrity.ts';
import { askIndexPage } from '../../io/pip/ask-index-page.ts';
import type { ActionPlace, ImagePlace, PackagePlace, PinMode, PinPlace, WheelPlace } from '../../model/pin/pin.ts';
import type { Registries, RegistryFailure } from '../../model/pin/registry.ts';
import { parseIndexPage, selectWheels } from '../../parse/packages/index-page.ts';
import type { Unanswered } from '../check/describe-failures.ts';

/** How references are looked up. */
export interface LookUp {
  readonly mode: PinMode;
  readonly registries: Registries;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly proxies: Proxies;
  readonly platform: string;
  /** The platform was asked for, so it is verified even where the digest is known. */
  readonly verifiesPlatform: boolean;
  /** `registry/repository` of the project's own image, which need not exist yet. */
  readonly own: ReadonlySet<string>;
}

/** Answers by key of the place (`keyOf`), and the questions without one. */
export interface LookedUp {
  readonly answers: ReadonlyMap<string, PinAnswer>;
  readonly unanswered: readonly Unanswered[];
  /** Number of questions, without those about the project's own image. */
  readonly asked: number;
}

type Answer = PinAnswer | { readonly failure: RegistryFailure };

/** Asks what the tags at places mean, each name once. */
export async function lookUpReferences(places: readonly PinPlace[], how: LookUp): Promise<LookedUp> {
  const images = groupByKey(
    places.filter((place) => place.kind === 'image'),
    how,
  );
  const actions = groupByKey(
    places.filter((place) => place.kind === 'action'),
    how,
  );
  const found = await Promise.all(
    [...images].map(async ([key, group]) => [key, group, await askRegistry(group, how)] as const),
  );
  const packages = groupByKey(
    places.filter((place) => place.kind === 'package'),
    how,
  );
  const integrities = await Promise.all(
    [...packages].map(async ([key, group]) => [key, group, await askNpm(group[0], how)] as const),
  );
  const lists = groupByKey(
    places.filter((place) => place.kind === 'wheel'),
    how,
  );
  const wheels = await Promise.all(
    [...lists].map(async ([key, group]) => [key, group, await askIndex(group[0], how)] as const),
  );
  // One after the other: they are few, and when the first finds no network the others need not try.
  let away: Answer | undefined;
  const answered: (readonly [string, readonly PinPlace[], Answer])[] = [...found, ...integrities, ...wheels];
  for (const [key, group] of actions) {
    const answer = away ?? (await askGitHub(group[0], how));
    if ('failure' in answer && answer.failure.kind === 'unreachable') away = answer;
    answered.push([key, group, answer]);
  }
  const asked = answered.filter(([, , answer]) => !('absent' in answer)).length;
  const unanswered = answered.flatMap(([name, group, answer]): Unanswered[] => {
    const tag = name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('@')) + 1);
    return 'failure' in answer
      ? [{ name, tag, places: group.map(({ file, line }) => `${file}:${String(line)}`), failure: answer.failure }]
      : [];
  });
  return {
    answers: new Map(
      answered.map(([key, , answer]) => [key, 'failure' in answer ? { failed: answer.failure.what } : answer]),
    ),
    unanswered,
    asked,
  };
}

function groupByKey<P extends PinPlace>(
  places: readonly P[],
  { mode, proxies }: LookUp,
): ReadonlyMap<string, readonly [P, ...P[]]> {
  const asked = places.filter((place) => keyOf(place, mode, proxies) !== undefined);
  return groupBy(asked, (place) => keyOf(place, mode, proxies) ?? '');
}

async function askRegistry(group: readonly [ImagePlace, ...ImagePlace[]], how: LookUp): Promise<Answer> {
  const image = nameOf(group[0], how.proxies);
  const known = [...new Set(group.map((place) => pinOf(place)).filter((digest) => digest !== undefined))];
  const resolution = await how.registries.resolve({
    image,
    known,
    platform: how.platform,
    verify: how.verifiesPlatform ? 'always' : 'changed',
    dates: how.mode === 'update',
  });
  if ('resolved' in resolution) return { found: resolution.resolved.digest, dates: resolution.resolved.created };
  return how.own.has(`${image.registry}/${image.repository}`)
    ? { absent: describeOwn(resolution.failure) }
    : resolution;
}

/** The project's own image is pushed after its files are written: that it is not to be had is no failure. */
function describeOwn({ kind, what }: RegistryFailure): string {
  const isMissing = kind === 'unknown-tag' || kind === 'unknown-repository' || kind === 'denied';
  return `it is the project's own image, and ${isMissing ? 'it is not there yet (or nobody is logged in)' : what}`;
}

async function askNpm({ name, version }: PackagePlace, { variables }: LookUp): Promise<Answer> {
  const answer = await askIntegrity(name, version, variables);
  return 'integrity' in answer ? { found: answer.integrity, dates: new Map() } : answer;
}

/** Checksums of every wheel of the version that the TRE's machines can install: which one pip takes, the image's Python decides. */
async function askIndex({ index, name, version }: WheelPlace, { variables }: LookUp): Promise<Answer> {
  const answer = await askIndexPage(index, name, variables);
  if ('failure' in answer) return answer;
  const wheels = selectWheels(parseIndexPage(answer.page), name, version);
  const hashes = wheels.flatMap(({ sha256 }) => sha256 ?? []);
  if (hashes.length > 0 && hashes.length === wheels.length) return { found: hashes.join(' '), dates: new Map() };
  const what =
    wheels.length === 0
      ? `${answer.host} has no wheel of this version for Linux on amd64`
      : `${answer.host} gives no SHA-256 of it`;
  return { failure: { kind: 'failing', host: answer.host, what } };
}

async function askGitHub({ repository, ref = '' }: ActionPlace, { variables }: LookUp): Promise<Answer> {
  const answer = await askRemoteRef(repository, ref, variables);
  const host = 'github.com';
  if ('commit' in answer) return { found: answer.commit, dates: new Map() };
  if ('unknown' in answer)
    return {
      failure: { kind: 'unknown-tag', host, what: `${host} has no such tag or branch of it`, tags: answer.unknown },
    };
  return {
    failure: {
      kind: answer.kind === 'no git' ? 'failing' : answer.kind,
      host,
      what: answer.failed,
      ...(answer.fix === undefined ? {} : { fix: answer.fix }),
    },
  };
}
