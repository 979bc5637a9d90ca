import { isUnder, resolvePath } from '../../model/container-path.ts';
import { defineRule, type Finding } from '../../model/rule.ts';
import { testingGuide } from '../../model/sources.ts';
import type { ShellCommand } from '../../model/source-facts.ts';
import { couldNotRead, judge, notApplicable, onImages, unknown } from '../../model/verdicts.ts';
import { fillInConstants, findConstants } from '../constants.ts';

const places = ['/safe_outputs', '/scratch', '/dev', '/proc', '/sys', '/safe_data'];
const text = String.raw`\s*[rfb]?["']([^"'\n]+)["']`;
const fullPath = String.raw`\s*[rfb]?["'](/[^"'\n]+)["']`;
const calls = [
  new RegExp(String.raw`\bopen\(${text}\s*,\s*(?:mode\s*=\s*)?["'][wax]`, 'g'),
  new RegExp(String.raw`\.(?:to_(?:csv|parquet|excel|json|feather|pickle|hdf|stata)|savefig|save_pretrained|save_model|imwrite|WriteImage|FileHandler|ExcelWriter|write_(?:csv|parquet|html|image)|imsave)\(${text}`, 'g'),
  new RegExp(String.raw`\b(?:np|numpy)\.save(?:z|txt)?\(${text}`, 'g'),
  new RegExp(String.raw`\b(?:torch\.save|joblib\.dump|(?:write\.csv2?|write\.table|saveRDS|write_csv|write_tsv|write_rds|fwrite|ggsave|writeLines|save))\([^()"'\n]*?(?:,\s*|\(\s*|file\s*=\s*)${text}`, 'g'),
  new RegExp(String.raw`\b(?:os\.makedirs|os\.mkdir|dir\.create|mkpath|sink|ggsave|pdf|png|jpeg|svg|tiff|savefig|CSV\.write)\((?:file(?:name)?\s*=)?${text}`, 'g'),
  new RegExp(String.raw`\b(?:output_dir|log_dir|logging_dir|default_root_dir)\s*=${text}`, 'g'),
  new RegExp(String.raw`\bPath\(${text}\)\.(?:write_text|write_bytes|mkdir|touch)\(`, 'g'),
  new RegExp(String.raw`\b(?:imwrite|WriteImage|shutil\.(?:copy\w*|move))\([^()"'\n]*,${text}`, 'g'),
  // By the name of a variable or an option: where it says that it is for results, that is what it is for.
  new RegExp(String.raw`\b(?:\w+_)?(?:out|outputs?|results?|save)(?:_(?:dir|path|folder|root|file)\w*)?\s*(?:=|<-)\s*(?:(?:pathlib\.)?Path\()?${fullPath}`, 'gi'),
  new RegExp(String.raw`["']--?(?:o|out|output|results?|save)(?:[-_]\w+)*["'][^\n]*\bdefault\s*=\s*(?:(?:pathlib\.)?Path\()?${fullPath}`, 'g'),
];
/** One look instead of one for each call: nearly every line has none of them. */
const anyCall = new RegExp(calls.map((call) => call.source).join('|'), 'i');

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
    const findings = new Map<string, Finding>();
    const sources = facts.sources.filter((source) => dockerfile.context.runtime.has(source.path));
    const note = (path: string, file: string, line: number): void => {
      const absolute = resolvePath(path, image.workdir?.value);
      if (/^\/[^{$%]*/.test(absolute) && !places.some((place) => isUnder(absolute, place))) findings.set(`${file}:${String(line)} ${absolute}`, { message: `writes to ${absolute}`, location: { file, line }, fix: 'write results to /safe_outputs and temporary files to /scratch' });
    };
    for (const source of sources) {
      const names = findConstants(source.lines);
      for (const { code, line } of source.lines) {
        const filled = fillInConstants(code, names);
        if (anyCall.test(filled)) for (const call of calls) for (const found of filled.matchAll(call)) note(found[1] ?? '', source.path, line);
      }
      for (const command of source.commands) for (const path of written(command)) note(path, source.path, command.line);
    }
    for (const start of [image.entrypoint, image.cmd]) for (const command of start?.commands ?? []) for (const path of written(command)) note(path, dockerfile.path, command.line);
    if (findings.size === 0 && facts.incomplete !== undefined && dockerfile.context.copied.length > 0) return unknown(facts.incomplete);
    const unread = sources.find((source) => source.unread !== undefined);
    if (findings.size === 0 && unread !== undefined) return couldNotRead(unread.path, unread.unread ?? '');
    if (findings.size === 0 && sources.length === 0 && image.entrypoint === undefined && image.cmd === undefined) return notApplicable('the image holds no program of the project');
    return judge([...findings.values()], { text: `no write to another place is spelled out in ${String(sources.length)} source files and the start command`, location: { file: dockerfile.path, line: image.cmd?.line ?? image.entrypoint?.line ?? image.stage.line } });
  }),
  good: [{ title: 'results and temporary files', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n', 'main.py': 'table.to_csv("/safe_outputs/result.csv")\nopen("/scratch/part", "w")\n' } }],
  bad: [
    { title: 'an absolute path', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\n', 'main.py': 'table.to_csv("/results/result.csv")\n' } },
    { title: 'beside the code', files: { Dockerfile: 'FROM docker.io/library/r-base:4.5.3\nWORKDIR /opt/app\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n', 'main.R': 'write.csv(table, "result.csv")\n' } },
    { title: 'in the start command', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD python main.py > /var/log/app.log\n' } },
  ],
});

/** Where a command writes: redirections, what copies and makes files, and absolute paths of options that say so. */
function written({ program, words, writes }: ShellCommand): readonly string[] {
  const names = words.slice(1).filter((word) => !word.startsWith('-'));
  const targets = /^(?:mkdir|touch|tee)$/.test(program) ? names : /^(?:cp|mv|rsync|install)$/.test(program) && names.length > 1 ? names.slice(-1) : [];
  const options = words.flatMap((word, index) => {
    const [, inline, next] = /^--?(?:o|out|output|out-?dir|output[-_](?:dir|file|path)|results?(?:[-_]dir)?)(?:(?:=|\s+)(\/.*)|())$/.exec(word) ?? [];
    return inline ?? (next === undefined ? undefined : words[index + 1]) ?? [];
  });
  // A redirection is written where the program starts; of the others only a full path says where.
  return [...writes, ...[...targets, ...options].filter((path) => path.startsWith('/'))];
}
