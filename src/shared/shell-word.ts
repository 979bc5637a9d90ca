/**
 * A text as one word of a shell, for a command that a person may copy: whoever pastes it runs nothing that the text says. Every message that puts a
 * name of a project into a command spells it so.
 */
export function shellWord(path: string): string {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[\w./+@%:=,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", String.raw`'\''`)}'`;
}
