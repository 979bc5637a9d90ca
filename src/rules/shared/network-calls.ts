import type { SourceCall } from './source-calls.ts';

/** A text that is no path and no address of a file: the name of something on the Hub. */
const hubName = String.raw`\s*["'](?![./~]|[a-z]:\\)([\w-]+(?:\/[\w.-]+)?[\w.-]*)["']`;

/** A call in a program that needs a network. */
export interface NetworkCall extends SourceCall {
  /** What it does, as a finding says it. */
  readonly does: string;
  /** In the call or the lines that follow it: what keeps it off the network. */
  readonly unless?: RegExp;
  /** A variable of the image that keeps it off the network, with a value that this matches. */
  readonly unlessSet?: { readonly name: string; readonly value: RegExp };
}

const call = (words: readonly string[], pattern: RegExp, does: string, unless?: RegExp): NetworkCall => ({
  words,
  call: pattern,
  does,
  ...(unless === undefined ? {} : { unless }),
});

/** Calls of Python, R, Julia and notebooks that load from a network, as far as a line shows it. */
export const networkCalls: readonly NetworkCall[] = [
  // The offline module of our own projects takes names: it finds them below /safe_data.
  call(
    ['from_pretrained'],
    new RegExp(String.raw`(?<!\boffline_models)\.from_pretrained\(${hubName}`),
    'loads a model by its name on the Hub',
    /\b(?:local_files_only\s*=\s*True|cache_dir\s*=)/,
  ),
  call(
    ['sentencetransformer', 'crossencoder'],
    new RegExp(String.raw`\b(?:SentenceTransformer|CrossEncoder)\(${hubName}`),
    'loads a model by its name on the Hub',
    /\b(?:local_files_only\s*=\s*True|cache_folder\s*=)/,
  ),
  call(
    ['pipeline'],
    new RegExp(String.raw`(?<![.\w])pipeline\(\s*(?:task\s*=\s*)?["'][\w-]+["']\s*(?:\)|,\s*(?:model\s*=)?${hubName})`),
    'loads a model by its name on the Hub',
  ),
  call(
    ['load_dataset'],
    new RegExp(
      String.raw`\bload_dataset\((?!\s*["'](?:csv|json|parquet|text|arrow|imagefolder|audiofolder|pandas)["'])${hubName}`,
    ),
    'loads a data set from the Hub',
  ),
  call(
    ['evaluate.load', 'load_metric'],
    new RegExp(String.raw`\b(?:evaluate\.load|load_metric)\(${hubName}`),
    'loads a metric from the Hub',
  ),
  call(
    ['hf_hub_download', 'snapshot_download'],
    /\b(?:hf_hub_download|snapshot_download)\(/,
    'downloads from the Hub',
    /\blocal_files_only\s*=\s*True/,
  ),
  call(['nltk.download'], /\bnltk\.download\(/, 'downloads NLTK data'),
  call(
    ['torch.hub'],
    /\btorch\.hub\.(?:load|load_state_dict_from_url|download_url_to_file)\(/,
    'downloads through torch.hub',
    /\bsource\s*=\s*["']local["']/,
  ),
  call(
    ['download', 'urlretrieve', 'get_file', 'fetch_'],
    /\bspacy\.cli\.download\(|\bstanza\.download\(|\bgensim\.downloader\b|\bgdown\.(?:download|cached_download)\w*\(|\bwget\.download\(|\burlretrieve\(|\bkeras\.utils\.get_file\(|\bfetch_(?:openml|california_housing|20newsgroups|covtype|lfw_people)\(|\bdownload\s*=\s*True\b/,
    'downloads a file',
  ),
  call(
    ['://'],
    /\b(?:requests|httpx)\.(?:get|post|put|request)\(\s*f?["']https?:\/\/(?!localhost|127\.)/,
    'asks a web server',
  ),
  call(
    ['://'],
    /\b(?:read_(?:csv|tsv|json|excel|html|parquet|delim)|urlopen|read\.csv2?|read\.table|readLines|readRDS|fread|url|GET|source|Downloads\.download|download)\(\s*f?["']https?:\/\/(?!localhost|127\.)/,
    'reads from a web address',
  ),
  call(
    ['pretrained', 'weights', 'whisper'],
    /\b(?:models\.\w+|timm\.create_model)\([^]{0,400}\bpretrained\s*=\s*True|\bweights\s*=\s*(?:["'](?:imagenet|DEFAULT|IMAGENET1K_V\d)["']|(?:\w+\.)*\w+_Weights\.\w+)|\bwhisper\.load_model\(\s*["'][\w.-]+["']/,
    'downloads pretrained weights',
  ),
  {
    ...call(
      ['wandb'],
      /\bwandb\.(?:init|login)\(/,
      'logs to a web service',
      /\bmode\s*=\s*["'](?:offline|disabled)["']/,
    ),
    unlessSet: { name: 'WANDB_MODE', value: /^(?:offline|disabled|dryrun)$/ },
  },
  call(
    ['boto3', 'openai', 'anthropic', 'storage.client'],
    /\b(?:boto3\.(?:client|resource)|(?:openai\.)?(?:Async)?OpenAI|anthropic\.Anthropic|storage\.Client)\(/,
    'asks a web service',
    /\b(?:base_url|endpoint_url)\s*=/,
  ),
  call(
    ['install', 'download.file', 'renv', 'pkg.'],
    /\b(?:install\.packages|download\.file|install_(?:github|cran|version|url|gitlab|bioc)|BiocManager::install|pkg_install|renv::restore)\(|\bPkg\.(?:add|update|instantiate)\(/,
    'installs or downloads packages',
  ),
  call(
    ['!', '%'],
    /^\s*[!%]\s*(?:pip|conda|mamba|wget|curl|git|apt(?:-get)?)\s/m,
    'installs or downloads in a notebook cell',
  ),
  call(
    ['pip', 'os.system'],
    /["']pip3?["']\s*,\s*["']install["']|os\.system\(\s*f?["'](?:pip|wget|curl|git clone)\b/,
    'installs or downloads through a command',
  ),
];
