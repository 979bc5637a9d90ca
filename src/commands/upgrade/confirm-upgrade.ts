import type { Environment } from '../../model/command.ts';
import { Cancelled } from '../../model/errors.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { formatPlan } from '../../report/upgrade/plan-text.ts';

/** Shows a person what would be written, and asks whether to go ahead; throws Cancelled where they do not want it. */
export async function confirmUpgrade(
  plan: Plan,
  notes: readonly string[],
  { terminal }: Pick<Environment, 'terminal'>,
): Promise<void> {
  const { asker, colour, wrapAt } = terminal;
  if (asker === undefined) return;
  const text = [...notes.map((note) => `${note}\n`), formatPlan(plan, colour), '\n'].join('');
  asker.show(fitLines(text, wrapAt));
  for (;;) {
    const choice = await asker.choose({
      message: 'Go ahead?',
      help: 'All of it or nothing; it can be taken back afterwards.',
      initial: 'write',
      choices: [
        { value: 'write', label: 'yes, write this' },
        { value: 'diff', label: 'show the difference first' },
        { value: 'stop', label: 'no', help: 'nothing is written' },
      ],
    });
    if (choice === 'write') return;
    if (choice !== 'diff') throw new Cancelled();
    const { formatDiff } = await import('../../report/upgrade/plan-diff.ts');
    asker.show(formatDiff(plan, colour), 'as it is');
  }
}
