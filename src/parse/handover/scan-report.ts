import { UserError } from '../../model/errors.ts';
import {
  type ImageConfiguration,
  type ScanReport,
  type ScannedFinding,
  type ScannedPackage,
  type ScannedSecret,
  type Severity,
  severities,
} from '../../model/handover/scan-report.ts';
import { parseJson } from '../text/parse-json.ts';
import { type JsonRecord, isRecord, toRecord, toRecords, toText, toTexts } from '../../shared/json-shapes.ts';

const advice = {
  why: 'Only a whole report can be compared: what is missing in it would look fixed.',
  fix: 'make it again: trivy image --scanners vuln --list-all-pkgs --format json --output FILE IMAGE',
};

/**
 * Reads a report that Trivy wrote with `--format json`. Throws a UserError where it is no JSON, or no report of Trivy on an image.
 * Source of the shape: https://trivy.dev/docs/latest/configuration/reporting/#json, version 2.
 */
export function parseScanReport(text: string, where: string): ScanReport {
  const report = parseJson(text, where, advice);
  if (!isRecord(report) || report['SchemaVersion'] !== 2)
    throw new UserError({ where, what: 'is not a report of Trivy in JSON (SchemaVersion 2)', ...advice });
  const kind = toText(report['ArtifactType']);
  if (kind !== '' && kind !== 'container_image')
    throw new UserError({ where, what: `is a report on a ${kind}, not on a container image`, ...advice });
  const metadata = toRecord(report['Metadata']);
  const configuration = toRecord(metadata['ImageConfig']);
  const layers = toTexts(metadata['DiffIDs']);
  const system = toRecord(metadata['OS']);
  refuseAmbiguous(report, text, where);
  const results = toRecords(report['Results']);
  const packages = results.flatMap(readPackages);
  const findings = results.flatMap(readFindings);
  return {
    artifact: toText(report['ArtifactName']),
    imageId: toText(metadata['ImageID']),
    references: toTexts(metadata['RepoTags']),
    repositoryDigests: toTexts(metadata['RepoDigests']),
    layers,
    steps: readSteps(configuration, layers.length),
    system: { family: toText(system['Family']), name: toText(system['Name']), ended: system['EOSL'] === true },
    configuration: readConfiguration(toRecord(configuration['config'])),
    size: typeof metadata['Size'] === 'number' ? metadata['Size'] : 0,
    scanner: toText(toRecord(report['Trivy'])['Version']),
    createdAt: toText(report['CreatedAt']),
    imageCreatedAt: toText(configuration['created']),
    packages,
    findings,
    secrets: results.flatMap(readSecrets),
  };
}

function readConfiguration(config: JsonRecord): ImageConfiguration {
  return {
    entrypoint: toTexts(config['Entrypoint']),
    command: toTexts(config['Cmd']),
    workdir: toText(config['WorkingDir']),
    user: toText(config['User']),
    ports: Object.keys(toRecord(config['ExposedPorts'])).toSorted(),
    labels: Object.fromEntries(
      Object.entries(toRecord(config['Labels'])).map(([name, value]) => [name, toText(value)]),
    ),
    environment: toTexts(config['Env']).toSorted(),
  };
}

function readPackages(result: JsonRecord): ScannedPackage[] {
  const type = toText(result['Type']);
  return toRecords(result['Packages']).map((found) => ({
    type,
    name: toText(found['Name']),
    version: fullVersion(found),
    path: toText(found['FilePath']),
    purl: toText(toRecord(found['Identifier'])['PURL']),
  }));
}

/** As Trivy prints the version of a package beside its vulnerabilities: epoch, version and release. */
function fullVersion(found: JsonRecord): string {
  const epoch = typeof found['Epoch'] === 'number' && found['Epoch'] > 0 ? `${String(found['Epoch'])}:` : '';
  const release = toText(found['Release']);
  return `${epoch}${toText(found['Version'])}${release === '' ? '' : `-${release}`}`;
}

function readFindings(result: JsonRecord): ScannedFinding[] {
  const type = toText(result['Type']);
  const shown = toRecords(result['Vulnerabilities']).map((found) => readFinding(found, type));
  const leftOut = toRecords(result['ExperimentalModifiedFindings'])
    .filter((changed) => toText(changed['Type']) === 'vulnerability')
    .map((changed) => ({ ...readFinding(toRecord(changed['Finding']), type), leftOut: toText(changed['Statement']) }));
  return [...shown, ...leftOut].filter(({ id }) => id !== '');
}

const told = ['Results', 'Packages', 'Vulnerabilities', 'VulnerabilityID', 'ExperimentalModifiedFindings', 'Secrets'];

/**
 * A key in another spelling is one that Trivy's own programs read and JSON does not, of a key that stands twice each reader takes another, and a
 * vulnerability without an id is paired with nothing. Throws a UserError where there is one.
 */
function refuseAmbiguous(report: JsonRecord, text: string, where: string): void {
  const results = toRecords(report['Results']);
  const findings = results.flatMap((result) => toRecords(result['Vulnerabilities']));
  const keys = new Set([report, ...results, ...findings].flatMap((record) => Object.keys(record)));
  const odd = [...keys].find((key) => told.some((name) => key !== name && key.toLowerCase() === name.toLowerCase()));
  if (odd !== undefined)
    throw new UserError({
      where,
      what: `has the key ${JSON.stringify(odd)}, which is not how Trivy spells it`,
      ...advice,
    });
  if (findings.some((found) => toText(found['VulnerabilityID']) === ''))
    throw new UserError({ where, what: 'has a vulnerability without an id', ...advice });
  const stands = text.match(/[{,]\s*"Vulnerabilities"\s*:/g)?.length ?? 0;
  if (stands !== results.filter((result) => Object.hasOwn(result, 'Vulnerabilities')).length)
    throw new UserError({ where, what: 'has the key "Vulnerabilities" twice, or where Trivy has none', ...advice });
}

function readFinding(found: JsonRecord, type: string): ScannedFinding {
  return {
    id: toText(found['VulnerabilityID']),
    type,
    name: toText(found['PkgName']),
    version: toText(found['InstalledVersion']),
    path: toText(found['PkgPath']),
    purl: toText(toRecord(found['PkgIdentifier'])['PURL']),
    severity: readSeverity(found),
    fixedVersion: toText(found['FixedVersion']),
    title: toText(found['Title']),
    layer: toText(toRecord(found['Layer'])['DiffID']),
  };
}

function readSecrets(result: JsonRecord): ScannedSecret[] {
  const target = toText(result['Target']);
  return toRecords(result['Secrets']).map((found) => ({
    rule: toText(found['RuleID']) || toText(found['Title']) || 'a rule without a name',
    place: typeof found['StartLine'] === 'number' ? `${target}:${String(found['StartLine'])}` : target,
    severity: readSeverity(found),
  }));
}

function readSeverity(found: JsonRecord): Severity {
  const severity = toText(found['Severity']).toUpperCase();
  return severities.find((known) => known === severity) ?? ('UNKNOWN' satisfies Severity);
}

/** What made each layer. Nothing where the history and the layers do not go together. */
function readSteps(configuration: JsonRecord, count: number): readonly string[] {
  const steps = toRecords(configuration['history'])
    .filter((step) => step['empty_layer'] !== true)
    .map((step) => toText(step['created_by']));
  return steps.length === count ? steps : [];
}
