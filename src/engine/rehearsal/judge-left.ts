import type { CellCase, CellResult, Observation, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { listSome } from '../../shared/list-some.ts';
import { tre } from '../../catalog/tre.ts';

/** Endings of what people call a result: tables, pictures, pages, models. */
const endings =
  /\.(?:csv|tsv|xlsx?|ods|json|ya?ml|txt|md|html?|pdf|docx?|pptx?|png|jpe?g|svg|eps|tiff?|nii|gz|parquet|feather|arrow|rds|rda|rdata|dta|sav|sas7bdat|jls|jld2?|bson|h5|hdf5|npy|npz|mat|pkl|pickle|joblib|pth?|ckpt|safetensors|onnx|keras|db|sqlite3?|duckdb)$/i;

/** What the start script of an adopted repository leaves there: the copy of the project, whose new files it has kept, and its mark. */
const started = `${tre.scratch}/started`;
const lost = `${tre.scratch}/lost`;
const copied = `${tre.scratch}/work/`;

/** The list of fonts that Matplotlib makes in the folder of its settings at the first start, wherever that is. */
const fonts = /\/fontlist-v[\d.]+\.json$/;

/** What lies on /scratch at the end but for what the start script of an adopted repository puts there itself. */
export function withoutOwnCopy(left: readonly string[]): readonly string[] {
  if (!left.includes(started)) return left;
  return left.filter((path) => path !== started && path !== lost && !`${path}/`.startsWith(copied));
}

/** What of the files on /scratch may be a result that is thrown away: no cache, nothing hidden. */
export function nameLost({ leftOnScratch = [] }: Pick<Observation, 'leftOnScratch'>): readonly string[] {
  const isAdopted = leftOnScratch.includes(started);
  return leftOnScratch.filter(
    (path) =>
      endings.test(path) &&
      !fonts.test(path) &&
      !path.split('/').some((part, at, { length }) => isPassing(part, at === length - 1)) &&
      !(isAdopted && path.startsWith(copied)),
  );
}

/** A hidden name, or a folder that is called as what is there for a while. */
function isPassing(part: string, isFile: boolean): boolean {
  return part.startsWith('.') || (!isFile && /(?:^|[^a-z])(?:py)?(?:cache|tmp|temp)(?:[^a-z]|$)|^Rtmp/i.test(part));
}

/** Warnings: what it leaves on /scratch is gone, and what it leaves of the data is looked at by people. */
export function judgeLeft({ subject, observation }: CellCase): readonly RunFinding[] {
  if (observation.startError !== undefined) return [];
  const thrown = subject.kind === 'batch' && !observation.timedOut ? nameLost(observation) : [];
  const { copiedData = [] } = observation;
  return [
    ...(thrown.length === 0
      ? []
      : [
          {
            requirement: 'leaves-output',
            level: 'warning',
            message: `it leaves on /scratch, which is emptied when it has ended: ${listSome(thrown)}`,
            fix: 'write what is a result to /safe_outputs (a relative name is one on /scratch, where it is started); a file that only it needs may stay there',
          } as const,
        ]),
    ...(copiedData.length === 0
      ? []
      : [
          {
            requirement: 'leaves-output',
            level: 'warning',
            message: `it leaves data in /safe_outputs as they came: ${listSome(copiedData)}`,
            fix: 'what has a row for each person cannot leave the TRE: write what was found in the data, and keep a copy that the program needs on /scratch',
          } as const,
        ]),
  ];
}

/**
 * The results, with what the run without any network could not tell: packets that had no way to go there may have been sent, which a watched run alone shows. Where none
 * was run beside it, it is not known.
 */
export function judgeUnwatched(results: readonly CellResult[]): readonly CellResult[] {
  const isWatched = results.some(
    ({ cell, observation }) =>
      cell.network !== 'none' && observation !== undefined && observation.startError === undefined,
  );
  if (isWatched) return results;
  return results.map((result) =>
    result.verdict === 'pass' && result.findings.some(({ requirement }) => requirement === 'no-network')
      ? { ...result, verdict: 'unknown' }
      : result,
  );
}
