import type { DockerfileFacts, FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';

/** Users that every distribution brings. */
const everywhere: ReadonlySet<string> = new Set(['root', 'nobody', 'daemon', 'bin', 'mail']);

/**
 * Whether the image is seen to have the user of this name: its base's own, one that a RUN makes, by its name or a variable's, or one of a
 * copied `/etc/passwd`. A number needs no entry.
 */
export function hasUser(name: string, { known, from }: FinalImage, { instructions }: DockerfileFacts): boolean {
  if (/^\d*$/.test(name) || name === known?.user.name || known?.users?.includes(name) === true) return true;
  if (everywhere.has(name) && !from.scratch) return true;
  return instructions.some(({ keyword, text }) => {
    if (keyword === 'COPY' || keyword === 'ADD') return /\/etc\/(?:passwd)?$/.test(text);
    if (keyword !== 'RUN') return false;
    return (makes.test(text) && text.split(/[^\w.-]+/).includes(name)) || text.split('\n').some(makesByVariable);
  });
}

/** What makes a user. A name that only stands in a path or after chown is made by nothing. */
const makes = /\b(?:useradd|adduser|usermod|newusers)\b|\/etc\/passwd\b/;

function makesByVariable(line: string): boolean {
  return line.includes('$') && /\b(?:useradd|adduser|usermod)\b/.test(line);
}

/** Further users that distributions and well-known images have, which the table of images does not list for each. */
const elsewhere =
  /^(?:_?apt|adm|backup|dialout|docker|ftp|games|gnats|guest|halt|irc|list|lp|man|news|node|nonroot|ntp|operator|postgres|proxy|rstudio|shiny|shutdown|sshd|sync|sys|systemd-.*|ubuntu|uucp|www-data|default)$/;
/** What may make users of its own: system packages and scripts. A package of Python or R does not. */
const makesUnseen =
  /(?:^|[\s;&|(])(?:(?:apt-get|apt|aptitude|apk|dnf|microdnf|yum|zypper|pacman|dpkg|rpm|addgroup|newusers|make)\s|(?:bash|sh|source|\.)\s+[\w./$]|(?:\.{0,2}\/)[\w./-]+\.sh\b|\.\/)/;

/**
 * Whether the image is seen not to have the user of this name, of which {@link hasUser} says that nothing makes it: its base is in the
 * table without it, and no instruction brings what may make it unseen.
 */
export function lacksUser(name: string, { known }: FinalImage, { instructions }: DockerfileFacts): boolean {
  if (known === undefined || known.confidence === 'reported' || elsewhere.test(name)) return false;
  return !instructions.some(({ keyword, text }) =>
    keyword === 'RUN' ? makesUnseen.test(text) : /^(?:COPY|ADD)$/.test(keyword) && /\s"?\/(?:etc\/?)?"?\]?$/.test(text),
  );
}
