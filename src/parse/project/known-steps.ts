import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { leadingAway } from '../pipelines/builder-settings.ts';
import { containerPrograms, systemManagers } from '../shell/vocabulary.ts';
import { isBuild, optionsOf } from './pushed-builds.ts';
import { isApart, type Taken } from './rewritten-sources.ts';
import { writtenBy } from './written-by.ts';

/** They write nothing but where their output is sent. */
const silent = new Set(
  `: [ [[ basename break cat cd cmp command continue cosign cut date declare df diff dirname dockle du echo egrep exit export expr false
  fgrep file free grep grype hadolint head hostname id jq let local ls md5sum nproc popd printenv printf pushd pwd read readlink readonly
  realpath return seq set sha1sum sha256sum sha512sum shift shopt sleep stat tail test tr true type typeset umask uname uniq unset wait wc which whoami`.split(
    /\s+/,
  ),
);
/** What they write is what they are given by name. */
const naming = new Set('bsdtar chmod cp curl install ln mkdir mv rm rmdir tar tee touch unzip wget'.split(' '));
/** Each word of these is what they write, or take away. */
const takingAll = new Set(['chmod', 'mkdir', 'mv', 'rm', 'rmdir', 'touch']);
const ofGit = new Set(['describe', 'diff', 'fetch', 'log', 'ls-files', 'rev-list', 'rev-parse', 'show', 'status']);
const ofChecker = new Set(['assess', 'diff', 'gate', 'pack', 'rehearse', 'verify']);
const ofTrivy = new Set(['config', 'convert', 'filesystem', 'fs', 'image', 'sbom', 'version']);
const ofEngine = new Set(
  'history images info inspect load login logout logs ps push rmi save scout stop system version wait'.split(' '),
);
const ofImages = new Set(['history', 'inspect', 'ls', 'prune', 'push', 'rm', 'save']);
const ofBuildx = new Set(['create', 'du', 'inspect', 'ls', 'prune', 'rm', 'stop', 'use', 'version']);
/** Somebody else's, which put nothing into the project. */
const actions = new Set(
  `actions/setup-node actions/setup-python actions/upload-artifact anchore/scan-action aquasecurity/trivy-action aws-actions/amazon-ecr-login
  aws-actions/configure-aws-credentials docker/build-push-action docker/login-action docker/metadata-action docker/setup-buildx-action
  docker/setup-qemu-action github/codeql-action/upload-sarif hadolint/hadolint-action sigstore/cosign-installer step-security/harden-runner`.split(
    /\s+/,
  ),
);

/** Images as a job has them until then. */
export interface Images {
  /** Names that its own builds gave. */
  readonly made: ReadonlySet<string>;
  readonly pushed: ReadonlySet<string>;
  /** Base names of files that its own commands write: a program of that name is theirs. */
  readonly written: ReadonlySet<string>;
}

/** Whether a command is known to leave alone what is built, and the image that goes out: of a closed list, and with what it writes somewhere else. */
export function isKnownCommand(command: ShellCommand, taken: Taken, images: Images): boolean {
  const { program, words, writes } = command;
  if (!isOfMachine(command, images) || setsAway(command)) return false;
  const isAside = (paths: readonly string[]): boolean => paths.every((path) => isApart(path, command, taken));
  if (!isAside(writes)) return false;
  if (silent.has(program)) return true;
  if (containerPrograms.has(program)) return isPlainBuild(command) || isKnownToEngine(command, images);
  const plain = words.slice(1).filter((word) => !word.startsWith('-'));
  const [verb = ''] = plain;
  if (program === 'git') return isKnownToGit(command, isAside);
  if (program === 'tre-container') return ofChecker.has(verb) || (verb === 'check' && !words.includes('--fix'));
  if (program === 'trivy')
    return ofTrivy.has(verb) && isAside([...optionsOf(command, '--output'), ...optionsOf(command, '-o')]);
  if (systemManagers.has(program)) return words.every((word) => !/[/$`]|^-o/.test(word));
  if (naming.has(program)) {
    const { files, folders } = writtenBy(command);
    return (
      !words.some((word) => unnamed.test(`${program} ${word}`)) &&
      isAside([...files, ...folders, ...(takingAll.has(program) ? plain : [])])
    );
  }
  return isReading(command);
}

/** Whether a program is the machine's own: none that lies in the project, or that the job has put somewhere. */
function isOfMachine({ program, words: [first = ''] }: ShellCommand, { written }: Images): boolean {
  return (!first.includes('/') || /^(?:\/usr(?:\/local)?)?\/s?bin\/[^/]+$/.test(first)) && !written.has(program);
}

/** Whether it gives a variable a value that leads what comes after away, for itself, for its shell, or for the steps behind its own. */
function setsAway({ program, words, assignments, writes }: ShellCommand): boolean {
  const given = words.flatMap((word) => word.split('\n')).map((line) => /^(?:export\s+)?(\w+)=(.*)$/s.exec(line));
  const named = given.flatMap((found) => (found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const]));
  if (leadingAway({ ...assignments, ...Object.fromEntries(named) }).length > 0) return true;
  if (!writes.some((path) => /^\$\{?(?:GITHUB_ENV|BASH_ENV)\}?$/.test(path))) return false;
  return program !== 'echo' || named.length !== words.length - 1;
}

/** Options that give names which stand nowhere in the command, or make an archive. */
const unnamed =
  /^(?:curl (?:-[a-zA-Z]*[JK]|--remote-header-name|--config)|wget (?:-[a-z]*[ir]|--input-file|--recursive|--content-disposition)|(?:bsd)?tar (?:-[a-zA-Z]*[cruPI]|[cru][a-zA-Z]{0,5}$|--[acruI]))/;
/** The commit that the pipeline runs for. */
const thisCommit = /^(?:HEAD|\$\{?(?:GITHUB_SHA|CI_COMMIT_SHA|CIRCLE_SHA1)\}?)$/;

function isKnownToGit(command: ShellCommand, isAside: (paths: readonly string[]) => boolean): boolean {
  const [verb = '', ...more] = command.words.slice(1);
  if (verb === 'checkout')
    return more.length > 0 && more.every((word) => word.startsWith('-q') || thisCommit.test(word));
  if (verb !== 'clone') return ofGit.has(verb) && !more.some((word) => word.startsWith('--output'));
  const { folders } = writtenBy(command);
  return folders.length > 0 && isAside(folders);
}

/** Programs that write where they are told to by some of their words, without these. */
function isReading({ program, words }: ShellCommand): boolean {
  const given = words.slice(1);
  if (program === 'sort') return !given.some((word) => /^(?:-[a-zA-Z]*o|--output)/.test(word));
  if (program === 'find') return !given.some((word) => /^-(?:exec|ok|delete|fprint|fls)/.test(word));
  if (program === 'sed')
    return !given.some((word) => /^(?:-[a-zA-Z]*[if]|--in-place|--file)|(?:^|[\s;}/\d$])[we]\s/.test(word));
  if (program === 'awk') return !given.some((word) => /^-[a-zA-Z-]*[fi]|[>|]|system/.test(word));
  return false;
}

const mounting =
  /^(?:-[a-zA-Z]*v|--(?:volume|mount|volumes-from|privileged|device|pid|userns|security-opt|cap-add|use-api-socket))/;

/** Of the engine that is there, and not of one that an option names. */
function isPlainBuild(command: ShellCommand): boolean {
  return (
    isBuild(command) && /^(?:build|bud|(?:buildx|builder|image) build)\b/.test(command.words.slice(1, 3).join(' '))
  );
}

function isKnownToEngine({ words }: ShellCommand, { made, pushed }: Images): boolean {
  const [verb = '', second = ''] = words.slice(1);
  const plain = words.slice(1).filter((word) => !word.startsWith('-'));
  const isImage = verb === 'image';
  const named = isImage ? second : verb;
  const rest = plain.slice(isImage ? 2 : 1);
  if (named === 'tag') return made.has(rest[0] ?? '');
  if (named === 'push') return rest.length < 2 || made.has(rest[0] ?? '');
  if (named === 'pull') return rest.every((name) => !pushed.has(name));
  if (verb === 'buildx') return ofBuildx.has(second) || (second === 'imagetools' && words[3] === 'inspect');
  if (verb === 'run') return !words.some((word) => mounting.test(word));
  // What a container has is not what the build takes.
  if (verb === 'rm' || verb === 'exec') return true;
  return isImage ? ofImages.has(second) : ofEngine.has(verb);
}

/** Whether an action of others is known to leave the project as it was checked out. */
export function isKnownAction({ uses, inputs }: PipelineStep): boolean {
  if (uses === undefined) return true;
  if (uses.action === 'actions/checkout')
    return isOfThisCommit(inputs['ref']) && isOfThisRepository(inputs['repository']);
  // Where it puts them is looked at elsewhere.
  if (uses.action === 'actions/download-artifact')
    return (inputs['path'] ?? '') !== '' && !/[$%~*]/.test(inputs['path'] ?? '');
  return actions.has(uses.action);
}

/** The commit and the repository that a workflow of GitHub runs for, as an expression or as the variable that it stands for. */
const thisRun =
  /^(?:[$%]\{\{[ _]?github\.(?:sha|ref|ref_name|head_ref|repository|event\.pull_request\.head\.sha)[ _]?\}\}|\$\{?GITHUB_(?:SHA|REF|REF_NAME|HEAD_REF|REPOSITORY)\}?)$/;

/** The commit that the pipeline runs for, in the words that GitHub has for it. */
function isOfThisCommit(ref = ''): boolean {
  return ref === '' || thisRun.test(ref.trim());
}

/** Another one by name is looked at elsewhere; one that is computed may be any. */
function isOfThisRepository(repository = ''): boolean {
  return !/[$%]/.test(repository) || thisRun.test(repository.trim());
}
