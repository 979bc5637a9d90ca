import { docsPages } from '../../model/text/docs-pages.ts';
import type { Verdict } from '../../model/check/rule.ts';
import { unknown } from '../../model/check/verdicts.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';

/**
 * Unknown for each Dockerfile that no pipeline names, where a project has several: what a pipeline does with one of them proves nothing of the
 * others. The one at the root needs no name, a pattern such as `Dockerfile*` or `find -name` names all, and so does a compose file. `does`: what is asked of the
 * pipeline, as `lints` it.
 */
export function judgeUnnamedImages(
  { dockerfiles, pipelines, byPath, beside }: ProjectFacts,
  does: string,
): readonly Verdict[] {
  // One that is judged by itself has its fellows beside it all the same.
  if (dockerfiles.length < 2 && beside === undefined) return [];
  const text = pipelines
    .flatMap(({ path, files = [] }) => [path, ...files])
    .map((path) => byPath.get(path)?.text ?? '')
    .join('\n');
  if (/Dockerfile\*|\*\.?Dockerfile|\*\/Dockerfile|\bcompose\b|\bbake\b|\s-name\s/i.test(text)) return [];
  return dockerfiles.flatMap(({ path, final, unread }) =>
    path === 'Dockerfile' || (final === undefined && unread === undefined) || names(text, path)
      ? []
      : [
          unknown(
            `no pipeline names ${path}, so nothing shows that one ${does} it`,
            { file: path },
            `give it a folder with a pipeline of its own: tre-container create FOLDER; or add to this one the steps that name the other Dockerfile, with ${path} (${docsPages}/pipeline.md: A second image)`,
          ),
        ],
  );
}

/** By the name of the file, or by the folder of a plain `Dockerfile`. */
function names(text: string, path: string): boolean {
  const name = path.endsWith('/Dockerfile')
    ? path.slice(0, -'/Dockerfile'.length)
    : path.slice(path.lastIndexOf('/') + 1);
  return text.split(/[^\w.-]+/).includes(name.slice(name.lastIndexOf('/') + 1));
}
