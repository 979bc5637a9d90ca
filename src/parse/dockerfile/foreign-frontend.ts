/** Docker's own, in whatever version. */
const known = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

/**
 * The program that the text of a Dockerfile has BuildKit take in the place of its own, in words; nothing where it is its own or Docker's. Whatever could
 * be read as one counts: a comment of any kind, or another format.
 */
export function foreignFrontend(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const written = line.replaceAll(/[\uFEFF\r]/g, '').trim();
    if (written === '') continue;
    if (!/^(?:#|\/\/|\{|")/.test(written)) return undefined;
    const named = /^(?:#|\/\/)\s*syntax\s*=\s*(\S*)/i.exec(written)?.[1];
    if (named !== undefined && !known.test(named)) return named;
    if (/^[{"]/.test(written)) return 'another format of builder';
  }
  return undefined;
}
