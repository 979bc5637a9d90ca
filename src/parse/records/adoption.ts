import type { Adoption } from '../../model/adopt/adoption.ts';

/** Longest lists and texts of a record; a repository's stay far below them. */
const most = { items: 5000, characters: 2000 };

/**
 * The record of an adopted repository as it travels by git, or what is wrong with it in a clause. Nothing in it may name a place outside
 * of the repository, or bring a line end into a file that is made from it.
 */
export function readAdoption(value: unknown): Adoption | string {
  if (!isTable(value)) return 'is not an object';
  if (value['context'] !== '..') return 'has another build context than the folder above';
  const { folder, mode, program, packages, links, toDo, reasons, original } = value;
  if (typeof folder !== 'string' || !/^tre(?:-[a-z0-9]+)*$/.test(folder))
    return 'has a folder that is not called tre or tre-NAME';
  if (mode !== 'batch' && mode !== 'interactive') return 'has no mode';
  const sound =
    isTable(program) &&
    isTexts(program['start']) &&
    typeof program['atRun'] === 'boolean' &&
    isTable(packages) &&
    isPaths(packages['with']) &&
    isTexts(packages['lines'], /^[^\r]*$/) &&
    isText(packages['from']) &&
    isTexts(packages['ofBase']) &&
    typeof packages['tool'] === 'string' &&
    /^(?:pip|conda|r|julia)$/.test(packages['tool']) &&
    (packages['list'] === undefined || isPath(packages['list'])) &&
    isPaths(value['goesIn']) &&
    isTable(links) &&
    isPaths(links['data']) &&
    isPaths(links['outputs']) &&
    [value['startScript'], value['notebook']].every((each) => each === undefined || isText(each)) &&
    (original === undefined ||
      (isTable(original) && isPath(original['path']) && isText(original['sha256']) && isTexts(original['notTaken']))) &&
    Array.isArray(toDo) &&
    toDo.length <= most.items &&
    toDo.every(
      (each) =>
        isTable(each) &&
        isText(each['id']) &&
        isText(each['text']) &&
        (each['place'] === undefined || isText(each['place'])),
    ) &&
    isTable(reasons) &&
    Object.values(reasons).every((each) => isText(each));
  return sound ? (value as unknown as Adoption) : 'is not as adopt writes it';
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, pattern = /^\P{Cc}*$/u): value is string {
  return typeof value === 'string' && value.length <= most.characters * 20 && pattern.test(value);
}

function isTexts(value: unknown, pattern?: RegExp): boolean {
  return Array.isArray(value) && value.length <= most.items && value.every((each) => isText(each, pattern));
}

/** Relative to the repository, without `..`; a folder may end with a slash. */
function isPath(value: unknown): boolean {
  return (
    isText(value) &&
    !value.startsWith('/') &&
    !value.includes('\\') &&
    value
      .replace(/\/$/, '')
      .split('/')
      .every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function isPaths(value: unknown): boolean {
  return Array.isArray(value) && value.length <= most.items && value.every(isPath);
}
