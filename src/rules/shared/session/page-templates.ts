import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { trimEnd } from '../../../shared/trim-end.ts';

/** Calls that make a page of a template. */
const rendering = /(?:^|\.)(?:render_template|TemplateResponse|get_template|aiohttp_jinja2\.template)$/;
const template = /\.(?:html?|j2|jinja2?)$/;
/** Characters of a tag that are looked at. */
const longestTag = 1000;

/** Calls that give out a file, or all files of a folder, as they are. */
const giving =
  /(?:^|[.:])(?:FileResponse|send_file|send_from_directory|StaticFiles|static_file|includeHTML|htmlTemplate|addResourcePath)$/;

/** Pages in the image that make a browser fetch scripts, styles or pictures from elsewhere, where a program of the start shows them; one finding for all. */
export function findRemoteTemplates({ path, context }: DockerfileFacts, facts: ProjectFacts): readonly Finding[] {
  const programs = facts.reach.get(path)?.programs ?? [];
  const calls = programs.flatMap(({ class: kind, program }) => (kind === 'built' ? [] : program.calls));
  const shows = calls.some(({ callee }) => rendering.test(callee));
  const given = givenOut(calls);
  if (!shows && given.size === 0) return [];
  const found = [...new Set(context.copied.map((each) => each.path))]
    .filter((each) => (shows && each.split('/').includes('templates') && template.test(each)) || isGiven(each, given))
    .flatMap((file) => {
      const first = firstRemote(facts.byPath.get(file)?.text ?? '');
      return first === undefined ? [] : [{ file, ...first }];
    });
  const [first, ...others] = found;
  if (first === undefined) return [];
  const more =
    others.length === 0 ? '' : ` (and ${String(others.length)} more ${others.length === 1 ? 'page does' : 'pages do'})`;
  return [
    {
      message: `the page fetches from ${first.host} when somebody opens it${more}`,
      location: { file: first.file, line: first.line },
      fix: 'keep what it fetches in the image, beside the other files that the server gives out',
    },
  ];
}

/** The last names of files and folders that calls give out. */
function givenOut(calls: readonly Call[]): ReadonlySet<string> {
  return new Set(
    calls.flatMap(({ callee, positional, named }) =>
      giving.test(callee)
        ? [...positional, ...named.values()].flatMap(choicesOf).flatMap((value) => {
            const text = trimEnd(textOf(value) ?? '', '/');
            return [text.slice(text.lastIndexOf('/') + 1)].filter((name) => /^\w[\w.-]*$/.test(name));
          })
        : [],
    ),
  );
}

/** A page by its name, or one that lies right in a folder. */
function isGiven(path: string, given: ReadonlySet<string>): boolean {
  const [name = '', folder = ''] = path.split('/').toReversed();
  return /\.html?$/.test(name) && (given.has(name) || given.has(folder));
}

/** The first place of a page that makes a browser fetch from elsewhere. */
export function firstRemote(text: string): { readonly host: string; readonly line: number } | undefined {
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
