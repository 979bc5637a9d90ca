import type { CellCase, Observation, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { explainFolder } from './explain-folder.ts';
import { explainHome } from './explain-home.ts';
import { explainStart } from './explain-start.ts';
import { listSome } from '../../shared/list-some.ts';
import { printSize } from '../../shared/print-size.ts';

type Explain = (input: CellCase) => RunFinding | undefined;

/** Why a run did not end as it should: each cause that its output or its state shows; where none does, the bare fact. */
export function explainEnd(input: CellCase): readonly RunFinding[] {
  const { observation, limits } = input;
  if (observation.startError !== undefined) return [explainStart(input, observation.startError)];
  const causes = [
    outOfMemory,
    missingInput,
    explainHome,
    explainFolder,
    noEntry,
    noSpace,
    readOnly,
    forbidden,
    noTerminal,
    noInput,
  ].flatMap((explain) => explain(input) ?? []);
  if (observation.timedOut) {
    return [
      ...causes,
      {
        requirement: 'ends-with-success',
        level: 'failure',
        message: `it had not ended after ${limits.batchSeconds} s and was stopped${lastWords(observation.log)}`,
        fix: 'a batch job ends by itself; if it is only slow, give the rehearsal smaller input or a longer --time-limit',
      },
    ];
  }
  if (observation.exitCode === 0 && observation.outOfMemory) return [childOutOfMemory(input)];
  // A program may end with 0 and have swallowed what kept it from leaving anything.
  if (observation.exitCode === 0) return observation.outputs.some(({ type }) => type === 'file') ? [] : causes;
  if (causes.length > 0) return causes;
  const missing = missingPackage(input);
  if (missing !== undefined) return [missing];
  if (observation.exitCode === 126 || observation.exitCode === 127) return [explainStart(input, observation.log)];
  return [
    {
      requirement: 'ends-with-success',
      level: 'failure',
      message: `it ended with exit code ${observation.exitCode}${lastWords(observation.log)}`,
      fix: 'run it until it ends with exit code 0 with what lies in rehearsal/safe_data, which stands for /safe_data: made-up input, under the names that it looks for. Where a link of the image leads there (the README.md of an adopted folder names them), under the name behind it: /train leads to /safe_data/train, so that its files lie in rehearsal/safe_data/train',
    },
  ];
}

/** The kernel may end the program, or one that it started, which nobody need have noticed. */
export const outOfMemory: Explain = (input) => {
  const { observation, limits, subject } = input;
  if (!observation.outOfMemory) return undefined;
  if (observation.exitCode === 0 || isServing(subject, observation)) return childOutOfMemory(input);
  return {
    requirement: 'fits-limits',
    level: 'failure',
    message: `it was ended because it used more than ${printSize(limits.memory)} of memory`,
    fix: 'use less, or raise --memory and ask for as much in the TRE',
  };
};

/** It ended with 0: what the engine's kernel killed was a program that it had started, a worker or a child. */
const childOutOfMemory = ({ limits, observation, subject }: CellCase): RunFinding => ({
  requirement: 'fits-limits',
  level: 'failure',
  message: `${isServing(subject, observation) ? '' : 'it ended with exit code 0, and '}a program that it had started was killed because they used more than ${printSize(limits.memory)} of memory together: its results may lack what that one was to do`,
  fix: 'look at the exit code of what it starts (subprocess.run(..., check=True), set -e), and use less, or raise --memory and ask for as much in the TRE',
});

function isServing({ kind }: CellCase['subject'], { server }: Observation): boolean {
  return kind === 'interactive' && server?.endedEarly !== true;
}

const readOnly: Explain = ({ cell, observation }) => {
  const paths = pathsOf(
    observation.log,
    /Read-only file system:? *['"\u2018]([^'"\u2019\n]+)|(?<![^\s'"\u2018\u2019:=(])(\/[^\s'"\u2018\u2019:=(]*)['"\u2019]?:? Read-only file system/g,
  );
  if (!/Read-only file system/i.test(observation.log)) return undefined;
  const intoData = paths.length > 0 && paths.every((path) => path.startsWith('/safe_data'));
  const where = paths.length === 0 ? 'a place that is read-only' : listSome(paths);
  if (intoData && cell.data === 'read-only')
    return {
      requirement: 'writes-to-mounts',
      level: 'failure',
      message: `it writes to ${where}, and /safe_data may be mounted read-only`,
      fix: 'write results to /safe_outputs and everything else to /scratch',
    };
  return {
    requirement: 'writes-to-mounts',
    level: 'failure',
    message: `it writes to ${where}, in the image's own file system`,
    fix: 'write results to /safe_outputs and temporary files to /scratch; caches: set their variable (MPLCONFIGDIR, NUMBA_CACHE_DIR, XDG_CACHE_HOME ...) to a folder of /scratch',
  };
};

const forbidden: Explain = ({ cell, observation }) => {
  const paths = pathsOf(
    observation.log,
    /(?:Permission denied|EACCES)(?:(?!Permission denied|EACCES)[^'"\u2018\n])*['"\u2018](\/[^'"\u2019\n]*)|(?<![^\s'"\u2018\u2019:=(])(\/[^\s'"\u2018\u2019:=(]*)['"\u2019]?:?(?: \[Errno 13\])? Permission denied/g,
  );
  if (paths.length === 0) return undefined;
  return {
    requirement: 'any-identity',
    level: 'failure',
    message: `as ${observation.user ?? cell.identity} it is not allowed to use ${listSome(paths)}${cell.identity === 'root' ? ' (root has no capabilities here, which is stricter than ces-run may be; the GPU cluster drops them too)' : ''}`,
    fix: 'reading: `RUN chmod -R a+rX PATH` in the Dockerfile; writing: only to /safe_outputs and /scratch. Nothing may need a certain user',
  };
};

/** A link of the rehearsal's data that was left out is missing inside. */
const missingInput: Explain = ({ observation, leftOut = [] }) => {
  const missed = leftOut.find(({ path }) => observation.log.includes(`/safe_data/${path}`));
  if (missed === undefined || observation.exitCode === 0) return undefined;
  return {
    requirement: 'ends-with-success',
    level: 'failure',
    message: `it looks for /safe_data/${missed.path}, which is ${missed.is} in the rehearsal's data and was left out, as it would be on its way into the TRE`,
    fix: 'put a copy of the file in its place (cp --dereference)',
  };
};

/** Where nothing else tells why: Python, R and Julia each name the package, whatever stands around it. */
const missingPackage: Explain = ({ observation }) => {
  if (observation.exitCode === 0) return undefined;
  const found =
    /No module named ['"]?([\w.]{1,100})|there is no package called ['"\u2018]([\w.]{1,100})|ArgumentError: Package (\w{1,100}) not found/.exec(
      observation.log,
    );
  const name = found?.[1] ?? found?.[2] ?? found?.[3];
  if (name === undefined) return undefined;
  return {
    requirement: 'ends-with-success',
    level: 'failure',
    message: `it loads ${name}, which is not in the image, and ends with exit code ${String(observation.exitCode)}`,
    fix: `a package: add it to the list that the image installs, and build it again; a file of yours: copy it to where the program looks for it. tre-container check names what is missing without building`,
  };
};

const noEntry: Explain = ({ cell, observation }) => {
  const said =
    /getpwuid\(\): uid not found: \d+|No username set in the environment|cannot find name for user ID \d+|unknown userid \d+|uv_os_get_passwd|I have no name!/.exec(
      observation.log,
    )?.[0];
  if (said === undefined) return undefined;
  return {
    requirement: 'any-identity',
    level: 'failure',
    message: `as ${observation.user ?? cell.identity} it asks for the name of its user, and /etc/passwd has no entry for this uid (${said})`,
    fix: 'do not ask for the name, or set USER, LOGNAME and HOME in the Dockerfile: `ENV USER=tre LOGNAME=tre HOME=/scratch` (apptainer adds an entry, Kubernetes does not)',
  };
};

const noSpace: Explain = ({ observation }) =>
  /No space left on device|unable to allocate shared memory|Bus error/i.test(observation.log)
    ? {
        requirement: 'fits-limits',
        level: 'failure',
        message: `it found no space left${/shm|shared memory|Bus error/i.test(observation.log) ? ' in /dev/shm' : ', in /dev/shm most likely'}, which has 64 MB unless more is asked for`,
        fix: 'podman: --shm-size=8g in ces/opt-file.txt; the GPU cluster: a volume in memory at /dev/shm in ces/job.yaml; or keep it in /scratch',
      }
    : undefined;

const noTerminal: Explain = ({ observation }) => {
  const said =
    /Inappropriate ioctl for device|not a (?:tty|terminal)|setupterm: could not find terminal|Error opening terminal|TERM environment variable not set/i.exec(
      observation.log,
    )?.[0];
  if (said === undefined) return undefined;
  return {
    requirement: 'no-interaction',
    level: 'failure',
    message: `it wants a terminal, and a batch job has none (${said})`,
    fix: 'ask first whether there is one (in Python sys.stdout.isatty(), or shutil.get_terminal_size(), which has a fallback), and print plain lines where there is none',
  };
};

const noInput: Explain = (input) => {
  const { observation } = input;
  const said =
    /EOFError|EOF when reading a line|end of file on standard input|getpass\.py|GetPassWarning|stdin is not/i.exec(
      observation.log,
    )?.[0];
  if (noTerminal(input) !== undefined || noEntry(input) !== undefined) return undefined;
  const question = /(?:^|\n)([^\n]{1,200}[?:>]) *$/.exec(observation.log)?.[1];
  if (said === undefined && (question === undefined || observation.timedOut)) return undefined;
  if (said === undefined && observation.exitCode === 0) return undefined;
  return {
    requirement: 'no-interaction',
    level: 'failure',
    message: `it asks for input, and nobody is there to answer${said === undefined ? '' : ` (${said})`}${question === undefined ? '' : `; the last thing it printed: ${question.trim()}`}`,
    fix: 'take what it asks for from arguments, environment variables or a file under /safe_data',
  };
};

/** The last line that was printed, to be put after a message. */
export function lastWords(log: string): string {
  const line = lastError(log.trim().split('\n')).trim();
  return line === '' ? '; it printed nothing' : `; the last thing it printed: ${line.slice(0, 300)}`;
}

/**
 * The last line; of R, which ends with the same words whatever happened, its error, which may take two lines; of make, which only says which step
 * failed, what that step printed before.
 */
function lastError(lines: readonly string[]): string {
  const last = lines.at(-1) ?? '';
  if (/^make(?:\[\d+\])?: /.test(last) && lines.length > 1) {
    const before = lines.slice(0, lines.findLastIndex((line) => !/^make(?:\[\d+\])?: /.test(line)) + 1);
    return before.length === 0 ? last : `${lastError(before).trim()} (${last.trim()})`;
  }
  if (last.trim() !== 'Execution halted') return last;
  const said = lines.slice(-12, -1).filter((line) => !line.startsWith('Calls:'));
  const at = said.findLastIndex((line) => /^Error\b/.test(line));
  return at < 0
    ? last
    : said
        .slice(at)
        .map((line) => line.trim())
        .join(' ');
}

function pathsOf(log: string, pattern: RegExp): readonly string[] {
  return [
    ...new Set(
      [...log.matchAll(pattern)]
        .map(([, after, before]) => (after ?? before ?? '').trim())
        .filter((path) => path.length > 1),
    ),
  ];
}
