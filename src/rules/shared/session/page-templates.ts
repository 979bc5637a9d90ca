import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';

/** Calls that make a page of a template. */
const rendering = /(?:^|\.)(?:render_template|TemplateResponse|get_template|aiohttp_jinja2\.template)$/;
const template = /\.(?:html?|j2|jinja2?)$/;
/** Characters of a tag that are looked at. */
const longestTag = 1000;

/** Templates in the image that make a browser fetch scripts, styles or pictures from elsewhere, where a program of the start shows them; one finding for all. */
export function findRemoteTemplates({ path, context }: DockerfileFacts, facts: ProjectFacts): readonly Finding[] {
  const programs = facts.reach.get(path)?.programs ?? [];
  const shows = programs.some(
    ({ class: kind, program }) => kind !== 'built' && program.calls.some(({ callee }) => rendering.test(callee)),
  );
  if (!shows) return [];
  const found = [...new Set(context.copied.map((each) => each.path))]
    .filter((each) => each.split('/').includes('templates') && template.test(each))
    .flatMap((file) => {
      const first = firstRemote(facts.byPath.get(file)?.text ?? '');
      return first === undefined ? [] : [{ file, ...first }];
    });
  const [first, ...others] = found;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more templates do)`;
  return [
    {
      message: `the page fetches from ${first.host} when somebody opens it${more}`,
      location: { file: first.file, line: first.line },
      fix: 'keep what it fetches in the image, beside the other files that the server gives out',
    },
  ];
}

function firstRemote(text: string): { readonly host: string; readonly line: number } | undefined {
  let at = 0;
  for (const part of text.split('<')) {
    const tag = part.slice(0, longestTag).split('>', 1)[0] ?? '';
    const isFetched = /^(?:script|img|iframe)\s/i.test(tag) || (/^link\s/i.test(tag) && /stylesheet|icon/i.test(tag));
    const host = isFetched ? /\s(?:src|href)=["']?(?:https?:)?\/\/([\w.-]+)/i.exec(tag)?.[1] : undefined;
    if (host !== undefined && !/^(?:localhost|127\.)/.test(host))
      return { host, line: text.slice(0, at).split('\n').length };
    at += part.length + 1;
  }
  return undefined;
}
