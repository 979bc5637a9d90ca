/** Names that a build gives: `-t NAME`, `--tag=NAME`. */
export function tagsOf(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    if (/^(?:-t|--tag)$/.test(word)) return words[at + 1] ?? [];
    return /^(?:-t|--tag)=/.test(word) ? [word.slice(word.indexOf('=') + 1)] : [];
  });
}

/** A name without tag and digest. */
export function repositoryOf(name: string): string {
  const [plain = ''] = name.split('@', 1);
  const slash = plain.lastIndexOf('/');
  const colon = plain.indexOf(':', slash + 1);
  return colon < 0 ? plain : plain.slice(0, colon);
}
