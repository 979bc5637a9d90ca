import { groupBy } from '../../shared/group-by.ts';
import { nearestTags } from '../../engine/pin/nearest-tags.ts';
import type { Problem } from '../../model/errors.ts';
import type { RegistryFailure } from '../../model/pin/registry.ts';
import { listSome } from '../../shared/list-some.ts';

/** A question that got no answer. */
export interface Unanswered {
  /** What was asked for: `registry/repository:tag`, or `owner/name@ref` of an action. */
  readonly name: string;
  /** The tag or branch in it. */
  readonly tag: string;
  /** Places that ask, `file:line` each. */
  readonly places: readonly string[];
  readonly failure: RegistryFailure;
}

/** What a network that is not there means for everything else. */
const withoutNetwork =
  'Only the registry itself knows what a tag means today. All else works without a network: create, check, upgrade and rehearse.';
const towardsNetwork =
  'run it where there is a network; behind a proxy set HTTPS_PROXY and NO_PROXY, and where they are set already, see that the proxy answers';

/**
 * Failed look-ups in words: one problem for all when nothing could be reached, one for each host that could not, and one for each
 * other name, with the tags that come near where the tag is unknown. `asked` is the number of all questions.
 */
export function describeFailures(unanswered: readonly Unanswered[], asked: number): Problem[] {
  const away = unanswered.filter(({ failure }) => failure.kind === 'unreachable');
  const others = unanswered.filter(({ failure }) => failure.kind !== 'unreachable').map((one) => describeOne(one));
  const hosts = groupBy(away, ({ failure }) => failure.host);
  if (away.length === asked && hosts.size > 0) {
    const details = [...hosts.values()].map(([first]) => first.failure.what).join('; ');
    return [
      {
        what: `no registry can be reached: ${details}`,
        why: withoutNetwork,
        fix: away.find(({ failure }) => failure.fix !== undefined)?.failure.fix ?? towardsNetwork,
      },
    ];
  }
  const groups = [...hosts.values()].map((group): Problem => {
    const [first] = group;
    const names = `${first.name}${group.length > 1 ? ` and ${String(group.length - 1)} more` : ''}`;
    return { what: `${names}: ${first.failure.what}`, ...placesOf(group), fix: first.failure.fix ?? towardsNetwork };
  });
  return [...groups, ...others];
}

function describeOne(one: Unanswered): Problem {
  const { name, tag, failure } = one;
  const near = failure.tags === undefined ? [] : nearestTags(tag, failure.tags);
  const fix = near.length > 0 ? `name a tag that exists, e.g. ${near.join(', ')}` : failure.fix;
  return {
    what: `${name}: ${failure.what}`,
    ...placesOf([one]),
    ...(failure.why === undefined ? {} : { why: failure.why }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function placesOf(group: readonly Unanswered[]): { where?: string } {
  const places = [...new Set(group.flatMap((one) => one.places))];
  if (places.length === 0) return {};
  return {
    where: listSome(places, 3),
  };
}
