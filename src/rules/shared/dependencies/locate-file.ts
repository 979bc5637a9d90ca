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
  const earlier = copied.filter(({ instruction }) => instruction.line < run.line);
  const pool = earlier.length > 0 ? earlier : copied;
  const ranked = pool.map((each) => {
    const target = placeOf(each.instruction.words.at(-1)?.value ?? '', image, each.instruction);
    return { path: each.path, rank: rankOf(each.path.slice(dockerfile.context.root.length), place, target) };
  });
  const best = Math.max(0, ...ranked.map(({ rank }) => rank));
  // Of two that lie in the same place, the later one is there.
  return best === 0 ? pool[0]?.path : ranked.findLast(({ rank }) => rank === best)?.path;
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

/**
 * How well a path of the context fits a place in the image, by the target of its COPY: `/opt/app/reqs/base.txt` of `reqs/base.txt` in a COPY to
 * `/opt/app`, where what is below the target is the path, or its end.
 */
function rankOf(path: string, place: string, target: string): number {
  const below = place.startsWith(`${target}/`) ? place.slice(target.length + 1) : undefined;
  if (path === below) return 3;
  if (place === target) return 2;
  return below !== undefined && path.endsWith(`/${below}`) ? 1 : 0;
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
