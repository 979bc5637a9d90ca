import { readdirSync, readFileSync } from 'node:fs';

/**
 * Kills the processes at the ends of a process's tree, never the process itself: a builder whose step fails removes its
 * working containers, one that is killed leaves them. Where there is no `/proc`, builders run in a virtual machine: does nothing.
 */
export function endDescendants(root: number): void {
  const parents = readParents();
  const hasChild = new Set(parents.values());
  for (const pid of parents.keys()) {
    if (!hasChild.has(pid) && pid !== root && descends(pid, root, parents)) kill(pid);
  }
}

function readParents(): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const name of list('/proc')) {
    // The second field, a program's name in brackets, may hold anything.
    const parent = /^\d+$/.test(name) ? /^.*\) \S (\d+)/s.exec(read(`/proc/${name}/stat`))?.[1] : undefined;
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  return parents;
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
  return false;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
