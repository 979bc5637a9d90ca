import { findRegistryPlaceholder } from '../../../catalog/placeholders.ts';
import type { Finding } from '../../../model/check/rule.ts';
import { spell } from './open-values.ts';
import { pullable } from './pulled-name.ts';

/** Whether a name means Docker Hub: by its registry, or since it names none. */
export function isOnHub(text: string): boolean {
  const [first = '', second] = text.split('/', 2);
  return second === undefined || first === 'docker.io' || first === 'index.docker.io' || /^[^.:$%]*$/.test(first);
}

/** Whether a name means a registry on the machine that the job runs on. */
export function isOfJob(text: string): boolean {
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\]|host\.docker\.internal)(?::\d+)?\//.test(text);
}

/** The last part of an image's name, without its tag. */
export function lastPart(text: string): string {
  return /^[^:@]*/.exec(text.slice(text.lastIndexOf('/') + 1))?.[0] ?? '';
}

/** What keeps ces-pull from what is pushed; nothing where it can be pulled. */
export function describePush(text: string, hubOnly: boolean): Pick<Finding, 'message' | 'fix'> | undefined {
  const registry = text.split('/')[0] ?? '';
  const fix = 'push to ghcr.io/OWNER/NAME or git.ecdf.ed.ac.uk/GROUP/NAME';
  if (/[$%]/.test(registry))
    return hubOnly
      ? { message: 'the image is pushed to docker.io, the only registry that the pipeline logs in to', fix }
      : undefined;
  if (!pullable.test(text)) {
    const host = /[.:]/.test(registry) ? registry : 'docker.io';
    return { message: `the image is pushed to ${host}, from which ces-pull does not pull`, fix };
  }
  const placeholder = findRegistryPlaceholder(text);
  if (placeholder !== undefined)
    return {
      message: `the image is pushed to ${placeholder}, which ${placeholder.endsWith('/change-me') ? 'stands for an answer that nobody gave' : 'is a name of examples'}, and belongs to a stranger`,
      fix: 'name your own: tre-container upgrade --set registry=ghcr.io/OWNER',
    };
  const [, name = ''] = /^([^:@%$]*)/.exec(text.slice(text.indexOf('/') + 1)) ?? [];
  return /[A-Z]/.test(name)
    ? {
        message: `"${spell(text)}" has capitals in its name, which no registry takes`,
        fix: `write ${name.toLowerCase()}`,
      }
    : undefined;
}
