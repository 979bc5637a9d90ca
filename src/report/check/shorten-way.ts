/**
 * A message in which the ways of a start are short: `(CMD -> run.sh:3 -> ... -> study/io.py:9)`. `--verbose` and the other formats have all of them.
 */
export function shortenWay(message: string): string {
  const steps = message.split(' -> ');
  // Between two arrows stands a step alone, but where a sentence goes on and another way begins.
  const isStep = (at: number): boolean => at > 0 && at < steps.length - 1 && !/\s/.test(steps[at] ?? ' ');
  return steps
    .flatMap((step, at) => {
      if (!isStep(at) || !isStep(at - 1)) return [step];
      return isStep(at - 2) ? [] : ['...'];
    })
    .join(' -> ');
}
