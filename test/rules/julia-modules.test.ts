import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imports from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const judge = async (rule: CheckedRule, files: Files): Promise<string> => {
  const { results } = check(await factsOf(files), [rule]);
  return results
    .map(({ verdict, message, reason, fix }) => `${verdict} ${reason ?? message} ${fix ?? ''}`.trim())
    .join('\n');
};

const project = (main: string, more: Files = {}, lines = ''): Files => ({
  Dockerfile: `FROM docker.io/library/julia:1.12\n${lines}COPY src/ /app/\nENTRYPOINT ["julia", "/app/main.jl"]\n`,
  'src/main.jl': main,
  ...more,
});
const plots: Files = { 'src/report/Plots.jl': 'f(x) = x\n' };

test.each([
  ['include("reports/Plots.jl")', plots],
  ['include("./reports/Plots.jl")', plots],
  ['include(joinpath(@__DIR__, "reports", "Plots.jl"))', plots],
  ['include("lib/Plots.jl")', plots],
  ['include("src/report/Plots.jl")', plots],
])('an include() is looked for where it points, and not by its last name: %s', async (main, more) => {
  expect(await judge(filesInImage, project(`${main}\n`, more))).toMatch(
    /^fail loads (?:\S+)Plots\.jl, which is not in the image at \/app\/.*: the image has src\/report\/Plots\.jl at \/app\/report\/Plots\.jl \(ENTRYPOINT -> src\/main\.jl:1\) write include\("report\/Plots\.jl"\): /,
  );
});

test('an include() begins in the folder of its own file', async () => {
  const more = { 'src/a/y.jl': 'include("x.jl")\n', 'src/x.jl': 'x = 1\n' };
  expect(await judge(filesInImage, project('include("a/y.jl")\n', more))).toContain('write include("../x.jl")');
});

test.each([
  ['include("report/Plots.jl")', plots, ''],
  ['include(joinpath(@__DIR__, "report", "Plots.jl"))', plots, ''],
  ['include(joinpath(@__DIR__, "..", "lib", "x.jl"))', { 'lib/x.jl': 'x = 1\n' }, 'COPY lib/ /lib/\n'],
  ['include("../lib/x.jl")', { 'lib/x.jl': 'x = 1\n' }, 'COPY lib/ /lib/\n'],
  ['include("lib/x.jl")', { 'lib/x.jl': 'x = 1\n' }, 'COPY lib/ /app/lib/\n'],
  ['include("reports/Plots.jl")', plots, 'RUN ln -s /app/report /app/reports\n'],
  ['if isdir("reports")\n  include("reports/Plots.jl")\nend', plots, ''],
])('an include() of what is there passes: %s', async (main, more, lines) => {
  expect(await judge(filesInImage, project(`${main}\n`, more, lines))).toMatch(/^pass/);
});

test('a file that is included is no package', async () => {
  expect(await judge(imports, project('include("plots.jl")\n'))).not.toMatch(/plots/);
});
