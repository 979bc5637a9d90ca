import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import type { readShell } from '../shell/shell.ts';
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
  return { ...outer, ...Object.fromEntries(own) };
}

/** Characters that a variable may have with others filled into it; a longer one stays as it is written, since it is no name of an image. */
const longestValue = 65_536;

/** `${{ env.NAME }}`, `${{ matrix.NAME }}` and `${{ steps.ID.outputs.NAME }}` with a known value are that value; any other expression becomes one word, whatever blanks are in it. */
export function fillExpressions(text: string, variables: Variables): string {
  const filled = replaceExpressions(text, (found) => {
    const name =
      /^(?:env\.(\w+)|(matrix\.[\w-]+|steps\.[\w-]+\.outputs\.[\w-]+))$/
        .exec(found.slice(3, -2).trim())
        ?.slice(1)
        .join('') ?? '';
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value ?? found.replaceAll(/[\s'"|&()<>;`]/g, '_').replace('$', '%');
  });
  return filled ?? text;
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
  return [...text.matchAll(/[^\n,]+/g)].flatMap((found) =>
    found[0].trim() === ''
      ? []
      : [{ text: fillExpressions(found[0].trim(), variables), line: node?.lineAt(found.index) ?? 1 }],
  );
}

/** Commands of a script. */
export function scriptOf(node: LocatedNode, variables: Variables): ReturnType<typeof readShell> {
  const text = fillExpressions(node.text ?? '', variables);
  return readRemembered(text, node, (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined));
}

/** The image that a node names, as a list of one or none. */
export function image(node: LocatedNode | undefined): Image[] {
  return node?.text === undefined || node.text === '' ? [] : [{ text: node.text, line: node.line }];
}
