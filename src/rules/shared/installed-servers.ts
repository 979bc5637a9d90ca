import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { Location } from '../../model/check/rule.ts';
import { readInstall } from '../../parse/shell/installs.ts';
import { findDependencies, type Subject } from './dependencies/find-dependencies.ts';
import { isFetch } from './fetches.ts';

export const sshServer = 'an SSH server';

/** Packages that bring a server to log in to. */
const servers: readonly (readonly [string, RegExp])[] = [
  ['JupyterLab', /^(?:jupyterlab|notebook|jupyter|jupyterhub)(?:[=<>~[].*)?$/],
  ['RStudio Server', /^rstudio-server/],
  ['code-server', /^(?:code-server|openvscode-server)/],
  ['Shiny Server', /^shiny-server/],
  ['a remote desktop', /^(?:tigervnc[\w-]*|tightvncserver|novnc|xrdp|turbovnc)$/],
  [sshServer, /^openssh-server$/],
];

/** The same by what is fetched: an address of an installer, or the name of a package file. */
const fetched: readonly (readonly [string, RegExp])[] = [
  ['RStudio Server', /(?:^|\/)rstudio-server[\w.-]*\.(?:deb|rpm)/],
  [
    'code-server',
    /(?:^|\/)(?:code-server\.dev\/install|(?:coder|cdr)\/code-server\/|(?:gitpod-io\/)?openvscode-server\/)/,
  ],
  ['Shiny Server', /(?:^|\/)shiny-server[\w.-]*\.(?:deb|rpm)/],
  ['a remote desktop', /(?:^|\/)(?:noVNC|kasmvncserver|turbovnc)[\w.-]{0,80}\.(?:deb|rpm|zip|tar\.gz|git)/i],
];

/** A server that an image has. `isListed`: of a list of packages, which often has what people work with at their own desk. */
interface InstalledServer {
  readonly location: Location;
  readonly isListed?: true;
}

/** Servers that come with the base or are installed, by a command or a list that it names. */
export function listServers(subject: Subject): ReadonlyMap<string, InstalledServer> {
  const { image, dockerfile } = subject;
  const inherited = image.known?.server?.name;
  const at = (line: number): InstalledServer => ({ location: { file: dockerfile.path, line } });
  const found = new Map<string, InstalledServer>(
    inherited === undefined ? [] : [[inherited, at(image.from.word.line)]],
  );
  const isThere = (label: string): boolean =>
    label === inherited || (label === 'JupyterLab' && image.known?.user.home === '/home/rapids');
  for (const { keyword, commands } of image.instructions) {
    for (const command of keyword === 'RUN' ? commands : []) {
      const packages = readInstall(command)?.packages ?? [];
      for (const [label, pattern] of servers)
        if (!isThere(label) && packages.some((name) => pattern.test(name))) found.set(label, at(command.line));
      for (const [label, pattern] of isFetch(command) ? fetched : [])
        if (label !== inherited && !found.has(label) && command.words.some((word) => pattern.test(word)))
          found.set(label, at(command.line));
    }
  }
  for (const { text, file, line } of findDependencies(subject).named)
    for (const [label, pattern] of servers)
      if (!isThere(label) && !found.has(label) && pattern.test(text))
        found.set(label, { location: { file, line }, isListed: true });
  return found;
}

/** `service cron start`, `nginx`: a program that goes on beside what the image is for. */
export function startsDaemon({ program, words }: ShellCommand): boolean {
  if (program === 'service') return words[2] === 'start';
  return words[0]?.startsWith('/etc/init.d/') === true || daemons.test(program);
}

const daemons = /^(?:crond?|sshd|rsyslogd|mysqld\w*|mariadbd\w*|redis-server|mongod|nginx|apache2(?:ctl)?|httpd)$/;
/** Commands that come before a program and end. */
export const prepares =
  /^(?:\[|\[\[|cat|cd|chmod|chown|cp|echo|env|export|ln|mkdir|printf|rm|sed|set|sleep|source|tail|test|true|umask|wait|\.)$/;
