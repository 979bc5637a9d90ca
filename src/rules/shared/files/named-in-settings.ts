import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { Found } from '../reach/judge-reached.ts';
import { isLost } from '../reach/written-paths.ts';
import { comesWithRun, isInImage } from './image-places.ts';
import { interpreters } from './interpreters.ts';

/** An absolute place in a file of settings that a command hands to its program. */
interface Setting {
  readonly key: string;
  readonly place: string;
  /** The file and line, as they are told. */
  readonly at: string;
  /** The line of the command. */
  readonly line: number;
}

/** `key: /place` of YAML, `"key": "/place"` of JSON, `key = "/place"` of TOML. */
// Bounded: each part takes a given number of characters at most.
const setting =
  /^[ \t{-]{0,80}["']?([\w. -]{1,60}?)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?(\/[\w.-]{1,60}(?:\/[\w. -]{0,80}){0,20}?)\/?["']?[ \t]{0,9},?[ \t]{0,9}(?:#.*)?$/;
const ofResults =
  /(?:^|[_ .-])(?:out|outs|output|outputs|outdir|results?|save|saved|logs?|logdir|export|exports|write|dest|target)(?:[_ .-]|$)/i;
const ofData =
  /(?:^|[_ .-])(?:data|datadir|datasets?|cohorts?|inputs?|indir|images?|scans?|tables?|csv|samples?|records?|source|src|base|root)(?:[_ .-]|$)/i;
/** More of a file is no settings of a person's. */
const longest = 100_000;

/** A place of data that settings of a started program name, and that neither the image nor the TRE has files at. */
export function findDataInSettings(reached: ReachedProgram, reach: Reach, facts: ProjectFacts): readonly Found[] {
  return settingsOf(reached, reach, facts)
    .filter(
      ({ key, place }) =>
        ofData.test(key) && !ofResults.test(key) && !comesWithRun(place, false) && !isInImage(place, reach),
    )
    .map(({ key, place, at, line }) => ({
      message: `hands its program settings in which ${key.trim()} is ${place} (${at}), where the image has no file: what is read there, the files do not tell`,
      line,
      fix: 'read data from /safe_data',
    }));
}

/** The same of results, and of places that the TRE does not keep. */
export function findResultsInSettings(reached: ReachedProgram, reach: Reach, facts: ProjectFacts): readonly Found[] {
  const found = settingsOf(reached, reach, facts).filter(({ key, place }) => ofResults.test(key) && isLost(place));
  return found.slice(0, 1).map(({ key, place, at, line }) => ({
    message: `hands its program settings in which ${key.trim()} is ${place} (${at}): whether it is written to, the files do not tell`,
    line,
    fix: 'write results to /safe_outputs and temporary files to /scratch',
  }));
}

function settingsOf(
  { class: kind, program: { commands }, workdir }: ReachedProgram,
  { places }: Reach,
  { byPath }: ProjectFacts,
): readonly Setting[] {
  if (kind !== 'started') return [];
  return commands.flatMap(({ program, words, line, directory }) => {
    if (!interpreters.test(program)) return [];
    const folder = directory === undefined ? workdir : resolvePath(directory, workdir);
    const named = words
      .map((word) => word.replace(/^--?[\w-]+=/, ''))
      .filter((word) => /\.(?:ya?ml|json|toml)$/.test(word));
    return [...new Set(named)].flatMap((word) => {
      const file = places.get(resolvePath(word, folder ?? '/')) ?? '';
      const text = byPath.get(file)?.text ?? '';
      return text.length > longest ? [] : readSettings(file, text).map((each) => ({ ...each, line }));
    });
  });
}

function readSettings(file: string, text: string): readonly Omit<Setting, 'line'>[] {
  return text.split(/\r?\n/).flatMap((written, index) => {
    const [, key = '', place = ''] = setting.exec(written) ?? [];
    return place === '' ? [] : [{ key, place: resolvePath(place.trim(), '/'), at: `${file}:${String(index + 1)}` }];
  });
}
