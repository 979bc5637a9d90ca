import { textOf, type Value } from '../../../model/programs/value.ts';
import type { DeclaredOptions } from '../declared-options.ts';
import { unknownFor } from '../values.ts';
import { childIn, type RArguments, type RCall, type RModule } from './r-module.ts';

interface ROptions {
  argumentsOf(call: RCall, module: RModule): RArguments;
  optionsOf(module: RModule): DeclaredOptions<Value>;
}

/** `make_option("--out", default = "/x")` of optparse and `add_argument` of argparse. */
export function declaredOption(evaluator: ROptions, name: string, module: RModule): Value {
  const found = evaluator.optionsOf(module).find(name.replaceAll('-', '_'), module.calls.length, (at) => {
    const call = module.calls[at];
    const callee = call === undefined ? undefined : childIn(call.node, 'function');
    return call !== undefined &&
      callee !== undefined &&
      /(?:make_option|add_argument|add_option)$/.test(module.text.slice(callee.start, callee.end))
      ? readOption(evaluator.argumentsOf(call, module))
      : undefined;
  });
  return found ?? unknownFor('configuration');
}

function readOption({ positional, named }: RArguments): { readonly names: readonly string[]; readonly option: Value } {
  const flags = positional
    .flatMap((each) => (each.kind === 'list' ? each.items : [each]))
    .flatMap((each) => textOf(each) ?? []);
  const flag = flags.find((each) => each.startsWith('--')) ?? flags[0] ?? '';
  const otherwise = named.get('default');
  const part = { variable: flag, ...(otherwise === undefined ? {} : { otherwise }) };
  return {
    names: [(textOf(named.get('dest')) ?? flag.replace(/^-+/, '')).replaceAll('-', '_')],
    option: { kind: 'text', parts: [part], variable: flag },
  };
}
