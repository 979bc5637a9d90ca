import { defineRule, type Finding } from '../../model/rule.ts';
import { workflowGuide } from '../../model/sources.ts';
import { judge, notApplicable, onImages } from '../../model/verdicts.ts';

const open = [
  /^--(?:\w+App\.|IdentityProvider\.|PasswordIdentityProvider\.)?(?:token|password|hashed_password)=(?:""|'')?$/,
  /^--auth(?:=none)$/,
  /^--auth-none(?:=1)?$/,
  /^--without-connection-token$/,
  /^--ServerApp\.disable_check_xsrf=True$/i,
];

export default defineRule({
  kind: 'checked',
  id: 'interactive-server-authenticated',
  group: 'start',
  severity: 'error',
  force: 'should',
  summary: 'The server of an interactive image asks for a password or token',
  rationale: 'Other people work on the same desktop host and can reach the port. Without a password they are in your session, with your data. Set it through the env-file when the container is started, not in the image.',
  source: workflowGuide('1.1 SHS-specific advice'),
  check: onImages((image, dockerfile) => {
    if (image.kind === 'batch') return notApplicable(`the image is for batch jobs: ${image.kindReason}`);
    const findings: Finding[] = [];
    for (const { words, line } of [image.entrypoint, image.cmd].flatMap((start) => start?.commands ?? [])) {
      const at = words.findIndex((word, index) => open.some((pattern) => pattern.test(word)) || (word === '--auth' && words[index + 1] === 'none'));
      if (at >= 0) findings.push({ message: `${words[at] ?? ''} lets everybody in`, location: { file: dockerfile.path, line }, fix: 'leave it out, and pass the password or token in the env-file' });
    }
    for (const [name, { value, instruction }] of image.environment) {
      const opens = (name === 'DISABLE_AUTH' && /^true$/i.test(value)) || (/^JUPYTER_(?:TOKEN|PASSWORD)$/.test(name) && value === '');
      if (opens) findings.push({ message: `${name}=${value} lets everybody in`, location: { file: dockerfile.path, line: instruction.line }, fix: 'leave it out, and pass the password or token in the env-file' });
    }
    // The notebook images of RAPIDS start Jupyter with an empty token.
    if (/(?:^|\/)rapidsai\/notebooks$/.test(image.from.image?.repository ?? '') && image.cmd === undefined) findings.push({ message: 'the base image starts Jupyter without a token', location: { file: dockerfile.path, line: image.from.word.line }, fix: 'add CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"] and pass JUPYTER_TOKEN in the env-file' });
    const start = image.cmd ?? image.entrypoint;
    return judge(findings, { text: start === undefined ? "the base image's own start command, with its authentication" : `${start.keyword} does not switch authentication off`, location: { file: dockerfile.path, line: start?.line ?? image.stage.line } });
  }),
  good: [{ title: "the server's own authentication", files: { Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nEXPOSE 8888\nCMD ["start-notebook.py", "--ip=0.0.0.0"]\n' } }],
  bad: [
    { title: 'an empty token', files: { Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCMD start-notebook.py --NotebookApp.token=''\n` } },
    { title: 'switched off', files: { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\nEXPOSE 8787\nENV DISABLE_AUTH=true\n' } },
    { title: 'the start command of RAPIDS', files: { Dockerfile: 'FROM docker.io/rapidsai/notebooks:26.04-cuda13-py3.14\nEXPOSE 8888\n' } },
  ],
});
