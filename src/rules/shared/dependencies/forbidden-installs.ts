import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage, Setting } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readInstall } from '../../../parse/shell/installs.ts';

/** Variables that forbid an installer the network, and which installers heed them. */
const forbidding: readonly { readonly variable: string; readonly managers: RegExp }[] = [
  { variable: 'PIP_NO_INDEX', managers: /^(?:pip|pip-sync|pipx)$/ },
  { variable: 'UV_OFFLINE', managers: /^uv$/ },
  { variable: 'CONDA_OFFLINE', managers: /^(?:conda|mamba|micromamba)$/ },
];

/** Installs in a RUN below an ENV that keeps the installer off the network: the build ends there. */
export function findForbiddenInstalls({ instructions }: FinalImage, { path }: DockerfileFacts): readonly Finding[] {
  const set = new Map<string, Setting>();
  const findings: Finding[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'ENV')
      for (const { value, unresolved } of instruction.words) {
        const at = value.indexOf('=');
        set.set(value.slice(0, at), { value: value.slice(at + 1), unresolved, instruction });
      }
    if (instruction.keyword !== 'RUN') continue;
    const changed = new Set<string>();
    for (const command of instruction.commands) {
      const found = forbiddenBy(command, changed, set);
      if (/^(?:export|unset|env)$/.test(command.program))
        for (const word of command.words) changed.add(word.split('=', 1)[0] ?? '');
      if (found === undefined) continue;
      findings.push({
        message: `${command.program} installs in line ${String(command.line)}, and ${found.variable} in line ${String(found.line)} keeps it off the network: the image does not build`,
        location: { file: path, line: command.line },
        fix: `set ${found.variable} below the last RUN that installs`,
      });
    }
  }
  return findings;
}

/** What may have brought the lists of packages besides `apt-get update`. */
const mayUpdate = /\b(?:update|aptitude|bash|sh|make|dpkg)\b|\.sh\b/;

/** `apt-get install NAME`, of a name and no file. */
function installsFromLists({ words: [program = '', ...words] }: ShellCommand): boolean {
  return (
    /^(?:apt|apt-get)$/.test(program) &&
    words.find((word) => !word.startsWith('-')) === 'install' &&
    !words.some((word) => /^\.?\/|\.deb$/.test(word))
  );
}

/** `apt-get install` in an image whose lists of packages nothing has fetched: the images whose Dockerfiles were read bring none. */
export function findListless({ instructions, base, known }: FinalImage, { path }: DockerfileFacts): readonly Finding[] {
  // Some keep the lists of their own build, as TensorFlow's do: only of those whose Dockerfile was read is it known.
  if (base === undefined && known?.confidence !== 'read') return [];
  const runs = instructions.filter(({ keyword }) => keyword === 'RUN');
  for (const run of runs) {
    if (run.flags['mount'] !== undefined) return [];
    for (const command of run.commands) {
      if (!installsFromLists(command)) {
        if (mayUpdate.test(command.words.join(' '))) return [];
        continue;
      }
      return [
        {
          message: `${command.words[0] ?? ''} installs, and nothing has fetched its lists of packages, which this base does not bring: the image does not build`,
          location: { file: path, line: command.line },
          fix: `write apt-get update && before it`,
        },
      ];
    }
    if (run.heredocs.length > 0 || mayUpdate.test(run.text)) return [];
  }
  return [];
}

function forbiddenBy(
  command: ShellCommand,
  changed: ReadonlySet<string>,
  set: ReadonlyMap<string, Setting>,
): { readonly variable: string; readonly line: number } | undefined {
  const install = readInstall(command);
  if (install === undefined || install.packages.length + install.files.length === 0) return undefined;
  const isLocal = command.words.some((word) => /^(?:--no-index|--find-links|-f|--offline|--no-deps)(?:=|$)/.test(word));
  const isNamed =
    install.files.length > 0 || install.packages.some((each) => !/^[./]|\.(?:whl|tar\.gz)$|:\/\//.test(each));
  const isChanged = (variable: string): boolean =>
    Object.hasOwn(command.assignments, variable) || changed.has(variable);
  for (const { variable, managers } of forbidding) {
    const setting = set.get(variable);
    if (setting === undefined || !managers.test(install.manager) || isLocal || !isNamed || isChanged(variable))
      continue;
    if (/^(?:1|true|yes|on)$/i.test(setting.value)) return { variable, line: setting.instruction.line };
  }
  return undefined;
}
