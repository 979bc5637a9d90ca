import type { ScanReport, ScannedFinding } from '../../model/handover/scan-report.ts';
import { plainName } from './pair-findings.ts';

/** Describes findings in plain sentences, from what both reports list. */
export interface FindingWords {
  added(finding: ScannedFinding): string;
  /** Added, though the base's report lists it too. */
  contradicted(finding: ScannedFinding): string;
  inherited(finding: ScannedFinding, base: ScannedFinding): string;
  fixed(finding: ScannedFinding): string;
  notKnown(finding: ScannedFinding): string;
  /** What made the layer that a finding's package came with; nothing where the report does not say. */
  layerOf(finding: ScannedFinding): string | undefined;
}

/** Prepares the words for the findings of an image and its base. */
export function prepareWords(image: ScanReport, base: ScanReport | undefined): FindingWords {
  const inImage = versionsByName(image);
  const inBase = base === undefined ? new Map<string, ReadonlySet<string>>() : versionsByName(base);
  const places = new Map(image.layers.map((layer, index) => [layer, index]));
  const layerOf = ({ layer }: ScannedFinding): string | undefined => {
    const place = places.get(layer);
    if (place === undefined) return undefined;
    const step = shorten(image.steps[place] ?? '');
    return `layer ${String(place + 1)} of ${String(image.layers.length)}${step === '' ? '' : ` (${step})`}`;
  };
  return {
    added: (finding) => {
      const layer = layerOf(finding);
      const before = [...(inBase.get(plainName(finding.name)) ?? [])];
      const others = before.filter((version) => version !== finding.version);
      const how =
        before.length === 0
          ? 'a package that the base does not have'
          : others.length > 0
            ? `the base has ${list(others)}, without it`
            : 'a second copy of a package of the base';
      return `Added by this image with ${name(finding)}, ${how}${layer === undefined ? '' : `; it came with ${layer}`}. ${describeMend(finding, 'install it')}`;
    },
    contradicted: (finding) =>
      `Added by this image with ${name(finding)}: the report on the base lists it too, and that on this image says that it came with ${layerOf(finding) ?? 'a layer'}, which the base does not have. ${describeMend(finding, 'install it')}`,
    inherited: (finding, from) => `${describeWay(finding, from)} ${describeMend(finding, 'a newer base may have it')}`,
    fixed: (finding) => {
      const now = [...(inImage.get(plainName(finding.name)) ?? [])];
      const what =
        now.length > 0
          ? `this image has ${list(now)}`
          : inImage.size > 0
            ? 'this image no longer has the package'
            : 'it was not found in this image';
      return `The base has it in ${name(finding)}; ${what}.`;
    },
    notKnown: (finding) =>
      `Found in ${name(finding)}; whether the base has it too is not known. ${describeMend(finding, 'install it')}`,
    layerOf,
  };
}

function describeWay(image: ScannedFinding, base: ScannedFinding): string {
  if (plainName(image.name) !== plainName(base.name))
    return `Came with the base in ${name(base)}, whose place ${name(image)} has taken.`;
  if (image.version !== base.version)
    return `Came with the base in ${name(base)}, and is still in ${image.version}, which this image has.`;
  if (image.path !== base.path || image.type !== base.type)
    return `Came with the base in ${name(base)}, which now stands in another place.`;
  return `Came with the base in ${name(image)}.`;
}

function describeMend({ fixedVersion }: ScannedFinding, advice: string): string {
  return fixedVersion === '' ? 'No version fixes it yet.' : `Fixed in ${fixedVersion}: ${advice}.`;
}

const name = ({ name: package_, version }: ScannedFinding): string => `${package_} ${version}`;
const list = (versions: readonly string[]): string =>
  `${versions.slice(0, 3).join(', ')}${versions.length > 3 ? ' and others' : ''}`;

/** A step of the history in one line: what the Dockerfile said, without what builders put before and after. */
function shorten(step: string): string {
  const plain = step
    .replace(/^\/bin\/sh -c (?:#\(nop\) )?/, '')
    .replace(/ # buildkit$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plain.length > 80 ? `${plain.slice(0, 77)}...` : plain;
}

function versionsByName({ packages }: ScanReport): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { name: package_, version } of packages) {
    const own = found.get(plainName(package_)) ?? new Set<string>();
    found.set(plainName(package_), own.add(version));
  }
  return found;
}
