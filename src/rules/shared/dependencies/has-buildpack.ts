import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

const ofBuildpack = /^library\/(?:gcc|golang|node|perl|pypy|python|ruby|rust)$/;

/**
 * Whether an image of a language stands on `buildpack-deps`, which has git and ImageMagick: those without `slim` do; nothing of images of others, as of a
 * distribution, of R and of Julia.
 */
export function hasBuildpack({ from }: FinalImage): boolean | undefined {
  const { tag = 'slim', canonicalRepository = '' } = from.image ?? {};
  return ofBuildpack.test(canonicalRepository) ? !/slim|alpine/.test(tag) : undefined;
}
