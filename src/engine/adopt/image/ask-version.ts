import type { Adoption, AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { Proposal } from '../../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { Base } from '../../../model/render/base.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { allows } from './choose-image.ts';

/** What is asked of the image: it is settled where a person names another one (`isOfOtherImage`). */
interface Asked {
  /** With or without digest. */
  readonly image: string;
  readonly folder: string;
  readonly packages: Pick<Adoption['packages'], 'list' | 'tool' | 'ofBase'>;
}

/** What to look at where the catalogue knows the image, nobody chose it, and it may not fit what the repository says. */
export function askOfImage(
  base: Base,
  facts: Pick<RepositoryFacts, 'lists'>,
  proposal: Pick<Proposal, 'version' | 'isNewest' | 'reasons'>,
  { image, folder, packages }: Asked,
): readonly AdoptionToDo[] {
  const known = base.images.find(({ reference }) => image.split('@', 1)[0] === reference);
  if (known === undefined) return [];
  const way = `tre-container upgrade ${folder} --set image=NAME`;
  const brought = { ...packages, ofBase: packages.ofBase.filter((name) => name !== base.language.name) };
  return [...askVersion(base, known, proposal, { way, packages }), ...askBrought(facts, known, brought, way)];
}

/** Where the repository works with a version of its language, and the image is not named after one: it has another one, or nobody here knows which. */
function askVersion(
  { language: { label }, dockerStacks }: Base,
  { reference, note }: Base['images'][number],
  { version, isNewest, reasons }: Pick<Proposal, 'version' | 'isNewest' | 'reasons'>,
  { way, packages }: Pick<Asked, 'packages'> & { readonly way: string },
): AdoptionToDo[] {
  if (version === undefined || reference.includes(`/${label.toLowerCase()}:`)) return [];
  const of = new RegExp(`\\b${label} (\\d+)\\.(\\d+)`).exec(note ?? '');
  if (of !== null && fits(version, isNewest === true, Number(of[1]), Number(of[2]))) return [];
  const why = reasons['version'];
  const place = why?.evidence[0];
  const wanted =
    isNewest === true
      ? `${label} ${version} or older is needed${why === undefined ? '' : ` (${why.why})`}`
      : `${label} ${version} is asked for`;
  const has =
    of === null
      ? `which ${label} ${reference} has is not known here`
      : `${reference} has ${label} ${String(of[1])}.${String(of[2])}`;
  // These images hold conda to the minor version of their own Python.
  const isHeld = dockerStacks === true && packages.tool === 'conda' && place?.file === packages.list;
  const first = isHeld
    ? 'the image keeps its own, and the build stops where the list asks for another minor version. Take that line out of the list'
    : isNewest === true
      ? 'write newer versions of such packages'
      : 'see that your programs run with that';
  return [
    {
      id: 'image-version',
      text: `${wanted}, and ${has}: ${first}, or name an image that fits: ${way}`,
      ...(place === undefined ? {} : { place: placeOf(place) }),
    },
  ];
}

/** A release has wheels for five minor versions at most. */
function fits(version: string, isNewest: boolean, major: number, minor: number): boolean {
  if (!isNewest) return allows(version, major, minor);
  const [newestMajor, newest = 0] = version.split('.').map(Number);
  return newestMajor === major && minor <= newest && newest - minor < 5;
}

/** A version that the list has of a package whose build in the image stays, and that the image is not named after. */
function askBrought(
  { lists }: Pick<RepositoryFacts, 'lists'>,
  { reference }: Base['images'][number],
  { list, ofBase }: Asked['packages'],
  way: string,
): AdoptionToDo[] {
  const pins = lists
    .filter(({ path }) => path === list)
    .flatMap(({ path, packages }) =>
      packages.flatMap(({ name, text, line }) => {
        const version = /^[^=<>~!;]*={1,3}\s{0,9}v?(\d+(?:\.\d+)*)/.exec(text)?.[1];
        const isIt = version === undefined || reference.includes(`:${version}-`);
        return isIt || !ofBase.includes(name) ? [] : [{ pin: `${name} ${version}`, place: `${path}:${String(line)}` }];
      }),
    );
  const [first] = pins;
  if (first === undefined) return [];
  const names = pins.map(({ pin }) => pin).join(' and ');
  return [
    {
      id: 'image-brings',
      text: `${list ?? ''} asks for ${names}, and ${reference} has ${pins.length === 1 ? 'its own build, which stays' : 'builds of its own, which stay'}: see that your programs run with ${pins.length === 1 ? 'that' : 'those'}, or name an image that fits: ${way}`,
      place: first.place,
    },
  ];
}
