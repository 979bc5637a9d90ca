import type { BundleChange, BundleDiff, VoidAnswer } from '../../model/handover/bundle-diff.ts';
import { type BundleFile, bundleNames } from '../../model/handover/bundle.ts';
import { type HandoverFact, type HandoverFactName, handoverFactNames } from '../../model/handover/facts.ts';
import type { HandoverSummary, SignedAnswer } from '../../model/handover/summary.ts';

type Comparable = Pick<HandoverSummary, 'project' | 'tag' | 'image' | 'facts' | 'answers'>;

/**
 * Says what differs between two bundles, and which answers that people gave to the older do not hold for the newer: those that rest on
 * something that changed, and, where they name nothing that they rest on, all of them once anything of the image changed.
 */
export function compareBundles(older: Comparable, newer: Comparable): BundleDiff {
  const changed = handoverFactNames.filter((name) => older.facts[name].digest !== newer.facts[name].digest);
  const sameImage = older.image.configDigest === newer.image.configDigest && older.image.configDigest !== '';
  const now = new Map(newer.answers.map((answer) => [answer.key, answer.text]));
  const before = new Map(older.answers.map((answer) => [answer.key, answer.text]));
  return {
    older: nameOf(older),
    newer: nameOf(newer),
    sameImage,
    changes: changed.map((name) => describeChange(name, older.facts[name], newer.facts[name])),
    void: older.answers.flatMap((answer) => judgeAnswer(answer, changed, sameImage)),
    answered: [...now.keys()].filter((key) => before.get(key) !== now.get(key)),
  };
}

/** Files that say when and under which tag a bundle was packed, or follow from the others. */
const ofPacking: ReadonlySet<string> = new Set<string>([
  bundleNames.sums,
  bundleNames.summary,
  bundleNames.page,
  bundleNames.verify,
  bundleNames.digests,
  bundleNames.draft,
]);

/**
 * Files of two bundles that differ or that only one has, sorted. A summary may say of them what is not so: it is a file like the others,
 * and whoever packs a bundle again can write anything into it.
 */
export function compareFiles(older: readonly BundleFile[], newer: readonly BundleFile[]): readonly string[] {
  const [before, after] = [older, newer].map((files) => new Map(files.map(({ path, sha256 }) => [path, sha256])));
  const names = new Set([...older, ...newer].map(({ path }) => path));
  return [...names].filter((name) => !ofPacking.has(name) && before?.get(name) !== after?.get(name)).toSorted();
}

/** Files of a bundle that are not what its own summary makes of them, sorted. `made`: SHA-256 of what it makes, by name. */
export function findForeign(files: readonly BundleFile[], made: ReadonlyMap<string, string>): readonly string[] {
  const found = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  return [...made].flatMap(([name, sha256]) => (found.get(name) === sha256 ? [] : [name])).toSorted();
}

/** Whether two bundles say the same of the same image. */
export function isUnchanged({ sameImage, changes, void: ended, answered }: BundleDiff): boolean {
  return sameImage && changes.length === 0 && ended.length === 0 && answered.length === 0;
}

function nameOf({ project, tag }: Comparable): string {
  return `${project.name} ${tag}`;
}

function describeChange(fact: HandoverFactName, older: HandoverFact, newer: HandoverFact): BundleChange {
  const [before, after] = [new Set(older.entries), new Set(newer.entries)];
  return {
    fact,
    added: newer.entries.filter((entry) => !before.has(entry)),
    removed: older.entries.filter((entry) => !after.has(entry)),
  };
}

function judgeAnswer(
  { key, question, who, text, restsOn }: SignedAnswer,
  changed: readonly HandoverFactName[],
  sameImage: boolean,
): readonly VoidAnswer[] {
  const because =
    restsOn.length === 0
      ? sameImage
        ? changed
        : (['image', ...changed] as const)
      : restsOn.filter((name) => changed.includes(name));
  return because.length === 0 ? [] : [{ key, question, who, text, because }];
}
