import type { Standing } from '../rehearsal/rehearsal-entries.ts';
import type { Problem } from '../../model/errors.ts';
import { isSameImage } from '../assess/judge-comparison.ts';
import type { ScanReport } from '../../model/handover/scan-report.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import { findForeignBase } from './find-foreign-base.ts';
import { judgeTimes, type ScanTimes } from './judge-times.ts';
import { countOf } from '../../shared/count-of.ts';
import { listSome } from '../../shared/list-some.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** What there is to hand over. Absent: it was not there. */
export interface HandoverParts {
  /** Where the reports are looked for, as a person can type it. */
  readonly reports: string;
  readonly report?: ScanReport;
  readonly baseReport?: ScanReport;
  /** When they were made. */
  readonly times?: ScanTimes;
  readonly baseTimes?: ScanTimes;
  /** Full name of the base, as the Dockerfile has it; empty where that is not known. */
  readonly baseReference: string;
  readonly softwareImage?: string;
  readonly evidence?: RehearsalEvidence | 'unreadable';
  /** Whether the record speaks for the project as it is, and whose it is. */
  readonly standing?: Standing;
  readonly checklist?: string;
  /** Numbers of the questions that it has no row for. */
  readonly missingRows: readonly number[];
  /** It says what rules and the last rehearsal say now. */
  readonly isCurrent: boolean;
  /** Digest of the configuration that the pushed manifest names. */
  readonly pushed?: string;
  /** The same of the image that travels along. */
  readonly archived?: string;
  /** Models that the project lists and that nobody has fetched. */
  readonly unfetched: readonly string[];
  /** A tag was named; else the bundle is called by the image that was scanned. */
  readonly isTagged: boolean;
}

/** Everything that is missing, stale or not of the image that was scanned, each with the command that fixes it. */
export function judgeHandover(parts: HandoverParts): readonly Problem[] {
  const { report, reports, isTagged } = parts;
  return [
    ...(isTagged || report !== undefined
      ? []
      : [
          {
            where: '--tag',
            what: 'no tag is named, nor was an image scanned',
            fix: 'name the tag that was pushed, e.g. --tag 1.0',
          },
        ]),
    ...judgeScans(parts),
    ...judgeSoftware(parts),
    ...judgeRehearsal(parts),
    ...judgeChecklist(parts),
    ...judgeOther(parts.pushed, report, {
      what: 'the manifest that was pushed is of another image than the one that was scanned',
      where: `${reports}/manifest.json`,
      fix: 'push the image that was scanned, and fetch its manifest again: skopeo inspect --raw docker://IMAGE',
    }),
    ...judgeOther(parts.archived, report, {
      what: 'the archive holds another image than the one that was scanned',
      where: '--image-archive',
      fix: 'save the image that was scanned: podman save --format docker-archive --output image.tar IMAGE',
    }),
    ...parts.unfetched.map((name) => ({
      what: `the model ${name} was not fetched, so that its files are not known`,
      where: 'models/models.json',
      fix: 'on a machine with a network: python3 models/fetch_models.py (a program of the project: where somebody else made the project, read the program before you run it)',
    })),
  ];
}

function judgeScans({
  report,
  baseReport,
  reports,
  times = {},
  baseTimes = {},
  baseReference,
}: HandoverParts): readonly Problem[] {
  const scan = (image: string, file: string): string =>
    `trivy image --scanners vuln,secret --list-all-pkgs --format json --output ${shellWord(`${reports}/${file}`)} ${image}`;
  const image = { where: `${reports}/trivy-image.json`, fix: scan('IMAGE', 'trivy-image.json') };
  const base = {
    where: `${reports}/trivy-base.json`,
    fix: scan(baseReference.includes('@') ? baseReference : 'BASE@sha256:DIGEST', 'trivy-base.json'),
  };
  const foreign =
    baseReport === undefined || baseReference === '' ? undefined : findForeignBase(baseReport, baseReference);
  const [age, baseAge] = [judgeTimes(times), judgeTimes(baseTimes)];
  return [
    ...(report === undefined ? [{ what: 'the image was not scanned', ...image }] : []),
    ...(report?.imageId === '' ? [{ what: 'the report does not say which image it is about', ...image }] : []),
    ...(baseReport === undefined
      ? [{ what: 'the base was not scanned, so that nobody can say what the image adds', ...base }]
      : []),
    ...(baseReport !== undefined && report !== undefined && isSameImage(report, baseReport)
      ? [{ what: 'the report on the base is of the image itself', ...base }]
      : []),
    ...(foreign === undefined ? [] : [{ what: foreign, ...base }]),
    ...(age === undefined ? [] : [{ what: `the scan of the image ${age}`, ...image }]),
    ...(baseAge === undefined ? [] : [{ what: `the scan of the base ${baseAge}`, ...base }]),
  ];
}

function judgeSoftware({ softwareImage, report, reports }: HandoverParts): readonly Problem[] {
  const place = {
    where: `${reports}/sbom.cdx.json`,
    fix: `trivy convert --format cyclonedx --output ${shellWord(`${reports}/sbom.cdx.json`)} ${shellWord(`${reports}/trivy-image.json`)}`,
  };
  if (softwareImage === undefined) return [{ what: 'there is no list of what is in the image', ...place }];
  return judgeOther(softwareImage, report, {
    what: 'the list of contents is of another image than the one that was scanned',
    ...place,
  });
}

function judgeRehearsal({ evidence, standing, report }: HandoverParts): readonly Problem[] {
  const place = {
    where: 'rehearsal/evidence.json',
    fix: 'rehearse the image that was scanned: tre-container rehearse --image IMAGE',
  };
  if (evidence === undefined) return [{ what: 'the image was not rehearsed', ...place }];
  if (evidence === 'unreadable') return [{ what: 'the record of the rehearsal cannot be read', ...place }];
  return [
    ...(standing?.stale ?? []).map((reason) => ({ what: `the rehearsal is out of date: ${reason}`, ...place })),
    ...(standing?.origin === 'elsewhere'
      ? [
          {
            what: `the rehearsal was recorded elsewhere, on ${evidence.date.slice(0, 10)}, and proves nothing here`,
            ...place,
          },
        ]
      : []),
    ...judgeOther(evidence.image.id, report, {
      what: 'another image was rehearsed than the one that was scanned',
      ...place,
    }),
  ];
}

function judgeChecklist({ checklist, missingRows, isCurrent }: HandoverParts): readonly Problem[] {
  if (checklist === undefined)
    return [
      {
        what: 'there is no checklist',
        where: 'CHECKLIST.md',
        fix: 'take it back from your version control, or make the project anew: tre-container create .',
      },
    ];
  const isOpen = /^(?:<{7}|>{7}) /m.test(checklist);
  const where = 'CHECKLIST.md';
  if (isOpen)
    return [
      {
        what: 'the checklist holds both sides of a merge',
        where,
        fix: 'choose one side of each, and take the markers out',
      },
    ];
  if (missingRows.length > 0)
    return [
      {
        what: `the checklist is not whole: it has no row for ${countOf(missingRows.length, 'question')} (${listSome(missingRows.map(String), 10)})`,
        where,
        fix: 'take it back from your version control; or keep a copy of what people wrote, delete it, and have it written anew: tre-container upgrade --restore CHECKLIST.md',
      },
    ];
  return isCurrent
    ? []
    : [
        {
          what: 'the checklist does not say what the files and the rehearsal say now',
          where,
          fix: 'tre-container check --checklist',
        },
      ];
}

function judgeOther(digest: string | undefined, report: ScanReport | undefined, problem: Problem): readonly Problem[] {
  return digest !== undefined && report !== undefined && plainDigest(digest) !== plainDigest(report.imageId)
    ? [problem]
    : [];
}

function plainDigest(digest: string): string {
  return digest.replace(/^sha256:/, '');
}
