import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { nameOf, startWords } from './start-words.ts';

/** `chmod 000 /app/main.py`. */
export function readsNobody({ program, words, directory }: ShellCommand, place: string, workdir: string): boolean {
  const [mode = '', ...paths] = words.slice(1).filter((word) => !/^-[A-Za-z]$|^--/.test(word) || word.startsWith('-r'));
  if (
    program !== 'chmod' ||
    !(/^0?[0-7]{1,3}$/.test(mode) ? (Number.parseInt(mode, 8) & 0o444) === 0 : isClosing(mode))
  )
    return false;
  return paths.some((each) => isUnder(place, resolvePath(each, resolvePath(directory ?? '.', workdir))));
}

const isClosing = (mode: string): boolean => /^a?-[wx]*r[wx]*$|^a=[wx]*$|^ugo-[wx]*r/.test(mode);

/** Programs by which an image is often started, and which its base or a line that names them brings: what else is started was not seen to be there. */
const plain =
  /^(?:python3?|python3\.\d+|Rscript|R|julia|bash|sh|dash|java|node|perl|octave(?:-cli)?|jupyter(?:-\w+)?|quarto|streamlit|shiny|snakemake|nextflow|conda|mamba|micromamba|init|entrypoint\.sh)$/;
const usual = /^\/(?:usr\/(?:local\/)?)?bin\//;

/**
 * Why nobody can tell from the files that a start reaches its program, though nothing speaks against it: what starts it comes from nowhere that was seen, or
 * a line of the build may have taken it away.
 */
export function doubtStart(image: FinalImage, text: string, reach: Reach | undefined): string | undefined {
  const start = startWords(image);
  const program = start?.program ?? '';
  if (/^(?:ba|da)?sh$/.test(nameOf(program)) && /&\s*$/.test(start?.rest.at(-1) ?? ''))
    return 'its shell ends as soon as it has put that into the background';
  if (start !== undefined && reach?.places.has(program) !== true && !isSeen(program, image, text))
    return `no line was seen that brings ${program}`;
  const unread = reach?.programs.find(
    (each) => each.class === 'started' && (each.program.broken !== undefined || each.program.unread !== undefined),
  )?.program;
  if (unread !== undefined)
    return `${unread.path} could not be read to its end${unread.broken === undefined ? '' : ` (line ${String(unread.broken)})`}`;
  for (const { keyword, commands, workdir } of image.instructions)
    if (keyword === 'RUN')
      for (const command of commands)
        if (takesInterpreter(command) || started(reach).some((place) => readsNobody(command, place, workdir ?? '/')))
          return `${command.program} in line ${String(command.line)} may take that away`;
  return undefined;
}

function started(reach: Reach | undefined): readonly string[] {
  return (reach?.programs ?? []).flatMap(({ class: kind, place }) =>
    kind === 'started' && place !== undefined ? [place] : [],
  );
}

function isSeen(program: string, { instructions, environment }: FinalImage, text: string): boolean {
  const name = nameOf(program);
  if ((!program.includes('/') || usual.test(program)) && plain.test(name)) return true;
  const written = instructions
    .filter(({ keyword }) => /^(?:RUN|COPY|ADD)$/.test(keyword))
    .map(({ start, end }) => text.slice(start, end));
  if (written.some((each) => each.split(/[^\w-]+/).includes(name) && !/^(?:python3?|bash|sh)$/.test(name))) return true;
  if (name === 'xvfb-run' && written.some((each) => /xvfb/i.test(each))) return true;
  const folder = program.replace(/\/(?:bin\/)?[^/]*$/, '');
  if (folder === '') return false;
  // `python -m venv $VIRTUAL_ENV`
  const names = [...environment].flatMap(([key, { value }]) => (value === folder ? [`$${key}`, `\${${key}}`] : []));
  return written.some((each) => [folder, ...names].some((one) => each.includes(one)));
}

/** `rm /usr/local/bin/python3`, `apt-get purge python3`. */
function takesInterpreter({ program, words }: ShellCommand): boolean {
  if (/^(?:rm|mv|unlink|truncate)$/.test(program))
    return words.slice(1).some((word) => word.startsWith('/') && isInterpreter(word));
  return (
    /^(?:apt|apt-get|aptitude|apk|dnf|yum|dpkg)$/.test(program) &&
    words.some((word) => /^(?:purge|remove|del|erase|-r|-P)$/.test(word)) &&
    words.some(isInterpreter)
  );
}

const isInterpreter = (word: string): boolean =>
  /^(?:python[\d.]*|Rscript|R|julia|r-base(?:-core)?|bash)$/.test(nameOf(word));
