import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isSecretName } from '../../../parse/text/secret-name.ts';
import { findGivenSecrets } from './given-secrets.ts';
import { findWrittenMounts } from './written-mounts.ts';

/** Files that are secrets by their names. */
export const secretFile =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.env(?!\.(?:example|sample|template))(?:\.[\w-]+)?|[._]?netrc|\.?pgpass(?:\.conf)?|\.npmrc|\.pypirc|\.git-credentials|\.Renviron|credentials|kubeconfig|[\w.-]+\.(?:pem|key|p12|pfx|jks|kdbx|keystore))$|(?:^|\/)(?:\.ssh\/(?!(?:known_hosts|config|authorized_keys)$|.*\.pub$)|\.(?:aws|gnupg)\/|\.kube\/config$|\.docker\/config\.json$)/;
/** Pictures, prints, fonts and sound, and git's own files, of which dockerignore-present speaks: no place for a password. */
export const holdsNone =
  /\.(?:png|jpe?g|gif|svgz?|webp|ico|bmp|tiff?|pdf|woff2?|ttf|otf|eot|mp[34]|wav|mov|avi)$|(?:^|\/)(?:thumbs\.db$|\.ds_store$|\.git\/)/i;
/** Whether a file that is a secret by its ending is a certificate or a public key, which have the same: what it holds tells. */
export function isPublicPart(path: string, text: string | undefined): boolean {
  return text !== undefined && /\.(?:pem|key)$/.test(path) && !text.includes('PRIVATE KEY');
}
/** Tokens and keys by their form. */
const secretText =
  /AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|\bhf_[A-Za-z]{34}\b|glpat-[\w-]{20}|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
/** A password, key or secret that a program or its settings hold as a text: `SYN_PASSWORD = "..."`, `"api_key": "..."`, in a notebook with a backslash before each quote. */
const keptText =
  /(?:password|passwd|passphrase|(?<![a-z])(?:pass|pwd)|api_?key|secret|secret_?key|access_?key|auth_?token)\\?["']?[ \t]{0,4}(?:=|:|<-)[ \t]{0,4}\\?["']([^"'\\\s]{8,80})\\?["']/gi;
/** The same in a file of settings, where no quotes are needed: `password = ...`, `DB_PASSWORD: ...`. */
// Bounded: each part takes a given number of characters at most, and none is repeated.
const keptSetting =
  /(?:password|passwd|passphrase|(?<![a-z])(?:pass|pwd)|api_?key|secret|secret_?key|access_?key|auth_?token)[ \t]{0,4}[=:][ \t]{0,4}([^\s"'#]{8,80})(?=\s|$)/gi;
/** A token: longer, since tokenizers have short texts of this name (`pad_token: "[PAD]"`). */
const keptToken = /(?<![a-z])token\\?["']?[ \t]{0,4}(?:=|:|<-)[ \t]{0,4}\\?["']([\w.+~-]{16,200})\\?["']/gi;
const keptTokenSetting = /(?<![a-z])token[ \t]{0,4}[=:][ \t]{0,4}([\w.+~-]{16,200})(?=\s|$)/gi;
/** A password in a connection string: `SERVER=...;UID=me;PWD=...`, `host=... user=me password=...`. */
const keptInString =
  /(?:server|host|dbname|database|uid|user)=[^;\s"',()=]{1,80}(?:[; ] ?[^;\s"',()=]{1,40}=[^;\s"',()=]{1,80}){0,6}[; ] ?(?:pwd|password)=([^\s;"'{}$,()]{6,80})/gi;
/** What REDCap gives: where a program talks to REDCap, 32 digits that are hexadecimal and capital. */
const redcapToken = /["']([\dA-F]{32})["']/g;
/** A password in an address, which a program or its settings hold: `postgresql://user:...@host`. */
const keptAddress = /:\/\/[^\s/:@$"']{0,80}:([^\s/@"']{6,80})@\w/g;
/** The same in notes, as somebody pasted it into a shell: `export MLFLOW_TRACKING_PASSWORD=...`. A made key alone, of letters and digits. */
// Bounded: each part takes a given number of characters at most.
const keptExport =
  /^[ \t]{0,20}(?:\$ )?(?:export |set |ENV )?[A-Z][A-Z\d_]{0,60}(?:PASSWORD|TOKEN|SECRET|API_KEY|ACCESS_KEY)=["']?([A-Za-z\d]{20,80})["']?(?=\s|$)/gm;
/** Notes that are no program; what tests and examples hold is made up. */
const ofNotes = /^(?!(?:.*\/)?(?:tests?|examples?|docs?)\/).*\.(?:md|txt|rst)$/i;
/** Texts that stand for a secret, or ask for one. */
const standsFor = /^(?:your|my|change|example|test|dummy|placeholder|password|secret|xxx)|[<>{}$%()*/:]|\.\.\./i;
/** `AWS_ACCESS_KEY_2`: what a variable is called that holds one. */
const nameOfVariable = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;

/** Where a text keeps a secret in one of some forms; its line from 1. Only what mixes letters and digits, as chosen or made secrets do. */
function findKeptSecret(text: string, forms: readonly RegExp[]): number | undefined {
  for (const form of forms)
    for (const found of text.matchAll(form)) {
      const value = found[1] ?? '';
      if (/\d/.test(value) && /[A-Za-z]/.test(value) && !standsFor.test(value) && !nameOfVariable.test(value))
        return text.slice(0, found.index).split('\n').length;
    }
  return undefined;
}

/** Programs and settings of a project; what tests and examples hold is made up. */
const ofProject =
  /^(?!(?:.*\/)?(?:tests?|examples?|docs?)\/).*\.(?:py|ipynb|r|rmd|qmd|jl|sh|ya?ml|toml|ini|cfg|json|env|conf|cnf|properties)$|(?:^|\/)[\w.]{0,20}Renviron(?:\.site)?$/i;
const ofSettings = /\.(?:ya?ml|ini|cfg|env|conf|cnf|properties|sh)$|Renviron(?:\.site)?$/i;
/** A picture in a notebook: a long text of letters and digits, in which anything may stand by chance. */
const picture = /^\s*"(?:application|audio|image|video)\/[\w.+-]+":/;

/** A token, key or password that a copied file holds, and its line from 1. */
export function findSecret(
  path: string,
  text: string,
): { readonly message: string; readonly line: number } | undefined {
  const lines = path.endsWith('.ipynb') ? text.split('\n') : undefined;
  const at = lines === undefined ? text.search(secretText) : -1;
  const inNotebook = lines?.findIndex((each) => !picture.test(each.slice(0, 200)) && secretText.test(each)) ?? -1;
  const found = at >= 0 ? text.slice(0, at).split('\n').length : inNotebook + 1;
  if (found > 0) return { message: 'holds what looks like a key or token', line: found };
  const forms = [keptText, keptToken, keptAddress];
  // It is dear to look for, and only ever finds what ends so: asked first, a long table of results costs nothing.
  if (/(?:pwd|password)=/i.test(text)) forms.push(keptInString);
  if (ofSettings.test(path)) forms.push(keptSetting, keptTokenSetting);
  if (/redcap/i.test(text)) forms.push(redcapToken);
  const line = ofProject.test(path)
    ? findKeptSecret(text, forms)
    : ofNotes.test(path)
      ? findKeptSecret(text, [keptExport])
      : undefined;
  return line === undefined ? undefined : { message: 'a password or key stands here as a text', line };
}

/** A password in an address. */
const inAddress = /\b[a-z]+:\/\/[^\s/:@$"']+:[^\s/@$"'{%]{3,}@[\w.-]+/;

/** A password in the forms of .netrc and .npmrc, written out. */
const inText =
  /\bmachine\s{1,4}\S{1,200}\s{1,4}login\s{1,4}\S{1,200}\s{1,4}password\s{1,4}(?![$"'{<`])\S{3}|:_(?:authToken|auth|password)=(?![$"'{<`])\S{6}/;

/** Whether an instruction writes out a password: in an address, or, in a heredoc too, as .netrc and .npmrc have it. */
function writesPassword(text: string, heredocs: readonly { readonly text: string }[]): boolean {
  return inAddress.test(text) || [text, ...heredocs.map((each) => each.text)].some((each) => inText.test(each));
}

/** Commands like `echo user:password | chpasswd`, unless the password is a variable that the build does not know. */
function findSetPasswords(commands: readonly ShellCommand[]): readonly ShellCommand[] {
  const written = new Set(
    commands
      .filter(
        ({ program, words }) =>
          /^(?:echo|printf)$/.test(program) && words.some((word) => /^[\w.-]+:[^$\s]+$/.test(word)),
      )
      .map(({ pipeline }) => pipeline),
  );
  return commands.filter(({ program, words, pipeline }) =>
    program === 'useradd' || program === 'usermod'
      ? words.some((word, index) => /^(?:-p|--password)$/.test(words[index - 1] ?? '') && !word.includes('$('))
      : program === 'chpasswd' && written.has(pipeline),
  );
}

/** What copies a file, or puts what it reads somewhere else. */
const copying = /^(?:cp|mv|install|cat|tee|rsync|dd)$/;

/** Commands of a RUN that leave a secret of the build in the image: what is mounted as one is copied to a place that stays. */
function findKeptMounts({ commands }: Instruction): readonly ShellCommand[] {
  const removed = new Set(
    commands.flatMap(({ program, words }) => (/^(?:rm|shred|unlink)$/.test(program) ? words.slice(1) : [])),
  );
  return commands.filter(({ program, words, writes }) => {
    const given = words.slice(1).filter((word) => !word.startsWith('-'));
    const reads = copying.test(program) && given.some((word) => /^\/run\/secrets\/./.test(word));
    const targets = program === 'cat' ? writes : [...writes, ...given.slice(-1)];
    return (
      reads && targets.some((each) => !removed.has(each) && !/^\/(?:run|dev|proc)(?:\/|$)/.test(each) && each !== '')
    );
  });
}

const eachAt = (commands: readonly ShellCommand[], message: string): readonly { message: string; line: number }[] =>
  commands.map(({ line }) => ({ message, line }));

/** Secrets that the instructions of an image leave in it or in its history, each with its line. */
export function findInInstructions({
  instructions,
  known,
}: FinalImage): readonly { readonly message: string; readonly line: number }[] {
  return instructions.flatMap((instruction) => {
    const { commands, keyword, text, heredocs, line } = instruction;
    return [
      ...eachAt(findKeptMounts(instruction), 'a secret of the build is copied'),
      ...eachAt(findWrittenMounts(instruction, known?.user.home), 'a secret of the build is written into the image'),
      ...eachAt(findSetPasswords(commands), 'a password is set here'),
      ...eachAt(findGivenSecrets(commands), 'a secret is given here as a text'),
      ...(writesPassword(text, heredocs) ? [{ message: `${keyword} has a password in its text`, line }] : []),
    ];
  });
}

/** Variables of ENV and ARG that keep a secret in the history of the image. */
export function findVariables(image: FinalImage, file: string): Finding[] {
  return image.instructions.flatMap((instruction) =>
    instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG'
      ? []
      : instruction.words.flatMap((word) => {
          const [variable = '', ...rest] = word.text.split('=');
          const value = rest.join('=');
          const isEmpty =
            instruction.keyword === 'ENV' &&
            (value === '' || /^(?:true|false|0|1|none)$/i.test(value) || value.startsWith('/'));
          if (!isSecretName(variable) || isEmpty) return [];
          return [
            {
              message: `${instruction.keyword} ${variable} keeps a secret in the image's history`,
              location: { file, line: word.line },
              fix:
                instruction.keyword === 'ARG'
                  ? `use RUN --mount=type=secret,id=${variable.toLowerCase()}`
                  : 'pass it in the env-file when the container is started',
            },
          ];
        }),
  );
}
