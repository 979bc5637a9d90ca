import { createTwoFilesPatch } from 'diff';
import { createColors } from 'picocolors';
import { spell } from '../../model/text/inert.ts';
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
  const [old, now] = [current?.text ?? '', next?.text ?? ''];
  const how = { context: 3, maxEditLength };
  const patch =
    createTwoFilesPatch(before, after, old, now, undefined, undefined, how) ?? replaceAll(before, after, old, now);
  return (
    patch
      .split('\n')
      .slice(1)
      // Among colours of ours those of a file would act as well.
      .map((line) => paintLine(line.replaceAll('\u001B', spell), paint))
      .join('\n')
  );
}

/** Lines that go and come; with more of them a comparison takes long, by their square. */
const maxEditLength = 2000;

/** A patch that takes all lines away and puts others in their place, whatever they have in common. */
function replaceAll(before: string, after: string, old: string, now: string): string {
  const [removed, added] = [['-', old] as const, ['+', now] as const].map(([sign, text]) => {
    const lines = text.split('\n');
    const isEnded = lines.at(-1) === '';
    if (isEnded) lines.pop();
    return {
      count: lines.length,
      text: lines.map((line) => `${sign}${line}\n`).join('') + (isEnded || text === '' ? '' : noEnd),
    };
  });
  const head = `@@ -${range(removed?.count)} +${range(added?.count)} @@`;
  return `===\n--- ${before}\n+++ ${after}\n${head}\n${removed?.text ?? ''}${added?.text ?? ''}`;
}

const range = (count = 0): string => `${count === 0 ? '0' : '1'},${String(count)}`;
const noEnd = '\\ No newline at end of file\n';

function paintLine(line: string, { bold, green, red, cyan }: Colours): string {
  if (line.startsWith('---') || line.startsWith('+++')) return bold(line);
  if (line.startsWith('@@')) return cyan(line);
  if (line.startsWith('+')) return green(line);
  return line.startsWith('-') ? red(line) : line;
}
