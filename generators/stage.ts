import { join } from 'node:path';
import type { PlanEntry } from '../src/model/upgrade/plan.ts';
import type { ProjectFiles } from '../src/model/ports.ts';

/** The part of Yeoman's in-memory files that a stage uses. */
export interface MemoryFiles {
  write(path: string, text: string): unknown;
  delete(path: string): unknown;
  read(path: string): string | null;
}

/** Yeoman's in-memory files between a command that applies its plan and Yeoman's commit, where the plan is written all or nothing. */
export interface Stage {
  /** The project, with `apply` going through the stage: it is done when the commit is. */
  readonly wrap: (project: ProjectFiles) => ProjectFiles;
  /** Resolves when something has been staged. */
  readonly staged: Promise<void>;
  /** Writes what is staged, and from then on everything at once. */
  readonly commit: () => Promise<void>;
}

/** What is written is read back from `fs`, so that whatever Yeoman's transforms changed there is kept. */
export function createStage(fs: MemoryFiles): Stage {
  const waiting: (() => Promise<void>)[] = [];
  let signal: (value: void) => void;
  const staged = new Promise<void>((resolve) => {
    signal = resolve;
  });
  let committed = false;
  const put = (root: string, { path, action, next }: PlanEntry): void => {
    if (next !== undefined) fs.write(join(root, path), next.text);
    else if (action === 'delete') fs.delete(join(root, path));
  };
  const take = (root: string, entry: PlanEntry): PlanEntry =>
    entry.next === undefined
      ? entry
      : { ...entry, next: { ...entry.next, text: fs.read(join(root, entry.path)) ?? entry.next.text } };
  return {
    staged,
    wrap: (project) => ({
      ...project,
      apply: async (plan, ...options) => {
        for (const entry of plan) put(project.root, entry);
        const write = async (): Promise<void> =>
          project.apply(
            plan.map((entry) => take(project.root, entry)),
            ...options,
          );
        if (committed) return write();
        return new Promise((resolve, reject) => {
          waiting.push(async () => write().then(resolve, reject));
          signal();
        });
      },
    }),
    commit: async () => {
      committed = true;
      for (const write of waiting.splice(0)) await write();
    },
  };
}
