import type { LocatedNode } from '../../text/located-yaml.ts';
import { readYaml } from '../../text/located-yaml.ts';
import { startIn } from '../../pipelines/one-shell.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readShell } from '../../shell/shell.ts';
import type { Glance, Sight } from './sight.ts';

/** The commands of the stages of a `dvc.yaml`; which of them run where some are asked for is not told. */
export function glanceAtDvc({ text, arguments: asked }: Sight): Glance {
  const read = readYaml(text);
  const stages =
    'documents' in read && read.documents.length === 1 ? read.documents[0]?.entries.get('stages') : undefined;
  const all = [...(stages?.entries.values() ?? [])].map(commandsOf);
  const known = all.filter((each) => each !== undefined);
  const isWhole = asked.length === 0 && all.length > 0 && known.length === all.length;
  return asked.length > 0
    ? { language: 'shell' }
    : { language: 'shell', commands: known.flat(), ...(isWhole ? { isWhole: true } : {}) };
}

/** What a stage runs, in its own folder; nothing of one whose command is no text. */
function commandsOf(stage: LocatedNode): readonly ShellCommand[] | undefined {
  const inner = stage.entries.get('do') ?? stage;
  const cmd = inner.entries.get('cmd');
  const lines = cmd === undefined ? [] : cmd.items.length > 0 ? cmd.items : [cmd];
  const folder = inner.entries.get('wdir')?.text ?? '';
  if (lines.length === 0 || lines.some(({ text = '' }) => text.trim() === '')) return undefined;
  return lines.flatMap((line) =>
    startIn(
      folder,
      readShell(asVariables(line.text ?? ''), (at) => line.lineAt(at)),
    ),
  );
}

/** `${item.name}` is filled in by dvc, and to the shell a name without a value. */
function asVariables(text: string): string {
  return text.replaceAll(/\$\{([^{}\n]*)\}/g, (all, name: string) =>
    `\${${name.replaceAll(/\W/g, '_')}}`.padEnd(all.length, ' '),
  );
}
