import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bases } from '../../../src/catalog/bases.ts';
import { runTool } from './run-tool.ts';

type Variables = Readonly<Record<string, string>>;

const aside = '.removed-';

/** Puts a folder out of the way at once: to remove the images of an engine can take minutes, which the end of a run does not have. */
export function setAside(folder: string): void {
  if (existsSync(folder)) renameSync(folder, join(dirname(folder), `${aside}${process.pid}-${Date.now()}`));
}

/** Removes what runs before put out of the way there, beside whatever comes next. */
export function removeSetAside(folder: string): void {
  const names = readdirSync(folder).filter((name) => name.startsWith(aside));
  if (names.length === 0) return;
  const paths = names.map((name) => join(folder, name));
  spawn('nice', ['rm', '-rf', '--', ...paths], { detached: true, stdio: 'ignore' }).unref();
}

/** Whether an image stays: the stand-ins, and what takes minutes to build on them. That is named after its base, so that a build takes its name over from the run before. */
function isKept(name: string): boolean {
  const base = /^localhost\/(?:documents-)?([^/:]+):rehearsal$/.exec(name)?.[1];
  return name.startsWith('localhost/standin/') || (base !== undefined && Object.hasOwn(bases, base));
}

/** Removes images that runs before built and named; what was pushed and pulled by its digest has no tag, and stays. */
export function removeNamed(variables: Variables): void {
  for (const tool of ['docker', 'buildah']) {
    const format = tool === 'docker' ? '{{.Repository}}:{{.Tag}}' : '{{.Name}}:{{.Tag}}';
    const named = runTool(tool, ['images', '--format', format], { env: variables })
      .split('\n')
      .filter((name) => name !== '' && !name.includes('<none>') && !isKept(name));
    try {
      if (named.length > 0) runTool(tool, ['rmi', '--force', ...named], { env: variables });
    } catch (error) {
      // One that something still uses keeps no run from its start.
      console.error(error instanceof Error ? error.message : String(error));
    }
  }
}
