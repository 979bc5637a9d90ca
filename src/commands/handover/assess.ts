import { assess } from '../../engine/assess/assess.ts';
import { selectStatements } from '../../engine/assess/select-statements.ts';
import { emptyVex, takeOverIgnored } from '../../engine/assess/take-over-ignored.ts';
import { hoursApart } from '../../io/handover/hours-apart.ts';
import { runTrivy } from '../../io/handover/run-trivy.ts';
import { writeNamedFile } from '../../io/handover/write-named-file.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { Assessment } from '../../model/handover/assessment.ts';
import type { ScanReport } from '../../model/handover/scan-report.ts';
import { parseExploitedList } from '../../parse/handover/exploited-list.ts';
import { parseIgnoreFile } from '../../parse/handover/ignore-file.ts';
import { acceptanceKey, parseOpenVex, type VexDocument } from '../../parse/handover/open-vex.ts';
import { parseScanReport } from '../../parse/handover/scan-report.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { formatAssessmentJson } from '../../report/handover/assessment-json.ts';
import { formatAssessmentMarkdown } from '../../report/handover/assessment-markdown.ts';
import { formatAssessmentSarif } from '../../report/handover/assessment-sarif.ts';
import { formatAssessmentText } from '../../report/handover/assessment-text.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import type { assessDefinition, AssessInvocation } from './assess-definition.ts';
import { listSome } from '../../shared/list-some.ts';
import { findBaseReference, type NamedBase } from './base-reference.ts';
import { mostBytes } from './read-handover-reports.ts';

/** What an assessment came to, and what was written of acceptances. */
interface Assessed {
  /** With `--print-base`: nothing else was looked at. */
  readonly base?: NamedBase;
  /** Absent: there is no report on the image, and none was needed. */
  readonly assessment?: Assessment;
  readonly written?: WrittenVex;
}

/** A file of acceptances that was written, with numbers of statements: in it, taken over from an older file, left out since nobody's name stands in them or they have ended. */
interface WrittenVex {
  readonly file: string;
  readonly statements: number;
  readonly takenOver: number;
  readonly notHeld: number;
}

/** Compares an image with its base. Exit code 1 with `--fail-on worse`: something was added, or nothing was compared. */
export const assessCommand: CommandCode<typeof assessDefinition, Assessed> = {
  run: async (invocation, environment) => {
    const { flags } = invocation;
    if (flags['print-base'] === true) {
      refuseOthers(flags);
      return { base: await findBaseReference(invocation.targets[0] ?? '.', environment) };
    }
    const image = await openReport('image', fileOf(invocation, 'report'), flags['image'], environment);
    const base = await openReport('base-image', fileOf(invocation, 'base-report'), flags['base-image'], environment);
    const vex = await openNamed(fileOf(invocation, 'vex'), parseOpenVex, environment);
    const exploited = await openNamed(fileOf(invocation, 'kev'), parseExploitedList, environment);
    if (image === undefined && flags['write-vex'] === undefined && flags['import'] === undefined) {
      throw new UserError({
        what: 'there is no report on the image',
        where: '--report',
        fix: 'trivy image --scanners vuln --list-all-pkgs --format json --output image.json IMAGE, then tre-container assess --report image.json --base-report base.json',
      });
    }
    const now = isoTime(environment.now());
    const vexWritten = await writeVex(invocation, vex, { findings: image?.findings ?? [], now }, environment);
    const written = vexWritten === undefined ? {} : { written: vexWritten };
    if (image === undefined) return written;
    const apart = base === undefined ? undefined : hoursApart(image.createdAt, base.createdAt);
    const assessment = assess({
      image,
      ...(base === undefined ? {} : { base }),
      ...(apart === undefined ? {} : { hoursApart: apart }),
      acceptances: (vex?.statements ?? []).flatMap(({ acceptance }) => acceptance ?? []),
      today: now.slice(0, 10),
      ...(exploited === undefined ? {} : { exploited }),
    });
    return { ...written, assessment };
  },
  print: ({ assessment, written, base }, { flags }, { terminal, version }) => {
    if (base !== undefined) {
      if (base.reference === '')
        tellNote(`${base.file} does not say on which image it is made, so that nothing can be compared with it`, {
          terminal,
        });
      else terminal.out(`${base.reference}\n`);
      return { exitCode: 0 };
    }
    if (written !== undefined) tellNote(describeWritten(written), { terminal });
    if (assessment === undefined) return { exitCode: 0 };
    terminal.out(
      format(assessment, flags['json'] === true ? 'json' : flags['format'], { version, colour: terminal.colour }),
    );
    return { exitCode: flags['fail-on'] === 'worse' && assessment.verdict !== 'noWorse' ? 1 : 0 };
  },
};

/** Nothing is assessed then, and nothing is written. */
function refuseOthers(flags: AssessInvocation['flags']): void {
  const others = Object.entries(flags).filter(
    ([name, value]) => name !== 'print-base' && value !== undefined && value !== false,
  );
  if (others.length === 0) return;
  throw new UserError({
    what: `${listSome(others.map(([name]) => `--${name}`))} ${others.length === 1 ? 'means' : 'mean'} nothing with --print-base, which prints the name of the base and ends`,
    fix: `leave ${others.length === 1 ? 'it' : 'them'} out, or assess without --print-base`,
  });
}

function describeWritten({ file, statements, takenOver, notHeld }: WrittenVex): string {
  const notes = [
    ...(takenOver > 0
      ? [
          `; ${String(takenOver)} taken over: write into each who accepted it and until when; before that it accepts nothing`,
        ]
      : []),
    ...(notHeld > 0
      ? [
          `; ${String(notHeld)} left out, since they have ended or do not say who accepted them, when, until when and why`,
        ]
      : []),
  ];
  return `${file}: ${String(statements)} statements${notes.join('')}.`;
}

function format(
  assessment: Assessment,
  form: string | undefined,
  { version, colour }: { readonly version: string; readonly colour: boolean },
): string {
  switch (form) {
    case 'json':
      return formatAssessmentJson(assessment);
    case 'markdown':
      return formatAssessmentMarkdown(assessment);
    case 'sarif':
      return formatAssessmentSarif(assessment, version);
    default:
      return formatAssessmentText(assessment, colour);
  }
}

/** A report from a file, or made now; nothing where neither is asked for. */
async function openReport(
  flag: 'image' | 'base-image',
  file: string | undefined,
  image: string | undefined,
  environment: Environment,
): Promise<ScanReport | undefined> {
  const fileFlag = flag === 'image' ? '--report' : '--base-report';
  if (file !== undefined && image !== undefined)
    throw new UserError({
      what: `${fileFlag} and --${flag} exclude each other`,
      where: `--${flag}`,
      fix: 'give one of them',
    });
  if (image !== undefined) {
    const reference = parseImageReference(image);
    if ('error' in reference)
      throw new UserError({
        what: `"${image}" is no name of an image: it ${reference.error}`,
        where: `--${flag}`,
        fix: 'write it as for podman pull, e.g. ghcr.io/lung-study/my-image:1.0',
      });
    tellNote(`Scanning ${image} with trivy...`, { terminal: environment.terminal });
    return parseScanReport(await runTrivy(image, mostBytes, () => undefined), image);
  }
  return openNamed(file, parseScanReport, environment);
}

async function openNamed<T>(
  file: string | undefined,
  parse: (contents: string, where: string) => T,
  environment: Environment,
): Promise<T | undefined> {
  return file === undefined
    ? undefined
    : parse(new TextDecoder().decode(await environment.readFile(file, mostBytes)), file);
}

async function writeVex(
  invocation: AssessInvocation,
  vex: VexDocument | undefined,
  { findings, now }: { readonly findings: ScanReport['findings']; readonly now: string },
  environment: Environment,
): Promise<WrittenVex | undefined> {
  const file = fileOf(invocation, 'write-vex');
  const ignored = await openNamed(fileOf(invocation, 'import'), parseIgnoreFile, environment);
  if (file === undefined) {
    if (ignored === undefined) return undefined;
    throw new UserError({
      what: 'there is no file to write what is taken over into',
      where: '--import',
      fix: 'name it: --write-vex FILE',
    });
  }
  if (vex === undefined && ignored === undefined)
    throw new UserError({
      what: 'there is nothing to write',
      where: '--write-vex',
      fix: 'name the file with the acceptances: --vex FILE',
    });
  const known = vex?.statements ?? [];
  // What is taken over is for a person to look at: nothing is left out then, not even what has ended.
  const kept =
    ignored === undefined
      ? selectStatements(known, findings, now.slice(0, 10))
      : known.map((statement) => statement.source);
  const there = known.flatMap(({ acceptance }) => acceptance ?? []);
  const added = takeOverIgnored(ignored ?? [], there, { key: acceptanceKey, time: now });
  const document = { ...(vex?.source ?? emptyVex(now)), statements: [...kept, ...added] };
  writeNamedFile(environment.cwd, file, `${JSON.stringify(document, null, 2)}\n`);
  return {
    file,
    statements: kept.length + added.length,
    takenOver: added.length,
    notHeld: known.length - kept.length,
  };
}

/** A file that a flag names: relative names start from the folder that the command is about. */
function fileOf(
  { targets: [folder = '.'], flags }: AssessInvocation,
  flag: 'report' | 'base-report' | 'vex' | 'kev' | 'import' | 'write-vex',
): string | undefined {
  const file = flags[flag];
  return file === undefined || folder === '.' || /^(?:\/|[A-Za-z]:)/.test(file) ? file : `${folder}/${file}`;
}
