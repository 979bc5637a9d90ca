import type { LocatedNode } from '../text/located-yaml.ts';
import { readYaml } from '../text/located-yaml.ts';
import type { Followed } from './followed.ts';
import { fillVariables, type Variables } from './pipeline-text.ts';

/** A pipeline of GitLab with what it includes: its top-level entries, and the file that each part of it stands in. */
export interface GitlabPipeline {
  readonly entries: ReadonlyMap<string, LocatedNode>;
  /** The file of an entry of a job, where it is not the pipeline's own. */
  readonly fileOf: (node: LocatedNode) => string | undefined;
}

/** GitLab's own templates that build, scan or push an image, by their names. */
const templatesOfImages = /docker|container|kaniko|auto-?devops|build|deploy|^pages/i;

/** Joins a pipeline with the files of its repository that it includes: a job that both have is made of both, and the pipeline's own words count. */
export function withIncludes(root: LocatedNode, variables: Variables, followed: Followed): GitlabPipeline {
  const files = new Map<LocatedNode, string>();
  const met = new Set([followed.path]);
  const entries = join(root, followed.path, 0);
  return { entries, fileOf: (node) => files.get(node) };

  function join(part: LocatedNode, path: string, depth: number): ReadonlyMap<string, LocatedNode> {
    let joined: ReadonlyMap<string, LocatedNode> = new Map();
    const include = part.entries.get('include');
    const asked = include === undefined ? [] : include.items.length > 0 ? include.items : [include];
    for (const each of asked)
      for (const [file, node] of includedBy(each, path, depth)) joined = mergeEntries(joined, join(node, file, depth + 1));
    if (path !== followed.path) note(part, path);
    return mergeEntries(joined, part.entries);
  }

  function note(part: LocatedNode, path: string): void {
    for (const job of part.entries.values()) {
      files.set(job, path);
      for (const entry of [...job.entries.values(), ...job.items]) files.set(entry, path);
    }
  }

  /** The files that one entry of `include:` names. What is not among the files is noted. */
  function includedBy(each: LocatedNode, from: string, depth: number): (readonly [string, LocatedNode])[] {
    const local = each.entries.get('local')?.text ?? (each.entries.size === 0 ? each.text : undefined);
    const template = each.entries.get('template')?.text;
    const name = local === undefined ? undefined : fillVariables(local, variables);
    if (name === undefined || /^https?:\/\//.test(name)) {
      const isOther = each.entries.has('project');
      if (template === undefined || templatesOfImages.test(template))
        followed.miss(`includes jobs of ${isOther ? 'another project' : 'elsewhere'}`, from, each.line);
      return [];
    }
    const paths = name.includes('*') ? matching(name) : [followed.locate(name) ?? ''];
    const found = paths.flatMap((path) => {
      const node = met.has(path) ? undefined : read(path, each.entries.get('inputs'));
      if (node === undefined || !followed.mayFollow(depth)) return [];
      met.add(path);
      return [[path, node] as const];
    });
    if (found.length === 0 && !paths.some((path) => met.has(path))) followed.miss(`includes ${name}`, from, each.line);
    return found;
  }

  function matching(name: string): string[] {
    const parts = name.replace(/^\/+/, '').split(/(\*+)/);
    const pattern = parts.map((part) =>
      part.startsWith('**') ? '[^]*' : part.startsWith('*') ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`),
    );
    return parts.length > 9 ? [] : followed.matching((path) => new RegExp(`^${pattern.join('')}$`).test(path));
  }

  /** The pipeline that a file holds, the inputs that it declares filled in: `$[[ inputs.NAME ]]`. */
  function read(path: string, given: LocatedNode | undefined): LocatedNode | undefined {
    const documents = followed.read(path);
    const declared = documents?.[0]?.entries.get('spec')?.entries.get('inputs');
    const text = followed.text(path);
    if (declared === undefined || text === undefined) return documents?.[0];
    const filled = text.replaceAll(/\$\[\[ *inputs\.([\w-]+)[^\]\n]*\]\]/g, (written, name: string) => {
      const value = given?.entries.get(name)?.text ?? declared.entries.get(name)?.entries.get('default')?.text;
      return value === undefined || value.includes('\n') ? `%{{inputs.${name}}}` : value;
    });
    const again = filled.length > text.length + longestFilled ? undefined : readYaml(filled);
    return again === undefined || 'problem' in again ? undefined : again.documents.at(-1);
  }
}

/** Characters that inputs may add to a file. */
const longestFilled = 100_000;

/** Entries over others; what is a mapping in both has the entries of both. */
export function mergeEntries(
  below: ReadonlyMap<string, LocatedNode>,
  above: ReadonlyMap<string, LocatedNode>,
): ReadonlyMap<string, LocatedNode> {
  if (below.size === 0) return above;
  const merged = new Map(below);
  for (const [name, node] of above) {
    const other = below.get(name);
    const isBoth = other !== undefined && other.entries.size > 0 && node.entries.size > 0;
    merged.set(name, isBoth ? { ...node, entries: new Map([...other.entries, ...node.entries]) } : node);
  }
  return merged;
}
