import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Answers } from '../../../model/answers/answers.ts';
import { inert } from '../../../model/text/inert.ts';
import { registrySecrets } from '../../render/registry-secrets.ts';
import { viewRun } from '../../render/view-run.ts';

/** The section of the page that says how the image gets into the TRE and starts there. `typed`: this program as it is typed; `hasPipeline`: one was written; `list`: what packages are installed from. */
export function describeWayIn(
  answers: Answers,
  { folder, mode }: Pick<Adoption, 'folder' | 'mode'>,
  {
    typed,
    hasPipeline,
    list,
  }: { readonly typed: string; readonly hasPipeline: boolean; readonly list: string | undefined },
): readonly string[] {
  const { image, defaultRuntime, withCes, kubernetes } = viewRun(answers);
  const secrets = hasPipeline ? registrySecrets(answers) : undefined;
  const by = !hasPipeline
    ? ''
    : `: the pipeline does so on the default branch, with a tag of branch and commit (\`main-0123456789ab\`)${secrets === undefined ? '' : `, once it has \`REGISTRY_USER\` and \`REGISTRY_TOKEN\` as ${secrets}`}. By hand`;
  const bundle = hasPipeline
    ? 'the bundle that the pipeline packed with that image (`handover`, among the files that its run keeps)'
    : `what \`${typed} pack ${folder} --tag TAG\` makes of it and the reports of scans`;
  return [
    '',
    '## Bring it to the TRE',
    '',
    `1. Push the image${by}: \`docker tag ${answers.name}:local ${image}:TAG\`, then \`docker push ${image}:TAG\`.`,
    `2. Answer in [CHECKLIST.md](CHECKLIST.md) what is yours to answer; then send your research coordinator, for Information Governance, ${bundle}.`,
    `3. In the TRE, where the folder \`${folder}/ces\` must be too (it holds nothing secret), with a token that may only read packages:`,
    '',
    '   ```console',
    `   $ ces-pull ${withCes ? defaultRuntime : 'podman'} USER TOKEN ${image}:TAG`,
    `   $ ${folder}/ces/run.sh TAG ${defaultRuntime}`,
    ...(kubernetes && defaultRuntime !== 'k8s' ? [`   $ ${folder}/ces/run.sh TAG k8s    # on the GPU cluster`] : []),
    '   ```',
    '',
    `Another name or registry: \`${typed} upgrade ${folder} --set KEY=VALUE\`. ${list === undefined ? '' : `Another package: a line in \`${inert(list.replaceAll('`', ''))}\`. `}${mode === 'interactive' ? 'A notebook that it opens' : 'Another program'}: \`${typed} adopt --set program=FILE\`.`,
  ];
}

/** A row of the page: why podman is given what looks like more rights than a job needs. */
export function describeOptions(answers: Answers, folder: string, isSession: boolean): readonly string[] {
  if (!viewRun(answers).podman) return [];
  const why =
    '`--user=0:0`: podman runs without root in the TRE, so that root inside is whoever starts it, and has their right to read /safe_data and to write to /safe_outputs; `--cap-drop=all` and `--security-opt=no-new-privileges` leave it no other right of root';
  const shared = answers.gpu
    ? "; `--shm-size=8g`: the workers of PyTorch's data loader hand batches over in /dev/shm, of which podman gives 64 MB"
    : '';
  const port = String(answers.port ?? 0);
  const published = isSession
    ? `; \`--publish=127.0.0.1:${port}:${port}\`: the session is opened from that machine alone`
    : '';
  const gpu = answers.gpu
    ? [
        `| GPU | asked for at each start | the base is one for a GPU; a program that uses none starts without: \`--set gpu=no\` |`,
      ]
    : [];
  return [...gpu, `| options of podman | \`${folder}/ces/opt-file.txt\` | ${why}${shared}${published} |`];
}
