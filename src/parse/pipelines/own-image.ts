/** What a project's recorded answers say about its own image. */
export interface OwnImage {
  /** `registry/repository`, where the pipeline pushes it. */
  readonly name?: string;
  /** Host of the proxy that the GPU cluster pulls through. */
  readonly proxy?: string;
  /** Safe Haven project id. */
  readonly project?: string;
}

/** Reads it from `.yo-rc.json`. A file that says nothing usable, or is broken, gives nothing: `check` and `upgrade` say what is wrong with it. */
export function parseOwnImage(text: string): OwnImage {
  let answers: unknown;
  try {
    answers = (JSON.parse(text) as Record<string, { answers?: unknown } | undefined> | null)?.[
      'generator-tre-container'
    ]?.answers;
  } catch {
    return {};
  }
  if (typeof answers !== 'object' || answers === null) return {};
  const { registry, name, imageProxy, project } = answers as Record<string, unknown>;
  return {
    ...(typeof registry === 'string' && typeof name === 'string' ? { name: `${registry}/${name}` } : {}),
    ...(typeof project === 'string' ? { project } : {}),
    ...(typeof imageProxy === 'string' && imageProxy !== '' ? { proxy: imageProxy } : {}),
  };
}
