import type { PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import { absoluteKind } from '../../parse/programs/elsewhere.ts';

const settings = /\.(?:ya?ml|toml|ini|cfg|conf|json)$/i;
const folder = /(?:^|\/)conf(?:ig)?s?\//i;

/** Longer files are tables, longer lines are no settings of a person. */
const most = { characters: 200_000, line: 1_000 };

/** A value that is a place: behind a colon, an equals sign, a bracket, a comma or a dash, with or without quotes. */
const value = /(?:[:=[,]|^[ \t]*-)[ \t]*["']?((?:\/\w|[A-Za-z]:[\\/]|~\/)[^"',\]#\n]*)/g;

/** Absolute places in files of settings that programs name, or that lie in a folder of settings. */
export function findPlacesInSettings(files: readonly ProjectFile[], programs: readonly ProgramFacts[]): PlaceFact[] {
  const named = new Set(
    programs.flatMap(({ texts }) =>
      texts.flatMap(({ text }) => (settings.test(text) ? [text.slice(text.lastIndexOf('/') + 1)] : [])),
    ),
  );
  return files.flatMap(({ path, text = '' }) => {
    const isOne = settings.test(path) && !isSidePath(path) && !/(?:^|\/)\./.test(path);
    if (!isOne || text.length > most.characters) return [];
    if (!named.has(path.slice(path.lastIndexOf('/') + 1)) && !folder.test(path)) return [];
    return text.split('\n').flatMap((line, at) => {
      if (line.length > most.line || /^[ \t]*[#;]/.test(line)) return [];
      return [...line.matchAll(value)].flatMap(([, found = '']) => {
        const place = found.trim();
        const kind = absoluteKind(place);
        return kind === undefined || kind.startsWith('a mount') || place.startsWith('/scratch/')
          ? []
          : [{ what: `${place.slice(0, 120)} (${kind})`, location: { file: path, line: at + 1 } }];
      });
    });
  });
}
