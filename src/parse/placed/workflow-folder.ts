import { readYaml } from '../text/located-yaml.ts';

/** The folder that a GitHub workflow works in, as `defaults: run:` at its head says; nothing where it says none, or cannot be read. */
export function workflowFolder(text: string): string | undefined {
  const read = readYaml(text);
  if ('problem' in read) return undefined;
  const run = read.documents[0]?.entries.get('defaults')?.entries.get('run');
  return run?.entries.get('working-directory')?.text?.replace(/^\.\/|\/$/g, '');
}
