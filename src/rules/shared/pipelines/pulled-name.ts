import type { Finding } from '../../../model/check/rule.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { linesOf } from '../lines-of.ts';

/** GitLab's registry answers on port 5050; the name that is given to ces-pull has no port. */
export const pullable = /^(?:ghcr\.io|git\.ecdf\.ed\.ac\.uk(?::5050)?)\//;

/** The image that `ces/run.sh` runs in the TRE, where that is none that ces-pull pulls, or none that the pipelines push. */
export function findOtherPulled({ byPath, home = '' }: ProjectFacts, pushed: readonly string[]): readonly Finding[] {
  const file = `${home}ces/run.sh`;
  const lines = linesOf(byPath.get(file)) ?? [];
  const at = lines.findIndex((line) => /^image=\S/.test(line));
  const name = /^image=["']?([^"'\s#;]*)/.exec(lines[at] ?? '')?.[1] ?? '';
  if (name === '' || /[$%]/.test(name)) return [];
  const location = { file, line: at + 1 };
  if (!pullable.test(name))
    return [
      {
        message: `${name} is run, and ces-pull pulls from ghcr.io and git.ecdf.ed.ac.uk alone`,
        location,
        fix: `write the name that is pushed${pushed[0] === undefined ? '' : `: image=${nameOf(pushed[0])}`}`,
      },
    ];
  const names = pushed.filter((each) => pullable.test(each)).map(nameOf);
  // What only shows when a pipeline runs may be this one.
  if (names.length === 0 || pushed.some((each) => /[$%]/.test(nameOf(each))) || names.includes(nameOf(name))) return [];
  return [
    {
      message: `${name} is run, and the pipeline pushes ${names[0] ?? ''}`,
      location,
      fix: `write the same name in both: image=${names[0] ?? ''}`,
    },
  ];
}

/** Images that `ces/job.yaml` runs, through the cluster's proxy, and that no pipeline pushes. The proxy has a registry's name for none: what is behind the host is compared. */
export function findOtherJobs({ jobs, home = '' }: ProjectFacts, pushed: readonly string[]): readonly Finding[] {
  const names = pushed.filter((each) => pullable.test(each)).map(nameOf);
  if (names.length === 0 || pushed.some((each) => /[$%]/.test(nameOf(each)))) return [];
  const paths = new Set(names.map((name) => name.slice(name.indexOf('/'))));
  return jobs
    .filter(({ path }) => path === `${home}ces/job.yaml`)
    .flatMap(({ path, manifest }) => {
      const pod = manifest.entries.get('spec')?.entries.get('template')?.entries.get('spec');
      return (pod?.entries.get('containers')?.items ?? []).flatMap((container): Finding[] => {
        const image = container.entries.get('image');
        const text = image?.text ?? '';
        if (image === undefined || text === '' || /[$%<]/.test(text) || paths.has(pathOf(text))) return [];
        const name = names[0] ?? '';
        return [
          {
            message: `the job runs ${text}, and the pipeline pushes ${name}`,
            location: { file: path, line: image.line },
            fix: `name it behind the proxy of the cluster: PROXY:PORT${name.slice(name.indexOf('/'))}:TAG`,
          },
        ];
      });
    });
}

/** `/group/name` of an image, without its registry and tag. */
function pathOf(text: string): string {
  const [first = ''] = text.split('/', 1);
  const rest = /[.:]/.test(first) && text.includes('/') ? text.slice(first.length) : `/${text}`;
  return /^[^@:]*/.exec(rest)?.[0] ?? '';
}

/** Without its tag, and without the port that only a push names. */
function nameOf(text: string): string {
  const [, registry = '', rest = ''] = /^([^/]*)(\/[^:@]*)/.exec(text) ?? [];
  return registry.replace(/:5050$/, '') + rest;
}
