import type { PackageTool } from '../../model/render/base.ts';

interface Notation {
  readonly pattern: RegExp;
  /** The notation in words, for a person whose package was refused. */
  readonly rule: string;
  /** What a refused entry should have been, where that can be told. */
  readonly meant?: (entry: string) => string | undefined;
}

const version = '[A-Za-z0-9*][A-Za-z0-9.*+!_-]*';
const pipName = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const pipExtras = '(?: ?\\[[A-Za-z0-9._-]+(?: ?, ?[A-Za-z0-9._-]+)*\\])?';
const pipVersions = `(?: ?(?:===|==|~=|!=|<=|>=|<|>) ?${version}(?: ?, ?(?:===|==|~=|!=|<=|>=|<|>) ?${version})*)?`;
const pipLink = ' ?@ ?(?:git\\+)?https://[A-Za-z0-9._~/@%+#&=-]+';
const pipMarker = '(?: ?; ?[A-Za-z0-9_ .\'"()<>=!~]+)?';

const conda: Notation = {
  pattern: new RegExp(
    `^(?:[A-Za-z0-9_.-]+::)?[A-Za-z0-9_][A-Za-z0-9_.-]*(?: ?(?:==|=|!=|~=|<=|>=|<|>) ?${version}(?:[,|](?:==|!=|~=|<=|>=|<|>)?${version})*(?:=[A-Za-z0-9_.*]+)?)?$`,
  ),
  rule: 'write a conda specification, e.g. pandas=2.2.3, conda-forge::lifelines or "numpy>=1.26,<2"',
};

/** How each package tool writes one package. Options, paths and anything that could start a second line are left out on purpose. */
export const packageNotations: Readonly<Record<PackageTool, Notation>> = {
  pip: {
    pattern: new RegExp(`^${pipName}${pipExtras}(?:${pipLink}|${pipVersions})${pipMarker}$`),
    rule: 'write one requirement of pip, e.g. pandas==2.2.3, "numpy>=1.26,<2" or uvicorn[standard]==0.32.0',
    meant: (entry) => {
      const [, name, commit] =
        /^git\+https:\/\/[^\s@]*?\/([A-Za-z0-9._-]+?)(?:\.git)?(?:@([\w.-]+))?$/.exec(entry) ?? [];
      if (name === undefined) return undefined;
      return `${name} @ ${commit === undefined ? `${entry}@COMMIT` : entry}`;
    },
  },
  'install2.r': {
    pattern: /^[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9]$/,
    rule: "write the name of a CRAN package, e.g. data.table; its version comes from the image's dated CRAN snapshot",
  },
  conda,
  mamba: conda,
};

/** Name of a package without channel, extras and version, in the form in which pip and conda compare names. */
export function packageName(entry: string): string {
  const name = /^(?:[^:]+::)?([A-Za-z0-9._-]+)/.exec(entry)?.[1] ?? entry;
  return name.toLowerCase().replaceAll(/[._-]+/g, '-');
}
