/** How the folder of a script is written once it is known as that: as the shell would have it, so that nothing else is called so. */
export const ownFolder = '0%/*';

// Bounded blanks: a script may be one long line of them.
const blank = String.raw`[ \t]{0,9}`;
const own = String.raw`"?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?"?`;
const real = String.raw`(?:${own}|"?\$\(${blank}(?:readlink -f|realpath(?: -s)?)(?: --)? ${own}${blank}\)"?)`;
const folder = String.raw`(?:\$\(${blank}dirname(?: --)? ${real}${blank}\)|` + '`dirname(?: --)? ' + own + '`)';
const entered = String.raw`\$\(${blank}(?:cd|realpath|readlink -f)(?: -[LP])?(?: --)? "?${folder}(?<below>(?:/[\w.-]{1,60}){0,5})"?(?:${blank}(?:&>|>)${blank}/dev/null(?: 2>&1)?)?(?:${blank}(?:&&|;)${blank}pwd(?: -[LP])?)?${blank}\)`;
const cut = String.raw`\$\{(?:0|BASH_SOURCE(?:\[0\])?)%/\*\}`;
const anyForm = new RegExp(`${entered}|${folder}|${cut}`, 'g');

/** `/..` of `$(cd "$(dirname "$0")/.." && pwd)`: folders from its own one. */
function belowOf(groups: unknown): string {
  return (groups as { readonly below?: string } | undefined)?.below ?? '';
}

/** A script with the forms in which it asks for its own folder, `$(cd "$(dirname "$0")" && pwd)` and the like, as `${0%/*}`. Its lines stay. */
export function nameOwnFolder(text: string): string {
  return /dirname|%\/\*/.test(text)
    ? text.replaceAll(anyForm, (...found) => `\${${ownFolder}}${belowOf(found.at(-1))}`)
    : text;
}
