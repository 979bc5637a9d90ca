import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Interpreter } from '../../../model/dockerfile/known-image.ts';
import { showWay, type Reach, type Step } from '../../../model/programs/reach.ts';

/** How a start names an interpreter, and what a line that installs one speaks of. */
const interpreters: Readonly<
  Record<Interpreter, { readonly start: RegExp; readonly installs: RegExp; readonly label: string }>
> = {
  python: {
    label: 'Python',
    start: /(?:^|[\s"'/])python[\d.]*(?=[\s"']|$)/,
    installs: /python|pypy|conda|mamba|\bpip3?\b|\buv\b|\bpixi\b|\bvenv\b/i,
  },
  r: {
    label: 'R',
    start: /(?:^|[\s"'/])(?:Rscript|R)(?=[\s"']|$)/,
    installs:
      /\br-(?:base|cran|ver|essentials|recommended)|\bRscript\b|\bR\b|littler|install2\.r|\bconda|mamba|\bpixi\b|\brig\b/,
  },
  julia: { label: 'Julia', start: /(?:^|[\s"'/])julia(?=[\s"']|$)/, installs: /julia/i },
  octave: { label: 'Octave', start: /(?:^|[\s"'/])octave(?:-cli)?(?=[\s"']|$)/, installs: /octave/i },
  matlab: { label: 'MATLAB', start: /(?:^|[\s"'/])matlab(?=[\s"']|$)/, installs: /matlab|mathworks|\bmpm\b/i },
  stata: { label: 'Stata', start: /(?:^|[\s"'/])stata(?:-(?:mp|se|be))?(?=[\s"']|$)/, installs: /stata/i },
  perl: { label: 'Perl', start: /(?:^|[\s"'/])perl(?=[\s"']|$)/, installs: /perl/i },
  node: { label: 'Node.js', start: /(?:^|[\s"'/])node(?:js)?(?=[\s"']|$)/, installs: /node|\bnpm\b|\bnvm\b|\bfnm\b/i },
  java: {
    label: 'Java',
    start: /(?:^|[\s"'/])java(?=[\s"']|$)/,
    installs: /java|jdk|jre|temurin|corretto|conda|mamba/i,
  },
  ruby: { label: 'Ruby', start: /(?:^|[\s"'/])ruby(?=[\s"']|$)/, installs: /ruby|rbenv/i },
};

interface Needed {
  readonly what: Interpreter;
  readonly way: readonly Step[];
}

/** What runs the programs that an image starts and neither its base nor a line of its Dockerfile brings; or why nobody can tell. */
export function findInterpreter(
  image: FinalImage,
  { text }: DockerfileFacts,
  reach: Reach | undefined,
): { readonly findings: readonly Finding[]; readonly open?: Verdict } {
  const missing = listNeeded(reach).filter(({ what }) => !isBrought(what, image, text));
  // An image that runs a program of its own may have more than is known of it, and so may one that nobody read.
  const { runs, kind, confidence } = image.known ?? {};
  const isWholly = runs !== undefined && kind !== 'application' && confidence !== 'reported';
  const name = image.from.image?.text ?? 'the base';
  const location = { file: reach?.start?.location.file ?? '', ...reach?.start?.location };
  if (isWholly)
    return {
      findings: missing.map(({ what, way }) => ({
        message: `${showWay(way)} needs ${interpreters[what].label}, which ${name} does not have and no line of the Dockerfile installs`,
        location,
        fix: `take a base that has ${interpreters[what].label}, or install it in a RUN`,
      })),
    };
  const [first] = missing;
  return first === undefined
    ? { findings: [] }
    : {
        findings: [],
        open: unknown(
          `${showWay(first.way)} needs ${interpreters[first.what].label}: whether ${name} has it, the files do not tell`,
          location,
        ),
      };
}

/** Interpreters of the programs that are started, and the one that the start itself names. */
function listNeeded(reach: Reach | undefined): readonly Needed[] {
  const needed = new Map<Interpreter, Needed>();
  const start = reach?.start;
  if (start !== undefined)
    for (const [what, { start: pattern }] of Object.entries(interpreters) as [Interpreter, { start: RegExp }][])
      if (pattern.test(start.text)) needed.set(what, { what, way: [start] });
  for (const { program, class: kind, way } of reach?.programs ?? []) {
    const { language } = program;
    if (kind !== 'started' || (language !== 'python' && language !== 'r' && language !== 'julia')) continue;
    if (!needed.has(language)) needed.set(language, { what: language, way });
  }
  return [...needed.values()];
}

function isBrought(what: Interpreter, { base, known, instructions }: FinalImage, text: string): boolean {
  if (base?.language.name === what || known?.runs?.includes(what) === true) return true;
  return instructions.some(({ keyword, flags, start, end }) => {
    const isInstalling =
      keyword === 'RUN' || ((keyword === 'COPY' || keyword === 'ADD') && flags['from'] !== undefined);
    // What another stage made, an archive holds or a script installs, may be anything.
    const written = text.slice(start, end);
    return isInstalling && (keyword !== 'RUN' || /\.sh\b/.test(written) || interpreters[what].installs.test(written));
  });
}
