import { createColors } from 'picocolors';
import { placeShort } from '../../model/project/placed-path.ts';
import type { Plan, PlanAction } from '../../model/upgrade/plan.ts';

type Colours = ReturnType<typeof createColors>;

/** A longer path moves its own reason alone, which in 80 columns would else begin so late that each takes a second line. */
const widest = 28;

/** A plan as a person reads it before anything is written: one line a file with its reason; what stays as it is, is counted only. */
export function formatPlan(plan: Plan, colour: boolean): string {
  const paint = createColors(colour);
  const shown = plan.filter((entry) => entry.action !== 'unchanged');
  const width = Math.min(widest, Math.max(0, ...shown.map(({ path }) => path.length)));
  const lines = shown.map(
    ({ action, path, reason }) =>
      `  ${paintAction(action, paint)} ${reason === 'new' ? path : `${path.padEnd(width)}  ${paint.dim(reason)}`}`,
  );
  const unchanged = plan.length - shown.length;
  return [...lines, ...(unchanged === 0 ? [] : [`  ${paint.dim(`${String(unchanged)} unchanged`)}`]), ''].join('\n');
}

/** A plan with its files as they are from where the project's folder was typed, unless that is far from there. */
export function placePlan(plan: Plan, directory: string): Plan {
  return plan.map((entry) => ({ ...entry, path: placeShort(directory, entry.path) }));
}

function paintAction(action: PlanAction, { green, cyan, red, dim, magenta, yellow }: Colours): string {
  const paints: Readonly<Record<PlanAction, (text: string) => string>> = {
    create: green,
    update: cyan,
    merge: magenta,
    conflict: red,
    delete: yellow,
    keep: dim,
    unchanged: dim,
  };
  return paints[action](action.padEnd(9));
}
