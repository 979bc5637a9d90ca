import type { RefFailure } from '../../model/check/action-tags.ts';
import { listRemoteRefs } from './list-remote-refs.ts';

/** Every tag of a GitHub repository with the commit it means, in git's order; or why they are not to be had. */
export async function listRemoteTags(
  repository: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Map<string, string> | RefFailure> {
  const refs = await listRemoteRefs(repository, ['refs/tags/*'], variables);
  if (!(refs instanceof Map)) return refs;
  const plain = [...refs].filter(([name]) => !name.endsWith('^{}'));
  return new Map(plain.map(([name, commit]) => [name.slice('refs/tags/'.length), refs.get(`${name}^{}`) ?? commit]));
}
