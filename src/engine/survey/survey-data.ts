import type { DataFile } from '../../model/adopt/data-file.ts';
import type { PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { wantsText } from './programs-to-read.ts';

/** Tables, images, sequences, recordings and stored objects: what may be about people. */
const dataNames =
  /\.(?:csv|tsv|xlsx?|ods|parquet|feather|arrow|rds|rda|rdata|dta|sav|por|sas7bdat|xpt|pkl|pickle|npy|npz|h5|hdf5|h5ad|loom|mat|jld2?|nii(?:\.gz)?|dcm|mha|mhd|nrrd|svs|ndpi|tiff?|bam|cram|vcf(?:\.gz)?|bcf|fastq(?:\.gz)?|fasta|fa|bed|edf|bdf|gdf|set|fdt|eeg|sqlite|db|duckdb|jsonl|ndjson|ascii|dat)$/i;

/** Texts that are data or settings: their folder and who reads them tell. */
const texts = /\.(?:txt|json|xml|in)$/i;

/** Whether a file may be data by its name. */
export function isDataName(path: string): boolean {
  return dataNames.test(path);
}

/** Endings of stored models, which lie beside the program on the machine where they were made, and seldom in a repository. */
const models: ReadonlySet<string> = new Set('pt pth tar ckpt safetensors onnx keras joblib gguf tflite'.split(' '));

/** Whether a file may hold the weights of a model by its name. */
export function isModelName(path: string): boolean {
  return models.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/** Names that speak of a part of the program: a list of codes, a table of parameters. */
const resource =
  /(?:^|[/_.-])(?:resources?|codelists?|code[_-]?lists?|codes|icd\d*|lookups?|look[_-]?up|mappings?|maps?|dictionar(?:y|ies)|dict|thresholds?|config\w*|parameters?|params|regions?|population|reference|refs?|ontolog(?:y|ies)|schemas?|templates?|vocab\w*|weights|settings|traits|labels|classes|geojson|boundaries|influent\w*)(?=[/_.-]|\d|$)/i;

/** Folders that hold what was read or written about people. */
export const dataFolders =
  /(?:^|\/)(?:data|raw|raw[_-]?data|input|inputs|cohorts?|patients?|participants?|subjects?|samples?|records|primary|processed|results?|outputs?|out|figures?|figs|tables|plots|logs)\//i;

/** Whether a text lies beside data: it may be data, too. */
export function isTextBesideData(path: string): boolean {
  return texts.test(path) && dataFolders.test(path);
}

/** What check takes a file for, by its name and how it begins. */
export type DataJudge = (path: string, file: ProjectFile) => 'data' | 'unsure' | undefined;

/** Folders in which a package has what it was tried on. */
const ofPeople = /(?:^|\/)(?:inputs?|raw(?:[_-]?data)?|cohorts?|patients?|participants?|subjects?|samples?|records)\//i;
/** The same of texts that check is not sure of, in folders with what a model learns from. */
const ofTraining = /(?:^|\/)(?:data|datasets?)\//i;
/** Endings of scans, recordings and sequences, which are of somebody wherever they lie. */
const scans: ReadonlySet<string> = new Set(
  'nii gz dcm mha mhd nrrd svs ndpi tif tiff bam cram fastq edf bdf gdf eeg'.split(' '),
);

/**
 * Decides for each file that looks like data, for each text that check takes for such, and for each text beside data that a program reads, whether it is a part of
 * the program, by who reads it, how and by its name.
 */
export function surveyData(
  files: readonly ProjectFile[],
  reads: readonly PlaceFact[],
  packages: ReadonlySet<string>,
  judge: DataJudge = () => undefined,
): DataFile[] {
  const named = new Set(reads.map(({ what }) => what.replace(/^\.\//, '')));
  const judged = new Map(
    files.flatMap((file) => {
      const { path } = file;
      // Programs, settings and prose are none; of a text that a survey does not open nothing is known.
      const isJudged = !dataNames.test(path) && (texts.test(path) || !wantsText(path));
      const found = isJudged ? judge(path, file) : undefined;
      const counts = found === 'data' || (found === 'unsure' && texts.test(path) && wantsText(path));
      return counts ? [[path, found] as const] : [];
    }),
  );
  return files
    .filter(({ path }) => dataNames.test(path) || judged.has(path) || (named.has(path) && isTextBesideData(path)))
    .map(({ path, size }) => {
      const read = findRead(path, reads);
      const head = {
        path,
        size,
        ...(read === undefined ? {} : { readAt: read.location }),
        readRelative: read !== undefined && !/^(?:\/|[A-Za-z]:)/.test(read.what),
      };
      if (judged.get(path) === 'data')
        return { ...head, goes: 'out', why: 'check takes it for data, by its folder or how it begins' };
      const isPart = isBelowPackage(path, packages) && !(judged.has(path) && ofTraining.test(path));
      if (isPart) return { ...head, goes: 'in', why: 'it lies in a package that programs import' };
      const [word] = resource.exec(path) ?? [];
      if (word !== undefined && !/(?:^|\/)(?:results?|outputs?|logs|tests?)\//i.test(path))
        return {
          ...head,
          goes: 'in',
          why: `its name speaks of a part of the program (${word.replaceAll(/^[/_.-]|[/_.-]$/g, '')})${read === undefined ? '' : ', and a program opens it'}`,
        };
      const folder = dataFolders.exec(path)?.[0];
      return {
        ...head,
        goes: 'out',
        why:
          folder === undefined
            ? 'nothing shows that it is a part of the program'
            : `it lies in ${folder.replace(/^\//, '')}, where data about people may lie`,
      };
    });
}

/** The data files that stay out and that the words of a start name: `--input data/cohort.csv`, `--input=data/cohort.csv`, or in a chain. */
export function findGivenData(dataFiles: readonly DataFile[], start: readonly string[]): DataFile[] {
  const named = new Set(start.flatMap((word) => word.split(/[\s=]/)).map((word) => word.replace(/^\.\//, '')));
  return dataFiles.filter(({ path, goes }) => goes === 'out' && named.has(path));
}

/** Where a program opens a file, by its path or its name. */
export function findRead(path: string, reads: readonly PlaceFact[]): PlaceFact | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return reads.find(({ what }) => what === path || what.endsWith(`/${name}`) || what === name);
}

/** Below a folder of Python that programs import, other than a folder of data in it, and no scan or recording. */
function isBelowPackage(path: string, packages: ReadonlySet<string>): boolean {
  const parts = path.split('/');
  const at = parts.slice(0, -1).findIndex((_part, index) => packages.has(parts.slice(0, index + 1).join('/')));
  return (
    at >= 0 &&
    !/(?:^|\/)(?:tests?|results?|outputs?)\//.test(path) &&
    !ofPeople.test(parts.slice(at + 1).join('/')) &&
    !scans.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase())
  );
}
