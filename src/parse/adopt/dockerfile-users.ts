import type { PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** Files that name the Dockerfile, or the folder that compose builds. */
export function findUsers(path: string, files: readonly ProjectFile[]): readonly PlaceFact[] {
  const known = users.get(files) ?? { builders: listBuilders(files), byName: new Map<string, readonly PlaceFact[]>() };
  users.set(files, known);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found = known.byName.get(name) ?? known.builders.flatMap((each) => usedBy(each, name));
  known.byName.set(name, found);
  return found;
}

/** A file in which commands that build images stand. */
interface Builder {
  readonly file: string;
  readonly isCompose: boolean;
  readonly lines: readonly string[];
}

/** Found once for all Dockerfiles of a repository: it may have thousands. */
const users = new WeakMap<
  readonly ProjectFile[],
  { readonly builders: readonly Builder[]; readonly byName: Map<string, readonly PlaceFact[]> }
>();

function listBuilders(files: readonly ProjectFile[]): readonly Builder[] {
  return files.flatMap(({ path: file, text }) => {
    if (text === undefined) return [];
    const isCompose = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(file);
    const isBuilder =
      isCompose ||
      /^\.github\/workflows\/|^\.gitlab-ci|(?:^|\/)(?:Makefile|justfile|[\w.-]+\.sh|README[\w.]*)$/i.test(file);
    return isBuilder ? [{ file, isCompose, lines: text.split('\n') }] : [];
  });
}

/** The first line that names a Dockerfile, or builds an image. */
function usedBy({ file, isCompose, lines }: Builder, name: string): readonly PlaceFact[] {
  const at = lines.findIndex(
    (line) =>
      line.includes(name) ||
      (isCompose && /^\s*(?:build|image)\s*:/.test(line)) ||
      /docker build|docker\/build-push-action/.test(line),
  );
  return at < 0 ? [] : [{ what: file, location: { file, line: at + 1 } }];
}
