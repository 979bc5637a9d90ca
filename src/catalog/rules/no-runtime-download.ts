import { defineRule, type Finding } from '../../model/rule.ts';
import { testingGuide } from '../../model/sources.ts';
import type { ShellCommand, SourceFacts } from '../../model/source-facts.ts';
import { couldNotRead, judge, notApplicable, onImages } from '../../model/verdicts.ts';

const fetchers: Readonly<Record<string, RegExp>> = {
  curl: /./, wget: /./, aria2c: /./, git: /^(?:clone|pull|fetch|submodule)$/, pip: /^(?:install|download)$/, uv: /^(?:pip|sync|add|run)$/, conda: /^(?:install|create|update|env)$/, mamba: /^(?:install|create|update|env)$/,
  'apt-get': /^(?:install|update)$/, apt: /^(?:install|update)$/, apk: /^add$/, npm: /^(?:install|ci|i)$/, 'huggingface-cli': /^download$/, hf: /^download$/, aws: /^s3$/, gsutil: /^cp$/, rclone: /^(?:copy|sync)$/, 'install2.r': /./,
};
const local = /(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)/;
/** A text that is no path and no address of a file: the name of something on the Hub. */
const hubName = String.raw`\s*["'](?![./~]|[a-z]:\\)([\w-]+(?:\/[\w.-]+)?[\w.-]*)["']`;
const calls: readonly (readonly [RegExp, string, RegExp?])[] = [
  [new RegExp(String.raw`\.from_pretrained\(${hubName}`), 'loads a model by its name on the Hub', /\b(?:local_files_only\s*=\s*True|cache_dir\s*=)/],
  [new RegExp(String.raw`\bSentenceTransformer\(${hubName}`), 'loads a model by its name on the Hub', /\b(?:local_files_only\s*=\s*True|cache_folder\s*=)/],
  [new RegExp(String.raw`\bload_dataset\((?!\s*["'](?:csv|json|parquet|text|arrow|imagefolder|audiofolder|pandas)["'])${hubName}`), 'loads a data set from the Hub'],
  [/\b(?:hf_hub_download|snapshot_download)\(/, 'downloads from the Hub', /\blocal_files_only\s*=\s*True/],
  [/\bnltk\.download\(/, 'downloads NLTK data'],
  [/\btorch\.hub\.(?:load|load_state_dict_from_url|download_url_to_file)\(/, 'downloads through torch.hub', /\bsource\s*=\s*["']local["']/],
  [/\bspacy\.cli\.download\(|\bgdown\.download\(|\bwget\.download\(|\burlretrieve\(|\bkeras\.utils\.get_file\(|\bfetch_(?:openml|california_housing|20newsgroups|covtype|lfw_people)\(/, 'downloads a file'],
  [/\b(?:requests|httpx)\.(?:get|post|request)\(\s*f?["']https?:\/\/(?!localhost|127\.)/, 'asks a web server'],
  [/\b(?:read_(?:csv|json|excel|html|parquet)|urlopen|read\.csv2?|read\.table|readLines|fread|url|GET)\(\s*f?["']https?:\/\/(?!localhost|127\.)/, 'reads from a web address'],
  [/\b(?:models\.\w+|timm\.create_model)\(.*\bpretrained\s*=\s*True|\bweights\s*=\s*["'](?:imagenet|DEFAULT|IMAGENET1K_V\d)["']/, 'downloads pretrained weights'],
  [/\b(?:install\.packages|download\.file|install_(?:github|cran|version|url|gitlab|bioc)|BiocManager::install|pkg_install|renv::restore)\(/, 'installs or downloads in R'],
  [/^\s*[!%]\s*(?:pip|conda|mamba|wget|curl|git|apt(?:-get)?)\s/, 'installs or downloads in a notebook cell'],
  [/["']pip3?["']\s*,\s*["']install["']|os\.system\(\s*f?["'](?:pip|wget|curl|git clone)\b/, 'installs or downloads through a command'],
];
/** One look instead of one for each call: nearly every line has none of them. */
const anyCall = new RegExp(calls.map(([call]) => call.source).join('|'));

export default defineRule({
  kind: 'checked',
  id: 'no-runtime-download',
  group: 'offline',
  severity: 'error',
  force: 'must',
  summary: 'Nothing is downloaded when the container runs',
  rationale: 'The TRE has no network. A download that works on a laptop waits there for minutes and fails; models, packages and corpora must be in the image or on /safe_data.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const sources = facts.sources.filter((source) => dockerfile.context.runtime.has(source.path));
    const starts = [image.entrypoint, image.cmd].flatMap((start) => start?.commands ?? []);
    const findings = [...sources.flatMap(findCalls), ...findCommands(starts, dockerfile.path)];
    const unread = sources.find((source) => source.unread !== undefined);
    if (findings.length === 0 && unread !== undefined) return couldNotRead(unread.path, unread.unread ?? '');
    if (sources.length === 0 && starts.length === 0) return notApplicable('the image holds no program of the project');
    return judge(findings, { text: `no download in the start command and ${String(sources.length)} source files`, location: { file: dockerfile.path, line: image.cmd?.line ?? image.entrypoint?.line ?? image.stage.line } });
  }),
  good: [
    { title: 'a model from a path', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n', 'main.py': 'model = AutoModel.from_pretrained("/safe_data/models/bert")\n' } },
    { title: 'a script that only the build runs', files: { Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY setup.R /opt/\nRUN Rscript /opt/setup.R\nCMD ["Rscript", "-e", "1"]\n', 'setup.R': 'install.packages("survival")\n' } },
  ],
  bad: [
    { title: 'a model by its name', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\n', 'main.py': 'model = AutoModel.from_pretrained(\n    "google-bert/bert-base-uncased",\n)\n' } },
    { title: 'in the start command', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD pip install pandas && python main.py\n' } },
    { title: 'in a copied script', files: { Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY run.sh /opt/\nENTRYPOINT ["/opt/run.sh"]\n', 'run.sh': '#!/bin/sh\ncurl -O https://example.org/x\n' } },
  ],
});

function findCommands(commands: readonly ShellCommand[], file: string): Finding[] {
  return commands.filter(({ program, words }) => fetchers[program] !== undefined && words.slice(1).some((word) => fetchers[program]?.test(word)) && !words.some((word) => local.test(word) || /^--(?:no-index|offline|version|help)$/.test(word)))
    .map(({ program, words, line }) => ({ message: `${program} ${words.slice(1, 3).join(' ')} needs a network`.trim(), location: { file, line }, fix: 'do it in a RUN, or stage the files on /safe_data' }));
}

function findCalls({ path, lines, commands }: SourceFacts): Finding[] {
  const found = lines.flatMap(({ code, line }, index) => {
    const text = /[([,]\s*$/.test(code) ? lines.slice(index, index + 6).map((next) => next.code.trim()).join(' ') : code;
    if (!anyCall.test(text)) return [];
    return calls.flatMap(([call, does, unless]) => {
      const isHere = call.test(text) && (call.test(code) || text.search(call) < code.trim().length);
      return isHere && unless?.test(lines.slice(index, index + 6).map((next) => next.code).join(' ')) !== true ? [{ message: does, location: { file: path, line }, fix: 'load it from a path under /safe_data or in the image' }] : [];
    });
  });
  return [...found, ...findCommands(commands, path)];
}
