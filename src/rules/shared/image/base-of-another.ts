import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import { allDockerfiles, type ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { buildsOfCommand } from '../../../parse/pipelines/build-contexts.ts';
import { lastPart } from '../pipelines/pushed-name.ts';
import { once } from '../once.ts';

/** The Dockerfile of the project that starts from the image which this one builds, by the name that a script or a pipeline gives it. */
export function findBuiltUpon({ path }: DockerfileFacts, facts: ProjectFacts): string | undefined {
  const all = allDockerfiles(facts);
  if (all.length < 2) return undefined;
  const names = once(facts, 'names of built images', () => namesByDockerfile(facts)).get(path) ?? [];
  const ownName = nameIn(path);
  return all.find(
    (other) =>
      other.path !== path &&
      other.stages.some(
        ({ from }) => names.includes(withoutLatest(from.word.value)) || lastPart(from.word.value) === ownName,
      ),
  )?.path;
}

/** `Dockerfile.custom-base`: what somebody calls the image, where that is more than a word for how it differs. */
function nameIn(path: string): string | undefined {
  const [, after, before] = /(?:^|\/)(?:Dockerfile[._-]([\w.-]+)|([\w.-]+)\.Dockerfile)$/i.exec(path) ?? [];
  const name = after ?? before ?? '';
  return /[-_]/.test(name) ? name : undefined;
}

function namesByDockerfile({ sources, pipelines }: ProjectFacts): ReadonlyMap<string, readonly string[]> {
  const commands = [
    ...sources.flatMap(({ commands: all }) => all),
    ...pipelines.flatMap(({ steps }) => steps.flatMap(({ commands: all }) => all)),
  ];
  const found = new Map<string, string[]>();
  for (const command of commands)
    for (const { dockerfile } of buildsOfCommand(command, ''))
      found.set(dockerfile, [...(found.get(dockerfile) ?? []), ...tagsOf(command)]);
  return found;
}

function tagsOf({ words }: ShellCommand): readonly string[] {
  return words.flatMap((word, at) => {
    const name = /^(?:-t|--tag)$/.test(word) ? words[at + 1] : /^--tag=(.+)$/.exec(word)?.[1];
    return name === undefined || name.includes('$') ? [] : [withoutLatest(name)];
  });
}

const withoutLatest = (name: string): string => name.replace(/:latest$/, '');
