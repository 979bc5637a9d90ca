import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';

/** Whether a line that is no instruction parts the versions of a merge. */
export function isMarker({ what }: DockerfileFacts['problems'][number]): boolean {
  return /^"[<=>|]{7}"/.test(what);
}

/** The lines that part the versions of a merge are one problem, and mended by a choice. */
export function findMarkers({ path, problems }: DockerfileFacts): readonly Finding[] {
  const [first, ...others] = problems.filter(isMarker);
  if (first === undefined) return [];
  const also = others.map(({ line }) => String(line)).join(', ');
  return [
    {
      message: `${first.what}${also === '' ? '' : ` (lines ${also} neither)`}`,
      location: { file: path, line: first.line },
      fix: 'docker build stops here; choose between the versions and delete the markers',
    },
  ];
}
