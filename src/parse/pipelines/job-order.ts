import type { LocatedNode } from '../text/located-yaml.ts';

/** Jobs so that each comes after those that it needs. A job that needs itself, by way of others, comes where it is met first. */
export function inOrder(jobs: ReadonlyMap<string, LocatedNode>): (readonly [string, LocatedNode])[] {
  const order = new Map<string, LocatedNode>();
  const met = new Set<string>();
  for (const first of jobs.keys()) {
    // A stack of our own: a chain of needs may be longer than the call stack.
    const waiting = [first];
    for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
      const job = jobs.get(name);
      const needs = met.has(name) || job === undefined ? [] : needsOf(job).filter((need) => !met.has(need));
      met.add(name);
      if (needs.length > 0) waiting.push(...needs.toReversed());
      else {
        waiting.pop();
        if (job !== undefined) order.set(name, order.get(name) ?? job);
      }
    }
  }
  return [...order];
}

/** Names of the jobs that a job of GitHub needs. */
export function needsOf(job: LocatedNode): string[] {
  const needs = job.entries.get('needs');
  return [needs?.text, ...(needs?.items ?? []).map(({ text }) => text)].filter((need) => need !== undefined);
}

/** Whether later stages of GitLab wait for a job: not for what somebody may start by hand, unless it may not fail. */
export function isDue(job: ReadonlyMap<string, LocatedNode>): boolean {
  return job.get('when')?.text !== 'manual' || job.get('allow_failure')?.text === 'false';
}

/** The jobs that begin only when one of `first` is done, by whatever way they wait for it. */
export function jobsAfter(first: Iterable<string>, waits: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const followers = new Map<string, string[]>();
  for (const [name, needs] of waits)
    for (const need of needs) {
      const list = followers.get(need);
      if (list === undefined) followers.set(need, [name]);
      else list.push(name);
    }
  const after = new Set<string>();
  const open = [...first];
  for (let name = open.pop(); name !== undefined; name = open.pop())
    for (const follower of followers.get(name) ?? [])
      if (!after.has(follower)) {
        after.add(follower);
        open.push(follower);
      }
  return after;
}
