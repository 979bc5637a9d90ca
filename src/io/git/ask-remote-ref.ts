import type { RefAnswer } from '../../model/check/action-tags.ts';
import { listRemoteRefs } from './list-remote-refs.ts';
import { listRemoteTags } from './list-remote-tags.ts';

/** What a tag or branch of a GitHub repository means today: a tag before a branch, as GitHub itself chooses, and of an annotated tag the commit. */
export async function askRemoteRef(
  repository: string,
  ref: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<RefAnswer> {
  const names = [`refs/tags/${ref}^{}`, `refs/tags/${ref}`, `refs/heads/${ref}`];
  const refs = await listRemoteRefs(repository, names, variables);
  if (!(refs instanceof Map)) return refs;
  const commit = names.map((name) => refs.get(name)).find((found) => found !== undefined);
  if (commit !== undefined) return { commit };
  const tags = await listRemoteTags(repository, variables);
  return tags instanceof Map ? { unknown: [...tags.keys()] } : tags;
}
