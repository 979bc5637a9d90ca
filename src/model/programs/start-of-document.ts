import { shellWord } from '../../shared/shell-word.ts';

/** How an interpreter of programs starts a file that is no program of it: a notebook is made one before, a document is rendered by code. */
export interface StartOfDocument {
  /** What has to be done before. */
  readonly first?: string;
  readonly place: string;
  /** What stands after `-e`, in the place of a file. */
  readonly code?: string;
}

/** `place`: where the file lies in the image; `file`: in the project. */
export function startOfDocument(place: string, file: string): StartOfDocument {
  if (file.endsWith('.ipynb'))
    return {
      first: `make a program of the notebook (jupyter nbconvert --to script ${shellWord(file)})`,
      place: place.replace(/\.ipynb$/, '.py'),
    };
  if (!/\.rmd$/i.test(file)) return { place };
  return { place, code: `rmarkdown::render('${place}', output_dir = '/safe_outputs', intermediates_dir = '/scratch')` };
}

/** A line that starts `what`, as it starts another file: in the form of a list or of a shell. */
export function startInstead(line: string, what: string, { place, code }: StartOfDocument): string {
  if (code === undefined) return line.replace(what, () => place);
  return line.includes(`"${what}"`)
    ? line.replace(`"${what}"`, () => `"-e", "${code}"`)
    : line.replace(what, () => `-e "${code}"`);
}
