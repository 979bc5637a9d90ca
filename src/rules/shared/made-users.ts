import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';

/** Users that every distribution brings. */
const everywhere: ReadonlySet<string> = new Set(['root', 'nobody', 'daemon', 'bin', 'mail']);

/**
 * Whether the image is seen to have the user of this name: its base's own, one that a RUN names or makes under a variable's name, or one
 * of a copied `/etc/passwd`. A number needs no entry.
 */
export function hasUser(name: string, { known, from }: FinalImage, { instructions }: DockerfileFacts): boolean {
  if (/^\d*$/.test(name) || name === known?.user.name || known?.users?.includes(name) === true) return true;
  if (everywhere.has(name) && !from.scratch) return true;
  return instructions.some(({ keyword, text }) => {
    if (keyword === 'COPY' || keyword === 'ADD') return /\/etc\/(?:passwd)?$/.test(text);
    if (keyword !== 'RUN') return false;
    return text.split(/[^\w.-]+/).includes(name) || text.split('\n').some(makesByVariable);
  });
}

function makesByVariable(line: string): boolean {
  return line.includes('$') && /\b(?:useradd|adduser|usermod)\b/.test(line);
}
