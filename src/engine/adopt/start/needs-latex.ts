import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { DockerfileSurvey } from '../../../model/adopt/repository-facts.ts';

/** Formats of Quarto and of R Markdown that become a PDF through LaTeX, as the head of a document names them. */
const ofQuarto = /^["']?(?:pdf|beamer|[\w.]{1,60}-pdf)["']?:?(?: default)?$/;
const ofMarkdown =
  /(?<![\w-])(?:pdf_document2?|beamer_presentation2?|pdf_book|tufte_(?:handout|book)2?|apa[67]_pdf|\w{1,60}::(?:\w{1,60}_)?(?:article|pdf)(?:_\w{1,60})?)(?![\w-])/;
const otherEngine = /^[ \t]*pdf-engine:[ \t]*["']?(?:typst|weasyprint|wkhtmltopdf|prince|pagedjs-cli)\b/m;

/** What LaTeX is in Debian and Ubuntu, as documents need it. */
const packages = ['lmodern', 'texlive-fonts-recommended', 'texlive-latex-extra', 'texlive-luatex', 'texlive-xetex'];

/** Of a document that becomes a PDF through LaTeX, on an image that nothing shows to have it. */
export function latexToDos(
  start: readonly string[],
  textOf: (path: string) => string | undefined,
  {
    image,
    has,
    folder,
    lines,
  }: {
    readonly image: DockerfileSurvey | undefined;
    /** Packages of the system that the container has by its answers. */
    readonly has: readonly string[];
    readonly folder: string;
    /** Of their Dockerfile, where it is copied. */
    readonly lines: readonly string[] | undefined;
  },
): AdoptionToDo[] {
  const latex = /\/(?:verse|geospatial|binder)(?::|$)|texlive|tinytex/i;
  if (latex.test(image?.from ?? '') || [...has, ...(lines ?? [])].some((line) => latex.test(line))) return [];
  const found = documentsOf(start).find((each) => becomesPdf(each, textOf));
  if (found === undefined) return [];
  const ofDocument = start.some((word) => word.includes('rmarkdown::render')) ? ['pandoc'] : [];
  const all = [...new Set([...has, ...ofDocument, ...packages])].toSorted();
  const option = `--set systemPackages=${all.join(',')}`;
  return [
    {
      id: 'latex',
      text: `${found.path} becomes a PDF through LaTeX, which the image does not have: write another format (html, docx, in Quarto also typst), or install it: tre-container upgrade ${folder} ${option}`,
      place: found.path,
    },
  ];
}

interface StartedDocument {
  readonly path: string;
  /** What the command says that it becomes. */
  readonly to?: string;
}

/** The documents that a start renders; of a project its settings. */
function documentsOf(start: readonly string[]): readonly StartedDocument[] {
  const lines = start[0] === 'sh' && start[1] === '-c' ? (start[2] ?? '').split('&&') : [start.join(' ')];
  return lines.flatMap((line) => {
    const to = /--to[ =](\S{1,60})/.exec(line)?.[1] ?? /\b(?:html|word)_document\b/.exec(line)?.[0];
    const paths = line.split(/[\s'"(),]+/).filter((word) => /\.[rq]md$/i.test(word));
    const isProject = paths.length === 0 && /(?:^|\s)quarto\s+render\b/.test(line);
    return (isProject ? ['_quarto.yml'] : paths).map((path) => ({
      path: path.replace(/^\.\//, ''),
      ...(to === undefined ? {} : { to }),
    }));
  });
}

function becomesPdf({ path, to }: StartedDocument, textOf: (path: string) => string | undefined): boolean {
  if (to !== undefined && !/pdf|latex|beamer|all/.test(to)) return false;
  const text = textOf(path) ?? '';
  const head = path.endsWith('.yml') ? text : (/^---\r?\n([^]{0,20000}?)\n---/.exec(text)?.[1] ?? '');
  if (otherEngine.test(head)) return false;
  if (to !== undefined && to !== 'all') return true;
  return /\.rmd$/i.test(path) ? ofMarkdown.test(head) : head.split('\n').some(namesPdf);
}

/** Whether a line of a head names such a format of Quarto: `format: pdf`, `  pdf:`, `  - elsevier-pdf`. */
function namesPdf(line: string): boolean {
  const said = line
    .trim()
    .replace(/^format:/, '')
    .trim()
    .replace(/^- /, '')
    .trim();
  return ofQuarto.test(said);
}
