import type { PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { containerPrograms } from '../../shell/vocabulary.ts';
import { repositoryOf, tagsOf } from './image-names.ts';

/** An image that goes out by another command than a push. */
export interface OtherPush {
  readonly line: number;
  /** The command or action, as somebody reads it. */
  readonly by: string;
  /** Its name in the registry; absent where a file says it that is not read here, as that of compose. */
  readonly text?: string;
  /** What is copied there: another image, by its name. Absent: what the command makes of files. */
  readonly from?: string;
  /** It is made of files there, and is no image that anything before it could have scanned. */
  readonly isMade?: true;
}

/** Whether a step sends an image to a registry. */
export function pushesImage(step: PipelineStep): boolean {
  return step.pushes.length > 0 || otherPushesOf(step).length > 0;
}

/** The line of a step that does. */
export function lineOfPush(step: PipelineStep): number {
  return step.pushes[0]?.line ?? otherPushesOf(step)[0]?.line ?? step.line;
}

/** Images that a step sends to a registry past `pushes`: copied there, made there of files, or built by a file that names them. */
export function otherPushesOf(step: PipelineStep): readonly OtherPush[] {
  // A second name beside the first one: what it names was pushed before.
  return allOf(step).filter(
    ({ from, text }) => from === undefined || repositoryOf(plain(from)) !== repositoryOf(text ?? ''),
  );
}

/** Every name that a step gives an image in a registry, by whatever command; `text` is absent where a file says it that is not read here. */
export function sentNamesOf(step: PipelineStep): readonly Pick<OtherPush, 'line' | 'text' | 'by'>[] {
  return [...step.pushes.map((push) => ({ ...push, by: 'push' })), ...allOf(step)];
}

function allOf({ commands, uses, inputs, line }: PipelineStep): readonly OtherPush[] {
  const lists = partsOfLists(commands);
  const action = uses === undefined ? undefined : ofAction(uses.action.toLowerCase(), inputs);
  return [
    ...(action === undefined ? [] : [{ ...action, line }]),
    ...commands.flatMap((command) => {
      const found = ofCommand(command);
      const from = found?.from ?? lists.get(found?.text ?? '');
      return found === undefined ? [] : [{ ...found, ...(from !== undefined && { from }), line: command.line }];
    }),
  ];
}

/** By each list that docker makes of images in a registry the first of these: `docker manifest create LIST IMAGE`. */
function partsOfLists(commands: readonly ShellCommand[]): ReadonlyMap<string, string> {
  return new Map(
    commands.flatMap(({ program, words: [, verb, act, list, ...images] }) => {
      const first = images.find((word) => !word.startsWith('-'));
      const isMade = program === 'docker' && verb === 'manifest' && act === 'create';
      return isMade && list !== undefined && first !== undefined ? [[list, first] as const] : [];
    }),
  );
}

type Found = Omit<OtherPush, 'line'>;

function ofAction(action: string, inputs: PipelineStep['inputs']): Found | undefined {
  if (action === 'docker/bake-action')
    return (inputs['push'] ?? 'false') !== 'false' || exports.test(inputs['set'] ?? '') || !isBakedHere(inputs)
      ? { by: action }
      : undefined;
  if (action === 'devcontainers/ci')
    return inputs['imageName'] === undefined || inputs['push'] === 'never'
      ? undefined
      : { by: action, text: `${inputs['imageName']}:${(inputs['imageTag'] ?? 'latest').split(',', 1)[0] ?? ''}` };
  const { src, dst } = inputs;
  return action === 'akhilerm/tag-push-action' && src !== undefined && dst !== undefined
    ? { by: action, from: src, text: dst.split('\n', 1)[0] ?? dst }
    : undefined;
}

/** An output of BuildKit that goes to a registry. */
const exports = /type=registry|push=true/;

/** What keeps the images of bake where they are built, whatever output its file names. */
const staysHere = /^--(?:load|print|check|list)(?:=|$)|^--push=false$|output=type=(?:docker|oci|local|tar|cacheonly)/;

function isBakedHere(inputs: PipelineStep['inputs']): boolean {
  return inputs['load'] === 'true' || staysHere.test(inputs['set'] ?? '');
}

function ofCommand({ program, words }: ShellCommand): Found | undefined {
  const [, verb = '', second = ''] = words;
  const names = words.slice(1).filter((word) => !word.startsWith('-'));
  const by = words.slice(0, 3).join(' ').slice(0, 80);
  const copied = (from: string | undefined, text: string | undefined): Found | undefined =>
    from === undefined || text === undefined ? undefined : { by, from, text: plain(text) };
  const made = (text: string | undefined): Found => ({
    by,
    isMade: true,
    ...(text !== undefined && { text: plain(text) }),
  });
  const isOff = words.some((word) => /^(?:-h|--help|--dry-run(?:=true)?|--print)$/.test(word));
  if (isOff) return undefined;
  if (program === 'docker-compose' || program === 'podman-compose') return ofCompose(words);
  if (containerPrograms.has(program)) return verb === 'compose' ? ofCompose(words) : ofEngine(words, by);
  if (copiers.has(program)) {
    const copy = names.findIndex((name) => name === 'copy' || name === 'cp');
    if (copy >= 0 && copy < 2) return copied(names.at(-2), names.at(-1));
  }
  if (/^g?crane$/.test(program) && verb === 'tag' && names.length > 2)
    return copied(names[1], `${repositoryOf(names[1] ?? '')}:${names[2] ?? ''}`);
  if (/^g?crane$/.test(program) && /^(?:append|mutate|rebase|flatten)$/.test(verb))
    return made(tagsOf(words)[0] ?? valueOf(words, /^--new_tag$/) ?? names.at(-1));
  if (program === 'regctl' && verb === 'image' && second === 'import') return made(names[2]);
  if (program === 'cosign' && verb === 'load') return made(names.at(-1));
  if (program === 'pack' && verb === 'build' && words.includes('--publish')) return made(second);
  if (/^(?:apptainer|singularity)$/.test(program) && verb === 'push')
    return /^(?:oras|docker):/.test(names.at(-1) ?? '') ? made(names.at(-1)) : undefined;
  if (program === 'devcontainer' && verb === 'build' && words.some((word) => /^--push(?:=true)?$/.test(word)))
    return made(valueOf(words, /^--image-name$/));
  if (program === 'ko' && /^(?:build|publish|resolve|apply)$/.test(verb))
    return words.some((word) => /^(?:-L|--local|--push=false)$/.test(word)) ? undefined : { by };
  if (program === 'earthly') return words.includes('--push') ? { by } : undefined;
  if (program === 'buildctl') return words.some((word) => exports.test(word)) ? ofOutput(words, by) : undefined;
  return undefined;
}

/** Programs whose `copy SOURCE TARGET` goes from registry to registry. Of skopeo's the reader of pushes knows. */
const copiers = new Set(['crane', 'gcrane', 'regctl', 'oras', 'cosign']);

function ofCompose(words: readonly string[]): Found | undefined {
  const isPush = words.includes('push') || (words.includes('build') && words.includes('--push'));
  return isPush ? { by: words.slice(0, words.indexOf('compose') + 1).join(' ') || (words[0] ?? '') } : undefined;
}

/** docker, podman and their like: bake, lists of images, and outputs of BuildKit. */
function ofEngine(words: readonly string[], by: string): Found | undefined {
  const [first, ...rest] = words.slice(words[1] === 'buildx' ? 2 : 1).filter((word) => !word.startsWith('-'));
  if (first === 'bake')
    return words.some((word) => word === '--push' || exports.test(word)) || !words.some((word) => staysHere.test(word))
      ? { by: 'docker buildx bake' }
      : undefined;
  if (first === 'imagetools' && rest[0] === 'create') {
    const [target] = tagsOf(words);
    const source = rest.slice(1).find((name) => name !== target);
    return target === undefined ? undefined : { by, text: target, ...(source !== undefined && { from: source }) };
  }
  if (first === 'manifest' && rest[0] === 'push') return { by, text: plain(rest.at(-1) ?? '') };
  return first === 'build' && !words.includes('--push') && words.some((word) => exports.test(word))
    ? ofOutput(words, by)
    : undefined;
}

/** `--output type=image,name=ghcr.io/o/app:1,push=true`; without a name that of `-t`. */
function ofOutput(words: readonly string[], by: string): Found {
  const named = words
    .find((word) => exports.test(word))
    ?.split(',')
    .find((part) => part.startsWith('name='))
    ?.slice('name='.length);
  const text = named ?? tagsOf(words)[0];
  return text === undefined ? { by } : { by, text };
}

function valueOf(words: readonly string[], option: RegExp): string | undefined {
  const at = words.findIndex((word) => option.test(word.split('=', 1)[0] ?? ''));
  const word = words[at] ?? '';
  return at < 0 ? undefined : word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[at + 1];
}

function plain(name: string): string {
  return name.replace(/^(?:docker|oras):\/\//, '');
}
