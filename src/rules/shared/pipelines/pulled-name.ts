import type { Finding } from '../../../model/check/rule.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { linesOf } from '../lines-of.ts';

/** GitLab's registry answers on port 5050; the name that is given to ces-pull has no port. */
export const pullable = /^(?:ghcr\.io|git\.ecdf\.ed\.ac\.uk(?::5050)?)\//;

/** The image that `ces/run.sh` runs in the TRE, where that is none that ces-pull pulls, or none that the pipelines push. */
export function findOtherPulled({ byPath, home = '' }: ProjectFacts, pushed: readonly string[]): readonly Finding[] {
  const file = `${home}ces/run.sh`;
  const lines = linesOf(byPath.get(file)) ?? [];
  const at = lines.findIndex((line) => /^image=\S/.test(line));
  const name = /^image=["']?([^"'\s#;]*)/.exec(lines[at] ?? '')?.[1] ?? '';
  if (name === '' || /[$%]/.test(name)) return [];
  const location = { file, line: at + 1 };
  if (!pullable.test(name))
    return [
      {
        message: `${name} is run, and ces-pull pulls from ghcr.io and git.ecdf.ed.ac.uk alone`,
        location,
        fix: `write the name that is pushed${pushed[0] === undefined ? '' : `: image=${nameOf(pushed[0])}`}`,
      },
    ];
  const names = pushed.filter((each) => pullable.test(each)).map(nameOf);
  // What only shows when a pipeline runs may be this one.
  if (names.length === 0 || pushed.some((each) => /[$%]/.test(nameOf(each))) || names.includes(nameOf(name))) return [];
  return [
    {
      message: `${name} is run, and the pipeline pushes ${names[0] ?? ''}`,
      location,
      fix: `write the same name in both: image=${names[0] ?? ''}`,
    },
  ];
}

/** Without its tag, and without the port that only a push names. */
function nameOf(text: string): string {
  const [, registry = '', rest = ''] = /^([^/]*)(\/[^:@]*)/.exec(text) ?? [];
  return registry.replace(/:5050$/, '') + rest;
}
