import type { Adoption } from '../../../model/adopt/adoption.ts';
import { jsonWords } from './json-words.ts';
import { printValue } from '../../render/escape.ts';
import { folderInImage } from '../project-folder.ts';
import { onOneLine } from '../start/on-one-line.ts';
import { takeOut } from './entries-of-base.ts';

/** What a base installs from. */
const ownList = '--requirement /app/requirements.txt';

/** Between two commands of one RUN. */
const nextCall = ' \\\n    && ';

/** The lines that install packages, in place of the base's own. `block`: these, as they are rendered for an empty project. */
export function printPackages(block: string, adoption: Adoption): string {
  const { packages, folder } = adoption;
  const root = folderInImage(adoption);
  const place = (path: string): string => printValue('shell', `${root}/${path}`);
  const { list, tool, with: others, lines, from, ofBase, hasHashes = false } = packages;
  const own = lines.length === 0 ? [] : [`${folder}/packages.txt`];
  const lists = [...(list === undefined || tool === 'conda' ? [] : [list]), ...own];
  const why = [
    ...(list === undefined ? [] : [`# ${onOneLine(list)} is yours, and is installed as it is${sayLeft(packages)}.`]),
    ...(own.length === 0 ? [] : [`# ${folder}/packages.txt: ${onOneLine(from)}.`]),
  ];
  const copies = [list ?? [], others, own].flat().map((path) => `COPY ${jsonWords([path, `${root}/${path}`])}\n`);
  const comments = /^(?:# [^\n]*\n)*/.exec(block)?.[0] ?? '';
  const run = block.slice(block.indexOf('\nRUN ') + 1);
  if (list === undefined && lines.length === 0)
    return '# Nothing has to be installed: programs import what the base has.\n';
  const head = `${why.join('\n')}\n${comments}${copies.join('')}`;
  if (tool === 'conda' && list !== undefined) {
    const conda = run.replace('/app/environment.yml', () => place(list));
    const more = lines.length === 0 ? '' : `RUN pip install --no-cache-dir --requirement ${place(own[0] ?? '')}\n`;
    return `${head}${ofBase.length === 0 ? conda : conda.replace(/^RUN /, () => `RUN ${takeOut(ofBase, place(list))} \\\n    && `)}${more}`;
  }
  const isFiltered = ofBase.length > 0 && list !== undefined;
  const read = lists.map((each) => (isFiltered && each === list ? '/tmp/packages.txt' : place(each)));
  if (/\b(?:mamba|conda) env update/.test(run)) {
    const end = run.slice(run.indexOf('    && ')).replace(/^ {4}&& (?:mamba|conda) clean [^\n]*\n/, '');
    const install = 'pip install --no-cache-dir --requirement ';
    const calls = hasHashes ? read : [read.join(' --requirement ')];
    const installed = `RUN ${calls.map((each) => `${install}${each}`).join(nextCall)} \\\n${end}`;
    return `${head}${isFiltered ? withoutLines(installed, place(list), ofBase) : installed}`;
  }
  const filtered = isFiltered ? withoutLines(run, place(list), ofBase) : run;
  const options = read.map((each) => `--requirement ${each}`);
  const at = filtered.indexOf(ownList);
  const call = filtered.slice(filtered.lastIndexOf('pip install ', at), at);
  const installed = filtered
    .replace(ownList, () => options.join(hasHashes ? `${nextCall}${call}` : ' '))
    .replaceAll('/app/constraints.txt', '/tmp/constraints.txt');
  return `${head}${installed}`;
}

/** What of their list is passed over, as a clause. */
function sayLeft({ tool, ofBase }: Pick<Adoption['packages'], 'tool' | 'ofBase'>): string {
  if (tool !== 'conda' || ofBase.length === 0) return '';
  return `, but for ${ofBase.join(', ')}: the base's own ${ofBase.length === 1 ? 'stays' : 'stay'}, which others of its packages are built for`;
}

/** The base's own build stays: its lines of the list are passed over. */
function withoutLines(run: string, list: string, names: readonly string[]): string {
  const filter = `grep -v -i -E '^(${names.join('|')})([^a-z0-9_-]|$)' ${list} > /tmp/packages.txt`;
  return run.replace(/^RUN /, () => `RUN ${filter} \\\n    && `);
}
