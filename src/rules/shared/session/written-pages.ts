import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf, showText, textOf, type Value } from '../../../model/programs/value.ts';
import { mayRun } from '../reach/is-called.ts';
import type { Found } from '../reach/judge-reached.ts';
import { firstRemote } from './page-templates.ts';

/** What looks for a text in another, takes it out, or only shows it to a terminal: no page holds it then. */
const looks =
  /(?:^|[.:])(?:sub|subn|gsub|replace|str_replace(?:_all)?|str_remove(?:_all)?|compile|search|match|fullmatch|findall|finditer|split|find|rfind|index|count|startswith|endswith|startsWith|endsWith|grepl?|regexpr|gregexpr|str_detect|fixed|BeautifulSoup|assert\w*|expect_\w+|print|debug|info|warning|error|message|warn|stop)$/;

/** Tags that a function makes: `tags$script(src = ...)` of Shiny, `html.Script(src=...)` of Dash. */
const tags = /^(?:\?\.|(?:\w+\.)*(?:html|dash_html_components)\.)(script|link|img|iframe)$/i;

/** Texts of a program that make a browser fetch from elsewhere, where they come into a page; the first of each host. */
export function findRemoteTexts(reached: ReachedProgram, reach: Reach | undefined): readonly Found[] {
  if (reach === undefined) return [];
  const found = new Map<string, Found>();
  for (const { text, line } of textsOf(reached, reach)) {
    const remote = firstRemote(text);
    if (remote === undefined || found.has(remote.host)) continue;
    found.set(remote.host, {
      message: `writes a page that fetches from ${remote.host} when somebody opens it`,
      line: line + remote.line - 1,
      fix: 'put what it fetches into the page itself (include_plotlyjs=True, embed_css, a script in full)',
    });
  }
  return [...found.values()];
}

interface Written {
  readonly text: string;
  readonly line: number;
}

function textsOf(reached: ReachedProgram, reach: Reach): readonly Written[] {
  const { program } = reached;
  const ofTags = program.calls.flatMap(tagOf);
  if (program.language === 'r')
    return [...ofTags, ...program.calls.filter(({ callee }) => !looks.test(callee)).flatMap(textsGiven)];
  if (program.language !== 'python') return [];
  const tagged = program.texts.filter(({ text }) => text.includes('<') && text.includes('>') && text.includes('//'));
  if (tagged.length === 0) return ofTags;
  const asked = new Set(
    program.calls.filter(({ callee }) => looks.test(callee)).flatMap(({ positional }) => textOf(positional[0]) ?? []),
  );
  return [
    ...ofTags,
    ...tagged.filter(({ text, function: within = '' }) => !asked.has(text) && mayRun(within, reached, reach)),
  ];
}

function textsGiven({ positional, named, line }: Call): readonly Written[] {
  return [...positional, ...named.values()].flatMap(choicesOf).flatMap((value) => {
    const text = textOf(value);
    // Where a text over several lines begins is not known: the call's line tells.
    return text === undefined || !text.includes('<') ? [] : [{ text: text.replaceAll('\n', ' '), line }];
  });
}

function tagOf({ callee, named, line }: Call): readonly Written[] {
  const name = tags.exec(callee)?.[1]?.toLowerCase();
  const address = name === undefined ? undefined : (showOf(named.get('src')) ?? showOf(named.get('href')));
  if (name === undefined || address === undefined) return [];
  const relation = showOf(named.get('rel')) ?? '';
  return [{ text: `<${name} rel="${relation}" src="${address}">`, line }];
}

function showOf(value: Value | undefined): string | undefined {
  return showText(choicesOf(value)[0]);
}
