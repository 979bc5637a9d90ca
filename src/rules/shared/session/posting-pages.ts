import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { findServed } from '../open-servers.ts';
import { findWebServer } from './web-servers.ts';

/** How a page sends what somebody typed: each with the address in its first group, and nothing that is only shown. */
const sending: readonly RegExp[] = [
  /\bfetch\(\s{0,9}["'`](https?:\/\/[^"'`\s]+)["'`]\s{0,9},\s{0,99}\{[^{}]{0,200}\bmethod\s{0,9}:\s{0,9}["'`](?:POST|PUT|PATCH)["'`]/gi,
  /\.open\(\s{0,9}["'`](?:POST|PUT|PATCH)["'`]\s{0,9},\s{0,9}["'`](https?:\/\/[^"'`\s]+)/gi,
  /(?:\baxios|\$|\bjQuery)\.(?:post|put|patch)\(\s{0,9}["'`](https?:\/\/[^"'`\s]+)/gi,
  /<form\b(?=[^<>]{0,500}\bmethod\s{0,9}=\s{0,9}["']?post\b)[^<>]{0,500}\baction\s{0,9}=\s{0,9}["']?(https?:\/\/[^"'\s<>]+)/gi,
];
/** Characters of a page that are looked at: libraries that are put together are longer, and nobody's own. */
const longest = 200_000;

/** Pages in the image that send what is typed to a service elsewhere, where the start serves pages; one finding for each host. */
export function findPostingPages(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): readonly Finding[] {
  const pages = [...new Set(dockerfile.context.copied.map(({ path }) => path))].filter(
    (path) => /\.(?:html?|js)$/.test(path) && !/(?:^|\/)(?:node_modules|docs?|tests?)\/|\.min\.js$/.test(path),
  );
  if (pages.length === 0 || !servesPages(image, dockerfile, facts)) return [];
  const found = new Map<string, Finding>();
  for (const file of pages) {
    const text = facts.byPath.get(file)?.text ?? '';
    for (const each of text.length > longest ? [] : sending)
      for (const { 1: address = '', index } of text.matchAll(each)) {
        const host = /^https?:\/\/([\w.-]+)/i.exec(address)?.[1] ?? '';
        if (host === '' || found.has(host) || /^(?:localhost$|127\.|0\.0\.0\.0$)/.test(host)) continue;
        found.set(host, {
          message: `the page sends what is typed to ${host}`,
          location: { file, line: text.slice(0, index).split('\n').length },
          fix: 'send it to the server that gives out the page: an address that begins with /',
        });
      }
  }
  return [...found.values()];
}

function servesPages(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): boolean {
  return (
    image.kind === 'interactive' ||
    findWebServer(dockerfile, facts) !== undefined ||
    findServed(image, dockerfile, facts) !== undefined
  );
}
