/** Whether a text is a path relative to the repository, without `..`; a folder may end with a slash. */
function isPath(text: string): boolean {
  return (
    /^\P{Cc}*$/u.test(text) &&
    !text.startsWith('/') &&
    !text.includes('\\') &&
    text
      .replace(/\/$/, '')
      .split('/')
      .every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** How the format of an adoption's schema is checked. */
export const adoptionFormats = {
  'repository-path': (text: string): string | undefined => (isPath(text) ? undefined : 'no path in the repository'),
};
