import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { containerPrograms } from '../shell/vocabulary.ts';

/** Options of `docker run` that take the next word. */
const withValue =
  /^(?:-[vewpumhlc]|--(?:volume|env|env-file|workdir|network|net|name|user|mount|entrypoint|publish|platform|tmpfs|pull|gpus|shm-size|add-host|cpus|memory|security-opt|cap-drop|cap-add|userns|hostname|label|runtime|device|ulimit|restart|log-driver|ipc|pid|dns|cpuset-cpus|volumes-from|link|expose|annotation|arch|os))$/;

/** Images that `docker run`, `docker pull` and their podman twins name. */
export function imagesOfCommands(
  commands: readonly ShellCommand[],
): { readonly text: string; readonly line: number }[] {
  return commands.flatMap((command) => {
    if (!containerPrograms.has(command.program) || command.program === 'buildah') return [];
    const at = command.words.findIndex((word) => word === 'run' || word === 'pull' || word === 'create');
    if (at < 0 || at > 2) return [];
    for (let index = at + 1; index < command.words.length; index += 1) {
      const word = command.words[index] ?? '';
      if (withValue.test(word)) index += 1;
      else if (!word.startsWith('-')) return [{ text: word, line: command.line }];
    }
    return [];
  });
}

type Image = { readonly text: string; readonly line: number };

/** Image names that commands push: `docker push`, `buildah push`, `crane push`, `skopeo copy`, `buildx build --push`. */
export function pushesOfCommands(commands: readonly ShellCommand[]): Image[] {
  // A name whose registry is not known may be another name of one that is: `docker tag ghcr.io/org/app:1 "$REGISTRY/app:1"`.
  const names = new Map(
    commands.flatMap(({ program, words }) =>
      containerPrograms.has(program) && words[1] === 'tag' && words[2] !== undefined && words[3] !== undefined
        ? [[words[3], words[2]] as const]
        : [],
    ),
  );
  const pushed = findPushes(commands);
  const whole = new Set(pushed.map(({ text }) => text));
  return pushed.map(({ text, line }) => {
    const other = /^[^/]*[$%]/.test(text) ? names.get(text) : undefined;
    // One that is pushed for itself goes elsewhere than its other name.
    return { text: other === undefined || whole.has(other) ? text : underTag(other, text), line };
  });
}

/** The name of which an image is another one, with the tag under which it is pushed: that of the first name never leaves the machine. */
function underTag(source: string, pushed: string): string {
  const name = source.slice(0, source.length - tagIn(source).length);
  const tag = tagIn(pushed);
  if (tag !== '' || pushed.includes('/')) return `${name}${tag}`;
  // A whole name in one variable has a tag that nobody knows.
  return /^[^/]*[.:]/.test(name) ? `${name}:${pushed}` : pushed;
}

/** `:1.2` of a name, with its colon; empty where it has none. */
function tagIn(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  const at = last.replace(/^\$\{[^}]*\}/, (variable) => '_'.repeat(variable.length)).indexOf(':');
  return at < 0 ? '' : last.slice(at);
}

function findPushes(commands: readonly ShellCommand[]): Image[] {
  return commands.flatMap(({ program, words, line }) => {
    const names = words.filter((word) => !word.startsWith('-'));
    const target = (text: string | undefined): Image[] =>
      text === undefined ? [] : [{ text: text.replace(/^docker:\/\//, ''), line }];
    if ((containerPrograms.has(program) || program === 'crane') && names[1] === 'push')
      return target(program === 'buildah' || program === 'crane' ? names.at(-1) : names[2]);
    if (program === 'docker' && names[1] === 'image' && names[2] === 'push') return target(names[3]);
    if (program === 'skopeo' && names[1] === 'copy')
      return names.at(-1)?.startsWith('docker://') === true ? target(names.at(-1)) : [];
    if (program === 'executor' || program === 'kaniko') return destinationsOf(words).flatMap(target);
    if (program !== 'docker' || !words.includes('--push')) return [];
    return words.flatMap((word, index) =>
      word === '-t' || word === '--tag'
        ? target(words[index + 1])
        : word.startsWith('--tag=')
          ? target(word.slice(6))
          : [],
    );
  });
}

/** `--destination ghcr.io/group/app:1` of kaniko; without `--no-push` it pushes. */
function destinationsOf(words: readonly string[]): readonly string[] {
  if (words.some((word) => /^--no-push(?:=true)?$/.test(word))) return [];
  return words.flatMap((word, at) =>
    word === '--destination' || word === '-d'
      ? (words[at + 1] ?? [])
      : word.startsWith('--destination=')
        ? word.slice('--destination='.length)
        : [],
  );
}

/** `outputs: type=image,name=ghcr.io/group/app:1,push=true` of docker/build-push-action. */
function outputOf(text: string): string | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const isPushed = parts.includes('type=registry') || (parts.includes('type=image') && parts.includes('push=true'));
  return isPushed ? parts.find((part) => part.startsWith('name='))?.slice('name='.length) : undefined;
}

/** Image names that docker/build-push-action pushes: its tags, or the names that docker/metadata-action makes tags for. */
export function pushesOfAction(
  action: string | undefined,
  inputs: Readonly<Record<string, string>>,
  tags: readonly Image[],
  named: readonly (Image & { readonly id: string; readonly tag?: string })[],
  line: number,
): readonly Image[] {
  const others = action === undefined ? undefined : namesPushedBy(action, inputs);
  if (others !== undefined) return others.map((text) => ({ text, line }));
  if (action !== 'docker/build-push-action') return [];
  const output = outputOf(inputs['outputs'] ?? '');
  if (output !== undefined) return [{ text: output, line }];
  if (inputs['repository'] !== undefined) return pushesOfFirst(inputs, line);
  if (!/^(?!false$)./.test(inputs['push'] ?? '')) return [];
  // The metadata action's tags differ from run to run; they stand here as one variable. The step that is asked for them is named by its id.
  const made = tags
    .filter(({ text }) => /outputs\.tags/.test(text))
    .flatMap(({ text: asked }) => {
      const id = /steps\.([\w-]+)\.outputs/.exec(asked)?.[1];
      const own = named.filter((each) => each.id === id);
      // Tags of another step than the metadata action are named by nobody.
      if (named.length === 0) return [{ text: asked, line }];
      return (own.length > 0 ? own : named).map(({ text, tag, line: at }) => ({
        text: `${text}:${tag ?? '%{tags}'}`,
        line: at,
      }));
    });
  return [...tags.filter(({ text }) => !/outputs\.tags/.test(text)), ...made];
}

/** The action's first version takes name and tags apart, and pushes unless it is told not to. */
function pushesOfFirst(inputs: Readonly<Record<string, string>>, line: number): readonly Image[] {
  if (inputs['push'] === 'false') return [];
  const registry = inputs['registry'] ?? '';
  const name = `${registry === '' ? '' : `${registry}/`}${inputs['repository'] ?? ''}`;
  const tags = [
    ...(inputs['tags'] ?? '').split(/[\s,]+/).filter((tag) => tag !== ''),
    ...(inputs['tag_with_sha'] === 'true' ? ['sha-%{{_github.sha_}}'] : []),
    ...(inputs['tag_with_ref'] === 'true' ? ['%{{_github.ref_name_}}'] : []),
  ];
  return (tags.length === 0 ? ['latest'] : tags).map((tag) => ({ text: `${name}:${tag}`, line }));
}

/** An action of others that pushes an image, and which of its inputs say under what name. */
interface PushAction {
  readonly name: string;
  readonly tags: string;
  /** The tag where none is given; absent where the action takes it from the branch, the tag or the commit. */
  readonly tag?: string;
  /** The input that names the registry, if that is not `registry`, and the registry where nothing does. */
  readonly registry?: string;
  readonly home?: string;
  /** Inputs that give tags of their own where they are true, in the place of `tag` or beside it. */
  readonly own?: readonly string[];
  /** An input by which it does not push, with the value that says so. */
  readonly off?: readonly [input: string, value: string];
}

/** By their names in small letters, as GitHub takes them. Names of inputs and defaults as their `action.yml` has them. */
const pushActions: ReadonlyMap<string, PushAction> = new Map<string, PushAction>([
  // Of another branch than the main one it is that branch.
  [
    'elgohr/publish-docker-github-action',
    {
      name: 'name',
      tags: 'tags',
      tag: 'latest',
      own: ['snapshot', 'tag_names', 'tag_semver'],
      off: ['no_push', 'true'],
    },
  ],
  ['mr-smithers-excellent/docker-build-push', { name: 'image', tags: 'tags', off: ['push', 'false'] }],
  ['redhat-actions/push-to-registry', { name: 'image', tags: 'tags', tag: 'latest' }],
  ['aevea/action-kaniko', { name: 'image', tags: 'tag', tag: '%{tag_of_the_action}' }],
  // Its tag is that of the release, or `latest` at a push.
  [
    'macbre/push-to-ghcr',
    {
      name: 'image_name',
      tags: 'image_tag',
      tag: '%{tag_of_the_action}',
      registry: 'repository',
      home: 'ghcr.io',
    },
  ],
  [
    'vaultvulp/gp-docker-action',
    { name: 'image-name', tags: 'image-tag', tag: 'latest', home: 'ghcr.io/%{{_github.repository_owner_}}' },
  ],
  [
    'whoan/docker-build-with-cache-action',
    { name: 'image_name', tags: 'image_tag', tag: 'latest', off: ['push_image_and_stages', 'false'] },
  ],
]);

/** Names of images that such an action pushes; nothing for any other. */
function namesPushedBy(action: string, inputs: Readonly<Record<string, string>>): readonly string[] | undefined {
  const known = pushActions.get(action.toLowerCase());
  const name = known === undefined ? undefined : inputs[known.name];
  if (known === undefined || name === undefined || name === '') return undefined;
  if (known.off !== undefined && inputs[known.off[0]] === known.off[1]) return [];
  const registry = (inputs[known.registry ?? 'registry'] ?? known.home ?? '')
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
  const whole = registry === '' || name.startsWith(`${registry}/`) ? name : `${registry}/${name}`;
  const tags = (inputs[known.tags] ?? '').split(/[\s,]+/).filter((tag) => tag !== '');
  const isOwn = known.own?.some((input) => /^(?!false$)./.test(inputs[input] ?? '')) === true;
  return (tags.length === 0 ? [isOwn ? '%{tags}' : (known.tag ?? '%{tags}')] : tags).map((tag) => `${whole}:${tag}`);
}
