/** Why pip takes neither a requirement nor the list that it stands in, in a clause; nothing where it may take it. */
export function whyPipRefuses(text: string): string | undefined {
  if (/^[A-Za-z][\w.-]*(?:[<>=!~]=?[\w.]*)?\\[nr]/.test(text))
    return 'has \\n written out where a new line begins: pip refuses the whole list';
  // Paths, addresses, variables and options are another matter.
  if (/^[./~-]|[$\\]|:\/\/|\s@\s/.test(text)) return undefined;
  const [written = ''] = text.split(';', 1);
  const requirement = written.replace(/\s--?[a-z][^]*$/, '').trim();
  if (/(?:[=!~]=|[<>])=?[ \t]*(?:$|,)/.test(requirement))
    return 'has a comparison and no version: pip refuses the whole list';
  const name = /^[A-Za-z0-9][\w.-]*(?:\s*\[[\w\s.,-]*\])?/.exec(requirement)?.[0];
  if (name === undefined) return undefined;
  const rest = requirement.slice(name.length).trimStart();
  if (/^=(?!=)/.test(rest))
    return 'has a single =, which only conda takes: pip refuses it, and the list that it stands in';
  if (/^[A-Za-z][\w.-]*(?:[\s=<>!~]|$)/.test(rest))
    return 'is followed by another name in the same line: pip refuses the whole list';
  if (/^\d[\w.]*$/.test(rest)) return 'has a version without ==: pip refuses it, and the list that it stands in';
  return undefined;
}
