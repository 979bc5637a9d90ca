import { isUnder, resolvePath } from '../../model/container-path.ts';
import { defineRule, type Finding } from '../../model/rule.ts';
import { testingGuide } from '../../model/sources.ts';
import { judge, notApplicable, onImages } from '../../model/verdicts.ts';

const places = ['/safe_outputs', '/scratch', '/dev', '/proc', '/sys', '/safe_data'];
const text = String.raw`\s*[rfb]?["']([^"'\n]+)["']`;
const calls = [
  new RegExp(String.raw`\bopen\(${text}\s*,\s*(?:mode\s*=\s*)?["'][wax]`, 'g'),
  new RegExp(String.raw`\.(?:to_(?:csv|parquet|excel|json|feather|pickle|hdf|stata)|savefig|save_pretrained|save_model|write_(?:csv|parquet|html|image)|imsave)\(${text}`, 'g'),
  new RegExp(String.raw`\b(?:np|numpy)\.save(?:z|txt)?\(${text}`, 'g'),
  new RegExp(String.raw`\b(?:torch\.save|joblib\.dump|(?:write\.csv2?|write\.table|saveRDS|write_csv|write_tsv|write_rds|fwrite|ggsave|writeLines|save))\([^()"'\n]*?(?:,\s*|\(\s*|file\s*=\s*)${text}`, 'g'),
  new RegExp(String.raw`\b(?:os\.makedirs|os\.mkdir|dir\.create)\(${text}`, 'g'),
];
/** One look instead of one for each call: nearly every line has none of them. */
const anyCall = new RegExp(calls.map((call) => call.source).join('|'));

export default defineRule({
  kind: 'checked',
  id: 'outputs-in-safe-directories',
  group: 'directories',
  severity: 'warning',
  force: 'should',
  summary: 'The program writes only to /safe_outputs and /scratch',
  rationale: 'Only /safe_outputs is kept when the container ends. The rest of its file system is small, may become read-only, and under apptainer already is.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const findings: Finding[] = [];
    const sources = facts.sources.filter((source) => dockerfile.context.runtime.has(source.path));
    const note = (path: string, file: string, line: number): void => {
      const absolute = resolvePath(path, image.workdir?.value);
      if (/^\/[^{$%]*/.test(absolute) && !places.some((place) => isUnder(absolute, place))) findings.push({ message: `writes to ${absolute}`, location: { file, line }, fix: 'write results to /safe_outputs and temporary files to /scratch' });
    };
    for (const source of sources) {
      for (const { code, line } of source.lines.filter((each) => anyCall.test(each.code))) for (const call of calls) for (const found of code.matchAll(call)) note(found[1] ?? '', source.path, line);
      for (const command of source.commands) for (const path of command.writes) note(path, source.path, command.line);
    }
    for (const start of [image.entrypoint, image.cmd]) for (const command of start?.commands ?? []) for (const path of command.writes) note(path, dockerfile.path, command.line);
    if (findings.length === 0 && sources.length === 0 && image.entrypoint === undefined && image.cmd === undefined) return notApplicable('the image holds no program of the project');
    return judge(findings, { text: `no write to another place is spelled out in ${String(sources.length)} source files and the start command`, location: { file: dockerfile.path, line: image.cmd?.line ?? image.entrypoint?.line ?? image.stage.line } });
  }),
  good: [{ title: 'results and temporary files', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n', 'main.py': 'table.to_csv("/safe_outputs/result.csv")\nopen("/scratch/part", "w")\n' } }],
  bad: [
    { title: 'an absolute path', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\n', 'main.py': 'table.to_csv("/results/result.csv")\n' } },
    { title: 'beside the code', files: { Dockerfile: 'FROM docker.io/library/r-base:4.5.3\nWORKDIR /opt/app\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n', 'main.R': 'write.csv(table, "result.csv")\n' } },
    { title: 'in the start command', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD python main.py > /var/log/app.log\n' } },
  ],
});
