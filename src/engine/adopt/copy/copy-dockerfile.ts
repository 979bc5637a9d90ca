import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ImageReference } from '../../../model/dockerfile/image-reference.ts';
import { parseDockerfile } from '../../../parse/dockerfile/dockerfile.ts';
import { PlacedFiles } from '../../../parse/placed/placed-files.ts';
import { TooMuchWork } from '../../../parse/text/work-budget.ts';
import { fold } from '../propose-contents.ts';
import { projectFolder } from '../project-folder.ts';
import type { CopiedDockerfile, CopySource, Edit, MissingSource, NoCopy } from './copied-dockerfile.ts';
import { editCopy, rootOf } from './edit-copy.ts';
import { editInstruction, fullName } from './edit-instruction.ts';
import { sayEdit } from './named-image.ts';
import { applyEdits, moveFolder } from './apply-edits.ts';

/** Folders of an image in which more than one project lies, or that the TRE mounts. */
const shared =
  /^(?:\/(?:bin|etc|home|lib|lib64|media|mnt|opt|opt\/conda|root|sbin|srv|usr|usr\/bin|usr\/lib|usr\/local|usr\/local\/bin|usr\/src|var|var\/lib))?$|^\/(?:dev|proc|run|safe_data|safe_outputs|scratch|sys|tmp)(?:\/|$)/;
const home = /^\/(?:root|home\/[^/]+)(?:\/|$)/;
/** What can stand in a command of a shell and in a COPY without quotes. */
const plain = /^(?:\/[\w.+-]+)+$/;

/**
 * A person's Dockerfile with the least edits that the TRE asks for, each with its reason in a comment above it; or why a new one is written.
 * What the TRE asks for beside that is appended when it is printed. Never throws for what the file holds.
 */
export function copyDockerfile(source: CopySource): CopiedDockerfile | NoCopy {
  if (/[^\P{Cc}\n\t]/u.test(source.text)) return { because: 'it holds control characters' };
  if (/[\p{Bidi_Control}\p{Zl}\p{Zp}]/u.test(source.text))
    return { because: 'it holds marks that turn the direction of writing, so that a line may read as another' };
  const dockerfile = parseDockerfile(source.path, source.text);
  const { final } = dockerfile;
  const image = final?.from.image;
  if (final === undefined || image === undefined) return { because: 'which image it starts from is not known' };
  const because = whyNot(dockerfile, final, image);
  if (because !== undefined) return { because };
  const read = readWithin(dockerfile, final, source);
  if ('because' in read) return read;
  const { edits, root, placed, missing } = read;
  const text = applyEdits(source.text, edits);
  const isHome = home.test(root);
  const files = new Set(placed.values());
  return {
    lines: (isHome ? moveFolder(text, root, projectFolder) : text).split('\n'),
    image: fullName(image),
    root: isHome ? projectFolder : root,
    covered: new Set([...files].filter((path) => source.goesIn.has(path))),
    sent: fold([...source.files, ...(source.beside ?? [])], (path) => files.has(path)),
    edits: [
      ...edits.map(sayEdit),
      ...(isHome ? [`${root} is ${projectFolder}: the TRE's user has another home directory, or none.`] : []),
    ],
    missing,
  };
}

function lineOf(line: number): string {
  return `its line ${String(line)}`;
}

function whyNot(dockerfile: DockerfileFacts, final: FinalImage, image: ImageReference): string | undefined {
  const { problems, instructions, unread } = dockerfile;
  const [problem] = problems;
  if (unread !== undefined || problem !== undefined)
    return unread ?? `${lineOf(problem?.line ?? 1)}: ${problem?.what ?? ''}`;
  if (/^#\s*escape\s*=\s*`/im.test(dockerfile.text)) return 'it has an escape character of its own';
  if (image.digest === undefined && (image.tag === undefined || image.tag === 'latest'))
    return `${image.text} is another image every week`;
  const shell = instructions.find(({ keyword }) => keyword === 'SHELL');
  if (shell !== undefined) return `${lineOf(shell.line)} sets a shell of its own`;
  const alpine =
    /alpine/.test(image.text) ||
    final.instructions.some(({ commands }) => commands.some(({ program }) => program === 'apk'));
  if (alpine) return 'it is built on Alpine, for which most packages have no builds';
  const mount = instructions.find(
    ({ keyword, start, end }) => keyword === 'RUN' && bindsContext(dockerfile.text.slice(start, end)),
  );
  if (mount !== undefined) return `${lineOf(mount.line)} reads the build context by --mount`;
  return undefined;
}

/** `RUN --mount=type=bind` without `from=`: a bind is what a mount is where no type is given. */
function bindsContext(text: string): boolean {
  return [...text.matchAll(/--mount=(\S+)/g)].some(
    ([, options = '']) =>
      !/(?:^|,)from=/.test(options) && (!options.includes('type=') || options.includes('type=bind')),
  );
}

interface ReadEdits {
  readonly edits: readonly Edit[];
  readonly root: string;
  /** Place in the image -> file of the repository. */
  readonly placed: ReadonlyMap<string, string>;
  readonly missing: readonly MissingSource[];
}

/** The same; a file that wants more work than any real one does is not taken over. */
function readWithin(dockerfile: DockerfileFacts, final: FinalImage, source: CopySource): ReadEdits | NoCopy {
  try {
    return readEdits(dockerfile, final, source);
  } catch (error) {
    if (error instanceof TooMuchWork) return { because: error.message };
    throw error;
  }
}

function readEdits(dockerfile: DockerfileFacts, final: FinalImage, source: CopySource): ReadEdits | NoCopy {
  const { instructions, stages, text } = dockerfile;
  const edits: Edit[] = [];
  const missing: MissingSource[] = [];
  const placed = new Map<string, string>();
  const stage = new PlacedFiles();
  let elsewhere = false;
  for (const instruction of instructions) {
    if (instruction.onbuild) continue;
    const isCopy = /^(?:COPY|ADD)$/.test(instruction.keyword) && instruction.flags['from'] === undefined;
    if (!isCopy) {
      const edit = editInstruction(instruction, { text, stages, final });
      if (edit !== undefined) edits.push(edit);
      continue;
    }
    const isFinal = final.stage.lineage.includes(instruction.stage);
    const copy = editCopy(instruction, dockerfile, isFinal ? stage : new PlacedFiles(), source);
    if (copy.because !== undefined) return { because: copy.because };
    const context = contextOf(copy.missing, source);
    if (context !== undefined)
      return { because: `it is built from ${context}, and not from the root of the repository` };
    if (copy.edit !== undefined) edits.push(copy.edit);
    missing.push(...copy.missing);
    if (isFinal) for (const [at, path] of copy.placed) placed.set(at, path);
    else elsewhere ||= [...copy.placed.values()].some((path) => isCode(path, source));
  }
  const roots = new Set([...placed].flatMap(([at, path]) => (isCode(path, source) ? [rootOf(at, path)] : [])));
  if (roots.size === 0 && elsewhere) return { because: 'its last stage takes the program from another one' };
  if (roots.size > 1 || roots.has(undefined))
    return { because: 'it puts files of the program elsewhere than they lie in the repository' };
  const [root = projectFolder] = roots;
  if (shared.test(root)) return { because: `it puts the program into ${root === '' ? '/' : root}, among other things` };
  if (!plain.test(root)) return { because: `it puts the program into ${root}` };
  return { edits, root, placed, missing };
}

/** The folder of the Dockerfile, where that has what is copied and the root has not. */
function contextOf(missing: readonly MissingSource[], { path, files }: CopySource): string | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (folder === '') return undefined;
  const isThere = missing.some(({ what }) => {
    const place = `${folder}${what.replace(/^\.\//, '')}`;
    return files.some((each) => each === place || each.startsWith(place.endsWith('/') ? place : `${place}/`));
  });
  return isThere ? folder : undefined;
}

function isCode(path: string, { goesIn, lists }: CopySource): boolean {
  return goesIn.has(path) && !lists.has(path);
}
