import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { leadingAway } from '../pipelines/builder-settings.ts';
import { containerPrograms, systemManagers } from '../shell/vocabulary.ts';
import { isBuild, optionsOf } from './pushed-builds.ts';
import { isApart, isApartFolder, type Taken } from './rewritten-sources.ts';
import { writtenBy } from './written-by.ts';

/** They write nothing but where their output is sent, whatever they are told. */
const silent = new Set(
  `: basename break cat cd continue df dirname du echo egrep exit false fgrep free grep head hostname id jq ls md5sum nproc popd printenv pushd pwd
  sha1sum sha256sum sha512sum sleep tail true uname wc which whoami`.split(/\s+/),
);
/** What they write is what they are given by name. */
const naming = new Set('chmod cp curl mkdir mv rm rmdir tee touch'.split(' '));
/** Each word of these is what they write, or take away. */
const takingAll = new Set(['chmod', 'mkdir', 'mv', 'rm', 'rmdir', 'touch']);
/** Programs that may write elsewhere, with the words by which they do not. */
const spelt: Readonly<Record<string, RegExp>> = {
  '[': /^(?!-[vo]$)/,
  test: /^(?!-[vo]$)/,
  '[[': /^/,
  curl: /^(?:-[fsSLI]+|--(?:fail|silent|show-error|location|head)|-[fsSL]*o|--output|--retry|\d+|\/tmp\/[\w./-]+|reports\/[\w./-]+|https?:\/\/[^\s$`]+)$/,
  date: /^(?!-s|--set)/,
  dockle: /^(?!-o|--output)/,
  export: /^[A-Za-z_]\w*=/,
  git: /^(?!-c$|--ext-diff|--output|--exec|--upload-pack)/,
  grype: /^(?!-c|--config|--file|-o.*=)/,
  hadolint: /^/,
  printf: /^(?!-v)/,
  sort: /^-[bdfginruVh]+$/,
  set: /^(?:-[eux]*o?|pipefail|errexit|nounset|xtrace)$/,
  trivy:
    /^(?:[\w.:/@$%{}][\w.:,/@$%{}-]*|--?(?:f|o|q|s|format|output|quiet|severity|exit-code|ignore-unfixed|scanners|no-progress|timeout|skip-dirs|skip-files|list-all-pkgs|image-src|skip-db-update|vuln-type|pkg-types)(?:=.*)?)$/,
};
/** In words that a shell evaluates once more. */
const evaluated = /\$\(\(|\$\[|`|@[PAE]\}|\$\{!/;
const ofGit = new Set(['describe', 'diff', 'fetch', 'log', 'ls-files', 'rev-list', 'rev-parse', 'show', 'status']);
const ofChecker = new Set(['assess', 'diff', 'gate', 'pack', 'rehearse', 'verify']);
const ofTrivy = new Set(['config', 'convert', 'filesystem', 'fs', 'image', 'sbom', 'version']);
const ofEngine = new Set(
  'history images info inspect login logout logs ps push rmi scout stop system version wait'.split(' '),
);
const ofImages = new Set(['history', 'inspect', 'ls', 'prune', 'push', 'rm']);
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
  /** The same of builds of other folders. */
  readonly built: ReadonlySet<string>;
  readonly pushed: ReadonlySet<string>;
  /** Base names of files that its own commands write: a program of that name is theirs. */
  readonly written: ReadonlySet<string>;
  /** Programs that the job runs. */
  readonly programs: ReadonlySet<string>;
}

/** Whether a command is known to leave alone what is built, and the image that goes out: of a closed list, and with what it writes somewhere else. */
export function isKnownCommand(command: ShellCommand, taken: Taken, images: Images): boolean {
  const { program, words, writes } = command;
  if (!isOfMachine(command, images) || setsAway(command) || words.some(isOfSomebody)) return false;
  const { files, folders } = writtenBy(command);
  if (files.some((path) => images.programs.has(path.split('/').at(-1) ?? ''))) return false;
  const isAside = (paths: readonly string[]): boolean => paths.every((path) => isApart(path, command, taken));
  if (!isAside(writes)) return false;
  const given = words.slice(1);
  if (given.some((word) => evaluated.test(word))) return false;
  if (Object.hasOwn(spelt, program) && !given.every((word) => spelt[program]?.test(word))) return false;
  if (silent.has(program)) return true;
  if (containerPrograms.has(program)) return isPlainBuild(command) || isKnownToEngine(command, images);
  const plain = given.filter((word) => !word.startsWith('-'));
  const [verb = ''] = plain;
  if (program === 'git') return isKnownToGit(command, isAside);
  if (program === 'tre-container') return ofChecker.has(verb) || (verb === 'check' && !words.includes('--fix'));
  if (program === 'trivy')
    return ofTrivy.has(verb) && isAside([...optionsOf(command, '--output'), ...optionsOf(command, '-o')]);
  if (systemManagers.has(program)) return words.every((word) => !/[/$`]|^-o/.test(word));
  if (!naming.has(program)) return Object.hasOwn(spelt, program);
  return isAside([...files, ...folders, ...(takingAll.has(program) ? plain : [])]);
}

/** A word with a value of GitHub that whoever starts a run may choose: a title, the name of a branch, an input. */
function isOfSomebody(word: string): boolean {
  return [...word.matchAll(/%\{\{_*([\w.]*)/g)].some(([, name = '']) => !ofRun.test(name));
}

/** What GitHub itself sets, or whoever owns the repository. */
const ofRun =
  /^(?:github\.(?:sha|repository|repository_owner|actor|token|run_id|run_number|run_attempt|workspace)|secrets\.[A-Z][A-Z0-9_]*|runner\.[a-z]+)_{0,3}$/;

/** Whether a program is the machine's own: none that lies in the project, or that the job has put somewhere. */
function isOfMachine({ program, words: [first = ''] }: ShellCommand, { written }: Images): boolean {
  return (!first.includes('/') || /^(?:\/usr(?:\/local)?)?\/s?bin\/[^/]+$/.test(first)) && !written.has(program);
}

/** Whether it gives a variable a value that leads what comes after away, for itself, for its shell, or for the steps behind its own. */
function setsAway({ program, words, assignments, writes }: ShellCommand): boolean {
  const given = words.flatMap((word) => word.split('\n')).map((line) => /^(?:export\s+)?(\w+)=(.*)$/s.exec(line));
  const named = given.flatMap((found) => (found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const]));
  // What stands before a program is for it alone.
  if (Object.keys(assignments).some((name) => !/^(?:DOCKER_BUILDKIT|DEBIAN_FRONTEND|LC_ALL|LANG|TZ)$/.test(name)))
    return true;
  if (leadingAway({ ...assignments, ...Object.fromEntries(named) }).length > 0) return true;
  if (!writes.some((path) => /^\$\{?(?:GITHUB_ENV|BASH_ENV)\}?$/.test(path))) return false;
  return program !== 'echo' || named.length !== words.length - 1;
}

/** The commit that the pipeline runs for. */
const thisCommit = /^(?:HEAD|\$\{?(?:GITHUB_SHA|CI_COMMIT_SHA|CIRCLE_SHA1)\}?)$/;

function isKnownToGit(command: ShellCommand, isAside: (paths: readonly string[]) => boolean): boolean {
  const [verb = '', ...more] = command.words.slice(1);
  if (verb === 'checkout')
    return more.length > 0 && more.every((word) => word.startsWith('-q') || thisCommit.test(word));
  if (verb !== 'clone') return ofGit.has(verb);
  const { folders } = writtenBy(command);
  const isPlain = more.every(
    (word) => !word.startsWith('-') || /^(?:-q|-b|--(?:quiet|depth|branch)(?:=.*)?)$/.test(word),
  );
  return isPlain && folders.length > 0 && isAside(folders);
}

const mounting =
  /^(?:-[a-zA-Z]*v|--(?:volume|mount|volumes-from|privileged|device|pid|userns|security-opt|cap-add|use-api-socket))/;

/** Of the engine that is there, and not of one that an option names. */
function isPlainBuild(command: ShellCommand): boolean {
  return (
    isBuild(command) && /^(?:build|bud|(?:buildx|builder|image) build)\b/.test(command.words.slice(1, 3).join(' '))
  );
}

function isKnownToEngine({ words }: ShellCommand, { made, built, pushed }: Images): boolean {
  const [verb = '', second = ''] = words.slice(1);
  const plain = words.slice(1).filter((word) => !word.startsWith('-'));
  const isImage = verb === 'image';
  const named = isImage ? second : verb;
  const rest = plain.slice(isImage ? 2 : 1);
  if (named === 'tag') return made.has(rest[0] ?? '');
  if (named === 'push')
    return rest.length > 0 && built.has(rest[0] ?? '') && !words.some((word) => /^(?:-a|--all-tags)/.test(word));
  if (named === 'pull') return rest.every((name) => !pushed.has(name));
  if (verb === 'buildx') return ofBuildx.has(second) || (second === 'imagetools' && words[3] === 'inspect');
  if (verb === 'run') return !words.some((word) => mounting.test(word));
  // What a container has is not what the build takes.
  if (verb === 'rm' || verb === 'exec') return true;
  return isImage ? ofImages.has(second) : ofEngine.has(verb);
}

/** Inputs by which known actions write nothing that a build takes, and bring no other builder. */
const knownInputs = new Set(
  `annotations architecture bake-target cache cache-binary cache-dependency-path category check-latest cleanup compression-level context
  cosign-release disable-sudo dockerfile egress-policy exit-code fail-build failure-threshold flavor format github-token hide-progress
  if-no-files-found ignore-unfixed image image-ref images include-hidden-files install labels logout name no-fail node-version node-version-file
  only-fixed overwrite password path platforms python-version python-version-file registry retention-days role-session-name role-to-assume
  sarif_file scan-ref scan-type scanners severity severity-cutoff tags timeout token use username vuln-type wait-for-processing`.split(
    /\s+/,
  ),
);
const knownKinds = /^(?:sep|aws|mask)-|^registr/;
/** Of a checkout: what it takes is the commit, whole and in its place. */
const ofCheckout = new Set(
  `ref repository token fetch-depth fetch-tags persist-credentials submodules lfs clean show-progress set-safe-directory`.split(
    /\s+/,
  ),
);

/** Whether an action of others is known to leave the project as it was checked out. */
export function isKnownAction({ uses, inputs }: PipelineStep, taken: Taken): boolean {
  if (uses === undefined) return true;
  const { action } = uses;
  const names = Object.keys(inputs);
  // Another repository in a folder of its own is looked at elsewhere.
  if (action === 'actions/checkout')
    return (
      names.every((name) => ofCheckout.has(name) || (name === 'path' && (inputs['repository'] ?? '') !== '')) &&
      isOfThisCommit(inputs['ref']) &&
      isOfThisRepository(inputs['repository'])
    );
  // Where it puts them is looked at elsewhere.
  if (action === 'actions/download-artifact')
    return (inputs['path'] ?? '') !== '' && !/[$%~*]/.test(inputs['path'] ?? '');
  if (action === 'docker/build-push-action') return true;
  if (!actions.has(action)) return false;
  return names.every((name) => {
    if (/^output(?:-file)?$/.test(name)) return isApartFolder(inputs[name] ?? '', taken);
    // An image in place of its own emulator is somebody's program.
    return (
      (knownInputs.has(name) || knownKinds.test(name)) && !(action === 'docker/setup-qemu-action' && name === 'image')
    );
  });
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
