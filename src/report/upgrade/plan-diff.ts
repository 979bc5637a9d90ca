import { createTwoFilesPatch } from 'diff';
import { createColors } from 'picocolors';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';

type Colours = ReturnType<typeof createColors>;

/** What a plan changes, as a unified diff that `patch` and `git apply` read; a conflict shows its text with markers. */
export function formatDiff(plan: Plan, colour: boolean): string {
  const paint = createColors(colour);
  return plan
    .filter((entry) => entry.next !== undefined || entry.action === 'delete')
    .map((entry) => diffOne(entry, paint))
    .join('');
}

function diffOne({ path, current, next }: PlanEntry, paint: Colours): string {
  if (current?.binary === true || next?.binary === true) return `${paint.bold(`Binary file ${path} changes`)}\n`;
  const [before, after] = [
    current === undefined ? '/dev/null' : `a/${path}`,
    next === undefined ? '/dev/null' : `b/${path}`,
  ];
  const patch = createTwoFilesPatch(before, after, current?.text ?? '', next?.text ?? '', undefined, undefined, {
    context: 3,
  });
  return patch
    .split('\n')
    .slice(1)
    .map((line) => paintLine(line, paint))
    .join('\n');
}

function paintLine(line: string, { bold, green, red, cyan }: Colours): string {
  if (line.startsWith('---') || line.startsWith('+++')) return bold(line);
  if (line.startsWith('@@')) return cyan(line);
  if (line.startsWith('+')) return green(line);
  return line.startsWith('-') ? red(line) : line;
}
