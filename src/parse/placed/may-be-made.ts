import { isUnder, resolvePath } from '../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readClone } from '../shell/clones.ts';

/** Whether something is copied to a place that is seen from the folder in which the base works, and that is another than the root: where it lies is not told. */
function copiesBesideBase({ known, instructions }: FinalImage): boolean {
  if ((known?.workdir ?? '/') === '/') return false;
  const first = instructions.find(({ keyword }) => keyword === 'WORKDIR');
  const isSet = first?.words[0]?.value.startsWith('/') === true;
  return instructions.some(
    ({ keyword, words, workdir }) =>
      /^(?:COPY|ADD)$/.test(keyword) &&
      words.at(-1)?.value.startsWith('/') !== true &&
      (workdir === undefined || !isSet),
  );
}

/** A RUN of these may lay a workflow where it is looked for, under whatever name. */
const bringsFiles =
  /(?<!\.)\b(?:curl|wget|snakedeploy|cookiecutter|copier|aws|gsutil|rclone|nextflow|dvc (?:get|import)|ba?sh|sh)\b|\bpython[\d.]* (?!-m (?:pip|venv|ensurepip)\b)/;

/** In folders of one machine, which no image has unless its Dockerfile names them. */
const ofMachine = /^\/(?:[A-Z]{3}[\w-]*|Users|Volumes|content|gpfs|lustre|nfs)\/./;

/** Whether an archive that a RUN unpacks may hold it: one that is unpacked elsewhere does not. */
function unpacksAt(place: string, command: string, commands: readonly ShellCommand[]): boolean {
  if (!/\b(?:unzip|tar)\b/.test(command)) return false;
  const unpacking = commands.filter(({ program }) => /^(?:unzip|tar)$/.test(program));
  return unpacking.length === 0 || unpacking.some(({ words }) => !isElsewhere(place, words));
}

/** `tar -xzf a.tar.gz -C /opt/quarto` puts nothing outside of that folder. */
function isElsewhere(place: string, words: readonly string[]): boolean {
  const at = words.findIndex((word) => /^(?:-C|-d|--directory)$/.test(word));
  const folder = at < 0 ? words.find((word) => word.startsWith('--directory='))?.slice(12) : words[at + 1];
  return folder?.startsWith('/') === true && !folder.includes('$') && !isUnder(place, folder);
}

/** The base may bring it, a RUN may make it, another stage may have it. */
export function mayBeMade(
  place: string,
  image: FinalImage,
  { text, context }: DockerfileFacts,
  neededBy?: string,
): boolean {
  const { known, base, instructions } = image;
  if (known !== undefined && ofMachine.test(place) && !text.includes(place.split('/')[1] ?? '')) return false;
  const isPlain = base !== undefined || known?.kind === 'language' || known?.kind === 'generic';
  if (!isPlain) return true;
  const name = place.slice(place.lastIndexOf('/') + 1);
  const isCopied = context.copied.some(({ path }) => path === name || path.endsWith(`/${name}`));
  if (isCopied && copiesBesideBase(image)) return true;
  return instructions.some(({ keyword, flags, words, workdir, start, end, commands }) => {
    if (keyword === 'RUN') {
      const command = text.slice(start, end);
      return (
        command.includes(name) ||
        commands.some((each) => readClone(each) !== undefined) ||
        /\b(?:make|cmake|ninja|cargo|go build)\b/.test(command) ||
        unpacksAt(place, command, commands) ||
        (neededBy !== undefined && bringsFiles.test(command))
      );
    }
    if (keyword !== 'COPY' || flags['from'] === undefined) return false;
    const target = resolvePath(words.at(-1)?.value ?? '', workdir ?? '/');
    return isUnder(place, target) || target.includes('$');
  });
}
