import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type SymbolValue, type Value } from '../../../model/programs/value.ts';
import { combineChoices, folderOf, joinPaths, oneOf, textWith, unknownFor } from '../values.ts';
import { argumentsOf, type Arguments } from './arguments.ts';
import { splitQuoted } from '../../manifests/split-quoted.ts';
import type { PythonEvaluation } from './evaluation.ts';
import { foundBy, foundByText } from './found-by-text.ts';
import { definitionOf } from './names.ts';
import type { Place } from './python-module.ts';
import { childIn, calleeOf } from './scope.ts';
import { callOfText, splitWords } from './text-methods.ts';

type Known = (given: Arguments, evaluation: PythonEvaluation, place: Place) => Value;

const first: Known = ({ positional, named }) => positional[0] ?? [...named.values()][0] ?? unknownFor('computed');
/** A path made of parts; None is none. */
const path: Known = ({ positional }) =>
  positional.length === 0
    ? textWith('.')
    : combineChoices(positional, (choice) =>
        choice.every(({ kind }) => kind === 'text') || (choice.length > 1 && choice.some(({ kind }) => kind === 'text'))
          ? joinPaths(choice)
          : choice[0]?.kind === 'symbol'
            ? choice[0]
            : unknownFor('computed'),
      );
const join: Known = ({ positional }) => (positional.length === 0 ? unknownFor('computed') : joinPaths(positional));
const folder: Known = (given, evaluation, place) => folderOf(first(given, evaluation, place));
const text: Known = (given, evaluation, place) =>
  combineChoices([first(given, evaluation, place)], ([each]) =>
    each?.kind === 'text'
      ? each
      : each?.kind === 'constant' && typeof each.value === 'number'
        ? textWith(String(each.value))
        : unknownFor('computed'),
  );

const environment: Known = ({ positional, named }) => {
  const name = textOf(positional[0] ?? named.get('key'));
  const otherwise = positional[1] ?? named.get('default');
  if (name === undefined) return unknownFor('configuration');
  return {
    kind: 'text',
    parts: [{ variable: name, ...(otherwise === undefined ? {} : { otherwise }) }],
    variable: name,
  };
};

/** The words of a command line; of one that is not known as a whole those that blanks make. */
const words: Known = ({ positional: [given] }) =>
  combineChoices(given === undefined ? [] : [given], ([each]) => {
    const line = textOf(each);
    if (line !== undefined) return { kind: 'list', items: splitQuoted(line).map((word) => textWith(word)) };
    return each?.kind === 'text' ? splitWords(each) : unknownFor('computed');
  });

/** A name of its own in a folder: the one given, else the one that the environment says. */
const temporary: Known = ({ named }) =>
  joinPaths([named.get('dir') ?? { kind: 'text', parts: [{ variable: 'TMPDIR' }] }, textWith(undefined)]);

/** The folder of a package: beside its own file, or, where it has none, one of which only the end is known. */
const ofPackage: Known = ({ positional, named }, { modules }, { module }) => {
  const [anchor = named.get('anchor') ?? named.get('package')] = positional;
  const name = textOf(anchor) ?? (anchor?.kind === 'symbol' ? anchor.name : undefined);
  if (name === undefined && anchor !== undefined) return textWith(undefined);
  if (name === undefined || name.startsWith('__')) return textWith({ up: 1, file: module.path });
  const file = anchor?.kind === 'symbol' ? anchor.file : modules.locate(module.path, name, 0)?.file;
  return file === undefined ? textWith(undefined, `/${name.replaceAll('.', '/')}`) : textWith({ up: 1, file });
};
/** A file of a package, named after it. */
const inPackage: Known = (given, evaluation, place) =>
  joinPaths([
    ofPackage({ ...given, positional: given.positional.slice(0, 1) }, evaluation, place),
    given.positional[1] ?? given.named.get('resource_name') ?? unknownFor('computed'),
  ]);

/** A file that is opened, or its path. */
const opened =
  (of: string): Known =>
  (given, evaluation, place) => {
    const named = first(given, evaluation, place);
    return { kind: 'result', of, ...(named.kind === 'text' ? { opened: named } : {}) };
  };
/** What is read from a file of settings: it is opened before, or named. */
const settings =
  (of: string): Known =>
  (given, { modules }, { module }) => {
    const from = given.positional[0] ?? [...given.named.values()][0];
    const named = from?.kind === 'result' ? from.opened : from;
    return modules.settings(module.path, named) ?? { kind: 'result', of };
  };
const readers = ['json.load', 'yaml.safe_load', 'yaml.load', 'yaml.full_load', 'omegaconf.OmegaConf.load'];

/** Functions whose result shows in the text. */
const known: ReadonlyMap<string, Known> = new Map(
  Object.entries({
    'os.environ.get': environment,
    'os.getenv': environment,
    'environ.get': environment,
    'os.environ.setdefault': environment,
    'os.path.join': join,
    'posixpath.join': join,
    'tempfile.TemporaryDirectory': temporary,
    'tempfile.mkdtemp': temporary,
    'tempfile.gettempdir': () => ({ kind: 'text', parts: [{ variable: 'TMPDIR' }] }),
    'pathlib.Path': path,
    // Excerpts leave the import out.
    Path: path,
    'pathlib.PurePath': path,
    'pathlib.PosixPath': path,
    'os.path.dirname': folder,
    'importlib.resources.files': ofPackage,
    'importlib_resources.files': ofPackage,
    'importlib.resources.as_file': first,
    'pkg_resources.resource_filename': inPackage,
    'os.path.abspath': first,
    'os.path.realpath': first,
    'os.path.expanduser': first,
    'shutil.which': first,
    'os.path.expandvars': first,
    'os.path.normpath': first,
    'os.fspath': first,
    str: text,
    dict: ({ positional: [base], named }) => ({
      kind: 'table',
      entries: new Map([...(base?.kind === 'table' ? base.entries : []), ...named]),
      ...(base === undefined || base.kind === 'table' ? {} : { others: [unknownFor('computed')] }),
    }),
    compile: first,
    'shlex.split': words,
    ...Object.fromEntries(readers.map((name) => [name, settings(name)])),
    ...Object.fromEntries(['open', 'io.open', 'codecs.open'].map((name) => [name, opened(name)])),
    'easydict.EasyDict': first,
    'munch.munchify': first,
    'box.Box': first,
    ...foundByText,
    list: first,
    tuple: first,
    sorted: first,
    set: first,
    'torch.device': first,
    'typer.Option': first,
    'typer.Argument': first,
    'pathlib.Path.home': () => textWith('~'),
    'os.getcwd': () => textWith('.'),
    'pathlib.Path.cwd': () => textWith('.'),
  } satisfies Record<string, Known>),
);

export function valueOfCall(evaluation: PythonEvaluation, node: SyntaxNode, place: Place): Value {
  const callee = calleeOf(node);
  if (callee === undefined) return unknownFor('computed');
  if (callee.kind === 'attribute') {
    const [object, named] = [childIn(callee, 'object'), childIn(callee, 'attribute')];
    const receiver = object === undefined ? undefined : evaluation.evaluate(object, place);
    const method = named === undefined ? '' : place.module.text.slice(named.start, named.end);
    if (
      receiver !== undefined &&
      [receiver]
        .flatMap((each) => (each.kind === 'oneOf' ? each.values : [each]))
        .some(({ kind }) => kind === 'text' || kind === 'table')
    ) {
      const given = argumentsOf(evaluation, node, place);
      return combineChoices([receiver], ([each]) =>
        each?.kind === 'text'
          ? callOfText(each, method, given.positional, given.named)
          : each?.kind === 'table'
            ? entryOf(each, method, given)
            : unknownFor('computed'),
      );
    }
  }
  const target = evaluation.evaluate(callee, place);
  return combineChoices([target], ([each]) =>
    each?.kind === 'symbol' ? resultOf(evaluation, each, node, place) : unknownFor('computed'),
  );
}

function entryOf(table: Extract<Value, { kind: 'table' }>, method: string, { positional }: Arguments): Value {
  if (method === 'values') return { kind: 'list', items: [...table.entries.values(), ...(table.others ?? [])] };
  if (method === 'keys') return { kind: 'list', items: [...table.entries.keys()].map((key) => textWith(key)) };
  const name = textOf(positional[0]);
  if (!/^(?:get|pop|setdefault)$/.test(method)) return unknownFor('computed');
  return (
    (name === undefined ? undefined : table.entries.get(name)) ??
    oneOf([
      ...(name === undefined ? table.entries.values() : []),
      ...(table.others ?? []),
      positional[1] ?? unknownFor('computed'),
    ])
  );
}

function resultOf(evaluation: PythonEvaluation, symbol: SymbolValue, node: SyntaxNode, place: Place): Value {
  const special =
    symbol.file === undefined ? (known.get(symbol.name.replace(/^builtins\./, '')) ?? foundBy(symbol)) : undefined;
  if (special !== undefined) return special(argumentsOf(evaluation, node, place), evaluation, place);
  if (/\.parse_(?:known_)?args$/.test(symbol.name)) {
    const options: Value = { kind: 'result', of: 'argparse.ArgumentParser().parse_args', file: place.module.path };
    return symbol.name.endsWith('known_args')
      ? { kind: 'list', items: [options, unknownFor('configuration')] }
      : options;
  }
  const own = definitionOf(evaluation, symbol);
  if (own?.scope.kind === 'function' && own.scope.returns.length > 0)
    return oneOf(own.scope.returns.slice(0, 6).map((each) => evaluation.evaluate(each, own)));
  return { kind: 'result', of: symbol.name, ...(symbol.file === undefined ? {} : { file: symbol.file }) };
}
