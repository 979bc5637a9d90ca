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

const model: Files = { 'src/model/Model.jl': 'module Model\nf(x) = x\nend\n' };

test.each([
  [
    'using .Model',
    model,
    'fail uses .Model, and no file that is loaded defines a module Model: src/model/Model.jl does (ENTRYPOINT -> src/main.jl:1) write include("model/Model.jl") above it',
  ],
  ['import .Model: f', model, 'fail uses .Model, and no file'],
  ['include("model/Model.jl")\nusing .Modle', model, 'did you mean .Model? Else'],
  ['using .Helpers', {}, 'fail uses .Helpers, and no file that is loaded defines a module Helpers'],
  ['using CSV\nusing .Helpers', {}, 'unknown '],
])('a module that no loaded file defines: %s', async (main, more, said) => {
  expect(await judge(filesInImage, project(`${main}\n`, more))).toContain(said);
});

test.each([
  ['include("model/Model.jl")\nusing .Model', model],
  ['module Model\nf(x) = x\nend\nusing .Model', {}],
  ['using .Threads', {}],
  ['import DataFrames\nusing .DataFrames: select', {}],
  ['include("all.jl")\nusing .Model', { ...model, 'src/all.jl': 'include("model/Model.jl")\n' }],
  [
    'include("model/Model.jl")\ninclude("model/Use.jl")',
    { ...model, 'src/model/Use.jl': 'module Use\nusing ..Model\nend\n' },
  ],
  ['try\n  using .Model\ncatch\nend', model],
])('a module that is there: %s', async (main, more) => {
  expect(await judge(filesInImage, project(`${main}\n`, more))).toMatch(/^pass/);
});

test('a module of the project is no package to install', async () => {
  expect(await judge(imports, project('using Model\n', model))).toBe(
    'fail Model is imported (ENTRYPOINT -> src/main.jl:1), and nothing installs Model: it is the project\'s own module (src/model/Model.jl), and no package write include("model/Model.jl") above it, and using .Model, with the dot',
  );
  expect(await judge(imports, project('include("model/Model.jl")\nusing Model\n', model))).toMatch(
    /no package write using \.Model, with the dot$/,
  );
  expect(await judge(imports, project('using Modl\n', model))).toContain(
    "did you mean the project's own module (using .Model)? Else",
  );
  const both = { 'src/report/Plots.jl': 'module Plots\nend\n' };
  expect(await judge(imports, project('using Plots\n', both))).toMatch(
    /write include\("report\/Plots\.jl"\) above it, and using \.Plots, with the dot, where that is meant\. Else .*Plots/,
  );
});

const listed = (list: string, main: string): Files =>
  project(
    main,
    {
      'install.jl': `using Pkg\nPkg.add([${list.replaceAll(/\S+/g, '\n  PackageSpec(name = "$&", version = "1.2.3"),')}])\n`,
    },
    'COPY install.jl /app/\nRUN julia /app/install.jl\n',
  );

test.each([
  [
    'csv DataFrames',
    'using CSV, DataFrames',
    'fail csv is called CSV, and Julia tells small letters from capitals: the build ends there write CSV',
  ],
  ['CSV Dataframes', 'using CSV', 'fail Dataframes is called DataFrames'],
  [
    'CSV DataFrames',
    'using CSV, Dataframes',
    'fail Dataframes is loaded (ENTRYPOINT -> src/main.jl:1), and the package is called DataFrames: Julia tells small letters',
  ],
  ['Ourtools', 'using OurTools', 'OurTools for Ourtools (install.jl:3)'],
  [
    'CSV Dataframe',
    'using CSV',
    'unknown Dataframe is installed, is in no table here, and is nearly written as DataFrames',
  ],
  ['CSV StatModels', 'using CSV', 'nearly written as StatsModels'],
  ['CSV Dataframe', 'using CSV, DataFrames', 'write DataFrames for Dataframe (install.jl:4)'],
])('capitals and slips count in names of packages of Julia: %s, %s', async (list, main, said) => {
  const found = await judge(imports, listed(list, `${main}\n`));
  expect(found).toContain(said);
  expect(found.split('\n')).toHaveLength(1);
});

test('names as they are written pass', async () => {
  expect(await judge(imports, listed('CSV DataFrames OurTools', 'using CSV, DataFrames, OurTools\n'))).toMatch(/^pass/);
});
