import type { DockerfileSurvey } from '../../../model/adopt/repository-facts.ts';
import { isSecretName } from '../../../parse/text/secret-name.ts';

/** Of a build alone, or the image's own and set by the base: no program reads them. */
const ofImage = /^(?:DEBIAN_FRONTEND|SHELL|NB_(?:USER|UID|GID))$/;

/** What of a person's Dockerfile is not taken over, and why. `start`: the words that the adopted image starts. */
export function listNotTaken(image: DockerfileSurvey | undefined, start: readonly string[]): readonly string[] {
  if (image === undefined) return [];
  const { proxies, clones, from, environment, installsProject, ports, others: further } = image;
  const isProxy = (name: string): boolean => proxies.some(({ what }) => what.startsWith(`${name}=`));
  const others = environment.map(({ name }) => name).filter((name) => !isProxy(name) && !ofImage.test(name));
  const secrets = others.filter((name) => isSecretName(name));
  const plain = others.filter((name) => !isSecretName(name));
  const theirs = image.start?.words ?? start;
  const isTaken = theirs.join(' ') === start.join(' ');
  const isSame = theirs.slice(0, 2).join(' ') === start.slice(0, 2).join(' ');
  return [
    ...(from === undefined ? [] : [`FROM ${from}: the image of the row "base" stands in its place`]),
    ...proxies.map(({ what }) => `${what.replace(/=.*/s, '=...')}: a proxy of another place`),
    ...secrets.map((name) => `ENV ${name}: by its name a secret, which everybody who has the image could read`),
    ...(plain.length === 0
      ? []
      : [`ENV ${plain.join(', ')}: what your program reads of these, write into the Dockerfile here`]),
    ...(installsProject === undefined
      ? []
      : [
          /^R(?:script)?\s/.test(installsProject.what)
            ? `RUN ${installsProject.what}: what the package needs is installed, and the package itself where a program loads it by its name`
            : `RUN ${installsProject.what}: what the project needs is installed, and its modules are found by PYTHONPATH; a command that its package brings, or a part that is compiled, is not there`,
        ]),
    ...further
      .slice(0, 20)
      .map(
        ({ what, location }) =>
          `RUN ${what} (line ${String(location.line ?? 1)}): what it makes is not there; if the program needs it, write it into the Dockerfile here`,
      ),
    ...(further.length > 20 ? [`and ${String(further.length - 20)} more commands of its RUN lines`] : []),
    ...(ports.length === 0
      ? []
      : [`EXPOSE ${ports.join(', ')}: nobody connects to a job, and a session names its own port`]),
    ...(clones === undefined
      ? []
      : [`git clone ${clones.what}: the image holds the files that lie here, not those of another place`]),
    ...(isTaken
      ? []
      : [
          `its start, ${theirs.join(' ')}: ${isSame ? 'other arguments were' : 'another program was'} chosen, see above`,
        ]),
  ];
}
