import { UserError, type Problem } from '../../model/errors.ts';
import type { CellSelection, RehearsalLimits } from '../../model/rehearsal/rehearsal.ts';
import { wordsOfBuild, type GivenBuild } from '../../parse/project/other-builds.ts';
import { lastOfEach } from '../../parse/project/pushed-builds.ts';
import type { RehearseInvocation } from './rehearse-definition.ts';

/** What a command line asks of a rehearsal. */
export interface RehearsalWishes {
  readonly selection: CellSelection;
  readonly limits: RehearsalLimits;
  readonly port?: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  /** It is a batch job, whatever the image exposes. */
  readonly isBatch: boolean;
  /** What a person handed in that no file of the project names: other data, words for the builder that change what is built. As it is written. */
  readonly beside: readonly string[];
  /** The words for the builder that change what is built. */
  readonly buildWords: readonly string[];
  /** The stage and the values of ARG among them, where they are nothing else: the project's pipelines may name the same. */
  readonly built?: GivenBuild;
}

/** Options that take a number. */
type NumberFlag = 'time-limit' | 'memory' | 'cpus' | 'max-file-size' | 'max-rows' | 'port';

/** Reads numbers and pairs of the flags. Throws one UserError with every one that is wrong. */
export function readRehearsalFlags({ flags }: RehearseInvocation): RehearsalWishes {
  const problems: Problem[] = [];
  const number = (name: NumberFlag, fallback: number, highest: number): number => {
    const given = flags[name];
    if (given === undefined) return fallback;
    const value = /^\d+(?:\.\d+)?$/.test(given.trim()) ? Number(given) : Number.NaN;
    if (value > 0 && value <= highest) return value;
    problems.push({
      where: `--${name}`,
      what: `${given} is not a number above 0 and up to ${highest}`,
      fix: `leave it out for ${fallback}`,
    });
    return fallback;
  };
  const limits: RehearsalLimits = {
    batchSeconds: number('time-limit', 600, 604_800),
    answerSeconds: 180,
    stopSeconds: 30,
    memory: Math.round(number('memory', 4096, 1 << 24) * (1 << 20)),
    cpus: number('cpus', 2, 1024),
    fileSize: Math.round(number('max-file-size', 16, 1e9) * 1_000_000),
    rows: number('max-rows', 5000, 1e12),
  };
  const port = flags['port'] === undefined ? undefined : number('port', 8888, 65_535);
  if (port !== undefined && !Number.isInteger(port))
    problems.push({ where: '--port', what: `${port} is not a whole number` });
  const environment = readPairs(flags['env'] ?? [], problems);
  if (port !== undefined && flags['batch'] === true)
    problems.push({ where: '--batch', what: 'is given together with --port', fix: 'give one of them' });
  const cells = flags['cell'] ?? [];
  if (flags['all'] === true && cells.length > 0)
    problems.push({ where: '--all', what: 'is given together with --cell', fix: 'give one of them' });
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError(first, ...rest);
  const words = flags['argument'] ?? [];
  const selection = flags['all'] === true ? 'all' : cells.length > 0 ? cells : 'quick';
  return {
    selection,
    limits,
    environment,
    isBatch: flags['batch'] === true,
    ...readBeside(flags['data'], changesOfBuild(flags['build-option'] ?? [])),
    ...(port !== undefined && { port }),
    ...(words.length > 0 && { arguments: words }),
  };
}

/** Options of the builders that say where a build gets what it fetches, how fast it goes and what is told of it, and no more. */
const sameBuild = new Set(
  (
    '--authfile --cache-from --cache-to --cert-dir --cgroup-parent --cpu-period --cpu-quota --cpu-shares --cpuset-cpus --cpuset-mems --creds --dns ' +
    '--dns-option --dns-search --force-rm --http-proxy --iidfile --isolation --jobs --layers --logfile --log-level --memory --memory-swap ' +
    '--metadata-file --network --no-cache --progress --provenance --pull --pull-always --quiet --retry --retry-delay --rm --runtime --sbom ' +
    '--shm-size --signature-policy --squash --tls-verify --ulimit -m -q'
  ).split(' '),
);

function isSame(word: string): boolean {
  return sameBuild.has(word.split('=', 1)[0] ?? '') || /^--build-arg=(?:https?|ftp|no|all)_proxy(?:=|$)/i.test(word);
}

/** Words for the builder with which an image is, or may be, another than the project's files alone give: a stage, a file, a value. */
function changesOfBuild(options: readonly string[]): readonly string[] {
  return options.filter((word, at) => {
    const before = options[at - 1] ?? '';
    return !isSame(word) && !(!word.startsWith('-') && !before.includes('=') && isSame(before));
  });
}

function readBeside(
  data: string | undefined,
  changes: readonly string[],
): Pick<RehearsalWishes, 'beside' | 'buildWords' | 'built'> {
  const built = readBuilt(changes);
  return {
    beside: [...(data === undefined ? [] : [`--data ${data}`]), ...changes.map((word) => `--build-option ${word}`)],
    buildWords: built === undefined ? changes : wordsOfBuild(built),
    ...(built !== undefined && { built }),
  };
}

/** Stage and values, where all the words that change what is built are those. */
function readBuilt(changes: readonly string[]): GivenBuild | undefined {
  const targets: string[] = [];
  const values: string[] = [];
  for (let at = 0; at < changes.length; at += 1) {
    const [, name, joined] = /^(--target|--build-arg)(?:=([^]*))?$/.exec(changes[at] ?? '') ?? [];
    if (name === undefined) return undefined;
    if (joined === undefined) at += 1;
    (name === '--target' ? targets : values).push(joined ?? changes[at] ?? '');
  }
  const target = targets.at(-1);
  return changes.length === 0 ? undefined : { values: lastOfEach(values), ...(target !== undefined && { target }) };
}

function readPairs(pairs: readonly string[], problems: Problem[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.flatMap((pair): readonly (readonly [string, string])[] => {
      const at = pair.indexOf('=');
      if (/^[A-Za-z_]\w*$/.test(pair.slice(0, Math.max(0, at)))) return [[pair.slice(0, at), pair.slice(at + 1)]];
      problems.push({
        where: '--env',
        what: `${pair} is not NAME=VALUE`,
        fix: 'a name has letters, digits and underscores',
      });
      return [];
    }),
  );
}
