/** A name in the one spelling in which indexes of packages compare names (PEP 503): lower case, a hyphen for any run of `-`, `_` and `.`. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
