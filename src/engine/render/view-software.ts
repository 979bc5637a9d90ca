import type { Answers, ModelAnswer } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import type { ImageView, LicenceView, ModelView } from '../../model/render/view.ts';
import { isFromRelease } from '../../model/dockerfile/release-of-tag.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { packageName } from '../../model/text/package-name.ts';

/** What the Dockerfile must know about the base image. A tag that names no version counts as new. */
export function viewImage(answers: Answers, base: Base): ImageView {
  const parsed = parseImageReference(answers.image);
  const reference = 'error' in parsed ? undefined : parsed;
  const known = base.images.find((image) => answers.image.split('@')[0] === image.reference);
  return {
    reference: answers.image,
    pinned: reference?.digest !== undefined,
    externallyManaged:
      base.externallyManagedFrom !== undefined &&
      isFromRelease(reference?.tag ?? '', base.externallyManagedFrom) !== false,
    cranDate: known?.seen ?? base.images[0].seen ?? '',
  };
}

/**
 * The answers' packages, then what the generated code needs and the answers do not name: for models, for documents, and for a starter that uses some. A manifest names all.
 * An image that is named after a package, as pytorch-notebook is, has it already.
 */
export function listPackages(answers: Answers, base: Base): readonly string[] {
  const named = new Set(answers.packages.map(packageName));
  const { manifestEnding, starterUsesPackages, loaderPackages = [] } = base.language;
  const hasManifest = manifestEnding !== undefined && answers.packages.some((entry) => entry.endsWith(manifestEnding));
  const needed = [
    ...((!starterUsesPackages && answers.documents.length === 0) || hasManifest ? [] : base.packages),
    ...(answers.models.length > 0 ? base.modelPackages : []),
    // It may stay where the last model goes.
    ...(answers.offlineLoader ? loaderPackages : []),
    ...(answers.documents.length > 0 ? (base.documentPackages ?? []) : []),
  ];
  const image = `${imageName(answers.image)}-`;
  return [
    ...answers.packages,
    ...[...new Set(needed)].filter(
      (entry) => !named.has(packageName(entry)) && !image.startsWith(`${packageName(entry)}-`),
    ),
  ];
}

/** Of packages with an exact version, PyTorch's own in their build without CUDA, as PyTorch's index for CPUs calls it. */
export function listCpuTorch(packages: readonly string[]): readonly string[] {
  return packages.flatMap((entry) => {
    const [, name, version] = /^(torch|torchvision|torchaudio)\s*===?\s*([\w.]+)(?:\+cpu)?$/i.exec(entry) ?? [];
    return name === undefined || version === undefined ? [] : [`${name}==${version}+cpu`];
  });
}

/** What an image is named after: `pytorch` of `quay.io/jupyter/pytorch-notebook`; empty where the reference cannot be read. */
export function imageName(reference: string): string {
  const parsed = parseImageReference(reference);
  if ('error' in parsed) return '';
  return parsed.repository.slice(parsed.repository.lastIndexOf('/') + 1).replace(/-notebook$/, '');
}

/** Licences keep their path below one folder, so that two of the same name do not meet. */
export function viewLicences(licences: readonly string[]): readonly LicenceView[] {
  return licences.map((source) => ({ source, target: `/opt/licences/${source}` }));
}

/** Models by the last part of their id, or by the whole of it where two end alike. */
export function viewModels(models: readonly ModelAnswer[]): readonly ModelView[] {
  const short = models.map(({ id }) => id.slice(id.indexOf('/') + 1));
  return models.map(({ id, revision, target }, index) => {
    const alone = short.filter((name) => name === short[index]).length === 1;
    const name = alone ? (short[index] ?? id) : id.replace('/', '--');
    const folder = target ?? `models/${name}`;
    const loader = id.startsWith('sentence-transformers/') ? 'sentence-transformers' : 'transformers';
    return {
      name,
      repository: id,
      revision,
      target: folder,
      place: folder === 'image' ? `/opt/models/${name}` : `/safe_data/${folder}`,
      loader,
      more: index < models.length - 1,
    };
  });
}
