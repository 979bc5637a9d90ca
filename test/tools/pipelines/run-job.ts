import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readText, run, type Machine } from './machine.ts';

/** How a job ended, with all that its steps said. */
export interface JobRun {
  readonly green: boolean;
  readonly status: number;
  readonly out: string;
  /** Names of the steps that ran, or failed to. */
  readonly steps: readonly string[];
}

type Variables = Readonly<Record<string, string>>;

interface Step {
  readonly name: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Variables;
}

interface Workflow {
  readonly env?: Variables;
  readonly defaults?: { readonly run?: { readonly 'working-directory'?: string } };
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface GitLabJob {
  readonly extends?: string;
  readonly image?: { readonly name: string };
  readonly variables?: Variables;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

const known = (variables: Variables = {}): Variables =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => !value.includes('${{')));

/**
 * Runs the scripts of a job of a GitHub workflow word for word, as a hosted runner does: GitHub's bash, variables and PATH handed on by files,
 * nothing after a failed step but what is there for that. Steps that are actions are left out; those of the default branch alone run where
 * `GITHUB_REF_NAME` is main. `until`: name of a step before which it ends.
 */
export async function runGitHubJob(
  machine: Machine,
  file: string,
  job: string,
  variables: Variables = {},
  until?: string,
): Promise<JobRun> {
  const workflow = parse(readFileSync(file, 'utf8')) as Workflow;
  const all = workflow.jobs[job]?.steps ?? [];
  const end = until === undefined ? all.length : all.findIndex(({ name }) => name === until);
  if (end <= 0) throw new Error(`job ${job} has no step, or none before "${until ?? ''}"`);
  const steps = all.slice(0, end);
  const files = {
    GITHUB_ENV: join(machine.folder, 'env'),
    GITHUB_PATH: join(machine.folder, 'path'),
    GITHUB_OUTPUT: join(machine.folder, 'output'),
    GITHUB_STEP_SUMMARY: join(machine.folder, 'summary.md'),
  };
  // Every job starts on a machine of its own, with what is in the repository: what a test put there before the first stays.
  const another = join(machine.folder, 'ran');
  const own = existsSync(another) ? [join(machine.project, 'reports')] : [];
  for (const left of [...Object.values(files), join(machine.folder, 'tmp'), ...own])
    rmSync(left, { recursive: true, force: true });
  writeFileSync(another, '');
  mkdirSync(join(machine.folder, 'tmp'));
  const folder = join(machine.project, workflow.defaults?.run?.['working-directory'] ?? '');
  let status = 0;
  let out = '';
  const ran: string[] = [];
  for (const step of steps) {
    const runs =
      step.if === undefined
        ? status === 0
        : step.if.includes('!cancelled()') ||
          (status === 0 && step.if.includes('vars.') && variables['TRE_FAIL_ON'] !== undefined) ||
          (status === 0 && step.if.includes('default_branch') && variables['GITHUB_REF_NAME'] === 'main');
    if (step.run === undefined || !runs) continue;
    const added = readText(files.GITHUB_PATH)
      .split('\n')
      .filter((line) => line !== '')
      .toReversed();
    const ended = await run(folder, 'bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], {
      ...known(workflow.env),
      ...known(step.env),
      ...machine.given,
      ...files,
      ...readVariables(files.GITHUB_ENV),
      ...variables,
      PATH: [join(machine.folder, 'stubs'), ...added, machine.path].join(':'),
    });
    ran.push(step.name);
    out += ended.out;
    if (status === 0) status = ended.status;
  }
  return { green: status === 0, status, out, steps: ran };
}

/** What steps handed on to those after them, one `NAME=value` a line. */
function readVariables(file: string): Variables {
  const lines = readText(file).split('\n');
  return Object.fromEntries(
    lines.flatMap((line) =>
      line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [],
    ),
  );
}

/**
 * Runs a job of a GitLab pipeline as a runner does: all its lines in one shell that stops at the first failure. The job's own place for
 * temporary files is this machine's; that apart, the lines are the pipeline's, word for word.
 */
export async function runGitLabJob(
  machine: Machine,
  file: string,
  name: string,
  variables: Variables = {},
): Promise<JobRun> {
  const pipeline = parse(readFileSync(file, 'utf8')) as Readonly<Record<string, GitLabJob>> & {
    readonly variables: Variables;
  };
  const job = pipeline[name];
  const parent = pipeline[job?.extends ?? ''];
  const lines = [...(job?.before_script ?? parent?.before_script ?? []), ...(job?.script ?? [])];
  const image = (job?.image ?? parent?.image)?.name ?? '';
  const script = ['set -e', ...lines].join('\n').replaceAll('/tmp/', `${machine.folder}/tmp/`);
  // Every job starts on a machine of its own, which has nothing of the others but the reports.
  rmSync(join(machine.folder, 'tmp'), { recursive: true, force: true });
  mkdirSync(join(machine.folder, 'tmp'));
  writeFileSync(join(machine.folder, 'script'), `${script}\n`);
  const shell = image.includes('/docker:') ? ['sh'] : ['bash', '-o', 'pipefail'];
  const [program = 'sh', ...options] = shell;
  const ended = await run(machine.project, program, [...options, join(machine.folder, 'script')], {
    ...pipeline.variables,
    ...parent?.variables,
    ...job?.variables,
    ...machine.given,
    CI_PROJECT_DIR: machine.project,
    ...variables,
    PATH: machine.path,
  });
  return { green: ended.status === 0, status: ended.status, out: ended.out, steps: [name] };
}
