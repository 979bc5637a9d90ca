/** Most patterns that a fix names. */
const mostPatterns = 12;

/** By their endings, or by the folder where a name ends in a number, as those of a scanner do: `image.00012`. */
export function patternsOf(paths: readonly string[]): string {
  const patterns = paths.map((path) => {
    // A packed file is what it is before: `.nii.gz`.
    const [ending] = /(?:\.[A-Za-z]\w{0,15})?\.(?:gz|bz2|xz|zst|zip)$|\.[A-Za-z]\w*$/.exec(path) ?? [];
    return ending === undefined ? path.slice(0, path.lastIndexOf('/') + 1) || path : `**/*${ending}`;
  });
  const all = [...new Set(patterns)];
  const named = all.slice(0, mostPatterns).join(' and ');
  return all.length > mostPatterns ? `${named} and ${String(all.length - mostPatterns)} more` : named;
}

/** The name of a file in small letters, with a hyphen where a capital begins a word: `rfModel.RDS`. */
export function wordsOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replaceAll(/([a-z\d])(?=[A-Z])/g, '$1-').toLowerCase();
}
