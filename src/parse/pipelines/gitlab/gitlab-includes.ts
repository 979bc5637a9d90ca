import { replaceBetween } from '../../../shared/replace-between.ts';
import { readYaml, type LocatedNode } from '../../text/located-yaml.ts';
import type { Followed } from '../followed.ts';
import { fillVariables, type Variables } from '../pipeline-text.ts';

/** A pipeline of GitLab with what it includes: its top-level entries, and the file that each part of it stands in. */
export interface GitlabPipeline {
  readonly entries: ReadonlyMap<string, LocatedNode>;
  /** The file of an entry of a job, where it is not the pipeline's own. */
  readonly fileOf: (node: LocatedNode) => string | undefined;
}

/** GitLab's own templates that build, scan or push an image, by their names. */
const templatesOfImages = /docker|container|kaniko|auto-?devops|build|deploy/i;
/** Characters that inputs may add to a file. */
const longestFilled = 100_000;

/** Joins a pipeline with the files of its repository that it includes: a job that both have is made of both, and the pipeline's own words count. */
export function withIncludes(
  root: LocatedNode,
  path: string,
  variables: Variables,
  followed: Followed,
): GitlabPipeline {
  const includes = new Includes(path, variables, followed);
  const entries = includes.join(root, path, 0);
  return { entries, fileOf: (node) => includes.files.get(node) };
}

/** Entries over others; what is a mapping in both has the entries of both. */
export function mergeEntries(
  below: ReadonlyMap<string, LocatedNode>,
  above: ReadonlyMap<string, LocatedNode>,
): ReadonlyMap<string, LocatedNode> {
  if (below.size === 0) return above;
  const merged = new Map(below);
  addEntries(merged, above);
  return merged;
}

function addEntries(merged: Map<string, LocatedNode>, above: ReadonlyMap<string, LocatedNode>): void {
  for (const [name, node] of above) {
    const other = merged.get(name);
    const isBoth = other !== undefined && other.entries.size > 0 && node.entries.size > 0;
    merged.set(name, isBoth ? { ...node, entries: new Map([...other.entries, ...node.entries]) } : node);
  }
}

class Includes {
  readonly files = new Map<LocatedNode, string>();
  private readonly met: Set<string>;
  private readonly variables: Variables;
  private readonly followed: Followed;

  constructor(path: string, variables: Variables, followed: Followed) {
    this.variables = variables;
    this.followed = followed;
    this.met = new Set([path]);
  }

  join(part: LocatedNode, path: string, depth: number): ReadonlyMap<string, LocatedNode> {
    const joined = new Map<string, LocatedNode>();
    const include = part.entries.get('include');
    const asked = include === undefined ? [] : include.items.length > 0 ? include.items : [include];
    for (const each of asked)
      for (const [file, node] of this.read(each, path, depth)) addEntries(joined, this.join(node, file, depth + 1));
    if (path !== this.followed.path)
      for (const job of part.entries.values())
        for (const node of [job, ...job.entries.values()]) this.files.set(node, path);
    addEntries(joined, part.entries);
    return joined;
  }

  /** The files that one entry of `include:` names. What is not among the files is noted. */
  private read(each: LocatedNode, from: string, depth: number): (readonly [string, LocatedNode])[] {
    const local = each.entries.get('local')?.text ?? (each.entries.size === 0 ? each.text : undefined);
    const name = local === undefined ? undefined : fillVariables(local, this.variables);
    if (name === undefined || /^https?:\/\//.test(name)) {
      const whose = each.entries.has('project') ? 'another project' : 'elsewhere';
      const template = each.entries.get('template')?.text;
      if (template === undefined || templatesOfImages.test(template))
        this.followed.miss(`includes jobs of ${whose}`, from, each.line);
      return [];
    }
    const paths = name.includes('*') ? this.matching(name) : [this.followed.locate(name) ?? ''];
    const isKnown = paths.some((path) => this.met.has(path));
    let isCut = false;
    const found = paths.flatMap((path) => {
      if (this.met.has(path)) return [];
      isCut ||= !this.followed.mayFollow(depth);
      const node = isCut ? undefined : this.readFile(path, each.entries.get('inputs'));
      if (node === undefined) return [];
      this.met.add(path);
      return [[path, node] as const];
    });
    if (isCut || (found.length === 0 && !isKnown)) this.followed.miss(`includes ${name}`, from, each.line);
    return found;
  }

  /** `ci/*.yml` is every such file of the folder, `ci/**.yml` of those below it too. */
  private matching(name: string): string[] {
    const at = name.indexOf('*');
    const start = name.slice(0, at).replace(/^\/+/, '');
    const end = name.slice(name.lastIndexOf('*') + 1);
    return this.followed.matching(
      (path) =>
        path.startsWith(start) &&
        path.endsWith(end) &&
        path.length >= start.length + end.length &&
        (name.includes('**') || !path.slice(start.length, path.length - end.length).includes('/')),
    );
  }

  /** The pipeline that a file holds, the inputs that it declares filled in: `$[[ inputs.NAME ]]`. */
  private readFile(path: string, given: LocatedNode | undefined): LocatedNode | undefined {
    const documents = this.followed.read(path);
    const declared = documents?.[0]?.entries.get('spec')?.entries.get('inputs');
    const text = this.followed.text(path);
    if (declared === undefined || text === undefined) return documents?.[0];
    const filled = replaceBetween(text, ['$[[', ']]'], (inner) => {
      const input = /^ *inputs\.([\w-]+)/.exec(inner)?.[1] ?? '';
      const value = given?.entries.get(input)?.text ?? declared.entries.get(input)?.entries.get('default')?.text;
      return value === undefined || value.length > 1000 || value.includes('\n') ? `%{{_inputs.${input}_}}` : value;
    });
    const isTooLong = filled.length > text.length + longestFilled || !this.followed.mayRead(filled.length);
    const again = isTooLong ? undefined : readYaml(filled);
    return again === undefined || 'problem' in again ? undefined : again.documents.at(-1);
  }
}
