import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { Found } from '../reach/judge-reached.ts';
import { findServed } from '../open-servers.ts';
import { findWebServer } from './web-servers.ts';

/** How a page sends what somebody typed: each with the address in its first group, and nothing that is only shown. */
const sending: readonly RegExp[] = [
  /\bfetch\(\s{0,9}["'`](https?:\/\/[^"'`\s]+)["'`]\s{0,9},\s{0,99}\{[^{}]{0,200}\bmethod\s{0,9}:\s{0,9}["'`](?:POST|PUT|PATCH)["'`]/gi,
  /\.open\(\s{0,9}["'`](?:POST|PUT|PATCH)["'`]\s{0,9},\s{0,9}["'`](https?:\/\/[^"'`\s]+)/gi,
  /(?:\baxios|\$|\bjQuery)\.(?:post|put|patch)\(\s{0,9}["'`](https?:\/\/[^"'`\s]+)/gi,
  /<form\b(?=[^<>]{0,500}\bmethod\s{0,9}=\s{0,9}["']?post\b)[^<>]{0,500}\baction\s{0,9}=\s{0,9}["']?(https?:\/\/[^"'\s<>]+)/gi,
];
/** Services that answer who asks them, by his address: a request is all that they are sent. */
const locating =
  /\b(?:fetch|getJSON|get|ajax|open)\([^()\n]{0,99}["'`](https?:\/\/(?:ipapi\.co|ip-api\.com|ipinfo\.io|api\.ipify\.org|ifconfig\.me|freegeoip\.app)\b[^"'`\s]*)/gi;
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
    for (const { host, line, ...said } of sentBy(text))
      if (!found.has(host)) found.set(host, { ...said, location: { file, line } });
  }
  return [...found.values()];
}

interface Sent {
  readonly host: string;
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}

/** What a page, or a part of one that stands in a program, sends elsewhere. */
function sentBy(text: string): readonly Sent[] {
  if (text.length > longest || !text.includes('://')) return [];
  return [...sending, locating].flatMap((each) =>
    [...text.matchAll(each)].flatMap(({ 1: address = '', index }) => {
      const host = /^https?:\/\/([\w.-]+)/i.exec(address)?.[1] ?? '';
      if (host === '' || /^(?:localhost$|127\.|0\.0\.0\.0$)/.test(host)) return [];
      const line = text.slice(0, index).split('\n').length;
      return each === locating
        ? [{ host, line, message: `the page tells ${host} who opens it`, fix: 'take the request out of the page' }]
        : [
            {
              host,
              line,
              message: `the page sends what is typed to ${host}`,
              fix: 'send it to the server that gives out the page: an address that begins with /',
            },
          ];
    }),
  );
}

/** The same of pages that a program of R or Python holds: `tags$script(HTML("$.post(...)"))`. */
export function findPostingTexts({ program }: ReachedProgram): readonly Found[] {
  return program.texts.flatMap(({ text, line }) =>
    sentBy(text).map((each) => ({ message: each.message, line: line + each.line - 1, fix: each.fix })),
  );
}

function servesPages(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): boolean {
  return (
    image.kind === 'interactive' ||
    findWebServer(dockerfile, facts) !== undefined ||
    findServed(image, dockerfile, facts) !== undefined
  );
}
