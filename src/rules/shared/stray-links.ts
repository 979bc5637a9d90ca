import type { Finding } from '../../model/check/rule.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** Links of a hub cache to blobs that lie outside its model's folder: a copy of the folder has links to nothing. */
export function findStrayLinks(files: readonly ProjectFile[]): readonly Finding[] {
  const folders = new Map<string, { readonly path: string; readonly link: string }>();
  for (const { path, link } of files) {
    const folder = /^(?:.*\/)?models--[^/]+(?=\/snapshots\/)/.exec(path)?.[0];
    if (folder !== undefined && link !== undefined && !link.startsWith(`${folder}/`) && !folders.has(folder))
      folders.set(folder, { path, link });
  }
  return [...folders].map(([folder, { path, link }]) => ({
    message: `${folder}: a link leads out of the model's folder, to ${link}; huggingface_hub from 1.33 keeps files there that models share`,
    location: { file: path },
    fix: 'fetch it with HF_HUB_DISABLE_SHARED_BLOBS=1 into an empty HF_HOME, or with models/fetch_models.py',
  }));
}
