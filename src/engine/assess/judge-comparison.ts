import type { ScanReport, ScannedPackage } from '../../model/handover/scan-report.ts';

/** Whether two reports may be compared at all. */
export interface Comparability {
  /** What contradicts that the one is the base of the other, scanned in the same way: nothing can be said. */
  readonly obstacles: readonly string[];
  /** What the reports do not show: what is seen to be worse is worse, but nothing is seen to be no worse. */
  readonly gaps: readonly string[];
}

/** Trivy's database is renewed every six hours; a pipeline that scans both images takes minutes. */
const mostHoursApart = 24;

/**
 * Looks for what speaks against comparing the report of an image with that of its base. A report does not name its database, but the
 * same package must have the same vulnerabilities in both. `hoursApart`: absent where a report does not say when it was made. `doubts`: what is known beside them.
 */
export function judgeComparison(
  image: ScanReport,
  base: ScanReport,
  { hoursApart, doubts = [] }: { readonly hoursApart?: number; readonly doubts?: readonly string[] },
): Comparability {
  const contradiction = findContradiction(image, base);
  const foreign = base.layers.some((layer, index) => image.layers[index] !== layer);
  return {
    obstacles: [
      ...(isSameImage(image, base) ? ['the report on the base is of the image itself'] : []),
      ...doubts,
      ...(foreign && image.layers.length > 0
        ? ['the image is not made on this base: its lowest layers are others']
        : []),
      ...(image.scanner === base.scanner
        ? []
        : [
            `different versions of Trivy made the reports (${image.scanner || 'not said'} and ${base.scanner || 'not said'})`,
          ]),
      ...(hoursApart !== undefined && hoursApart > mostHoursApart
        ? [`the reports were made ${describeSpan(hoursApart)} apart, so with different databases: scan both in one run`]
        : []),
      ...describeLostSystem(image, base),
      ...(contradiction === undefined ? [] : [contradiction]),
    ],
    gaps: [
      ...(image.layers.length > 0 && base.layers.length > 0
        ? []
        : [
            'a report does not list the layers of its image, so that nothing shows that the one is the base of the other',
          ]),
      ...(hoursApart === undefined ? ['a report does not say when it was made'] : []),
      ...(image.packages.length > 0 && base.packages.length > 0
        ? []
        : ['a report lists no packages (--list-all-pkgs), so that nothing shows what was looked at']),
    ],
  };
}

/** Whether both reports are of one image: beside itself nothing is worse. */
export function isSameImage(image: ScanReport, base: ScanReport): boolean {
  return image.imageId !== '' && image.imageId === base.imageId;
}

function describeSpan(hours: number): string {
  return hours < 48 ? `${String(Math.round(hours))} hours` : `${String(Math.round(hours / 24))} days`;
}

/** The list of the system's packages can be deleted, or the system's name: what is not found then is not fixed. */
function describeLostSystem(image: ScanReport, base: ScanReport): readonly string[] {
  if (base.system.family === '') return [];
  if (image.system.family !== base.system.family)
    return [
      `the base is ${base.system.family}, the image ${image.system.family || 'no system that the scanner knows'}: what became of the packages of the base was not looked at`,
    ];
  return listsSystem(base) && image.packages.length > 0 && !listsSystem(image)
    ? [
        `the image has no list of its ${image.system.family} packages any more: what became of those of the base was not looked at`,
      ]
    : [];
}

function listsSystem({ packages, system }: ScanReport): boolean {
  return packages.some(({ type }) => type === system.family);
}

/** The first package that both images have, unchanged, and of which the reports say different things. */
function findContradiction(image: ScanReport, base: ScanReport): string | undefined {
  const [ours, theirs] = [gather(image), gather(base)];
  for (const [key, { found, label }] of theirs) {
    const other = ours.get(key);
    if (other === undefined) continue;
    const differing =
      [...found].find(([id, said]) => other.found.get(id) !== said)?.[0] ??
      [...other.found.keys()].find((id) => !found.has(id));
    if (differing === undefined) continue;
    return `the reports disagree about ${differing} in ${label}, which both images have: they were made with different databases, or one leaves findings out`;
  }
  return undefined;
}

interface Seen {
  readonly label: string;
  /** How severe it is and what fixes it, by id. */
  readonly found: Map<string, string>;
}

/** What a report says of each package. With no list of packages, only those with findings are known to have been looked at. */
function gather(report: ScanReport): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  const add = (found: ScannedPackage): Seen => {
    const release = found.path === '' ? report.system.name : '';
    const key = JSON.stringify([found.type, found.name, found.version, found.path, release]);
    const entry = seen.get(key) ?? { label: `${found.name} ${found.version}`, found: new Map<string, string>() };
    seen.set(key, entry);
    return entry;
  };
  for (const found of report.packages) add(found);
  for (const found of report.findings) add(found).found.set(found.id, `${found.severity} ${found.fixedVersion}`);
  return seen;
}
