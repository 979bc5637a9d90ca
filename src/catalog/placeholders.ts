/**
 * Values that stand for answers which nobody gave: the first of each is written by `--defaults`, the others were by 0.1.0. Whoever owns an account of
 * that name on a registry is a stranger.
 */
export const placeholders = {
  project: ['change-me', 'my-project'],
  registry: ['ghcr.io/change-me', 'ghcr.io/my-org'],
} as const;

/** Whether a project id stands for an answer that nobody gave. */
export function isProjectPlaceholder(project: string): boolean {
  return (placeholders.project as readonly string[]).includes(project);
}

/** The registry in a name that stands for an answer which nobody gave, if there is one: of a registry itself, or of an image in it. */
export function findRegistryPlaceholder(name: string): string | undefined {
  return placeholders.registry.find((registry) => name === registry || name.startsWith(`${registry}/`));
}
