/** A line of the instruction that sets one variable, as the templates print it. */
const line = /^ {4}([A-Za-z_]\w*)=(?:\S|\\ )* \\$/;

/**
 * A newly rendered Dockerfile with the variables that the last one had and that must stay, each where it stood: the answers
 * do not bring its library in any more, and files of the project do.
 */
export function keepVariables(rendered: string, baseline: string, names: ReadonlySet<string>): string {
  const lines = rendered.split('\n');
  let before: string | undefined;
  for (const text of baseline.split('\n')) {
    const name = line.exec(text)?.[1];
    if (name === undefined) continue;
    if (!lines.some((each) => line.exec(each)?.[1] === name)) {
      const at = before === undefined ? -1 : lines.findIndex((each) => line.exec(each)?.[1] === before);
      if (!names.has(name) || at < 0) continue;
      lines.splice(at + 1, 0, text);
    }
    before = name;
  }
  return lines.join('\n');
}

/** Names of the variables that the last rendered Dockerfile set and the new one does not. */
export function droppedVariables(rendered: string, baseline: string): readonly string[] {
  const left = new Set(namesIn(rendered));
  return namesIn(baseline).filter((name) => !left.has(name));
}

function namesIn(text: string): readonly string[] {
  return text.split('\n').flatMap((each) => line.exec(each)?.[1] ?? []);
}
