import { shellWords } from '../../../shared/shell-words.ts';
import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { Answers } from '../../../model/answers/answers.ts';
import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { wordsOfArgument } from '../../../model/adopt/needed-argument.ts';
import { asStarted } from '../start/words-of-command.ts';
import { onOneLine } from '../start/on-one-line.ts';
import { folderInImage, sessionCopy } from '../project-folder.ts';
import { inert } from '../../../model/text/inert.ts';
import { spellCommands } from '../../../model/text/spell-commands.ts';
import { printValue } from '../../render/escape.ts';
import { listSome } from '../../../shared/list-some.ts';
import { describeInside } from './print-inside.ts';
import { describeOriginal } from './print-original.ts';
import { describeOptions, describeWayIn } from './print-way-in.ts';

/** How a page of the repository, which others read too, starts this program: as every page that is written does. */
const typed = 'npx generator-tre-container';

const text = (value: string): string => printValue('markdown', value);

/** An allow-list: BuildKit and buildah take the file beside the Dockerfile before the repository's own. */
export function printIgnoreFile(
  { goesIn, folder, packages, startScript, mode }: Adoption,
  { adopt }: AdoptedLanguage,
): string {
  const ours = [
    ...(packages.lines.length > 0 ? [adopt.ownList] : []),
    ...(mode === 'interactive' ? ['start-session.sh'] : startScript === undefined ? [] : ['start.sh']),
  ];
  const paths = [...goesIn.map((path) => path.replace(/\/$/, '')), ...ours.map((name) => `${folder}/${name}`)];
  return [
    '# What the build may see, by name; everything else stays out. It is used in place of a .dockerignore at the root.',
    '*',
    ...paths.map((path) => `!${path.replaceAll(/[\\*?[\]!]/g, String.raw`\$&`)}`),
    '# Never, wherever they lie:',
    '**/.git',
    '**/.env',
    '**/.Renviron',
    '**/__pycache__',
    '**/.ipynb_checkpoints',
    '',
  ].join('\n');
}

/** Arguments as `ces/run.sh` reads them: the step where it is decided at each run, or what the program ends at once without. Nothing where there is neither. */
export function printArguments(
  { program: { atRun, start, needs = [] } }: Adoption,
  { scripts }: AdoptedLanguage,
): string | undefined {
  if (atRun) return `PATH/OF/THE/STEP.${scripts[0] ?? ''}\n`;
  if (needs.length === 0) return undefined;
  const isOpen = needs.some(({ value }) => value === undefined);
  return [
    onOneLine(
      `# What ${shellWords(start)} needs at each run.${isOpen ? ' Write values in place of the words in capitals:' : ''}`,
    ),
    ...(isOpen ? ['# input lies below /safe_data, and what is written below /safe_outputs is kept.'] : []),
    ...needs.flatMap(({ at, choices = [], ...argument }) => [
      onOneLine(`# ${at}${choices.length === 0 ? '' : `, one of ${choices.join(', ')}`}`),
      wordsOfArgument(argument).join(' '),
    ]),
    '',
  ].join('\n');
}

/** A to-do as the page has it, without its box. */
export function printToDo({ text: what, place }: AdoptionToDo): string {
  return `${text(spellCommands(what, typed))}${place === undefined ? '' : ` (${text(place)})`}`;
}

/** What the page says beside the adoption itself. */
interface ReadmeFacts {
  /** Files at the repository's root. */
  readonly outside: readonly string[];
  /** What is to be done, and whether it is done already. */
  readonly toDo: readonly { readonly toDo: AdoptionToDo; readonly isSettled: boolean }[];
  readonly language: AdoptedLanguage;
  readonly hasPipeline: boolean;
  /** The image is one of several that are named after a version of the language. */
  readonly isByVersion: boolean;
}

/** The page that the owner of the repository reads: what is to be done, then what was decided and why. */
export function printReadme(
  adoption: Adoption,
  answers: Answers,
  baseLabel: string,
  { outside, toDo, language, hasPipeline, isByVersion }: ReadmeFacts,
): string {
  const { base, image, systemPackages } = answers;
  const { folder, reasons, original, program, importRoots = [] } = adoption;
  const start = describeStart(program, language);
  const dos = toDo.map((each) => `- [${each.isSettled ? 'x' : ' '}] ${printToDo(each.toDo)}`);
  return [
    `# The container of this repository`,
    '',
    `Made by \`tre-container adopt\`. Nothing of yours was changed; \`${['rm -r', folder, ...outside].join(' ')}\` takes all of it back.`,
    '',
    '## To do',
    '',
    ...(dos.length === 0
      ? ['Nothing is open.']
      : ['Tick what is settled: whoever signs for the image reads this list.', '', ...dos]),
    '',
    ...printNext(adoption, answers),
    '## What was decided, and why',
    '',
    '| | | why |',
    '| --- | --- | --- |',
    `| base | ${text(baseLabel)} (${base}), ${text(image)} | ${text(whyBase(adoption, image, isByVersion))} |`,
    `| runs as | ${adoption.mode === 'interactive' ? 'a session' : 'a batch job'} | ${text(reasons['mode'] ?? '')} |`,
    `| starts | ${text(start)} | ${text(reasons['program'] ?? '')} |`,
    `| packages | ${text(namePackages(adoption, language))} | ${text(reasons['manifest'] ?? '')} |`,
    ...(reasons['systemPackages'] === undefined
      ? []
      : [`| of the system | ${text(systemPackages.join(', '))} | ${text(reasons['systemPackages'])} |`]),
    ...(importRoots.length === 0
      ? []
      : [`| modules | PYTHONPATH names ${text(importRoots.join(', '))} | ${text(reasons['importRoots'] ?? '')} |`]),
    ...describeCopy(adoption),
    ...describeStartScript(adoption),
    ...describeOptions(answers, folder, adoption.mode === 'interactive'),
    '',
    describeInside(adoption, listPackageFiles(adoption, language), typed),
    ...describeOriginal(original, answers),
    ...describeWayIn(answers, adoption, { typed, hasPipeline, list: listPackageFiles(adoption, language)[0] }),
    '',
  ]
    .flatMap((lines) => lines.split('\n').map(inert))
    .join('\n');
}

function describeStart({ start, atRun, needs }: Adoption['program'], language: AdoptedLanguage): string {
  const words = shellWords(asStarted(start, language));
  if (atRun) return `${words}, and the step that ces/arg-file.txt names`;
  return `${words}${needs === undefined ? '' : ', and what ces/arg-file.txt gives it'}`;
}

/** Of an image that a person named, that; what was proposed says why the base is the one that it is. */
function whyBase({ image: proposed, reasons, original }: Adoption, image: string, isByVersion: boolean): string {
  const why = reasons['base'] ?? '';
  const isNamed = proposed !== undefined && image.split('@', 1)[0] !== proposed;
  if (isNamed) return `you named this image; the base: ${why}`;
  const version = reasons['version'] ?? '';
  // Both may be said by one line.
  const place = /\([^()]*\)$/.exec(version)?.[0] ?? version;
  return !isByVersion || version === '' || why.includes(place) || original?.copy !== undefined
    ? why
    : `${why}; its version: ${version}`;
}

function printNext({ folder, mounts = [] }: Adoption, { image, name }: Answers): readonly string[] {
  const inputs = mounts
    .filter(({ to }) => to.startsWith('/safe_data'))
    .map(({ place, to }) => `in \`${place}/\` lies in \`${folder}/rehearsal${to}/\``);
  const example = inputs.length === 0 ? '' : `: what the program finds ${listSome(inputs, 4)}`;
  return [
    '## Next',
    '',
    `Put made-up input into \`${folder}/rehearsal/safe_data/\`, as it will lie in \`/safe_data\`${inert(example)}. \`rehearse\` builds the image and runs it as the TRE will.`,
    '',
    '```console',
    // What was rehearsed is the Dockerfile with its digests.
    ...(image.includes('@sha256:') ? [] : [`$ ${typed} pin ${folder}    # asks the registry of the base`]),
    `$ ${typed} check ${folder}`,
    `$ ${typed} rehearse ${folder}`,
    `$ docker build --platform linux/amd64 --file ${folder}/Dockerfile --tag ${name}:local .`,
    '```',
    '',
  ];
}

function describeMounts({ mounts = [], aliases = [], original }: Adoption): readonly string[] {
  return [
    ...mounts.map(
      ({ place, to, at }) =>
        `| ${text(place)} | leads to ${text(to)} | ${to.startsWith('/safe_') ? `your programs name it (${text(at)}), and the TRE does not have it` : `your programs name files of the project so (${text(at)})`} |`,
    ),
    ...aliases.map(
      ({ place, target }) =>
        `| ${text(place)} | leads to ${text(target)} | ${text(original?.path ?? 'your Dockerfile')} puts it there, beside what is started |`,
    ),
  ];
}

/** Where people work in a session, and what they edit there. */
function describeCopy(adoption: Adoption): readonly string[] {
  const { mode, made = [], ownPackages = [] } = adoption;
  if (mode !== 'interactive') return [];
  const folders = made.length === 0 ? '' : `, with ${text(made.map((each) => `${each}/`).join(', '))} for results`;
  const installed = ownPackages.length === 0 ? '' : '; packages of yours that are installed stay those of the image';
  return [
    `| works in | ${sessionCopy}, a copy of ${folderInImage(adoption)}${folders} | what is edited or written there is kept, and modules are imported from there${installed}. A copy of an earlier session is left alone: remove it for the files of a newer image. Look at it before it leaves the TRE |`,
  ];
}

function describeStartScript(adoption: Adoption): readonly string[] {
  const { startScript, folder, links, reasons } = adoption;
  const at = (key: string): string => (reasons[key] === undefined ? '' : `: ${text(reasons[key])}`);
  if (startScript === undefined) return describeMounts(adoption);
  const data = [...links.data, ...(links.above?.data ?? [])];
  return [
    ...describeMounts(adoption),
    `| start script | ${folder}/start.sh | ${text(startScript)} |`,
    ...(data.length === 0
      ? []
      : [
          `| found in ${text(data.map((name) => `${name}/`).join(', '))} | what lies in /safe_data, or in a folder of that name there, with its folders | your programs read it by that name${at('data')} |`,
        ]),
    ...(links.files ?? []).map(
      (name) =>
        `| found as ${text(name)} | the file of that name in /safe_data | your programs read it by that name${at('files')} |`,
    ),
    `| kept in /safe_outputs | ${text(nameKept(adoption))} | ${reasons['outputs'] === undefined ? '' : `your programs write ${text(reasons['outputs'])}; `}beside what it writes there by that name, nothing else is; look at it before it leaves the TRE |`,
  ];
}

/** What a start script brings to `/safe_outputs`. */
function nameKept({ links: { outputs, results = [], above }, mounts = [] }: Adoption): string {
  const linked = mounts.flatMap(({ place, to }) => (to.startsWith('/safe_outputs') ? [`${place}/`] : []));
  const below = [...outputs, ...(above?.outputs ?? [])].map((name) => `${name}/`);
  return ['new files in the folder where the program starts', ...below, ...results, ...linked].join(', ');
}

/** The lists that are installed. */
export function listPackageFiles({ packages, folder }: Adoption, { adopt }: AdoptedLanguage): readonly string[] {
  return [
    ...(packages.list === undefined ? [] : [packages.list]),
    ...(packages.lines.length > 0 ? [`${folder}/${adopt.ownList}`] : []),
  ];
}

function namePackages(adoption: Adoption, language: AdoptedLanguage): string {
  const { original } = adoption;
  const isTheirs = original?.copy !== undefined && original.installsNone === undefined;
  const theirs = isTheirs ? [`what the lines of ${original.path} install`] : [];
  return [...theirs, ...listPackageFiles(adoption, language)].join(', ') || 'none';
}
