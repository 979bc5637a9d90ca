import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type {
  CopiedFile,
  DockerfileFacts,
  FinalImage,
  Instruction,
} from '../../../model/dockerfile/dockerfile-facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { once } from '../once.ts';
import { placeOf } from '../users/home.ts';

/**
 * Finds the project's own file behind a name that a RUN uses: what COPY put there or a bind mount shows there, else the only file of
 * that name that is copied. `context` is the folder of the build context with `/` at its end.
 */
export function locateFile(
  written: string,
  run: Instruction,
  { image, dockerfile }: { readonly image: FinalImage; readonly dockerfile: DockerfileFacts },
): string | undefined {
  const place = placeOf(written, image, run);
  const mounted = mountedFile(run, place, dockerfile);
  if (mounted !== undefined) return mounted;
  // A file that COPY gives another name.
  const { byTarget, byName } = once(image, 'copied files', () => ({
    byTarget: groupBy(dockerfile.context.copied, ({ instruction }) =>
      placeOf(instruction.words.at(-1)?.value ?? '', image, instruction),
    ),
    byName: groupBy(dockerfile.context.copied, ({ path }) => baseName(path)),
  }));
  const renamed = byTarget.get(place) ?? [];
  if (renamed.length === 1) return renamed[0]?.path;
  const copied = byName.get(baseName(place)) ?? passedTo(run, dockerfile, place);
  const exact = copied.find(({ path, instruction }) => {
    const target = placeOf(instruction.words.at(-1)?.value ?? '', image, instruction);
    return place === target || isSuffix(path, place, target);
  });
  return exact?.path ?? copied[0]?.path;
}

/** Files of that name that COPY brings into the RUN's stage, of which the image keeps only what is made there. */
function passedTo({ stage }: Instruction, { context, stages }: DockerfileFacts, place: string): readonly CopiedFile[] {
  const lineage = stages.find(({ index }) => index === stage)?.lineage ?? [stage];
  return context.passed.filter(
    ({ path, instruction }) => baseName(path) === baseName(place) && lineage.includes(instruction.stage),
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `/opt/app/reqs/base.txt` of `reqs/base.txt` in a COPY to `/opt/app`: what is below the target is the end of the path. */
function isSuffix(path: string, place: string, target: string): boolean {
  const below = place.startsWith(`${target}/`) ? place.slice(target.length + 1) : undefined;
  return below !== undefined && (path === below || path.endsWith(`/${below}`));
}

function mountedFile({ flags }: Instruction, place: string, { context }: DockerfileFacts): string | undefined {
  for (const mount of (flags['mount'] ?? '').split('\n')) {
    const options = new Map(mount.split(',').map((part) => part.split('=', 2) as [string, string | undefined]));
    if (options.has('from') || (options.get('type') ?? 'bind') !== 'bind') continue;
    const target = resolvePath(options.get('target') ?? options.get('dst') ?? options.get('destination') ?? '', '/');
    const source = (options.get('source') ?? options.get('src') ?? '.').replace(/^(?:\.?\/)+/, '').replace(/^\.$/, '');
    if (place !== target && !place.startsWith(`${target}/`)) continue;
    const below = place.slice(target.length + 1);
    const wanted = [source, below].filter((part) => part !== '').join('/');
    const found =
      context.sent.find((path) => path === wanted) ?? context.sent.find((path) => path.endsWith(`/${wanted}`));
    if (found !== undefined) return found;
  }
  return undefined;
}
