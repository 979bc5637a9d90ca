import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';

/** In settings files of Jupyter, RStudio Server and code-server, or in the RUN that writes them. */
const settings =
  /\.(?:token|password|hashed_password)\s*=\s*u?(?:''|""(?!"))|\bauth-none\s*=\s*1\b|^auth:\s*none\b|\.allow_unauthenticated_access\s*=\s*True\b/m;
/** The same in JSON, as it is or within the quotes of a shell. An empty password alone leaves the token, which Jupyter makes itself. */
const ofJson = /\\?"token\\?"\s*:\s*\\?"\\?"|\\?"allow_unauthenticated_access\\?"\s*:\s*true\b/;
/** Files of settings of such servers. */
export const settingsFile =
  /(?:jupyter(?:(?!jupyter)\w)*config\.(?:py|json)|jupyter(?:(?!jupyter)\w)*config\.d\/[^/]+\.json|rserver\.conf|config\.ya?ml)$/;
const fix = 'leave it out, and pass the password or token in the env-file';

const isOpen = (text: string): boolean => settings.test(text) || (/jupyter/i.test(text) && ofJson.test(text));

/** Settings that switch authentication off: in files that are copied, in what a RUN writes, in the environment of the image. */
export function findOpenSettings(
  image: FinalImage,
  { path, context }: DockerfileFacts,
  facts: ProjectFacts,
): Finding[] {
  const written = image.instructions
    .filter(
      ({ keyword, text, heredocs }) =>
        keyword === 'RUN' && [text, ...heredocs.map((heredoc) => heredoc.text)].some(isOpen),
    )
    .map(({ line }) => ({
      message: 'a setting that is written here lets everybody in',
      location: { file: path, line },
      fix,
    }));
  const copied = context.copied
    .filter((file) => settingsFile.test(file.path))
    .flatMap((file) => {
      const text = facts.byPath.get(file.path)?.text?.replaceAll(/^[ \t]*#.*/gm, '') ?? '';
      const at = text.search(file.path.endsWith('.json') ? ofJson : settings);
      const location = { file: file.path, line: text.slice(0, at).split('\n').length };
      return at < 0 ? [] : [{ message: 'this setting lets everybody in', location, fix }];
    });
  const set = [...image.environment].flatMap(([name, { value, instruction }]) =>
    describe({ name, value, file: path, line: instruction.line }),
  );
  return [...written, ...copied, ...set];
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly file: string;
  readonly line: number;
}

/** Variables of which the images of servers make the options of the start. */
const ofOptions = /^(?:NOTEBOOK_ARGS|JUPYTER_(?:LAB_|SERVER_)?(?:ARGS|OPTS|OPTIONS)|JUPYTERLAB_ARGS)$/;

function describe({ name, value, file, line }: Variable): readonly Finding[] {
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  const option = ofOptions.test(name) ? bare.split(/\s+/).find(isOpenOption) : undefined;
  const isOff =
    (name === 'DISABLE_AUTH' && /^true$/i.test(bare)) || (/^JUPYTER_(?:TOKEN|PASSWORD)$/.test(name) && bare === '');
  if (!isOff && option === undefined) return [];
  return [{ message: `${name}=${value} lets everybody in`, location: { file, line }, fix }];
}

/** Options that switch authentication off. */
const openOptions = [
  /^--(?:\w+App\.|IdentityProvider\.|PasswordIdentityProvider\.)?(?:token|password|hashed_password)=(?:""|'')?$/,
  /^--auth(?:=none)$/,
  /^--auth-none(?:=1)?$/,
  /^--without-connection-token$/,
  /^--no-token$/,
  /^--(?:\w+App|JupyterHandler)\.(?:disable_check_xsrf|allow_unauthenticated_access)=True$/i,
];
export const isOpenOption = (word: string): boolean => openOptions.some((pattern) => pattern.test(word));

/** The same by what the run is given: variables of the env-file, of `--env` in an opt-file and of a job, and words of the arg-file. */
export function findOpenRuns({ files, jobs, home = '' }: ProjectFacts): readonly Finding[] {
  const ofFiles = files.flatMap(({ path, text = '' }): readonly Finding[] => {
    const file = path.startsWith(`${home}ces/`) ? path.slice(home.length + 4) : '';
    if (!/^(?:env|opt|arg)-file[\w-]*\.txt$/.test(file)) return [];
    return text.split(/\r?\n/).flatMap((line, at): readonly Finding[] => {
      if (line.trimStart().startsWith('#')) return [];
      const place = { file: path, line: at + 1 };
      if (file.startsWith('arg-')) return line.trim().split(/\s+/).flatMap(describeWord(place));
      const given = file.startsWith('env-') ? line.trim() : /^\s*(?:--env|-e)[ =](.+)$/.exec(line)?.[1]?.trim();
      const [, name = '', value = ''] = /^["']?(\w+)=(.*?)["']?$/.exec(given ?? '') ?? [];
      return describe({ name, value, ...place });
    });
  });
  const ofJobs = jobs.flatMap(({ path, manifest, unread }) => {
    const pod =
      unread === undefined ? manifest.entries.get('spec')?.entries.get('template')?.entries.get('spec') : undefined;
    return (pod?.entries.get('containers')?.items ?? [])
      .flatMap(({ entries }) => entries.get('env')?.items ?? [])
      .flatMap(({ entries, line }) => {
        const value = entries.get('value');
        return value?.text === undefined
          ? []
          : describe({ name: entries.get('name')?.text ?? '', value: value.text, file: path, line });
      });
  });
  return [...ofFiles, ...ofJobs];
}

function describeWord(location: {
  readonly file: string;
  readonly line: number;
}): (word: string) => readonly Finding[] {
  return (word) => (isOpenOption(word) ? [{ message: `${word} lets everybody in`, location, fix }] : []);
}
