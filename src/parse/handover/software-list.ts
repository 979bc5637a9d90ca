import { UserError } from '../../model/errors.ts';
import { parseJson } from '../text/parse-json.ts';
import { isRecord, toRecord, toRecords, toText } from '../../shared/json-shapes.ts';

/** What is in an image, as its list of contents (SBOM) says. */
export interface SoftwareList {
  /** Digest of the image's configuration; empty where the list does not say. */
  readonly imageId: string;
  /** `deb debian/openssl 3.0.2-1`, sorted. */
  readonly packages: readonly string[];
  /** Package URLs without qualifiers. */
  readonly addresses: readonly string[];
  /** How many of its entries have a version, and how many a hash of their content. */
  readonly versions: number;
  readonly hashes: number;
}

const advice = {
  why: 'Without it nobody can say what is in the image, nor compare the next version with it.',
  fix: 'make it from the report: trivy convert --format cyclonedx --output reports/sbom.cdx.json reports/trivy-image.json',
};

/** Reads a CycloneDX list in JSON, as Trivy writes it. Throws a UserError where it is none. */
export function parseSoftwareList(text: string, where: string): SoftwareList {
  const list = parseJson(text, where, advice);
  if (!isRecord(list) || list['bomFormat'] !== 'CycloneDX')
    throw new UserError({ where, what: 'is not a list of contents in CycloneDX JSON', ...advice });
  const subject = toRecord(toRecord(list['metadata'])['component']);
  const imageId = toRecords(subject['properties']).find(({ name }) => name === 'aquasecurity:trivy:ImageID');
  const components = toRecords(list['components']).flatMap((component) => {
    const [name, version] = [toText(component['name']), toText(component['version'])];
    const kind = /^pkg:([^/]+)\//.exec(toText(component['purl']))?.[1] ?? toText(component['type']);
    const group = toText(component['group']);
    const words = `${kind} ${group === '' ? '' : `${group}/`}${name} ${version}`.trim();
    const found = { hasVersion: version !== '', hasHash: toRecords(component['hashes']).length > 0 };
    return name === '' ? [] : [[words, found] as const];
  });
  const packages = new Map(components);
  return {
    imageId: toText(imageId?.['value']),
    packages: [...packages.keys()].toSorted(),
    addresses: toRecords(list['components']).map(({ purl }) => plainAddress(toText(purl))),
    versions: [...packages.values()].filter(({ hasVersion }) => hasVersion).length,
    hashes: [...packages.values()].filter(({ hasHash }) => hasHash).length,
  };
}

/** A package URL without its qualifiers: architecture and epoch, say, which not every writer gives. */
export function plainAddress(purl: string): string {
  return purl.split(/[?#]/, 1)[0] ?? '';
}
