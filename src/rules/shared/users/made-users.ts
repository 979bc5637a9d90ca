import type { Finding } from '../../../model/check/rule.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { shellWord } from '../../../shared/shell-word.ts';

/** Users that a RUN makes by their names. */
function usersMade({ instructions }: FinalImage): readonly string[] {
  return instructions
    .flatMap(({ keyword, commands }) => (keyword === 'RUN' ? commands : []))
    .filter(({ program }) => /^(?:useradd|adduser)$/.test(program))
    .flatMap(({ words }) =>
      words
        .slice(1)
        .filter((word) => /^[a-z_][\w-]*$/.test(word))
        .slice(-1),
    );
}

/** The user that a RUN makes and whose name is nearly this one, which nothing makes: a slip. */
function nearUser(name: string, image: FinalImage): string | undefined {
  return elsewhere.test(name) ? undefined : usersMade(image).find((made) => editDistance(made, name) === 1);
}

/** How to end with a user: the last one that a RUN makes, or one of your own. */
export function adviseUser(image: FinalImage): string {
  const made = usersMade(image).at(-1);
  return made === undefined
    ? 'make a user in a RUN (useradd --system --no-create-home app) and end with USER app'
    : `end with USER ${made}, the user that a RUN makes`;
}

/** Users that every distribution brings. */
const everywhere: ReadonlySet<string> = new Set(['root', 'nobody', 'daemon', 'bin', 'mail']);

/**
 * Whether the image is seen to have the user of this name: its base's own, one that a RUN makes, by its name or a variable's, or one of a
 * copied `/etc/passwd`. A number needs no entry.
 */
export function hasUser(name: string, { known, from, instructions }: FinalImage): boolean {
  if (/^\d*$/.test(name) || name === known?.user.name || known?.users?.includes(name) === true) return true;
  if (from.word.value !== 'scratch' && everywhere.has(name)) return true;
  return instructions.some(({ keyword, text, heredocs }) => {
    if (keyword === 'COPY' || keyword === 'ADD') return /\/etc\/(?:passwd)?$/.test(text);
    if (keyword !== 'RUN') return false;
    const written = [text, ...heredocs.map((heredoc) => heredoc.text)].join('\n');
    return (
      (makes.test(written) && written.split(/[^\w.-]+/).includes(name)) || written.split('\n').some(makesByVariable)
    );
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
/** Programs that make no user, or the one that they name: of anything else, such as a system package, a script or a text that a shell is fed, nobody knows. */
const makesNone =
  /^(?:\[|:|cat|cd|chgrp|chmod|chown|conda|cp|curl|echo|export|find|git|grep|groupadd|gunzip|install2\.r|installGithub\.r|julia|ln|ls|mamba|micromamba|mkdir|mv|npm|pip|pip3|pipx|poetry|printf|R|rm|rmdir|Rscript|sed|set|tar|tee|test|touch|true|unzip|useradd|usermod|adduser|uv|wget|yarn)$/;

/**
 * Whether the image is seen not to have the user of this name, of which {@link hasUser} says that nothing makes it: its base is in the
 * table without it, and no instruction brings what may make it unseen.
 */
function lacksUser(name: string, { known, instructions }: FinalImage): boolean {
  if (known === undefined || known.confidence === 'reported' || elsewhere.test(name)) return false;
  return instructions.every(({ keyword, text, commands }) =>
    keyword === 'RUN'
      ? commands.length > 0 &&
        commands.every(({ program, words }) => makesNone.test(program) || isInline(program, words))
      : !(/^(?:COPY|ADD)$/.test(keyword) && /\s"?\/(?:etc\/?)?"?\]?$/.test(text)),
  );
}

/** `python -m pip install x`, `python -c "..."` */
function isInline(program: string, words: readonly string[]): boolean {
  return /^python[\d.]*$/.test(program) && /^-[cm]$/.test(words[1] ?? '');
}

/** What is wrong where the image is seen not to have a user of this name, and what to do about it. */
export function lackOf(name: string, image: FinalImage): Pick<Finding, 'message' | 'fix'> | undefined {
  const near = nearUser(name, image);
  const said = `no instruction makes the user ${name}`;
  if (near !== undefined)
    return { message: `${said}: no container starts`, fix: `did you mean USER ${near}, which a RUN makes?` };
  return lacksUser(name, image)
    ? {
        message: `${said}, and ${image.from.word.value} has none of that name: no container starts`,
        fix: `make it in a RUN before: useradd --system --no-create-home ${shellWord(name)}`,
      }
    : undefined;
}

/** A line of `/etc/passwd` that gives the name the number 0. */
const isRootLine = (line: string, name: string): boolean =>
  new RegExp(String.raw`(?:^|["'\s])${name.replaceAll(/\W/g, String.raw`\$&`)}:[^:\s]{0,99}:0+:`).test(line);

/**
 * The line that gives the user of this name the number 0, by which it is root: an option of what makes or changes it, or a line of
 * `/etc/passwd` that a RUN writes or a COPY brings.
 */
export function findRootUser(
  name: string,
  { instructions }: FinalImage,
  textOf: (path: string) => string | undefined,
): number | undefined {
  if (!/^[\w-]+$/.test(name)) return undefined;
  const found = instructions.find(({ keyword, text, words, heredocs, commands }) => {
    if (keyword === 'COPY' || keyword === 'ADD')
      return (
        /\/etc\/(?:passwd)?["'\]\s]*$/.test(text) &&
        words
          .slice(0, -1)
          .some(({ value }) => linesOf(textOf(value.replace(/^\.?\//, ''))).some((line) => isRootLine(line, name)))
      );
    if (keyword !== 'RUN') return false;
    const isNumbered = commands.some(
      ({ program, words: given }) =>
        /^(?:useradd|adduser|usermod)$/.test(program) && given.includes(name) && isZero(given),
    );
    return (
      isNumbered || [text, ...heredocs.map((each) => each.text)].flatMap(linesOf).some((line) => isRootLine(line, name))
    );
  });
  return found?.line;
}

const linesOf = (text = ''): readonly string[] => text.split('\n');

/** `-u 0`, `-ou0`, `--uid=0` */
function isZero(words: readonly string[]): boolean {
  return words.some(
    (word, at) =>
      /^(?:-[a-zA-Z]*u|--uid=)0+$/.test(word) ||
      (/^(?:-[a-zA-Z]*u|--uid)$/.test(word) && /^0+$/.test(words[at + 1] ?? '')),
  );
}
