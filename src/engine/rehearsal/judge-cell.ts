import { judgeListing } from './contents/judge-listing.ts';
import { tre } from '../../catalog/tre.ts';
import type { AtlasEntry } from '../../model/atlas/atlas-entry.ts';
import type { CellCase, CellResult, Observation, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { readFailedWithin } from './failures/failed-within.ts';
import { explainEnd, outOfMemory } from './explain-end.ts';
import { explainNetwork } from './explain-network.ts';
import { judgeLeft } from './judge-left.ts';
import { explainServer } from './explain-server.ts';
import { listSome } from '../../shared/list-some.ts';
import { hostFolders, writesCell } from './plan-rehearsal.ts';
import { printSize } from '../../shared/print-size.ts';

/** The verdict on one run, with every requirement that it broke, causes before consequences; the atlas says who looked a name up. */
export function judgeCell(input: CellCase, atlas: readonly AtlasEntry[] = []): CellResult {
  const { cell, subject, observation } = input;
  const network = explainNetwork(observation, atlas, cell.network === 'none');
  const end =
    subject.kind === 'interactive' && observation.startError === undefined ? explainServer(input) : explainEnd(input);
  const findings = [
    // A cause that is also named makes the bare exit code worth no line of its own.
    ...orderCauses([
      ...network,
      ...end.filter(
        ({ requirement }) => network.length === 0 || observation.timedOut || requirement !== 'ends-with-success',
      ),
    ]),
    ...judgeMemory(input, end),
    ...judgeWrites(input),
    ...judgeHost(input),
    ...judgeOutliving(input),
    ...judgeWithin(observation),
    ...judgeData(observation.changedData ?? []),
    ...judgeOutputs(input),
    ...judgeLeft(input),
  ];
  const failed = findings.some(({ level }) => level === 'failure');
  // Nothing can ask a server that has no network: there it only has to stay.
  const unproven =
    subject.kind === 'interactive' &&
    cell.network !== 'none' &&
    (observation.server?.asksForCredential === 'unknown' || observation.server?.otherPorts !== undefined);
  return { cell, verdict: failed ? 'fail' : unproven ? 'unknown' : 'pass', observation, findings };
}

/** Where the program went on without what was ended, its end tells nothing of it. */
function judgeMemory(input: CellCase, end: readonly RunFinding[]): readonly RunFinding[] {
  const found = outOfMemory(input);
  return found === undefined || end.some(({ message }) => message === found.message) ? [] : [found];
}

/** What the user cannot see comes before what the program then did about it. */
function orderCauses(findings: readonly RunFinding[]): readonly RunFinding[] {
  const hidden = findings.filter(({ requirement }) => requirement === 'any-identity');
  return [...hidden, ...findings.filter(({ requirement }) => requirement !== 'any-identity')];
}

/** Files of the container's own layer. A warning: today the TRE still lets a container write there. */
function judgeWrites({ cell, subject, observation }: CellCase): readonly RunFinding[] {
  const own = [
    ...tre.directories,
    '/dev',
    '/proc',
    '/sys',
    '/etc/hosts',
    '/etc/hostname',
    '/etc/resolv.conf',
    '/etc/mtab',
    '/run/secrets',
    '/run/.containerenv',
    ...subject.profile.tmpfs,
    ...subject.profile.ownWrites,
    ...(cell.identity === 'host-user' ? [...hostFolders, '/etc/passwd', '/etc/group'] : []),
  ];
  // Engines change these folders themselves when they make mount points.
  const shared = ['/', '/etc', '/run', '/home', '/var'];
  const outside = (observation.writes ?? []).filter(
    (path) => !shared.includes(path) && !own.some((top) => path === top || path.startsWith(`${top}/`)),
  );
  if (outside.length === 0) return [];
  return [
    {
      requirement: 'writes-to-mounts',
      level: 'warning',
      message: `it writes outside the three directories when it may: ${listSome(outside)}`,
      fix: `send results to /safe_outputs and temporary files to /scratch (TMP, TMPDIR and the caches' own variables)${cell.id === writesCell ? '; with a read-only root file system these writes fail, and under apptainer what goes to /tmp stays on the host' : ''}`,
    },
  ];
}

/** A warning: it runs, and leaves its traces where the caller and others of the machine find them. */
function judgeHost({ observation: { leftOnHost = [] } }: CellCase): readonly RunFinding[] {
  if (leftOnHost.length === 0) return [];
  const unlisted = leftOnHost.filter((path) => hostFolders.includes(path));
  return [
    {
      requirement: 'writes-to-mounts',
      level: 'warning',
      message:
        unlisted.length > 0
          ? `what it left in ${listSome(unlisted)}, which under apptainer is the host's own, could not be listed`
          : `under apptainer it leaves files on the host: ${listSome(leftOnHost)}`,
      fix: "the home directory is the caller's own there, and /tmp and /var/tmp are the host's: send temporary files to /scratch (TMPDIR), and caches and settings to a folder of it by their own variables (XDG_CACHE_HOME, MPLCONFIGDIR, NUMBA_CACHE_DIR, JUPYTER_DATA_DIR ...)",
    },
  ];
}

/** A warning: engines of containers end it with the program, apptainer does not. */
function judgeOutliving({ observation: { outlived = [] } }: CellCase): readonly RunFinding[] {
  if (outlived.length === 0) return [];
  return [
    {
      requirement: 'ends-with-success',
      level: 'warning',
      message: `it ended and left running what it had started: ${listSome(outlived)}. Podman and the GPU cluster end that; under apptainer it goes on, and what it does then nobody saw`,
      fix: 'wait for what it starts (`wait`, subprocess.run, Pool.close and join) before it ends, and leave nothing in the background',
    },
  ];
}

/** A warning: whoever starts several programs and looks at none of their ends has ended well whatever became of them. */
function judgeWithin({ failedWithin = [], log }: Observation): readonly RunFinding[] {
  if (failedWithin.length === 0) return [];
  const [said] = readFailedWithin(log);
  return [
    {
      requirement: 'ends-with-success',
      level: 'warning',
      message: `it ended with exit code 0, and something within it failed: ${listSome(failedWithin)}${said === undefined ? '' : `; it printed: ${said.line}`}`,
      fix: 'let it end with an error where a part of it does: `set -e` in a script of the shell, no `|| true`, check=True of subprocess.run; and print no traceback of what was dealt with',
    },
  ];
}

/** A warning: the TRE gives the data for reading where it can, and a program that changes them where it may has changed them for everybody. */
function judgeData(changed: readonly string[]): readonly RunFinding[] {
  if (changed.length === 0) return [];
  return [
    {
      requirement: 'writes-to-mounts',
      level: 'warning',
      message: changed.includes(tre.data)
        ? 'it may have changed the safe data: something came and went in it, or it could not be listed'
        : `it changes the safe data when it may: ${listSome(changed)}`,
      fix: 'leave /safe_data as it is: copy what must change to /scratch, and send results to /safe_outputs',
    },
  ];
}

function judgeOutputs({ subject, limits, observation, cell }: CellCase): readonly RunFinding[] {
  const files = observation.outputs.filter(({ type }) => type === 'file');
  const findings: RunFinding[] = [];
  if (
    subject.kind === 'batch' &&
    observation.startError === undefined &&
    observation.exitCode === 0 &&
    !observation.timedOut &&
    files.length === 0
  ) {
    findings.push({
      requirement: 'leaves-output',
      level: 'failure',
      message: 'it ended with exit code 0 and left nothing in /safe_outputs',
      fix: 'write the results to /safe_outputs; everything else is gone when the container ends',
    });
  }
  const empty = files.filter(({ size }) => size === 0).map(({ path }) => path);
  if (subject.kind === 'batch' && observation.exitCode === 0 && empty.length > 0)
    findings.push({
      requirement: 'leaves-output',
      level: 'warning',
      message: `it left ${empty.length === files.length ? 'nothing but empty files' : 'empty files'}: ${listSome(empty)}`,
      fix: 'a result of 0 bytes is hardly what was meant: let it fail when it has nothing to say, or write what it found',
    });
  const others = observation.outputs.filter(({ type }) => type === 'link' || type === 'other').map(({ path }) => path);
  if (others.length > 0)
    findings.push({
      requirement: 'leaves-output',
      level: 'warning',
      message: `it left links, pipes or devices in /safe_outputs, which are no results: ${listSome(others)}`,
      fix: 'write or copy the file itself: what a link points to does not leave with it, or is another file there',
    });
  findings.push(...judgeListing(observation.outputs));
  return cell.id === writesCell ? findings : [...findings, ...judgeSizes(files, limits)];
}

/** Of what can be counted: rows of CSV, TSV and JSON lines. */
function judgeSizes(files: Observation['outputs'], limits: CellCase['limits']): readonly RunFinding[] {
  const findings: RunFinding[] = [];
  const large = files
    .filter(({ size }) => size > limits.fileSize)
    .map(({ path, size }) => `${path} (${printSize(size)})`);
  const long = files.filter(({ rows = 0 }) => rows > limits.rows).map(({ path, rows = 0 }) => `${path} (${rows} rows)`);
  if (large.length > 0)
    findings.push({
      requirement: 'fits-limits',
      level: 'warning',
      message: `larger than ${printSize(limits.fileSize)}: ${listSome(large)}`,
      fix: 'outputs are checked by people before they may leave: summarise, or raise --max-file-size if this is agreed',
    });
  if (long.length > 0)
    findings.push({
      requirement: 'fits-limits',
      level: 'warning',
      message: `more than ${limits.rows} rows: ${listSome(long)}`,
      fix: 'outputs with a row for each person cannot leave: aggregate, or raise --max-rows if this is agreed',
    });
  return findings;
}
