import type { Reach } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isSecretName } from '../../../parse/text/secret-name.ts';

/** Options that hand a secret to whatever program. */
const secretOption =
  /^--(?:password|passwd|passphrase|api-?key|secret-key|access-key|auth-token|access-token)(?:=(.*))?$/is;

/** What stands for a secret, or is none: a path, an option, a variable, what a command prints, a place that a person fills. */
const noText =
  /^[-/@<%{]|[$`]|^(?:none|null|true|false|stdin|env:.*|file:.*|pass:|(?:your|my|change|example|dummy|placeholder|xxx).*)$/i;

/** How a program is given a secret: an option, with its value behind it or beside it, and what of the value is the secret. */
interface Giving {
  readonly programs: RegExp | ReadonlySet<string>;
  readonly option?: RegExp;
  /** A short option whose value follows without a blank: `-pSECRET`. */
  readonly attached?: RegExp;
  /** The first group is the secret; without it the whole value. */
  readonly value?: RegExp;
  /** Words that come first: `docker login`. */
  readonly verb?: RegExp;
}

/** Programs that send and fetch by a token. */
const hubs: ReadonlySet<string> = new Set([
  'anaconda',
  'conda',
  'dvc',
  'gh',
  'glab',
  'hf',
  'huggingface-cli',
  'kaggle',
  'wandb',
]);
const pair = /^[^:]*:(.+)$/s;
const header =
  /^(?:(?:proxy-)?authorization: *(?:basic|bearer|token)|(?:x-)?(?:api-?key|auth-token)|private-token|job-token):? +(\S+)/i;

const givings: readonly Giving[] = [
  {
    programs: /^(?:curl|http|https)$/,
    option: /^(?:-u|--user|-U|--proxy-user|-a|--auth)$/,
    attached: /^-[uU](.+)/s,
    value: pair,
  },
  { programs: /^(?:curl|wget)$/, option: /^(?:-H|--header)$/, attached: /^--header=(.*)/s, value: header },
  { programs: /^wget$/, option: /^--(?:http|ftp|proxy)-password$/, attached: /^--(?:http|ftp|proxy)-password=(.*)/s },
  { programs: /^(?:mysql\w*|mariadb[\w-]*)$/, attached: /^-p(.+)/s },
  { programs: /^sshpass$/, option: /^-p$/, attached: /^-p(.+)/s },
  {
    programs: /^(?:docker|podman|buildah|nerdctl|oras|helm|crane|az)$/,
    verb: /^(?:login|registry|auth)$/,
    option: /^-p$/,
    attached: /^-p(.+)/s,
  },
  {
    programs: /^(?:skopeo|podman|buildah)$/,
    option: /^--(?:src-|dest-)?creds$/,
    attached: /^--(?:src-|dest-)?creds=(.*)/s,
    value: pair,
  },
  { programs: /^(?:smbclient|rpcclient)$/, option: /^(?:-U|--user)$/, value: /%(.+)$/s },
  { programs: /^(?:sqlcmd|bcp)$/, option: /^-P$/, attached: /^-P(.+)/s },
  { programs: /^(?:mongo|mongosh|mongodump)$/, option: /^-p$/ },
  { programs: /^redis-cli$/, option: /^-a$/ },
  { programs: /^ldap(?:search|add|modify)$/, option: /^-w$/ },
  { programs: /^(?:unzip|zip)$/, option: /^-P$/, attached: /^-P(.+)/s },
  { programs: /^7z[az]?$/, attached: /^-p(.+)/s },
  {
    programs: /^openssl$/,
    option: /^-(?:pass|passin|passout|k)$/,
    value: /^(?:pass:)?(?!(?:file|env|fd|stdin)\b)(.+)$/s,
  },
  {
    programs: hubs,
    option: /^(?:--token|-t)$/,
    attached: /^--token=(.*)/s,
  },
];

/** Words in the order in which a command takes them, the last of which is the secret. */
const places: readonly RegExp[] = [
  /^aws configure set \S*(?:secret_access_key|session_token) (\S+)$/,
  /^npm config set [^\s_]*_(?:authToken|password|auth)[= ](\S+)$/,
  /^wandb login ([\da-f]{32,})$/,
  /^git (?:\S+ ){0,9}http\.\S*extraheader[= ]authorization: (?:basic|bearer|token) (\S+)/i,
];

/** Commands that are given a secret as a text: by an option, before their name, or in their own place for it. */
export function findGivenSecrets(commands: readonly ShellCommand[]): readonly ShellCommand[] {
  return commands.filter(
    (command) =>
      !/^user(?:add|mod)$/.test(command.program) &&
      (givesSecret(command.words) || givesItsOwn(command) || setsVariable(command)),
  );
}

/** The first such command of each shell script that the start reaches. */
export function findScriptSecrets(
  reach: Reach | undefined,
): readonly { readonly path: string; readonly line: number }[] {
  return (reach?.programs ?? []).flatMap(({ program: { language, path, commands }, class: kind }) =>
    kind === 'built' || language !== 'shell'
      ? []
      : findGivenSecrets(commands)
          .slice(0, 1)
          .map(({ line }) => ({ path, line })),
  );
}

/** Whether an option that many programs have hands over a secret as a text: not one of a variable, of a command or of a file. */
export function givesSecret(words: readonly string[]): boolean {
  return words.some((word, index) => {
    const found = secretOption.exec(word);
    return found !== null && isText(found[1] ?? words[index + 1]);
  });
}

function givesItsOwn({ program, words }: ShellCommand): boolean {
  const given = words.slice(1);
  const line = [program, ...given].join(' ');
  return (
    places.some((place) => isText(place.exec(line)?.[1])) ||
    givings.some(({ programs, verb, option, attached, value }) => {
      const isOne = programs instanceof RegExp ? programs.test(program) : programs.has(program);
      if (!isOne || (verb !== undefined && !given.some((word) => verb.test(word)))) return false;
      return given.some((word, at) => {
        const whole = option?.test(word) === true ? given[at + 1] : attached?.exec(word)?.[1];
        return isText(value === undefined || whole === undefined ? whole : value.exec(whole)?.[1]);
      });
    })
  );
}

/** `PGPASSWORD=secret psql`, `export API_TOKEN=secret` */
function setsVariable({ program, words, assignments }: ShellCommand): boolean {
  const exported = /^(?:export|declare|typeset|setenv)$/.test(program)
    ? words.slice(1).flatMap((word) => {
        const at = word.indexOf('=');
        return at > 0 ? [[word.slice(0, at), word.slice(at + 1)] as const] : [];
      })
    : [];
  return [...Object.entries(assignments), ...exported].some(
    ([name, value]) => (isSecretName(name) || /^PGPASSWORD$|^MYSQL_PWD$|^SSHPASS$/.test(name)) && isSecretValue(value),
  );
}

const isText = (value: string | undefined): boolean => value !== undefined && value !== '' && !noText.test(value);

/** No switch and no number: `TOKENIZERS_PARALLELISM=false`, `MAX_TOKEN=512`. */
const isSecretValue = (value: string): boolean => isText(value) && value.length > 3 && !/^\d+$/.test(value);
