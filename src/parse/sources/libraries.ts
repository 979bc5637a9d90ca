import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { LibraryFact, RequirementFacts, ShellCommand, SourceFacts } from '../../model/sources/source-facts.ts';
import { readInstall } from '../shell/installs.ts';
import { foldName } from '../../shared/fold-name.ts';

const importLine = /^\s*(?:from\s+([\w.]+)\s+import\b|import\s+([\w., ]+))/;

/** Libraries that Dockerfiles and requirement files install and that sources import, the first place of each in a file. */
export function findLibraries(
  dockerfiles: readonly DockerfileFacts[],
  requirements: readonly RequirementFacts[],
  sources: readonly SourceFacts[],
): LibraryFact[] {
  const found = new Map<string, LibraryFact>();
  const add = (written: string, file: string, line: number): void => {
    const name = packageName(written);
    const key = `${file}\0${name}`;
    if (name !== '' && !found.has(key)) found.set(key, { name, location: { file, line } });
  };
  for (const file of requirements) for (const entry of file.packages) add(entry.text, file.path, entry.line);
  for (const { path, stages } of dockerfiles) {
    // Images of Hugging Face bring its libraries: transformers-pytorch-gpu, text-generation-inference ...
    for (const { from, line } of stages)
      if (from.named?.canonicalRepository.startsWith('huggingface/') === true) add('transformers', path, line);
  }
  for (const { path, instructions } of dockerfiles) {
    for (const instruction of instructions)
      for (const command of instruction.commands) for (const name of installed(command)) add(name, path, command.line);
  }
  const modules = modulesOf(sources);
  for (const source of sources) {
    if (source.language === 'shell' || source.language === 'julia') continue;
    for (const { code, line } of source.lines) {
      for (const name of importsOf(source.language, code))
        if (source.language === 'r' || !isBeside(name, source.path, modules)) add(name, source.path, line);
    }
  }
  return [...found.values()];
}

/** Modules and packages of Python that a project has, each by its path without an ending. */
function modulesOf(sources: readonly SourceFacts[]): ReadonlySet<string> {
  return new Set(
    sources.flatMap(({ path, language }) =>
      language === 'python' ? [path.replace(/(?:\/__init__)?\.pyw?$/, '')] : [],
    ),
  );
}

/** Whether Python finds a module of the project by a name first: beside a program that imports it, which is where it looks. */
function isBeside(name: string, path: string, modules: ReadonlySet<string>): boolean {
  const beside = path.slice(0, path.lastIndexOf('/') + 1) + name;
  return modules.has(beside) && beside !== path.replace(/\.\w+$/, '');
}

/** Without the channel that conda may be told in front: `bioconda::multiqc=1.25`. */
function packageName(written: string): string {
  return foldName(/^[A-Za-z0-9][\w.-]*/.exec(written.replace(/^[\w./-]+::/, ''))?.[0] ?? '');
}

/** Packages of Python that a command names, with whatever installs them. */
function installed(command: ShellCommand): readonly string[] {
  const install = readInstall(command);
  return install?.kind === 'pip' || install?.kind === 'conda'
    ? install.packages.filter((name) => /^[A-Za-z]/.test(name) && !name.includes('/'))
    : [];
}

function importsOf(language: SourceFacts['language'], code: string): readonly string[] {
  if (language === 'r')
    return [...code.matchAll(/\b(?:library|require|requireNamespace)\(\s*["']?([\w.]+)/g)].map(
      (match) => match[1] ?? '',
    );
  const match = importLine.exec(code);
  const names = match?.[1] ?? match?.[2] ?? '';
  return names.split(',').map((name) => name.trim().split(/[\s.]/)[0] ?? '');
}
