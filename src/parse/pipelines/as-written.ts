import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import { readPlainYaml } from '../text/plain-yaml.ts';

/** Where a pipeline says something else than this version writes. */
export interface Difference {
  /** 1-based. */
  readonly line: number;
  /** In words, as the object of "has": `steps of its own`. */
  readonly what: string;
}

type System = PipelineFacts['system'];

/**
 * The YAML of a pipeline as every reader of YAML takes it, or why it cannot be compared: nobody knows what a forge makes of line breaks, anchors, tags
 * and duplicates that readers do not agree on.
 */
export function readForms(text: string): LocatedNode | Difference {
  const [root, ...more] = readPlainYaml(text.replaceAll('\r\n', '\n')) ?? [];
  return root === undefined || more.length > 0 ? { line: 1, what: 'YAML that is more than plain' } : root;
}

/** What changes nothing of what a job makes: names, what starts it, the machine that it runs on, the checksum that `pin` writes. */
const ofJobs = ['name', 'runs-on', 'stage', 'tags', 'timeout', 'timeout-minutes', 'retry', 'interruptible'];
const free = {
  pipeline: new Set(['name', 'run-name', 'on', 'concurrency', 'stages']),
  // Of GitHub, whom a job waits for hands it nothing by itself; of GitLab, their files.
  jobOfGithub: new Set([...ofJobs, 'needs', 'steps']),
  jobOfGitlab: new Set(ofJobs),
  step: new Set(['name', 'timeout-minutes']),
  // The name that the image goes out by stands in quotes wherever it is used.
  values: new Set(['CHECKER_INTEGRITY', 'IMAGE']),
};

/** Jobs of the generated pipeline that make no image, and may be left out. */
const idle = new Set(['template-upgrade']);

/**
 * The first place where a pipeline is not as this version writes it, but for what changes nothing of what its jobs make. `jobs`: the jobs that make an image;
 * of GitHub no other can change what these do, and of GitLab each can. `undefined`: it is as written.
 */
export function differenceFrom(
  root: LocatedNode,
  written: LocatedNode,
  { system, jobs }: { readonly system: System; readonly jobs: ReadonlySet<string> },
): Difference | undefined {
  if (system === 'circleci') return { line: 1, what: 'jobs that this version does not write' };
  return system === 'github' ? ofGithub(root, written, jobs) : ofGitlab(root, written, jobs);
}

function ofGithub(root: LocatedNode, written: LocatedNode, jobs: ReadonlySet<string>): Difference | undefined {
  const around = compareEntries(root, written, new Set([...free.pipeline, 'jobs']), { where: '' });
  if (around !== undefined) return around;
  const all = root.entries.get('jobs');
  for (const name of jobs) {
    const job = all?.entries.get(name);
    const same = written.entries.get('jobs')?.entries.get(name);
    if (job === undefined || same === undefined)
      return { line: job?.line ?? root.line, what: `a job of its own (${name})` };
    const found = compareGithubJob(job, same, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What GitLab takes for no job, and for all of them. */
const ofAllJobs =
  'after_script before_script cache default hooks id_tokens image include inherit pages services spec variables workflow'.split(
    ' ',
  );

function ofGitlab(root: LocatedNode, written: LocatedNode, jobs: ReadonlySet<string>): Difference | undefined {
  for (const [name, node] of root.entries) {
    const same = written.entries.get(name);
    if (free.pipeline.has(name) || idle.has(name)) continue;
    if (same !== undefined) {
      const found = ofAllJobs.includes(name)
        ? compare(node, same, { name, where: ' for all jobs' })
        : compareEntries(node, same, free.jobOfGitlab, { where: ` in the job ${name}` });
      if (found !== undefined) return found;
    } else if (ofAllJobs.includes(name)) return { line: node.line, what: `${name} of its own for all jobs` };
    else if (jobs.has(name)) return { line: node.line, what: `a job of its own (${name})` };
  }
  const absent = [...written.entries.keys()].find(
    (name) => !root.entries.has(name) && !idle.has(name) && !free.pipeline.has(name),
  );
  return absent === undefined ? undefined : { line: 1, what: `no ${absent}` };
}

function compareGithubJob(job: LocatedNode, written: LocatedNode, name: string): Difference | undefined {
  const where = ` in the job ${name}`;
  const around = otherMachine(job) ?? compareEntries(job, written, free.jobOfGithub, { where });
  if (around !== undefined) return around;
  const [steps = [], same = []] = [job, written].map((each) => each.entries.get('steps')?.items);
  for (const [at, step] of steps.entries()) {
    const ours = same[at];
    if (ours === undefined) return { line: step.line, what: `a step of its own${where}` };
    const named = step.entries.get('name')?.text;
    const found = compareEntries(step, ours, free.step, {
      where: named === undefined ? where : ` in the step ${JSON.stringify(named.slice(0, 60))}`,
    });
    if (found !== undefined) return found;
  }
  return steps.length < same.length ? { line: job.line, what: `fewer steps${where}` } : undefined;
}

/** A machine whose shell reads lines in another way. */
export function otherMachine(job: LocatedNode): Difference | undefined {
  const machine = job.entries.get('runs-on');
  const words = [machine?.text, ...(machine?.items ?? []).map(({ text }) => text)].join(' ');
  return machine !== undefined && /windows|macos|\$\{\{/i.test(words)
    ? { line: machine.line, what: `the machine ${words.trim()}` }
    : undefined;
}

/** A value by the name of its key, and what that stands in, in words. */
interface Named {
  readonly name: string;
  readonly where: string;
}

function compare(node: LocatedNode, written: LocatedNode, at: Named): Difference | undefined {
  if (withoutOwnWords(node.text) !== withoutOwnWords(written.text) || node.items.length !== written.items.length)
    return { line: node.line, what: `another ${at.name}${at.where}` };
  for (const [index, item] of node.items.entries()) {
    const found = compare(item, written.items[index] ?? item, at);
    if (found !== undefined) return found;
  }
  return compareEntries(node, written, free.values, at);
}

/**
 * A text without the words that are looked at elsewhere: the version of this program (`npm:tre-container@0.2.0`), and stage and values of the build,
 * which are compared with those of the rehearsal; a value that names another builder is none.
 */
function withoutOwnWords(text: string | undefined): string | undefined {
  return text
    ?.replace(/^(npm:(?:@[\w.-]+\/)?[\w.-]+)@\d+\.\d+\.\d+$/, '$1')
    .replaceAll(
      /(docker build|--print-context-digest)(?: (?:--build-option )?--(?:target|build-arg)[= ](?!BUILDKIT_)[\w.=-]+)+/g,
      '$1',
    );
}

function compareEntries(
  node: LocatedNode,
  written: LocatedNode,
  leaving: ReadonlySet<string>,
  { name: above, where }: Partial<Named> & Pick<Named, 'where'>,
): Difference | undefined {
  const nameOf = (name: string): string => (above === undefined ? name : `${above}.${name}`);
  for (const [name, value] of node.entries) {
    const same = written.entries.get(name);
    if (leaving.has(name)) continue;
    if (same === undefined) return { line: value.line, what: `${nameOf(name)} of its own${where}` };
    const found = compare(value, same, { name: nameOf(name), where });
    if (found !== undefined) return found;
  }
  const absent = [...written.entries.keys()].find((name) => !node.entries.has(name) && !leaving.has(name));
  return absent === undefined ? undefined : { line: node.line, what: `no ${nameOf(absent)}${where}` };
}
