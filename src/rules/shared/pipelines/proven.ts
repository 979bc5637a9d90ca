import type { Location, Verdict } from '../../../model/check/rule.ts';
import { pass } from '../../../model/check/verdicts.ts';
import type { PipelineFacts } from '../../../model/pipelines/pipeline-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { Difference } from '../../../parse/pipelines/as-written.ts';
import { proveLooks, type ProvenLook } from '../../../parse/pipelines/plain/prove-looks.ts';
import { whyMayPush, whyScanUnproved } from '../../../parse/pipelines/plain/prove-scans.ts';

/** Where a pipeline has what nobody knows the form of. */
type Odd = Difference & { readonly path: string };

/**
 * A pass for looks at Dockerfiles: proved where each of the project's is looked at by known forms alone at every change; else as far as words go, with the
 * first form that is not known. `seen`: where such a look was found.
 */
export function passLooks(
  tool: 'lint' | 'scan',
  seen: readonly { readonly says: string; readonly location: Location }[],
  facts: ProjectFacts,
): Verdict {
  const { folder = '', dockerfiles } = facts;
  const own = dockerfiles.filter(({ final, unread }) => final !== undefined || unread !== undefined);
  const files = own.map(({ path }) => (folder === '' ? path : `${folder.replace(/\/$/, '')}/${path}`));
  const found = facts.pipelines.map((pipeline) => ({ path: pipeline.path, ...proveOf(pipeline, facts, tool, files) }));
  const looks = found.flatMap(({ path, looks: all }) => all.map((look) => ({ ...look, path })));
  const proven = seen.find(({ location: { file, line } }) =>
    looks.some((look) => look.path === file && look.line === line),
  );
  const [first] = seen;
  if (proven !== undefined && looks.length > 0 && files.every((file) => looks.some((look) => isOf(look, file, tool))))
    return pass(proven.says, proven.location);
  const odd = found.flatMap((each) => (each.odd === undefined ? [] : [{ ...each.odd, path: each.path }]))[0];
  return pass(`${first?.says ?? tool}, ${whyNot(odd)}`, first?.location, 'none-found');
}

function proveOf(
  pipeline: PipelineFacts,
  facts: ProjectFacts,
  tool: 'lint' | 'scan',
  files: readonly string[],
): ReturnType<typeof proveLooks> {
  const text = facts.byPath.get(pipeline.path)?.text;
  if (text === undefined || pipeline.unread !== undefined) return { looks: [] };
  const settings = tool === 'scan' ? settingsOfTrivy(text, facts) : undefined;
  return settings === undefined ? proveLooks(pipeline, text, { tool, files }) : { looks: [], odd: settings };
}

function isOf({ paths }: ProvenLook, file: string, tool: 'lint' | 'scan'): boolean {
  return paths.some((path) => path === file || (tool === 'scan' && (path === '' || file.startsWith(`${path}/`))));
}

/** A file that Trivy takes settings from by itself: it may leave out whatever it likes. */
function settingsOfTrivy(text: string, { byPath }: ProjectFacts): Difference | undefined {
  return byPath.has('trivy.yaml') && !text.includes('TRIVY_CONFIG')
    ? { line: 1, what: 'a trivy.yaml beside it' }
    : undefined;
}

function whyNot(odd: Odd | undefined): string {
  return odd === undefined
    ? 'which its words do not show of every Dockerfile'
    : `which is not proved: ${odd.path}:${String(odd.line)} has ${odd.what}`;
}

/** What a pipeline has to name before it can send an image away. */
const mayPush = /docker|podman|buildah|kaniko|skopeo|\bcrane\b|\boras\b|ghcr\.io|packages:/i;

/** A pass for an image that is scanned before it is pushed, or not pushed: proved where all that may push it is of known forms. */
export function passScan(says: string, at: Location, pipeline: PipelineFacts, facts: ProjectFacts): Verdict {
  const odd = [pipeline, ...facts.pipelines.filter((other) => other !== pipeline)].flatMap((each) => {
    const text = facts.byPath.get(each.path)?.text ?? '';
    if (each !== pipeline && !mayPush.test(text)) return [];
    const found =
      settingsOfTrivy(text, facts) ?? (each === pipeline ? whyScanUnproved(each, text) : whyMayPush(each, text));
    return found === undefined ? [] : [{ ...found, path: each.path }];
  })[0];
  return odd === undefined ? pass(says, at) : pass(`${says}, ${whyNot(odd)}`, at, 'none-found');
}
