import { defineRule, type Finding } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { findServer } from '../model/rehearsal/session-server.ts';
import { judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';

const options = [
  /^--(?:\w+App\.|IdentityProvider\.|PasswordIdentityProvider\.)?(?:token|password|hashed_password)=(?:""|'')?$/,
  /^--auth(?:=none)$/,
  /^--auth-none(?:=1)?$/,
  /^--without-connection-token$/,
  /^--no-token$/,
  /^--ServerApp\.disable_check_xsrf=True$/i,
];
/** The same in settings files of Jupyter, RStudio Server and code-server, or in the RUN that writes them. */
const settings = /\.(?:token|password|hashed_password)\s*=\s*u?(?:''|""(?!"))|\bauth-none\s*=\s*1\b|^auth:\s*none\b/m;
const settingsFile = /(?:jupyter\w*config\.(?:py|json)|rserver\.conf|config\.ya?ml)$/;
const fix = 'leave it out, and pass the password or token in the env-file';

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'interactive-server-authenticated',
  group: 'start',
  severity: 'error',
  force: 'should',
  summary: 'The server of an interactive image asks for a password or token',
  rationale:
    'Other people work on the same desktop host and can reach the port. Without a password they are in your session, with your data. Set it through the env-file when the container is started, not in the image.',
  source: workflowGuide('1.1 SHS-specific advice'),
  check: onImages((image, dockerfile, facts) => {
    if (image.kind === 'batch') return notApplicable(`the image is for batch jobs: ${image.kindReason}`);
    const findings: Finding[] = [];
    const { copied, runtime } = dockerfile.context;
    const starts = [
      ...[image.entrypoint, image.cmd]
        .flatMap((start) => start?.commands ?? [])
        .map((command) => ({ ...command, file: dockerfile.path })),
      ...facts.sources
        .filter(({ path }) => runtime.has(path))
        .flatMap(({ path, commands }) => commands.map((command) => ({ ...command, file: path }))),
    ];
    for (const { words, line, file } of starts) {
      const at = words.findIndex(
        (word, index) =>
          options.some((pattern) => pattern.test(word)) || (word === '--auth' && words[index + 1] === 'none'),
      );
      if (at >= 0) findings.push({ message: `${words[at] ?? ''} lets everybody in`, location: { file, line }, fix });
    }
    for (const { keyword, text, heredocs, line } of image.instructions) {
      if (keyword === 'RUN' && [text, ...heredocs.map((heredoc) => heredoc.text)].some((each) => settings.test(each)))
        findings.push({
          message: 'a setting that is written here lets everybody in',
          location: { file: dockerfile.path, line },
          fix,
        });
    }
    for (const { path } of copied.filter((file) => settingsFile.test(file.path))) {
      const text = facts.byPath.get(path)?.text?.replaceAll(/^[ \t]*#.*/gm, '') ?? '';
      const at = text.search(settings);
      if (at >= 0)
        findings.push({
          message: 'this setting lets everybody in',
          location: { file: path, line: text.slice(0, at).split('\n').length },
          fix,
        });
    }
    for (const [name, { value, instruction }] of image.environment) {
      const opens =
        (name === 'DISABLE_AUTH' && /^true$/i.test(value)) ||
        (/^JUPYTER_(?:TOKEN|PASSWORD)$/.test(name) && value === '');
      if (opens)
        findings.push({
          message: `${name}=${value} lets everybody in`,
          location: { file: dockerfile.path, line: instruction.line },
          fix,
        });
    }
    const server = image.cmd === undefined && image.entrypoint === undefined ? image.known?.server : undefined;
    if (server?.asks === false)
      findings.push({
        message: `the base image starts ${server.name} without a password or token`,
        location: { file: dockerfile.path, line: image.from.word.line },
        fix:
          server.name === 'JupyterLab'
            ? 'add CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"] and pass JUPYTER_TOKEN in the env-file'
            : 'put a server before it that asks, or accept the finding with the reason why nobody else reaches the port',
      });
    const found = starts.flatMap((command) => findServer(command) ?? []);
    const bare = starts.find((command) => findServer(command)?.asks === false);
    if (bare !== undefined)
      findings.push({
        message: `${bare.program} asks nobody for a password`,
        location: { file: bare.file, line: bare.line },
        fix: 'put a server before it that asks, or accept the finding with the reason why nobody else reaches the port',
      });
    const start = image.cmd ?? image.entrypoint;
    const location = { file: dockerfile.path, line: start?.line ?? image.ports[0]?.line ?? image.stage.line };
    if (
      findings.length === 0 &&
      found.length === 0 &&
      image.known?.server?.asks !== true &&
      image.base?.kind !== 'interactive'
    )
      return unknown(
        `${image.kindReason}, and whether what answers there asks for a password cannot be seen here`,
        location,
      );
    return judge(findings, {
      text:
        start === undefined
          ? "the base image's own start command, with its authentication"
          : `${start.keyword} does not switch authentication off`,
      location,
    });
  }),
  good: [
    {
      title: "the server's own authentication",
      files: {
        Dockerfile:
          'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nEXPOSE 8888\nCMD ["start-notebook.py", "--ip=0.0.0.0"]\n',
      },
    },
  ],
  bad: [
    {
      title: 'an empty token',
      files: {
        Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCMD start-notebook.py --NotebookApp.token=''\n`,
      },
    },
    {
      title: 'switched off',
      files: { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\nEXPOSE 8787\nENV DISABLE_AUTH=true\n' },
    },
    {
      title: 'a server without a password',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nEXPOSE 8501\nCMD ["streamlit", "run", "/opt/app.py"]\n',
      },
    },
    {
      title: 'in a file of settings',
      files: {
        Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY jupyter_server_config.py /etc/jupyter/\n',
        'jupyter_server_config.py': `c.IdentityProvider.token = ''\n`,
      },
    },
    {
      title: 'the start command of RAPIDS',
      files: { Dockerfile: 'FROM docker.io/rapidsai/notebooks:26.04-cuda13-py3.14\nEXPOSE 8888\n' },
    },
  ],
});
