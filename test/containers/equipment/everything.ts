import { readdirSync } from 'node:fs';
import { runTool } from './run-tool.ts';

/** Place of the images' names in what {@link everything} gives: a stopped rehearsal may have built its image. */
export const namesOfImages = 4;

/** Everything that the engines and builders hold, and the temporary folders of rehearsals: what is not a rehearsal's result must be the same before and after. */
export function everything(): readonly string[] {
  const lists = [
    ['docker', 'ps', '--all', '--format', '{{.Names}}'],
    ['docker', 'volume', 'ls', '--quiet'],
    ['docker', 'network', 'ls', '--format', '{{.Name}}'],
    ['docker', 'images', '--filter', 'dangling=true', '--filter', 'label=tre-container.rehearsal', '--quiet'],
    ['docker', 'images', '--format', '{{.Repository}}:{{.Tag}}'],
    ['buildah', 'containers', '--quiet'],
  ];
  const held = lists.map(([tool = '', ...words]) => runTool(tool, words).split('\n').toSorted().join('\n'));
  const temporary = process.env['TMPDIR'] ?? '/var/tmp';
  return [
    ...held,
    readdirSync(temporary)
      .filter((name) => name.startsWith('containers-run-'))
      .join(),
  ];
}
