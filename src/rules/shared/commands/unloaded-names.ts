import type { Finding } from '../../../model/check/rule.ts';
import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { isFirst } from '../../../shared/is-first.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { mustSucceed } from '../image/must-succeed.ts';

/** Of a language: what a call needs to have been loaded before, and how that is written. */
interface Loading {
  readonly needs: (call: Call) => string | undefined;
  readonly load: (name: string) => string;
}

/** Modules that are named in one line at a build, and that nobody gives a variable. */
const modules =
  /^(nltk|spacy|stanza|torch|torchvision|transformers|sentence_transformers|tensorflow|tensorflow_hub|whisper|nilearn|sklearn|easyocr)\./;

const languages: ReadonlyMap<ProgramFacts['language'], Loading> = new Map([
  [
    'julia',
    {
      // Julia 0.6 had it loaded.
      needs: ({ callee }: Call) => (/^Pkg\.\w+$/.test(callee) ? 'Pkg' : undefined),
      load: () => 'using Pkg; ',
    },
  ],
  [
    'r',
    {
      needs: ({ callee }: Call) =>
        /^install_(?:github|gitlab|bitbucket|git|version|url|bioc|cran|deps|local)$/.test(callee)
          ? 'remotes'
          : undefined,
      load: () => 'remotes::',
    },
  ],
  [
    'python',
    {
      needs: ({ callee }: Call) => modules.exec(callee)?.[1],
      load: (name: string) => `import ${name}; `,
    },
  ],
]);

/** What a program of R does that may attach a package under another name, or bring the function itself. */
const brings =
  /^(?:library|require|requireNamespace|loadNamespace|asNamespace|getNamespace|getFromNamespace|attach|attachNamespace|source|eval|with|(?:pacman::)?p_load)$/;
/** What attaches packages in every session of R. */
const inEverySession = /Rprofile|R_DEFAULT_PACKAGES/;

/** Code that a RUN hands to an interpreter and that uses what it has not loaded: it ends there, and the build with it. */
export function findUnloadedNames({ image, dockerfile, facts }: Subject): readonly Finding[] {
  const programs = (facts.reach.get(dockerfile.path)?.programs ?? []).filter(
    (each) => each.class === 'built' && each.program.path === dockerfile.path && each.program.unread === undefined,
  );
  if (programs.length === 0) return [];
  const isOld = /^0\.[0-6](?!\d)/.test(image.from.image?.tag ?? '');
  const said = new Set<string>();
  return programs.flatMap(({ program }): readonly Finding[] => {
    const loading = languages.get(program.language);
    if (loading === undefined || (program.language === 'julia' && isOld)) return [];
    const [first] = program.calls.flatMap((call) => {
      const name = loading.needs(call);
      return name === undefined || !endsThere(call) || isLoaded(name, call, program) ? [] : [{ call, name }];
    });
    if (first === undefined) return [];
    const { call, name } = first;
    // Several texts of one command are one session, and several commands of a line are hard to tell apart.
    const beside = programs.filter((each) => each.program !== program && linesOf(each.program).has(call.line));
    if (beside.some((each) => each.program.language === program.language && isLoaded(name, call, each.program)))
      return [];
    const run = image.instructions.find(({ line, endLine }) => line <= call.line && call.line <= endLine);
    // What stands behind it in the same RUN is never come to.
    if (program.language === 'r' && inEverySession.test(dockerfile.text)) return [];
    if (
      run === undefined ||
      !mustSucceed(run) ||
      goesOn(run.text) ||
      /\btry\b/.test(run.text) ||
      !isFirst(said, String(run.start))
    )
      return [];
    return [
      {
        message: `${call.callee} is called where nothing has loaded ${name}, so the build ends there`,
        location: { file: dockerfile.path, line: call.line },
        fix: `write ${loading.load(name)}${call.callee}`,
      },
    ];
  });
}

/** `a; b` goes on where a fails, unless the shell was told otherwise. */
function goesOn(run: string): boolean {
  return !/\bset\s+-[a-z]*e|-o\s+errexit/.test(run) && run.replaceAll(/"[^"]*"|'[^']*'/g, '').includes(';');
}

/** On the level of the text, where nobody catches it. */
function endsThere({ function: within, isTried, whenLacking, file }: Call): boolean {
  return within === '' && isTried !== true && whenLacking === undefined && file === undefined;
}

function isLoaded(name: string, call: Call, { imports, functions, calls, language, dynamic }: ProgramFacts): boolean {
  if (dynamic !== undefined || functions.some((each) => each.name === call.callee)) return true;
  if (language === 'r') return imports.length > 0 || calls.some(({ callee }) => brings.test(callee));
  return imports.some(
    (each) => each.members.includes('*') || each.name.split('.')[0] === name || each.members.includes(name),
  );
}

function linesOf({ calls, imports }: ProgramFacts): ReadonlySet<number> {
  return new Set([...calls, ...imports].map(({ line }) => line));
}
