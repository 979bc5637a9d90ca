import { lockFiles } from '../../../catalog/software/lock-files.ts';
import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { CopiedFile, DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { BASELINE_FILE } from '../../../parse/records/baseline-file.ts';
import { literalSources } from '../../../parse/project/copy-sources.ts';
import { once } from '../once.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { shellWord } from '../../../shared/shell-word.ts';
import { isBroughtBefore } from '../files/brought-before.ts';

/** What COPY names and is not there, and the first source of which the files do not tell. */
export interface MissingCopies {
  readonly findings: readonly Finding[];
  readonly open?: Verdict;
}

/** What builds leave, and what is fetched or checked out before one: it may be there when the image is built. */
const madeBefore =
  /(?:^|\/)(?:dist|build|target|outs?|outputs?|results?|checkpoints?|weights|bin|wheels?|wheelhouse|vendor|node_modules|staging|artifacts?)(?:\/|$)|\.(?:whl|jar|war|deb|rpm|so|exe|tar|tgz|gz|zip|sif|pt|pth|onnx|safetensors|gguf|ckpt|h5)$/i;

/** Looks at each source of COPY and ADD of which nothing was found. */
export function findMissingCopies(dockerfile: DockerfileFacts, facts: ProjectFacts): MissingCopies {
  const findings: Finding[] = [];
  let open: Verdict | undefined;
  for (const missing of dockerfile.context.missing) {
    const said = judgeMissing(missing, dockerfile, facts);
    if (said === undefined) continue;
    if ('verdict' in said) open ??= said;
    else findings.push(said);
  }
  return open === undefined ? { findings } : { findings, open };
}

function judgeMissing(
  { path, instruction, isStarted }: CopiedFile,
  dockerfile: DockerfileFacts,
  facts: ProjectFacts,
): Finding | Verdict | undefined {
  const { context } = dockerfile;
  const location = { file: dockerfile.path, line: instruction.line };
  const said = `${instruction.keyword} names ${path}`;
  // BuildKit passes over a pattern that fits nothing.
  if (path === '' || path === '.' || /[*?[]/.test(path)) return undefined;
  if (path.includes('$')) return unknown(`${said}, whose value the file does not tell`, location);
  if (instruction.words.some(({ value }) => isAbove(value, path)))
    return {
      message: `${instruction.keyword} names what is above the folder that the image is built from, where nothing can be copied from: the image does not build`,
      location,
      fix: 'bring it into that folder, or build from the folder above (docker build -f FOLDER/Dockerfile ..)',
    };
  const whole = `${context.root}${path}`;
  const isAt = (place: string): boolean =>
    facts.files.some((file) => file.path === place || file.path.startsWith(`${place}/`));
  if (isAt(whole))
    return {
      message: `${said}, which ${context.ignoreFile ?? '.dockerignore'} leaves out: the image does not build`,
      location,
      fix: `add the line !${path} to ${context.ignoreFile ?? '.dockerignore'}, or take the name out of the ${instruction.keyword}`,
    };
  if (facts.incomplete !== undefined) return unknown(facts.incomplete);
  const elsewhere = facts.files.find((file) => `/${file.path}/`.includes(`/${path}/`));
  if ((context.root !== '' || dockerfile.path.includes('/')) && isWholeElsewhere(path, dockerfile, facts))
    return unknown(`${said}: whether it is there depends on the folder that the image is built from`, location);
  if (isStarted === true || madeBefore.test(path) || isBroughtBefore(`${context.root}${path}`, facts))
    return unknown(`${said}, which is not among the files: it may be made before the image is`, location);
  const hint = elsewhere === undefined ? '' : `; there is ${elsewhere.path}`;
  return {
    message: `${said}, and no file of that name is there, or below it${hint}: the image does not build, or lacks it`,
    location,
    fix: `${elsewhere === undefined || elsewhere.path.endsWith(`${path}/`) ? adviseBack(path, facts) : adviseMove(elsewhere.path, path, facts)}, or take the name out of the ${instruction.keyword}`,
  };
}

/** Whether some folder of the project has all that is copied, so that the image may be built from there. */
function isWholeElsewhere(path: string, dockerfile: DockerfileFacts, { files }: ProjectFacts): boolean {
  const named = once(files, 'files and folders', () => {
    const folders = files.flatMap((file) =>
      [...file.path.matchAll(/\//g)].map(({ index }) => file.path.slice(0, index)),
    );
    return new Set([...files.map((file) => file.path), ...folders]);
  });
  const roots = [...named].filter((each) => `/${each}`.endsWith(`/${path}`)).slice(0, mostRoots);
  // What only a build makes is nowhere among the files.
  const wanted = literalSources(dockerfile).filter((each) => !madeBefore.test(each));
  return roots.some((each) => {
    const root = each.slice(0, each.length - path.length);
    return wanted.every((source) => named.has(`${root}${source}`));
  });
}

/** Folders that are tried. */
const mostRoots = 50;

/** `../other`, of which `other` is left. */
function isAbove(written: string, path: string): boolean {
  return /^(?:\.\/)?\.\.\//.test(written) && trimEnd(written, '/').endsWith(path);
}

/** A file of that name that lies in another folder was moved there: what the template has in its place is not what it holds. */
function adviseMove(from: string, to: string, facts: ProjectFacts): string {
  const isFile = from.slice(from.lastIndexOf('/') + 1) === to.slice(to.lastIndexOf('/') + 1);
  return isFile ? `move it back: mv ${shellWord(from)} ${shellWord(to)}` : adviseBack(to, facts);
}

/** What this program wrote it can write again, and a lock file the tool that reads it: it may never have been there. */
function adviseBack(path: string, { byPath, home = '' }: ProjectFacts): string {
  const recorded = byPath.get(`${home}${BASELINE_FILE}`)?.text?.includes(`${JSON.stringify(path)}: {`) === true;
  if (recorded && home === '') return `bring it back: tre-container upgrade --restore ${shellWord(path)}`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const command = Object.hasOwn(lockFiles, name) ? lockFiles[name] : undefined;
  return command === undefined ? 'add it' : `write it where the packages are installed (${command}), and commit it`;
}
