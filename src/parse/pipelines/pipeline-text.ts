import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import type { readShell } from '../shell/shell.ts';
import { replaceBetween } from '../../shared/replace-between.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { readRemembered } from './remembered-scripts.ts';

/** A name of an image with its line. */
export type Image = PipelineStep['images'][number];
/** With the id of the step that makes its tags, and the tag where it makes but one that is written there. */
export type NamedImage = Image & { readonly id: string; readonly tag?: string };

/** Values by name; `matrix.NAME` for those of a matrix. */
export type Variables = Readonly<Record<string, string>>;

/** Variables of a part of a pipeline, over those from outside. */
export function variablesOf(node: LocatedNode | undefined, outer: Variables): Variables {
  const own = [...(node?.entries ?? [])].flatMap(([name, entry]) => {
    const text = entry.text ?? entry.entries.get('value')?.text;
    return text === undefined ? [] : [[name, fillExpressions(text, outer)] as const];
  });
  return own.length === 0 ? outer : { ...outer, ...Object.fromEntries(own) };
}

/** Characters that a variable may have with others filled into it; a longer one stays as it is written, since it is no name of an image. */
const longestValue = 65_536;

/** Contexts of expressions whose values may stand in the files. */
const known =
  /^(?:env\.(\w+)|(matrix\.[\w-]+|inputs\.[\w-]+|(?:needs|jobs|steps)\.[\w-]+\.outputs\.[\w-]+)|github\.event\.(inputs\.[\w-]+)|(github\.action_path))$/;

/** `${{ env.NAME }}`, `${{ inputs.NAME }}`, `${{ steps.ID.outputs.NAME }}` and their like with a known value are that value; any other expression becomes one word, whatever blanks are in it. */
export function fillExpressions(text: string, variables: Variables): string {
  const filled = replaceExpressions(text, (found) => {
    const name = known.exec(found.slice(3, -2).trim())?.slice(1).join('') ?? '';
    const value = Object.hasOwn(variables, name) ? variables[name] : formatted(found.slice(3, -2), variables);
    return value ?? found.replaceAll(/[\s'"|&()<>;`]/g, '_').replace('$', '%');
  });
  return filled ?? text;
}

/** `format('ghcr.io/{0}', env.NAME)`, with `|| ''` behind it or not: the text, with what stands in the files filled into it. */
function formatted(expression: string, variables: Variables): string | undefined {
  const whole = expression.trim();
  const end = whole.lastIndexOf('||');
  const call = end >= 0 && whole.slice(end + 2).trim() === "''" ? whole.slice(0, end).trim() : whole;
  if (!call.startsWith('format(') || !call.endsWith(')') || call.includes('{{')) return undefined;
  const [first = '', ...given] = call.slice('format('.length, -1).split(',');
  const text = /^'[^']*'$/.test(first.trim()) ? first.trim().slice(1, -1) : undefined;
  if (text === undefined || given.some((each) => /[()]/.test(each))) return undefined;
  return text.replaceAll(/\{(\d)\}/g, (written, at: string) => {
    const argument = given[Number(at)]?.trim();
    if (argument === undefined) return written;
    return /^'[^']*'$/.test(argument) ? argument.slice(1, -1) : fillExpressions(`\${{ ${argument} }}`, variables);
  });
}

/** A text for people: an expression without a known value nearly as it stands in the file. */
export function spellExpressions(text: string): string {
  return replaceBetween(text, ['%{{', '}}'], (inner) => {
    const start = inner.search(/[^_]/);
    return start < 0 ? '${{ }}' : `\${{ ${trimEnd(inner.slice(start), '_').replaceAll('____', ' || ')} }}`;
  });
}

/** Replaces every `${{ ... }}` that ends in its line, in one pass; nothing where the text would grow too long. */
function replaceExpressions(text: string, replace: (found: string) => string): string | undefined {
  let filled = '';
  let done = 0;
  for (let start = text.indexOf('${{'); start >= 0; start = text.indexOf('${{', done)) {
    const end = text.indexOf('}}', start + 3);
    if (end < 0) break;
    const line = text.indexOf('\n', start);
    const isWhole = line < 0 || line > end;
    filled += text.slice(done, start) + (isWhole ? replace(text.slice(start, end + 2)) : text.slice(start, line));
    done = isWhole ? end + 2 : line;
    if (filled.length > text.length + longestValue) return undefined;
  }
  return filled + text.slice(done);
}

/** A step that does nothing yet. */
export function emptyStep(job: string, line: number): PipelineStep {
  return { job, line, inputs: {}, commands: [], images: [], pushes: [] };
}

/** Lines of a text, each with its place. */
export function linesIn(node: LocatedNode | undefined, variables: Variables): Image[] {
  const text = node?.text ?? '';
  return partsOf(text).flatMap(({ part, at }) => {
    const line = node?.lineAt(at) ?? 1;
    // A value may hold lines of its own.
    return fillExpressions(part.trim(), variables)
      .split(/[\n,]/)
      .flatMap((each) => (each.trim() === '' ? [] : [{ text: each.trim(), line }]));
  });
}

/** What lines and commas part, but for those within an expression. */
function partsOf(text: string): readonly { readonly part: string; readonly at: number }[] {
  const found: { part: string; at: number }[] = [];
  let at = 0;
  for (let end = 0; end <= text.length; end += 1) {
    if (text.startsWith('${{', end)) {
      const closed = text.indexOf('}}', end);
      const line = text.indexOf('\n', end);
      if (closed >= 0 && (line < 0 || closed < line)) end = closed + 1;
      continue;
    }
    if (end < text.length && text[end] !== ',' && text[end] !== '\n') continue;
    if (end > at) found.push({ part: text.slice(at, end), at });
    at = end + 1;
  }
  return found;
}

/** Commands of a script. */
export function scriptOf(node: LocatedNode, variables: Variables): ReturnType<typeof readShell> {
  const text = fillExpressions(node.text ?? '', variables);
  return readRemembered(text, node, (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined));
}

/** The image that a node names, as a list of one or none. */
export function image(node: LocatedNode | undefined, variables: Variables): Image[] {
  if (node?.text === undefined || node.text === '') return [];
  const text = fillVariables(fillExpressions(node.text, variables), variables);
  return text === '' ? [] : [{ text, line: node.line }];
}

/** How often a value may hold the name of another one. */
const deepest = 5;
/** Characters of a text, or of a value, that may be part of an image's name. */
const longestName = 1000;

/** `$NAME` and `${NAME}` with a known value are that value. */
export function fillVariables(text: string, variables: Variables): string {
  let filled = text;
  for (let depth = 0; depth < deepest && filled.includes('$') && filled.length <= longestName; depth += 1) {
    const before = filled;
    filled = before.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (written, braced?: string, plain?: string) => {
      const name = braced ?? plain ?? '';
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return value === undefined || value.length > longestName ? written : value;
    });
    if (filled === before) break;
  }
  return filled;
}

/** `if: false`, with or without the signs of an expression. */
export function neverRuns({ entries }: LocatedNode): boolean {
  const text = (entries.get('if')?.text ?? '').trim();
  return (text.startsWith('${{') && text.endsWith('}}') ? text.slice(3, -2).trim() : text) === 'false';
}
