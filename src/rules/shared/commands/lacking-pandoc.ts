import type { Finding, Location } from '../../../model/check/rule.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { isCalled } from '../reach/is-called.ts';
import { describeWay } from '../reach/judge-reached.ts';
import { findUnloadedNames } from './unloaded-names.ts';
import { rendersByPandoc, startsPandoc } from '../../../parse/programs/files/renders-by-pandoc.ts';

/** What brings it, or another one. */
const bringers = /pandoc|quarto|rstudio|verse/i;

/** What programs call and nothing brings that they load, or that is installed. */
export function findUnbrought(subject: Subject): readonly Finding[] {
  return [...findUnloadedNames(subject), ...findLackingPandoc(subject)];
}

/** A document that R renders in an image without pandoc: it ends before anything is written. */
function findLackingPandoc({ image, dockerfile, facts }: Subject): readonly Finding[] {
  const reach = facts.reach.get(dockerfile.path);
  if (reach === undefined || image.known?.lacks?.includes('pandoc') !== true || reach.unseen.length > 0) return [];
  const built = reach.programs.filter(({ class: kind }) => kind === 'built');
  const texts = [
    dockerfile.text,
    ...built.map(({ program }) => facts.byPath.get(program.path)?.text ?? ''),
    ...facts.requirements.flatMap(({ packages }) => packages.map(({ text }) => text)),
  ];
  if (texts.some((text) => bringers.test(text))) return [];
  const [first] = reach.programs.flatMap((each) => (each.class === 'started' ? renderingsOf(each, reach) : []));
  return first === undefined
    ? []
    : [
        {
          message: `${first.callee} is called${first.way}, and needs pandoc, which ${image.from.image?.text ?? 'the base'} does not have and nothing installs`,
          location: first.location,
          fix: 'install pandoc in a RUN (in a generated project: tre-container upgrade --set systemPackages=pandoc, with those that you have)',
        },
      ];
}

interface Rendering {
  readonly callee: string;
  readonly location: Location;
  readonly way: string;
}

function renderingsOf(
  reached: ReachedProgram,
  reach: NonNullable<Parameters<typeof isCalled>[1]>,
): readonly Rendering[] {
  const { program } = reached;
  const at = (line: number, callee: string): Rendering => {
    const location = { file: program.path, line };
    return { callee, location, way: describeWay(reached, location) };
  };
  const called = program.calls.filter((call) => rendersByPandoc(call, program) && isCalled(call, reach) === 'yes');
  const typed = program.commands.filter(({ words }) => startsPandoc(words));
  return [
    ...called.map(({ line, callee }) => at(line, callee.includes('::') ? callee : `rmarkdown::${callee}`)),
    ...typed.map(({ line }) => at(line, 'rmarkdown::render')),
  ];
}
