/** A path in the container as an absolute one, `.` and `..` resolved; text without a known directory stays relative. */
export function resolvePath(path: string, workdir: string | undefined): string {
  const whole =
    path.startsWith('/') || path.startsWith('~') || path.startsWith('$')
      ? path
      : workdir === undefined
        ? path
        : `${workdir}/${path}`;
  // Most are as they should be, and some are long.
  if (!whole.startsWith('/') || !/\/(?:\/|$|\.\.?(?:\/|$))/.test(whole)) return whole;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Whether an absolute path is a directory or lies in it. */
export function isUnder(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

/** A path without slashes at its end. */
export function trimSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

/** Whether a path has a drive or a machine of Windows (`C:/Users`, `\\\\server\\share`), which names nothing in a container. */
export function isOfWindows(path: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\\w)/.test(path);
}
