import type { Finding, TextEdit } from '../../../model/check/rule.ts';
import type { DockerfileFacts, From, Word } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ImageName } from '../../../model/dockerfile/image-reference.ts';
import { once } from '../once.ts';

/** The images that a Dockerfile builds on or copies from without the name of their registry. */
export function findShortNames(dockerfile: DockerfileFacts): Finding[] {
  const copied = dockerfile.copiedImages.flatMap(({ image, named, text, start, line }) => {
    if (named === undefined || named.registry !== undefined) return [];
    const full = writeInFull(named, text);
    // A name alone may be that of a stage, misspelt.
    const edits =
      image !== undefined && image.tag === undefined && image.digest === undefined
        ? []
        : [
            {
              file: dockerfile.path,
              start,
              end: start + text.length,
              text: full,
            },
          ];
    return [
      {
        message: `"${text}", which files are copied from, does not name its registry`,
        location: { file: dockerfile.path, line },
        fix: `write ${full}`,
        edits,
      },
    ];
  });
  const built = dockerfile.stages.flatMap(({ from, line }) => {
    const { image, named, word } = from;
    if (named === undefined || named.registry !== undefined) return [];
    const written = image?.text ?? word.value;
    const full = writeInFull(named, written);
    const { editable, edits } = editName(from, named, dockerfile);
    return [
      {
        message: `"${written}" does not name its registry`,
        location: { file: dockerfile.path, line: editable?.line ?? line },
        fix: `write ${full}`,
        edits,
      },
    ];
  });
  return [...built, ...copied];
}

/** How the registry is written before the name: where all of it stands, or before a tag that is a variable. */
function editName(
  from: From,
  named: ImageName,
  dockerfile: DockerfileFacts,
): { readonly editable: From['editable']; readonly edits: readonly TextEdit[] } {
  const { image, word } = from;
  const editable = from.editable ?? (image === undefined ? placeOf(named, word, dockerfile) : undefined);
  const isOther = image !== undefined && editable?.text !== image.text;
  if (editable === undefined || isOther || isSharedDefault(editable, dockerfile)) return { editable, edits: [] };
  const { start, end } = editable;
  return { editable, edits: [{ file: dockerfile.path, start, end, text: writeInFull(named, editable.text) }] };
}

/** Where the name alone is written, before a tag that is a variable. */
function placeOf({ repository }: ImageName, word: Word, { text }: DockerfileFacts): From['editable'] {
  const start = /["']/.test(text.charAt(word.start)) ? word.start + 1 : word.start;
  const end = start + repository.length;
  return text.slice(start, end) === repository ? { start, end, text: repository, line: word.line } : undefined;
}

function writeInFull({ canonicalRegistry, canonicalRepository, repository }: ImageName, text: string): string {
  return `${canonicalRegistry}/${canonicalRepository}${text.slice(repository.length)}`;
}

/** The default of an ARG that something else is made of too, such as `FROM mirror.example/$BASE`. */
function isSharedDefault(
  { start, end }: { readonly start: number; readonly end: number },
  { instructions, stages }: DockerfileFacts,
): boolean {
  const defaults = once(instructions, 'ARGs', () => instructions.filter(({ keyword }) => keyword === 'ARG'));
  const name = defaults
    .find((instruction) => instruction.start <= start && end <= instruction.end)
    ?.words.find((word) => word.start <= start && end <= word.end)
    ?.text.split('=')[0];
  if (name === undefined || /\W/.test(name)) return false;
  const use = new RegExp(String.raw`\$\{?${name}\b`);
  const whole = new Set(stages.filter(({ from }) => from.editable?.start === start).map(({ line }) => line));
  return instructions.some(
    ({ keyword, text, flags, line }) =>
      (use.test(text) || Object.values(flags).some((value) => use.test(value))) &&
      !(keyword === 'FROM' && whole.has(line)),
  );
}
