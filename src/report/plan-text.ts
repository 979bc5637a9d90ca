import { createTwoFilesPatch } from 'diff';
import { createColors } from 'picocolors';
import type { Plan, PlanAction, PlanEntry } from '../model/plan.ts';

type Colours = ReturnType<typeof createColors>;

/** A plan as a person reads it before anything is written: one line a file with its reason; what stays as it is, is counted only. */
export function formatPlan(plan: Plan, colour: boolean): string {
  const paint = createColors(colour);
  const shown = plan.filter((entry) => entry.action !== 'unchanged');
  const width = Math.max(0, ...shown.map(({ path }) => path.length));
  const lines = shown.map(({ action, path, reason }) => `  ${paintAction(action, paint)} ${path.padEnd(width)}  ${paint.dim(reason)}`);
  const unchanged = plan.length - shown.length;
  return [...lines, ...(unchanged === 0 ? [] : [`  ${paint.dim(`${String(unchanged)} unchanged`)}`]), ''].join('\n');
}

/** What a plan changes, as a unified diff that `patch` and `git apply` read; a conflict shows its text with markers. */
export function formatDiff(plan: Plan, colour: boolean): string {
  const paint = createColors(colour);
  return plan.filter((entry) => entry.next !== undefined || entry.action === 'delete').map((entry) => diffOne(entry, paint)).join('');
}

function diffOne({ path, current, next }: PlanEntry, paint: Colours): string {
  if (current?.binary === true || next?.binary === true) return `${paint.bold(`Binary file ${path} changes`)}\n`;
  const [before, after] = [current === undefined ? '/dev/null' : `a/${path}`, next === undefined ? '/dev/null' : `b/${path}`];
  const patch = createTwoFilesPatch(before, after, current?.text ?? '', next?.text ?? '', undefined, undefined, { context: 3 });
  return patch.split('\n').slice(1).map((line) => paintLine(line, paint)).join('\n');
}

function paintLine(line: string, { bold, green, red, cyan }: Colours): string {
  if (line.startsWith('---') || line.startsWith('+++')) return bold(line);
  if (line.startsWith('@@')) return cyan(line);
  if (line.startsWith('+')) return green(line);
  return line.startsWith('-') ? red(line) : line;
}

function paintAction(action: PlanAction, { green, cyan, red, dim, magenta, yellow }: Colours): string {
  const paints: Readonly<Record<PlanAction, (text: string) => string>> = { create: green, update: cyan, merge: magenta, conflict: red, delete: yellow, keep: dim, unchanged: dim };
  return paints[action](action.padEnd(9));
}
