import type { ScanReport, ScannedFinding } from '../../model/handover/scan-report.ts';
import { foldName } from '../../shared/fold-name.ts';

/** A finding of the image with the one of the base that it is, or that it came from. */
export interface InheritedFinding {
  readonly image: ScannedFinding;
  readonly base: ScannedFinding;
}

/** The findings of an image beside those of its base. Each stands in exactly one list. */
export interface PairedFindings {
  readonly added: readonly ScannedFinding[];
  readonly inherited: readonly InheritedFinding[];
  readonly fixed: readonly ScannedFinding[];
  /** Those of `added` that the base's report lists as well, though the image's says that a layer brought the package which the base does not have. */
  readonly contradicted: ReadonlySet<ScannedFinding>;
}

type KeyOf = (finding: ScannedFinding) => string;

/**
 * From the very same package to one that took its place: in another version, at another path (a stage's environment copied in), by
 * another installer (conda, then pip). One of the base is used once, so that a second copy of a package counts as added.
 */
const keys: readonly KeyOf[] = [
  ({ id, type, name, path, version }) => JSON.stringify([id, type, name, path, version]),
  ({ id, type, name, path }) => JSON.stringify([id, type, name, path]),
  ({ id, type, name }) => JSON.stringify([id, type, name]),
  ({ id, name }) => JSON.stringify([id, plainName(name)]),
];

/** Pairs the findings by id and package. Linear in their number. */
export function pairFindings(image: ScanReport, base: ScanReport): PairedFindings {
  let [ours, theirs] = [image.findings, base.findings];
  const inherited: InheritedFinding[] = [];
  const present = new Set(
    image.packages.map(({ type, name, path, version }) => JSON.stringify([type, name, path, version])),
  );
  const isGone = ({ type, name, path, version }: ScannedFinding): boolean =>
    !present.has(JSON.stringify([type, name, path, version]));
  const names = new Set(image.packages.map(({ name }) => plainName(name)));
  // Renamed: the base's package is gone under any name that we know, and the same vulnerability is in another.
  const isRenamed = ({ name }: ScannedFinding): boolean => names.size > 0 && !names.has(plainName(name));
  const rounds: readonly (readonly [KeyOf, (finding: ScannedFinding) => boolean])[] = [
    ...keys.map((key, index) => [key, index === 0 ? always : isGone] as const),
    [({ id, type }) => JSON.stringify([id, type]), isRenamed],
  ];
  for (const [key, may] of rounds) {
    const round = pairBy(key, ours, theirs, may);
    inherited.push(...round.pairs);
    [ours, theirs] = [round.ours, round.theirs];
  }
  const isOwn = judgeLayers(image, base);
  const contradicted = new Set(
    inherited.filter((pair) => isSamePackage(pair) && isOwn(pair.image)).map((pair) => pair.image),
  );
  return {
    added: [...ours, ...contradicted],
    inherited: inherited.filter((pair) => !contradicted.has(pair.image)),
    fixed: theirs,
    contradicted,
  };
}

/** Trivy names the lowest layer that has a package as it is: what the base has, and nobody changed, came with one of the base's. */
function isSamePackage({ image, base }: InheritedFinding): boolean {
  return (
    image.name === base.name && image.version === base.version && image.path === base.path && image.type === base.type
  );
}

/** Whether a layer that the base does not have brought it; no where a report does not list its layers. */
function judgeLayers(image: ScanReport, base: ScanReport): (finding: ScannedFinding) => boolean {
  const theirs = new Set(base.layers);
  return ({ layer }) => layer !== '' && image.layers.length > 0 && theirs.size > 0 && !theirs.has(layer);
}

const always = (): boolean => true;

/** Distributions write `python3-requests` for what pip calls `requests`. */
export function plainName(name: string): string {
  return foldName(name.toLowerCase().replace(/^(?:python3?|py3|r-cran|r)-/, ''));
}

function pairBy(
  key: KeyOf,
  ours: readonly ScannedFinding[],
  theirs: readonly ScannedFinding[],
  may: (base: ScannedFinding) => boolean,
): {
  readonly pairs: readonly InheritedFinding[];
  readonly ours: readonly ScannedFinding[];
  readonly theirs: readonly ScannedFinding[];
} {
  const waiting = new Map<string, ScannedFinding[]>();
  for (const finding of theirs) {
    if (!may(finding)) continue;
    const own = waiting.get(key(finding));
    if (own === undefined) waiting.set(key(finding), [finding]);
    else own.push(finding);
  }
  for (const own of waiting.values()) own.reverse();
  const pairs: InheritedFinding[] = [];
  const left = ours.filter((image) => {
    const base = waiting.get(key(image))?.pop();
    if (base !== undefined) pairs.push({ image, base });
    return base === undefined;
  });
  const used = new Set(pairs.map(({ base }) => base));
  return { pairs, ours: left, theirs: theirs.filter((finding) => !used.has(finding)) };
}
