import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** The home directory at an instruction: HOME, else that of the user in force, `/root` where nobody knows better. */
export function homeAt(image: FinalImage, instruction: Instruction): string {
  const set = image.environment.get('HOME');
  if (set !== undefined && set.unresolved.length === 0) return set.value;
  const user = instruction.user?.split(':')[0];
  if (user === undefined || isOwnUser(image, user)) return image.known?.user.home ?? '/root';
  return user === 'root' || /^0+$/.test(user) ? '/root' : `/home/${user}`;
}

/** HOME of root for a user that is not root: what keeps settings or a cache at home may not write there, nor look into it. */
export function findHomeOfRoot(image: FinalImage, file: string): readonly Finding[] {
  const set = image.environment.get('HOME');
  const user = image.user?.value.split(':')[0] ?? image.known?.user.name ?? 'root';
  if (set === undefined || !isUnder(set.value, '/root') || /^(?:root|0+)$/.test(user) || hasOpenUser(image)) return [];
  return [
    {
      message: `HOME is ${set.value}, which is root's, and the image runs as ${user}, who may not look into it`,
      location: {
        file,
        line: set.instruction.words.find(({ value }) => value.startsWith('HOME='))?.line ?? set.instruction.line,
      },
      fix: 'set HOME=/scratch, where everybody may write',
    },
  ];
}

/** Nobody knows whom the image runs as: `USER ${RUNAS}` of an ARG without a value. */
function hasOpenUser(image: FinalImage): boolean {
  return image.user !== undefined && image.user.unresolved.length > 0 && !isOwnUser(image, image.user.value);
}

/** Unknown where HOME is that of root, and the files do not tell who runs the image. */
export function judgeOpenHome(image: FinalImage, file: string): Verdict | undefined {
  const set = image.environment.get('HOME');
  return set !== undefined && isUnder(set.value, '/root') && hasOpenUser(image)
    ? unknown(
        `HOME is ${set.value}, which is root's, and whom the image runs as depends on ${image.user?.unresolved.join(', ') ?? ''}`,
        {
          file,
          line: set.instruction.line,
        },
      )
    : undefined;
}

/** `$MAMBA_USER`, `${NB_UID}`, `jovyan`: the user that the base image has, by its variables or its name. */
export function isOwnUser({ known }: FinalImage, user: string): boolean {
  const variable = /^\$\{?(\w+)\}?$/.exec(user)?.[1];
  return (
    known !== undefined &&
    (user === known.user.name || (variable !== undefined && known.userVariables?.includes(variable) === true))
  );
}

/** A path in the container with `~`, `$HOME` and the variables of the base's user filled in, and made absolute where that can be known. */
export function placeOf(path: string, image: FinalImage, instruction: Instruction): string {
  const home = homeAt(image, instruction);
  const user = image.known?.user.name ?? 'user';
  const filled = path
    .replace(/^~(?=\/|$)|^\$\{?HOME\}?(?=\/|$)/, home)
    .replaceAll(/\$\{?(\w+)\}?/g, (text, name: string) =>
      image.known?.userVariables?.includes(name) === true ? user : text,
    );
  return resolvePath(filled, workdirAt(image, instruction));
}

/** Whether a path is a home directory or in one: that of root, any below /home, HOME. `/home` itself is where they are. */
export function isInHome(path: string, image: FinalImage, instruction: Instruction): boolean {
  const home = homeAt(image, instruction);
  return isUnder(path, '/root') || isUnder(path, '/home') || (home !== '/' && isUnder(path, home));
}

function workdirAt(image: FinalImage, instruction: Instruction): string | undefined {
  if (instruction.workdir !== undefined) return instruction.workdir;
  const { known } = image;
  if (known?.workdir !== undefined) return known.workdir;
  return known === undefined || known.user.uid === 0 ? undefined : known.user.home;
}
