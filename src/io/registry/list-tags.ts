import type { Endpoint } from './find-endpoints.ts';
import type { RegistryConnection } from './registry-connection.ts';

/**
 * Lists a repository's tags, up to `pages` pages. Nothing when there is no such repository; an empty list when it does not say.
 * Source: OCI distribution specification, "Listing Tags".
 */
export async function listTags(
  connection: RegistryConnection,
  endpoint: Endpoint,
  pages: number,
): Promise<readonly string[] | undefined> {
  const tags: string[] = [];
  let query: string | undefined = '?n=1000';
  for (let page = 0; page < pages && query !== undefined; page += 1) {
    const answer = await connection.ask({
      method: 'GET',
      endpoint,
      path: `tags/list${query}`,
      accept: 'application/json',
    });
    if (answer.status !== 200) return page === 0 && answer.status === 404 ? undefined : tags;
    tags.push(...readTags(answer.body));
    // Only the query of the next page's address is taken: the host stays ours.
    query = /<[^<>?]*(\?[^<>]*)>\s*;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return tags;
}

function readTags(body: Buffer): string[] {
  try {
    const { tags } = JSON.parse(body.toString('utf8')) as { tags?: unknown };
    return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string' && /^\w[\w.-]{0,127}$/.test(tag)) : [];
  } catch {
    return [];
  }
}
