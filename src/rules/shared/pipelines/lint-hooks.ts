import type { Verdict } from '../../../model/check/rule.ts';
import { pass, unknown } from '../../../model/check/verdicts.ts';

/** What pre-commit's file says of hadolint; nothing where it has no such hook, or one that runs only by hand. A file shows no installed hook. */
export function judgeHook(file: string, text: string): Verdict | undefined {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^[ \t]*-[ \t]*id:[ \t]*hadolint/.test(line));
  if (at < 0) return undefined;
  const indent = lines[at]?.search(/\S/) ?? 0;
  const length = lines.slice(at + 1).findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent);
  const own = lines.slice(at, length < 0 ? undefined : at + 1 + length);
  const valueOf = (key: string): string | undefined => {
    const line = own.findIndex((each) => new RegExp(String.raw`^[\s-]*${key}:`).test(each));
    if (line < 0) return undefined;
    const rest = own.slice(line + 1);
    const end = rest.findIndex((each) => !/^\s*-/.test(each));
    return [own[line]?.replace(/^[^:]*:/, ''), ...rest.slice(0, end < 0 ? undefined : end)].join(' ');
  };
  const stages = valueOf('stages');
  if (stages !== undefined && !/commit|push/.test(stages)) return undefined;
  const location = { file, line: at + 1 };
  const limit = ['files', 'types', 'types_or', 'exclude', 'exclude_types'].find((key) => {
    const value = valueOf(key);
    // What leaves other folders out, or takes Dockerfiles by their name or kind, lets it run.
    return value !== undefined && /dockerfile|containerfile|\.\*/i.test(value) === key.startsWith('exclude');
  });
  return limit === undefined
    ? pass('hadolint is a pre-commit hook, which runs where somebody has installed it', location, 'none-found')
    : unknown(
        `hadolint is a pre-commit hook with ${limit}: whether it runs on the Dockerfile, the file does not tell`,
        location,
        `take ${limit} out of the hook, or run hadolint in the pipeline`,
      );
}
