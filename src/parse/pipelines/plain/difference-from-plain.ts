import { containerPrograms } from '../../shell/vocabulary.ts';
import type { LocatedNode } from '../../text/located-yaml.ts';
import { otherMachine, type Difference } from '../as-written.ts';
import { readPlainBuild } from './plain-build.ts';

/** What may stand around jobs, in a job and in a step of which each word is known. */
const keys = {
  workflow: new Set(['name', 'on', 'permissions', 'concurrency', 'env', 'jobs']),
  job: new Set(['name', 'if', 'needs', 'permissions', 'env', 'steps', 'runs-on', 'timeout-minutes']),
  step: new Set(['name', 'id', 'if', 'run', 'uses', 'with']),
};

/** Names that lead nothing away, whatever their values. */
const names = /^(?:(?:DOCKER_)?(?:IMAGE|REGISTRY|REPOSITORY)(?:_NAME|_TAG)?|TAG|VERSION)$/;

/** Actions with the inputs by which they leave the project as it was checked out, and build it as it stands. What a build is told is compared elsewhere. */
const actions: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['persist-credentials', 'fetch-depth', 'fetch-tags', 'show-progress'],
  'actions/upload-artifact': ['name', 'path', 'if-no-files-found', 'retention-days'],
  'docker/build-push-action':
    'annotations build-args build-contexts cache-to context file labels load no-cache platforms provenance pull push sbom tags target'.split(
      ' ',
    ),
  'docker/login-action': ['registry', 'username', 'password', 'logout'],
  'docker/metadata-action': ['images', 'tags', 'labels', 'flavor'],
  'docker/setup-buildx-action': [],
  'docker/setup-qemu-action': [],
};

/** What GitHub sets, without a blank or a sign that a shell reads. */
const ofRun = String.raw`(?:\$\{?GITHUB_(?:SHA|REPOSITORY|RUN_NUMBER|RUN_ID)\}?|\$\{\{ ?github\.(?:sha|repository|run_number|run_id) ?\}\})`;
const plain = String.raw`(?:[\w./:=@,+-]|${ofRun})+`;
/** A word in which a shell sees nothing but letters, or which its quotes keep together: an expression is put into the line before a shell reads it. */
const word = String.raw`(?:${plain}|"(?:[\w./:=@,+ -]|${ofRun}|\$\{?[A-Z][A-Z0-9_]*\}?)*")`;
const engine = new RegExp(
  String.raw`^(?:docker|podman|buildah) (?:build|buildx build|bud|push|tag|images|version|info)(?: ${word})*$`,
);
const login = new RegExp(
  String.raw`^(?:echo|printf '%s') (?:${word}|"?\$\{\{ ?(?:secrets\.[A-Z][A-Z0-9_]*|github\.token) ?\}\}"?) \| docker login(?: ${word})* --password-stdin(?: ${word})*$`,
);
const aside = new RegExp(
  String.raw`^(?:echo(?: ${word})*|set -[eux]{1,3}(?: -?o pipefail)?|set -[eu]*o pipefail|true|)$`,
);

/**
 * Why a job of somebody's own workflow may make something else than the project as it stands: it is more than a checkout, logins, builds and pushes in
 * words that no shell reads twice. `undefined`: it is no more.
 */
export function differenceFromPlain(root: LocatedNode, name: string): Difference | undefined {
  const job = root.entries.get('jobs')?.entries.get(name);
  if (job === undefined) return { line: root.line, what: `a job that was not found (${name})` };
  return (
    otherMachine(job) ??
    foreignKey(root, keys.workflow) ??
    foreignKey(job, keys.job) ??
    [root, job].map((each) => foreignName(each.entries.get('env'))).find((found) => found !== undefined) ??
    ofSteps(job.entries.get('steps')?.items ?? [])
  );
}

/** What a job has made so far: one image under its names. A second one could be built on the first, under the name of its base. */
interface Built {
  readonly names: Set<string>;
  isDone?: true;
}

function ofSteps(steps: readonly LocatedNode[]): Difference | undefined {
  const built: Built = { names: new Set() };
  return steps.map((step) => differenceOf(step, built)).find((found) => found !== undefined);
}

function foreignKey(node: LocatedNode, known: ReadonlySet<string>): Difference | undefined {
  const found = [...node.entries].find(([name]) => !known.has(name));
  return found === undefined ? undefined : { line: found[1].line, what: `${found[0]} of its own` };
}

function foreignName(variables: LocatedNode | undefined): Difference | undefined {
  const found = [...(variables?.entries ?? [])].find(([name]) => !names.test(name));
  return found === undefined ? undefined : { line: found[1].line, what: `the variable ${found[0]}` };
}

function differenceOf(step: LocatedNode, built: Built): Difference | undefined {
  const foreign = foreignKey(step, keys.step);
  if (foreign !== undefined) return foreign;
  const uses = step.entries.get('uses');
  return uses?.text === undefined
    ? ofLines(step.entries.get('run'), built)
    : ofAction(step, uses.text, uses.line, built);
}

function ofAction(step: LocatedNode, uses: string, line: number, built: Built): Difference | undefined {
  const [action = '', ref = ''] = uses.split('@');
  const inputs = Object.hasOwn(actions, action) ? actions[action] : undefined;
  // A commit may be one of somebody's fork: only names are of the action's own repository for sure.
  if (inputs === undefined || !/^v\d+(?:\.\d+)*$/.test(ref)) return { line, what: `the action ${uses}` };
  const given = [...(step.entries.get('with')?.entries ?? [])];
  const odd = given.find(([name, value]) => !inputs.includes(name) || !isPlainInput(name, value.text ?? ''));
  if (odd !== undefined) return { line: odd[1].line, what: `${odd[0]} for ${action}` };
  if (action !== 'docker/build-push-action') return undefined;
  // Without one it builds what git gives for the commit, with its submodules, and not what was checked out.
  if (!given.some(([name]) => name === 'context')) return { line, what: `no "context: ." for ${action}` };
  if (built.isDone === true) return { line, what: 'a second build' };
  built.isDone = true;
  return undefined;
}

/** Whether an input that decides what is built is written out; and names no builder of somebody's. A cache in a folder may lie in the project. */
function isPlainInput(name: string, text: string): boolean {
  if (name === 'cache-to')
    return text.split('\n').every((line) => /^\s*(?:$|type=(?:gha|inline|registry)\b)/.test(line));
  if (!/^(?:build-args|build-contexts|context|file|platforms|target)$/.test(name)) return true;
  return /^[\w./:=@,+\s-]+$/.test(text) && !text.includes('BUILDKIT_');
}

function ofLines(run: LocatedNode | undefined, built: Built): Difference | undefined {
  if (run?.text === undefined) return { line: run?.line ?? 1, what: 'a step that runs nothing that was read' };
  let at = 0;
  for (const line of run.text.replaceAll('\\\n', '  ').split('\n')) {
    const written = line.trim().replaceAll(/ {2,}/g, ' ');
    if (![engine, login, aside].some((form) => form.test(written)) || !isOfBuilt(written, built))
      return { line: run.lineAt(at), what: `the line ${JSON.stringify(written.slice(0, 80))}` };
    at += line.length + 1;
  }
  return undefined;
}

/** Whether a word of a build has a value that may be another file, folder or option: it is no name, label or argument of the image. */
function isLedAway(given: string, before = ''): boolean {
  const isValue = /^(?:-t|--tag|--label|--annotation|--build-arg)$/.test(before);
  return given.includes('$') && !isValue && !/^--(?:tag|label|annotation|build-arg)=/.test(given);
}

/** Whether what is pushed or gets a second name is an image that the job has built, and what is built the one image of the job. */
function isOfBuilt(line: string, built: Built): boolean {
  const quoted = line.replaceAll(/\$\{\{ ?([\w.]+) ?\}\}/g, '$${{$1}}').match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const [program = '', verb = '', ...rest] = quoted.map((each) => each.replaceAll('"', ''));
  if (!containerPrograms.has(program)) return true;
  if (verb === 'push') return rest.length === 1 && built.names.has(rest[0] ?? '');
  if (verb === 'tag') {
    if (rest.length !== 2 || !built.names.has(rest[0] ?? '')) return false;
    built.names.add(rest[1] ?? '');
  }
  return !verb.startsWith('bu') || isPlainBuild(verb === 'buildx' ? rest.slice(1) : rest, built);
}

function isPlainBuild(words: readonly string[], built: Built): boolean {
  if (words.some((each) => each.startsWith('BUILDKIT_') || each.includes('=BUILDKIT_'))) return false;
  if (words.some((each, at) => isLedAway(each, words[at - 1]))) return false;
  const given = readPlainBuild(words);
  if (given === undefined || built.isDone === true) return false;
  built.isDone = true;
  for (const each of given) built.names.add(each);
  return true;
}
