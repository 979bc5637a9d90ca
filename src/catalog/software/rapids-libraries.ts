/**
 * Libraries that an image of RAPIDS brings, by their names in conda: what the package `rapids` asks for, which its Dockerfile installs (rapidsai/integration,
 * conda/recipes/rapids/recipe.yaml, read 2026-11-30).
 */
export const rapidsLibraries: readonly string[] = [
  'cudf',
  'cudf-polars',
  'dask-cudf',
  'dask-cuda',
  'custreamz',
  'cuml',
  'cugraph',
  'nx-cugraph',
  'pylibcugraph',
  'cuvs',
  'cucim',
  'cuxfilter',
  'rmm',
  'cupy',
];

/** Those of which PyPI has no release under that name, or none since 2023 (asked on 2026-11-30). */
export const onlyByCuda: readonly string[] = rapidsLibraries.filter((name) => name !== 'cupy' && name !== 'dask-cuda');

/** A library as pip calls it beside its own name: one package for each CUDA, where conda has one for all. */
export function byCuda(library: string): readonly string[] {
  return library === 'cupy'
    ? ['cupy-cuda11x', 'cupy-cuda12x', 'cupy-cuda13x']
    : ['cu11', 'cu12', 'cu13'].map((cuda) => `${library}-${cuda}`);
}
