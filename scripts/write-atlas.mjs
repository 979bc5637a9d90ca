import { build } from 'esbuild';
import { isDeepStrictEqual } from 'node:util';

/** Writes the atlas down as data: as code it would be a fifth of what a run of most commands has to load. Gives the places of its patterns, which JSON cannot hold. */
export async function writeAtlas(root) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/catalog/atlas.ts'],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const { atlas } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  const patterns = [];
  const find = (value, path) => {
    if (value instanceof RegExp) patterns.push([path, value.source, value.flags]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) find(inner, [...path, key]);
  };
  find(atlas, []);
  const written = JSON.stringify({ atlas, patterns });
  if (!isDeepStrictEqual(restoreAtlas(written), [...atlas]))
    throw new Error('the atlas holds what JSON cannot, besides patterns');
  return written;
}

/** Reads what was written down. Its text goes into the bundle, so it uses nothing of this file. */
export function restoreAtlas(written) {
  const { atlas, patterns } = JSON.parse(written);
  for (const [path, source, flags] of patterns) {
    const last = path.pop();
    path.reduce((part, key) => part[key], atlas)[last] = new RegExp(source, flags);
  }
  return atlas;
}
