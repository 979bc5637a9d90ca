import { tre } from '../../catalog/tre.ts';
import type { ContainerFile, ImageContents, ImageFacts } from '../../model/rehearsal/container-image.ts';
import type { RehearsalSubject, RunFinding } from '../../model/rehearsal/rehearsal.ts';
import { listSome } from '../../shared/list-some.ts';

/** What can be said of an image before it runs. */
export function judgeImage(
  image: ImageFacts,
  contents: ImageContents,
  kind: RehearsalSubject['kind'] = 'batch',
): readonly RunFinding[] {
  const findings: RunFinding[] = [...(kind === 'interactive' ? judgeStopSignal(image) : [])];
  if (contents.missingDirectories.length > 0) {
    findings.push({
      requirement: 'directories-exist',
      level: 'failure',
      message: `the image has no ${contents.missingDirectories.join(', ')}`,
      fix: `add to the Dockerfile, while the user is root: ${tre.makeDirectories}`,
    });
  }
  if (contents.hiddenFiles.length > 0) {
    findings.push({
      requirement: 'directories-empty',
      level: 'failure',
      message: `the image has files where the TRE mounts its directories, so they cannot be seen there: ${listSome(contents.hiddenFiles)}`,
      fix: "put code into /app or /opt, and carry data in through the project's data area",
    });
  }
  if (image.platform !== tre.platform) {
    findings.push({
      requirement: 'starts-by-itself',
      level: 'failure',
      message: `the image is built for ${image.platform}, and the TRE runs ${tre.platform}`,
      fix: `build it with --platform ${tre.platform}`,
    });
  }
  return findings;
}

/** Podman and Kubernetes tell a server to end by the signal that its image names; the runs send SIGTERM. */
function judgeStopSignal({ stopSignal = 'SIGTERM' }: ImageFacts): readonly RunFinding[] {
  if (/^(?:SIG)?TERM$|^15$/i.test(stopSignal)) return [];
  return [
    {
      requirement: 'stops-when-told',
      level: 'warning',
      message: `the image has STOPSIGNAL ${stopSignal}, by which podman and the GPU cluster end it: only SIGTERM was tried here`,
      fix: 'let the server end on SIGTERM, and leave STOPSIGNAL out (STOPSIGNAL SIGTERM where the base sets another)',
    },
  ];
}

/** Contents of home directories that a program could look for at run time: caches, packages of one user, large files. */
export function summariseHome(home: string, files: readonly ContainerFile[]): ImageContents['homeContents'] {
  const sizes = new Map<string, number>();
  for (const file of files) {
    const place = file.type === 'file' ? placeIn(file) : undefined;
    if (place !== undefined) sizes.set(`${home}/${place}`, (sizes.get(`${home}/${place}`) ?? 0) + file.size);
  }
  return [...sizes].map(([path, size]) => ({ path, size })).toSorted((a, b) => b.size - a.size);
}

function placeIn({ path, size }: ContainerFile): string | undefined {
  const known =
    /^(?:\.cache\/(?!pip\/)[^/]+|\.local\/(?:lib|bin)|nltk_data|\.keras|\.EasyOCR|\.torch|R\/[^/]+|\.R)(?=\/)/.exec(
      path,
    );
  if (known !== null) return known[0];
  return size > 1 << 20 && !path.startsWith('.cache/pip/') ? path : undefined;
}
