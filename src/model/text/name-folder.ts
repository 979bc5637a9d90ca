import { shellWord } from '../../shared/shell-word.ts';
import { placeFrom } from '../project/placed-path.ts';

/**
 * A message with its commands on a project spelt for whoever is in another folder: `tre-container upgrade` becomes `tre-container upgrade lung-ct`,
 * `python3 models/fetch_models.py` names the program there, and git is told the folder. `folder`: that of the
 * project, as it is typed from there. Commands that name a folder, and those that ask of no project, stay.
 */
export function nameFolder(message: string, folder: string): string {
  if (folder === '.' || folder === '') return message;
  const word = shellWord(folder);
  return message
    .replaceAll(/(?<=\bpython3 )models\/\w+\.py\b/g, (file) => shellWord(placeFrom(folder, file)))
    .replaceAll(/\bgit (?=checkout HEAD -- )/g, `git -C ${word} `)
    .replaceAll(/\btre-container (?:upgrade|pin|rehearse|pack)(?= --|[`,;\n]|$)/g, (command) => `${command} ${word}`)
    .replaceAll(/\btre-container check(?= --checklist|[`,;\n]|$)/g, (command) => `${command} ${word}`)
    .replaceAll(/\btre-container create \.(?= --|[`,;\n]|$)/g, `tre-container create ${word}`);
}

/** A message that tells where the made-up input of a project lies, for whoever is in another folder. `folder`: that of the project, as it is typed from there. */
export function nameInput(message: string, folder: string): string {
  return message.replaceAll(/(?<![\w/.-])rehearsal\/safe_data\b/g, (path) => placeFrom(folder, path));
}

/** A message whose commands name a project's folder as it is typed at the root of its repository, for whoever is elsewhere. `folder`: as it is typed from there. */
export function retypeFolder(message: string, named: string, folder: string): string {
  const typed = folder === '.' ? '' : ` ${shellWord(folder)}`;
  return message
    .replaceAll(
      /(?:\bnpx generator-|\b)tre-container (upgrade|pin|rehearse|pack|check) ([\w./-]+)(?= --|[`,;\n]|$)/g,
      (said, command: string, place: string) => (place === named ? `tre-container ${command}${typed}` : said),
    )
    .replaceAll(/\bgit -C ([\w./-]+) checkout HEAD -- /g, (said, place: string) =>
      place === named ? `git${typed === '' ? '' : ` -C${typed}`} checkout HEAD -- ` : said,
    )
    .replaceAll(/(?<=\bpython3 )([\w./-]+)\/(?=models\/\w+\.py\b)/g, (said, place: string) =>
      place === named ? (typed === '' ? '' : `${typed.slice(1)}/`) : said,
    );
}
