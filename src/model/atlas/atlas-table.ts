/** Where a pattern stands: the number of its entry in the atlas, of its trigger in the entry, and the pattern itself. */
export type PatternPlace = readonly [entry: number, trigger: number, pattern: string];

/** Lists by name. */
type Lists<Item> = Readonly<Record<string, readonly Item[]>>;

/** An atlas sorted by what a program shows of it. Numbers are those of the entries. Data only: the build writes it down. */
export interface AtlasTable {
  /** By the last part of the pattern, for those where that is a plain name. */
  readonly byLastPart: Lists<PatternPlace>;
  /** The others, by their first part. */
  readonly byFirstPart: Lists<PatternPlace>;
  /** First parts of all of them. */
  readonly firstParts: readonly string[];
  /** By the name of a program. */
  readonly byProgram: Lists<PatternPlace>;
  /** By an import name, a package that is attached or a module. */
  readonly byImport: Lists<number>;
  /** By the name of a package, in lower case and with single hyphens. */
  readonly byPackage: Lists<number>;
  /** By the name of the entry: one each. */
  readonly byName: Lists<number>;
  /** Entries that write somewhere of their own accord. */
  readonly writing: readonly number[];
}
