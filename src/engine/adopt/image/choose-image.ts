import type { Base, BaseImage } from '../../../model/render/base.ts';

/**
 * The image of a base for the version that a repository works with: one that the catalogue knows where it fits, else the family's own name for
 * that version, without a digest (`pin` finds it). Bases whose images are not named after a version of the language give their first.
 */
export function chooseImage(base: Base, version: string | undefined): string {
  const [first] = base.images;
  const pattern = /^(.*:)(\d+)\.(\d+)(?:\.\d+)?(-[\w.-]+)?$/;
  const versioned = base.images.filter(isOfVersion);
  if (version === undefined || versioned.length === 0) return full(first);
  const known = versioned.find(({ reference }) => {
    const [, , major = '', minor = ''] = pattern.exec(reference) ?? [];
    return allows(version, Number(major), Number(minor));
  });
  if (known !== undefined) return full(known);
  const isSlim = /-slim-/.test(first.reference);
  const wanted = (isSlim ? /\d{1,9}\.\d+/ : /\d{1,9}\.\d+(?:\.\d+)?/).exec(version)?.[0];
  const [, name] = pattern.exec(first.reference) ?? [];
  return wanted === undefined || name === undefined ? full(first) : `${name}${wanted}${isSlim ? '-slim-bookworm' : ''}`;
}

/** Whether the images of a base are named after a version of its language, so that one of them can be chosen by it. */
export function isByVersion({ images }: Pick<Base, 'images'>): boolean {
  return images.some(isOfVersion);
}

function isOfVersion({ note }: BaseImage): boolean {
  return /^\w+ \d+\.\d+(?:\.\d+)? on /.test(note ?? '');
}

function full({ reference, digest }: BaseImage): string {
  return digest === undefined ? reference : `${reference}@${digest}`;
}

/** Whether `3.11`, `3.11.4`, `>=3.10,<3.13`, `~=3.9`, `^3.9` or, as Poetry has it, `<3.9.7 || >3.9.7` allows a minor version. */
export function allows(version: string, major: number, minor: number): boolean {
  return version.split(/\|\|?/).some((each) => allowsAll(each, major, minor));
}

function allowsAll(version: string, major: number, minor: number): boolean {
  return version.split(',').every((part) => {
    const [, operator = '', wantedMajor = '', wantedMinor, patch] =
      /^\s*(?:([<>=!~^]+)\s*)?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(part) ?? [];
    if (wantedMajor === '') return true;
    const order = (major - Number(wantedMajor)) * 1000 + minor - Number(wantedMinor ?? 0);
    if (operator === '>=' || operator === '^' || operator === '~=' || operator === '~')
      return order >= 0 && major === Number(wantedMajor);
    // A patch release parts a minor version: on either side there is one.
    const isWithin = order === 0 && patch !== undefined;
    if (operator === '>') return order > 0 || isWithin;
    if (operator === '<') return order < 0 || (isWithin && Number(patch) > 0);
    if (operator === '<=') return order <= 0;
    if (operator === '!=') return order !== 0 || isWithin;
    return wantedMinor === undefined ? major === Number(wantedMajor) : order === 0;
  });
}
