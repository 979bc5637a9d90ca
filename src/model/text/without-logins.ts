/** What stands before the host of an address: `NAME:PASSWORD@`, or a token alone. */
const login = /(?<=:\/\/)([^\s/@:]{0,200})(:[^\s/]{0,200})?@(?=[^\s/@])/g;

/** A token among what is asked of an address. */
const given = /([?&](?:access_token|api_?key|auth|key|password|secret|sig|token)=)[^\s&"'`$<{]{1,400}/gi;

/** A text whose addresses name no password and no token: what is quoted from a project goes into the logs of pipelines and the pages of others. */
export function withoutLogins(text: string): string {
  if (!text.includes('://')) return text;
  return text.replaceAll(given, '$1***').replaceAll(login, (whole, name: string, password: string | undefined) => {
    // A name alone is `git` or a person's; what is long is a token.
    const shown = name.length > 15 && isSecret(name) ? '***' : name;
    return password === undefined || !isSecret(password.slice(1)) ? `${shown}${password ?? ''}@` : `${shown}:***@`;
  });
}

/** A variable or a placeholder tells nothing. */
function isSecret(word: string): boolean {
  return word !== '' && !word.includes('$') && !/^[%<{]/.test(word);
}
