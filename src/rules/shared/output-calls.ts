import type { SourceFacts } from '../../model/sources/source-facts.ts';
import { fillInConstants } from './constants.ts';
import { selectCalls, type SourceCall } from './source-calls.ts';

const text = String.raw`\s*[rfb]?["']([^"'\n]+)["']`;
const fullPath = String.raw`\s*[rfb]?["'](/[^"'\n]+)["']`;
const call = (words: readonly string[], pattern: string, flags = 'g'): SourceCall => ({
  words,
  call: new RegExp(pattern, flags),
});
/** Calls of Python, R and Julia that write a file, as far as a line shows it; the first group is its path. */
const calls: readonly SourceCall[] = [
  call(['open('], String.raw`\bopen\(${text}\s*,\s*(?:mode\s*=\s*)?["'][wax]`),
  call(
    [
      '.to_',
      'savefig',
      'save_pretrained',
      'save_model',
      'imwrite',
      'writeimage',
      'filehandler',
      'excelwriter',
      '.write_',
      'imsave',
    ],
    String.raw`\.(?:to_(?:csv|parquet|excel|json|feather|pickle|hdf|stata)|savefig|save_pretrained|save_model|imwrite|WriteImage|FileHandler|ExcelWriter|write_(?:csv|parquet|html|image)|imsave)\(${text}`,
  ),
  call(['np.save', 'numpy.save'], String.raw`\b(?:np|numpy)\.save(?:z|txt)?\(${text}`),
  call(
    [
      'torch.save',
      'joblib.dump',
      'write.csv',
      'write.table',
      'saverds',
      'write_csv',
      'write_tsv',
      'write_rds',
      'fwrite',
      'ggsave',
      'writelines',
      'save(',
    ],
    String.raw`\b(?:torch\.save|joblib\.dump|(?:write\.csv2?|write\.table|saveRDS|write_csv|write_tsv|write_rds|fwrite|ggsave|writeLines|save))\([^()"'\n]*?(?:,\s*|\(\s*|file\s*=\s*)${text}`,
  ),
  call(
    [
      'os.makedirs',
      'os.mkdir',
      'dir.create',
      'mkpath(',
      'sink(',
      'ggsave',
      'pdf(',
      'png(',
      'jpeg(',
      'svg(',
      'tiff(',
      'savefig',
      'csv.write',
    ],
    String.raw`\b(?:os\.makedirs|os\.mkdir|dir\.create|mkpath|sink|ggsave|pdf|png|jpeg|svg|tiff|savefig|CSV\.write)\((?:file(?:name)?\s*=)?${text}`,
  ),
  call(
    ['output_dir', 'log_dir', 'logging_dir', 'default_root_dir'],
    String.raw`\b(?:output_dir|log_dir|logging_dir|default_root_dir)\s*=${text}`,
  ),
  call(['path('], String.raw`\bPath\(${text}\)\.(?:write_text|write_bytes|mkdir|touch)\(`),
  call(
    ['imwrite', 'writeimage', 'shutil.copy', 'shutil.move'],
    String.raw`\b(?:imwrite|WriteImage|shutil\.(?:copy\w*|move))\([^()"'\n]*,${text}`,
  ),
  // By the name of a variable or an option: where it says that it is for results, that is what it is for.
  call(
    ['out', 'result', 'save'],
    String.raw`\b(?:\w+_)?(?:out|outputs?|results?|save)(?:_(?:dir|path|folder|root|file)\w*)?\s*(?:=|<-)\s*(?:(?:pathlib\.)?Path\()?${fullPath}`,
    'gi',
  ),
  call(
    ['default'],
    String.raw`["']--?(?:o|out|output|results?|save)(?:[-_]\w+)*["'][^\n]*\bdefault\s*=\s*(?:(?:pathlib\.)?Path\()?${fullPath}`,
  ),
];

/** Paths that the calls of a program write to, as they are spelled there, each with its line. */
export function findOutputs(source: SourceFacts): readonly { readonly path: string; readonly line: number }[] {
  const { calls: held, names } = selectCalls(source, calls);
  return (held.length === 0 ? [] : source.lines).flatMap(({ code, line }) => {
    const filled = fillInConstants(code, names);
    return held.flatMap((each) => [...filled.matchAll(each.call)].map((found) => ({ path: found[1] ?? '', line })));
  });
}
