import type { ImageContents } from '../../model/rehearsal/container-image.ts';
import type { CellCase, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { listSome } from '../../shared/list-some.ts';
import { printSize } from '../../shared/print-size.ts';

type Contents = ImageContents['homeContents'];

const another = 'apptainer and the GPU cluster give the container another user and another home directory';

/** Another user does not see what lies in a home directory of the image: models in caches, packages of `pip install --user`. */
export function explainHome({ cell, contents, observation }: CellCase): RunFinding | undefined {
  const hidden = contents.homeContents.filter(({ path }) => cell.identity !== 'root' || !path.startsWith('/root/'));
  if (hidden.length === 0 || cell.identity === 'image-user' || observation.exitCode === 0 || observation.timedOut)
    return undefined;
  const module =
    /(?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)|there is no package called .([\w.]+)/.exec(
      observation.log,
    );
  const packages = hidden.find(({ path }) => arePackages(path));
  if (module !== null && packages !== undefined) {
    return {
      requirement: 'any-identity',
      level: 'failure',
      message: `the package ${module[1] ?? module[2]} is not found: packages were installed into ${packages.path}, which belongs to one user, and the TRE runs the container as another`,
      fix: 'install packages for everybody: `pip install` as root and without --user',
    };
  }
  // A program that fetches what it does not find fetches models and data, not packages.
  const missed =
    observation.attempts.length > 0
      ? hidden.filter(({ path }) => !arePackages(path))
      : missedIn(observation.log, hidden);
  if (missed.length === 0) return undefined;
  const listed = listSome(missed.map(({ path, size }) => `${path} (${printSize(size)})`));
  return {
    requirement: 'any-identity',
    level: 'failure',
    message: `the image keeps ${listed}, and this user does not see it: ${another}`,
    fix: 'keep models and data outside home directories: under /safe_data, or in the image below /opt, readable for everybody (chmod -R a+rX)',
  };
}

function arePackages(path: string): boolean {
  return /\.local\/(?:lib|bin)|\/R\/|\/\.R$/.test(path);
}

/** What of it the output tells of: by name, by a word for caches, or because something is missing that it does not place elsewhere. */
function missedIn(log: string, hidden: Contents): Contents {
  const named = hidden.filter(({ path }) => log.includes(path));
  if (named.length > 0) return named;
  const tells = log
    .split('\n')
    .some(
      (line) =>
        /\/root\/|huggingface|\.cache/i.test(line) ||
        (/No such file|not found|Permission denied/i.test(line) && !/['"\u2018\s](?:\/(?!root\/|home\/))/.test(line)),
    );
  return tells ? hidden : [];
}
