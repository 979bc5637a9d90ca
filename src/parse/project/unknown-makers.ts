import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { Difference } from '../pipelines/as-written.ts';
import { actsOf } from '../pipelines/plain/acts.ts';
import { listOf } from '../pipelines/plain/plain-variables.ts';
import { containerPrograms } from '../shell/vocabulary.ts';
import { readYaml } from '../text/located-yaml.ts';

/** Programs that make an image and send it away by settings of their own. */
const makers = listOf(`
  ansible-playbook apko az bazel buildctl buildctl-daemonless.sh buildx dagger depot docker-squash earthly gcloud goreleaser gradle gradlew img jib jupyter-repo2docker
  ko makisu melange mvn mvnw nix pack packer repo2docker s2i sbt semantic-release skaffold slim ssh werf`);
/** Of those that do much else, the words by which they may. */
const onlyWith: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    ['gradle', 'gradlew', 'mvn', 'mvnw', 'sbt'].map((name) => [name, /jib|docker|image/i] as const),
  ),
  az: /^acr$/,
  bazel: /push|image/,
  gcloud: /^(?:builds|run)$/,
  nix: /push|image|docker/i,
  ssh: /docker|podman|push/,
};

/** Words of whoever builds and sends images. */
const ofImages =
  /docker|podman|buildah|kaniko|buildkit|skopeo|\bcrane\b|nerdctl|repo2docker|devcontainers?\/ci|goreleaser|ko-build/i;
const sends = (text: string): boolean => ofImages.test(text) && /\b(?:build|push|copy)\b/.test(text);
/** What names of actions say that do so, and of those that publish other things. */
const publishes = /publish|push|image|container/i;
const otherThings =
  /pypi|pages|npm|crates|release-drafter|changelog|gem|semver|scan|zenodo|netlify|drafter|gh-release|create-release/i;

/** Files from which a program takes what it runs. */
const settings: Readonly<Record<string, readonly string[]>> = {
  task: ['Taskfile.yml', 'Taskfile.yaml'],
  tox: ['tox.ini'],
  nox: ['noxfile.py'],
  inv: ['tasks.py'],
  invoke: ['tasks.py'],
  npm: ['package.json'],
  pnpm: ['package.json'],
  yarn: ['package.json'],
  rake: ['Rakefile'],
};

type Found = Difference & { readonly file?: string };

/**
 * The first place of a pipeline in which nothing is seen to build that may do so all the same, by a program, an action, a script or a part that is not
 * read. `texts`: the files of the project.
 */
export function findUnknownMaker(pipeline: PipelineFacts, texts: ReadonlyMap<string, string>): Found | undefined {
  const [part] = pipeline.elsewhere ?? [];
  const isOfOthers =
    part !== undefined && (pipeline.system !== 'github' || ofImages.test(part.does) || publishes.test(part.does));
  if (isOfOthers) return { file: part.file, line: part.line, what: `a part that ${part.does}` };
  for (const step of pipeline.steps) {
    const found = ofStep(step, texts);
    if (found !== undefined) return { ...found, ...(step.file === undefined ? {} : { file: step.file }) };
  }
  return pipeline.system === 'gitlab' ? ofKeys(texts.get(pipeline.path)) : undefined;
}

function ofStep(step: PipelineStep, texts: ReadonlyMap<string, string>): Difference | undefined {
  const { uses, commands, images, line } = step;
  const action = uses?.action ?? '';
  const isKnown =
    /^(?:actions|aquasecurity|docker|hadolint|anchore|github)\//.test(action) && action !== 'docker/bake-action';
  if (!isKnown && (ofImages.test(action) || (publishes.test(action) && !otherThings.test(action))))
    return { line: uses?.line ?? line, what: `the action ${action}` };
  // What an action is told to run: `command:` of one that tries again, `script:` of one that does so elsewhere.
  const told = Object.values(step.inputs).find((text) => sends(text));
  if (told !== undefined && (!isKnown || action === 'actions/github-script'))
    return { line: uses?.line ?? line, what: `the action ${action}` };
  const image =
    uses === undefined && commands.length === 0 ? images.find(({ text }) => ofImages.test(text)) : undefined;
  if (image !== undefined && step.pushes.length === 0 && /kaniko|buildkit/.test(image.text))
    return { line: image.line, what: `the image ${image.text}` };
  for (const [at, act] of actsOf(step).entries()) {
    const command = commands[at];
    if (command === undefined || !('what' in act || act.kind === 'run') || !mayMake(command, texts)) continue;
    return { line: command.line, what: `the line ${JSON.stringify(command.words.join(' ').slice(0, 80))}` };
  }
  return undefined;
}

/** Whether a command of no known form may build an image and send it away: by its own words, or by those of a file that it takes them from. */
function mayMake({ program, words, stdin, directory = '' }: ShellCommand, texts: ReadonlyMap<string, string>): boolean {
  const all = `${words.join(' ')} ${stdin?.text ?? ''}`;
  if (makers.has(program))
    return (
      !Object.hasOwn(onlyWith, program) ||
      [...words.slice(1), stdin?.text ?? ''].some((word) => onlyWith[program]?.test(word))
    );
  // What a pipe hands to it are the words.
  if (containerPrograms.has(program) && words.length < 2) return true;
  if (/(?:build|push|publish)[-_](?:and[-_])?(?:push|image|publish)/.test(program)) return true;
  if (/^(?:npx|pnpx|bunx)$/.test(program)) return /semantic-release|docker|image/.test(all);
  const reads = Object.hasOwn(settings, program)
    ? (settings[program] ?? [])
    : words.slice(1).filter((word) => /\.(?:py|js|mjs|cjs|ts|rb|R|pl)$/.test(word));
  const named = reads.map(
    (path) => texts.get(directory === '' ? path.replace(/^\.\//, '') : `${directory}/${path}`) ?? '',
  );
  if (named.some((text) => /docker|podman|buildah|skopeo/.test(text))) return true;
  // Make and scripts of the shell were followed, where they are there.
  return ofImages.test(all) && /build|push|bake|kaniko|copy|publish|executor/.test(all);
}

/** Keys of a job of GitLab that run what no script has. */
function ofKeys(text: string | undefined): Difference | undefined {
  const read = text === undefined ? undefined : readYaml(text);
  if (read === undefined || 'problem' in read) return undefined;
  for (const [name, job] of read.documents.at(-1)?.entries ?? [])
    for (const key of ['run', 'hooks']) {
      const found = job.entries.get(key);
      if (found !== undefined) return { line: found.line, what: `"${key}:" in the job ${name}` };
    }
  return undefined;
}
