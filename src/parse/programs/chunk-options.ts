/** A chunk as far as its options tell: what stands in its braces, and its lines, the first of which may be options (`#| eval: false`). */
interface Options {
  readonly options: string;
  readonly lines: readonly string[];
}

type Option = 'child' | 'file' | 'code' | 'engine';

/** How an option is set in the braces, and in a line of options. */
const ways: Readonly<Record<Option, { readonly inBraces: RegExp; readonly inLine: RegExp }>> = {
  child: { inBraces: /[\s,]child\s{0,5}=/, inLine: /^#\|\s{0,20}child:/ },
  file: { inBraces: /[\s,]file\s{0,5}=/, inLine: /^#\|\s{0,20}file:/ },
  code: { inBraces: /[\s,]code\s{0,5}=/, inLine: /^#\|\s{0,20}code:/ },
  engine: { inBraces: /[\s,]engine\s{0,5}=/, inLine: /^#\|\s{0,20}engine:/ },
};

/** R that the options of a chunk are set to, where they call something: `{r, echo=f(x)}`. */
export function codeOfOptions(options: string): readonly string[] {
  // A comma or a bracket of a caption is none: `fig.cap="shares, (A) of all", out.width=0`.
  const bare = options.replace(/"[^"]*"|'[^']*'/g, (text) => '_'.repeat(text.length));
  const at = /,[^,]*\(/.exec(bare)?.index;
  return at === undefined ? [] : [`list(${options.slice(at + 1)})`];
}

/** What a chunk takes from other files, as R that does the same: `child="a.Rmd"`, `file="a.R"`, `code=readLines("a.R")`. */
export function fromElsewhere(chunk: Options): readonly string[] {
  const children = [...quoted(valueIn(chunk, 'child')), ...listed(chunk, 'child')];
  const sources = (['file', 'code'] as const).flatMap((name) => [
    ...quoted(valueIn(chunk, name)),
    ...listed(chunk, name),
  ]);
  return [
    ...children.map((path) => `knitr::knit_child(${path})`),
    ...sources.filter((path) => /\.\w+"$/.test(path)).map((path) => `source(${path})`),
  ];
}

/** The texts in quotes of what an option is set to, as texts of R. */
function quoted(text = ''): readonly string[] {
  return [...text.matchAll(/["']([^"'\n]{1,300})["']/g)].map(([, path = '']) => JSON.stringify(path));
}

/** `child=c("a.Rmd", "b.Rmd")`: the value of an option in the braces, as written. */
function valueIn({ options }: Options, name: Option): string | undefined {
  const at = options.search(ways[name].inBraces);
  if (at < 0) return undefined;
  const value = options.slice(options.indexOf('=', at) + 1).trimStart();
  return (/^(?:[\w:.]{1,80}\([^)]*\)|"[^"]*"|'[^']*')/.exec(value) ?? [undefined])[0];
}

/** `#| child: a.Rmd`, `#| child: ["a.Rmd", "b.Rmd"]`, or below each other with a hyphen. */
function listed({ lines }: Options, name: Option): readonly string[] {
  const at = lines.findIndex((line) => ways[name].inLine.test(line));
  if (at < 0) return [];
  const first = (lines[at] ?? '').slice((lines[at] ?? '').indexOf(':') + 1);
  const below = lines.slice(at + 1, at + 20).map((line) => /^#\|\s{1,20}-\s{1,20}(.*)$/.exec(line)?.[1]);
  const end = below.indexOf(undefined);
  return [first, ...below.slice(0, end < 0 ? below.length : end)].flatMap((each = '') =>
    each.split(/[\s,[\]"'!]+/).flatMap((word) => (/\.\w{1,5}$/.test(word) ? [JSON.stringify(word)] : [])),
  );
}

/** The engine that a chunk names besides the one in its braces: `engine="bash"`, `#| engine: bash`. */
export function engineOf(chunk: Options): string | undefined {
  const line = chunk.lines.find((each) => ways.engine.inLine.test(each));
  return /^["'](\w+)["']$/.exec(valueIn(chunk, 'engine') ?? '')?.[1] ?? /:\s{0,20}["']?(\w+)/.exec(line ?? '')?.[1];
}

/** Whether a chunk runs, by its own options or, where they say nothing, by those of all. */
export function isEvaluated({ options, lines }: Options, isOff: boolean): boolean {
  const own =
    /\beval\s*=\s*(FALSE|F|TRUE|T)\b/.exec(options)?.[1] ??
    lines.flatMap((line) => /^\s*#\|\s*eval\s*:\s*(false|no|FALSE|true|yes|TRUE)\b/.exec(line)?.[1] ?? [])[0];
  return own === undefined ? !isOff : /^(?:T|true|yes)/i.test(own);
}

/** What a chunk says of those after it: `knitr::opts_chunk$set(eval = FALSE)`. Only what is plainly off switches anything off. */
export function evaluationSetBy(chunk: readonly string[]): boolean | undefined {
  const set = /\bopts_chunk\$set\(([^()]*)\)/.exec(chunk.filter((line) => !/^\s*#/.test(line)).join('\n'))?.[1];
  const value = /\beval\s*=\s*(\w+)/.exec(set ?? '')?.[1];
  return value === undefined ? undefined : /^(?:FALSE|F)$/.test(value);
}

/** `execute: eval: false` of Quarto, in the header. */
export function isOffInHeader(lines: readonly string[]): boolean {
  if (lines[0]?.trimEnd() !== '---') return false;
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  const header = lines.slice(1, Math.max(end, 1));
  const begin = header.findIndex((line) => /^execute:\s*$/.test(line));
  if (begin < 0) return false;
  const next = header.findIndex((line, at) => at > begin && /^\S/.test(line));
  const block = header.slice(begin + 1, next < 0 ? header.length : next);
  return block.some((line) => /^\s+eval:\s*(?:false|no)\s*$/i.test(line));
}
