import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { findUnwantedArguments } from '../adopted/unwanted-arguments.ts';
import { installsUnnamed } from '../image/find-interpreter.ts';
import { findRefused, listRuns } from './refused-starts.ts';

/** What a line that installs a program speaks of, where that is not its name. */
const spokenOf: Readonly<Record<string, RegExp>> = {
  conda: /conda|mamba|miniforge/i,
  mamba: /mamba|miniforge/i,
  'xvfb-run': /xvfb|vnc|xpra|x2go/i,
};

/** A program that has to be in the image for it to start. */
interface Needed {
  readonly name: string;
  /** As it is told: `ENTRYPOINT starts tini`. */
  readonly what: string;
  readonly location: Location;
}

/** What the kernel refuses to start: scripts of the project, and programs that are not there; and what ends at the words that a job gives it. */
export function findUnstartable(...subject: readonly [FinalImage, DockerfileFacts, ProjectFacts, Reach | undefined]): {
  readonly findings: readonly Finding[];
  readonly open?: Verdict;
} {
  const refused = findRefused(...subject);
  const absent = findAbsentStarters(...subject);
  const open = refused.open ?? absent.open;
  const findings = [...refused.findings, ...absent.findings, ...findUnwantedArguments(...subject)];
  return open === undefined ? { findings } : { findings, open };
}

/**
 * Programs by which the start goes (`tini`, `gosu app`, `conda run`) or that the first line of a started script names, which the base is known not to have,
 * and no line of the Dockerfile brings; `open` where a line may.
 */
function findAbsentStarters(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
  reach: Reach | undefined,
): { readonly findings: readonly Finding[]; readonly open?: Verdict } {
  const { lacks = [] } = image.known ?? {};
  const findings: Finding[] = [];
  let open: Verdict | undefined;
  const base = image.from.image?.text ?? 'the base';
  const needed = lacks.length === 0 ? [] : listNeeded(image, dockerfile, facts, reach);
  for (const { name, what, location } of needed.filter((each) => lacks.includes(each.name))) {
    const brought = isBrought(name, image, dockerfile.text);
    if (brought === 'no')
      findings.push({
        message: `${what}, which ${base} does not have and no line of the Dockerfile installs`,
        location,
        fix: `install ${name} in a RUN, or start without it`,
      });
    else if (brought === 'maybe')
      open ??= unknown(`${what}: whether what the Dockerfile adds to ${base} has it, the files do not tell`, location);
  }
  return open === undefined ? { findings } : { findings, open };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function listNeeded(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
  reach: Reach | undefined,
): readonly Needed[] {
  const start = image.entrypoint ?? image.cmd;
  // A shell reads it as it is written: what comes behind sudo is another command to those who read commands.
  const written = dockerfile.text.slice(start?.start ?? 0, start?.end ?? 0).replace(/^\s*\w+\s+(?:exec\s+)?/, '');
  const words = start?.form === 'json' ? start.words.map(({ value }) => value) : written.split(/\s+/);
  // `tini -- gosu app python3 main.py`: each of the two is started.
  const started = words.filter((_, at) => at === 0 || words[at - 1] === '--').map(nameOf);
  const location = { file: dockerfile.path, line: start?.line ?? 1 };
  return [
    ...started.map((name) => ({ name, what: `${start?.keyword ?? ''} starts ${name}`, location })),
    ...listRuns(image, dockerfile, facts, reach).flatMap(({ source }) => {
      const [, first = '', second = ''] = /^#!\s*(\S+)(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(source.text ?? '') ?? [];
      const name = nameOf(first) === 'env' ? second : nameOf(first);
      return name === ''
        ? []
        : [{ name, what: `${source.path} says that ${name} runs it`, location: { file: source.path, line: 1 } }];
    }),
  ];
}

/** Whether a line brings it: one that speaks of it does; a script, another stage or a list may. */
function isBrought(name: string, { instructions }: FinalImage, text: string): 'yes' | 'maybe' | 'no' {
  const speaks = spokenOf[name];
  const answers = instructions.map((each) => {
    if (each.keyword !== 'RUN' && each.keyword !== 'COPY' && each.keyword !== 'ADD') return 'no';
    const written = text.slice(each.start, each.end);
    if (speaks === undefined ? written.split(/[^\w-]+/).includes(name) : speaks.test(written)) return 'yes';
    return mayBring(each, written) || (ofPython.has(name) && each.commands.some(installsByList)) ? 'maybe' : 'no';
  });
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/** Programs that come as packages of Python, thus from any list of them, and with what is installed of others. */
const ofPython: ReadonlySet<string> = new Set(['hatch', 'pdm', 'pipenv', 'poetry']);

/** All but pip with names that are written out. */
function installsByList({ program, words }: ShellCommand): boolean {
  if (/^pip[\d.]*$/.test(program)) return words.some((word) => /^(?:-r|-e|--requirement|--editable|\.)/.test(word));
  return /^(?:conda|mamba|micromamba|uv|pipx|curl|wget)$/.test(program);
}

/** A script, a list that is not in the file, what another stage or an address gives, and an archive that ADD unpacks may hold anything. */
function mayBring({ keyword, flags, commands, words }: Instruction, written: string): boolean {
  if (keyword === 'RUN')
    return (
      /\.sh\b|\|\s*(?:ba|da)?sh\b/.test(written) ||
      installsUnnamed(written, commands) ||
      commands.some(({ program }) => program === 'make')
    );
  return (
    flags['from'] !== undefined || (keyword === 'ADD' && words.some(({ value }) => /:\/\/|\.t(?:ar|gz|xz)/.test(value)))
  );
}
