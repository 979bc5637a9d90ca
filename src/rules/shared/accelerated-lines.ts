import type { Location } from '../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import { once } from './once.ts';
import { findDependencies, type Subject } from './dependencies/find-dependencies.ts';

/** PyTorch's index of builds without CUDA, or a copy of it. */
export const fromCpuIndex = /download\.pytorch\.org\/whl\/cpu|\/whl\/cpu\b/;

/** A package that something installs. */
export interface Line {
  readonly text: string;
  readonly location: Location;
  readonly isFromCpuIndex: boolean;
}

/** Words of `pip install` in RUN instructions. */
export function readRuns(image: FinalImage, dockerfile: DockerfileFacts): readonly Line[] {
  return image.instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(({ commands }) => commands)
    .filter(({ program, words }) => ['pip', 'uv'].includes(program) && words.includes('install'))
    .flatMap(({ words, line }) => {
      const isFromCpuIndex = words.some((word) => fromCpuIndex.test(word));
      const location = { file: dockerfile.path, line };
      return words.slice(words.indexOf('install') + 1).map((text) => ({ text, location, isFromCpuIndex }));
    });
}

/** What the project itself asks for, where a RUN installs it: `pip install .`. */
export function readProjects(subject: Subject): readonly Line[] {
  return findDependencies(subject)
    .named.filter(({ file }) => /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/.test(file))
    .map(({ text, file, line }) => ({
      text,
      location: { file, line },
      isFromCpuIndex: once(subject.facts, `${file} is of the index without CUDA`, () =>
        fromCpuIndex.test(subject.facts.byPath.get(file)?.text ?? ''),
      ),
    }));
}

/**
 * Lines of the requirement files that are installed or, where no command is seen to install one, of those that get into the image; an index
 * holds for all lines of its file.
 */
export function readFiles(subject: Subject): readonly Line[] {
  const { dockerfile, facts } = subject;
  const copied = new Set(dockerfile.context.copied.map(({ path }) => path));
  const lists = facts.requirements.filter(({ path, tool }) => tool === 'pip' && copied.has(path));
  const named = new Set(findDependencies(subject).named.map(({ file }) => file));
  const isSeen = [...named].some((file) => /\.(?:txt|in)$/.test(file));
  return (isSeen ? lists.filter(({ path }) => named.has(path)) : lists).flatMap(({ path, packages }) => {
    const text = facts.byPath.get(path)?.text ?? '';
    const isFromCpuIndex = /^[ \t]*(?:--index-url|-i)\b/m.test(text) && fromCpuIndex.test(text);
    return packages.map((entry) => ({
      text: entry.text,
      location: { file: path, line: entry.line },
      isFromCpuIndex,
    }));
  });
}
