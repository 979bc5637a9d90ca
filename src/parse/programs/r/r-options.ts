import { textOf, type Value } from '../../../model/programs/value.ts';
import { unknownFor } from '../values.ts';
import { childIn, type RArguments, type RCall, type RModule } from './r-module.ts';

interface ROptions {
  argumentsOf(call: RCall, module: RModule): RArguments;
}

/** `make_option("--out", default = "/x")` of optparse and `add_argument` of argparse. */
export function declaredOption(evaluator: ROptions, name: string, module: RModule): Value {
  for (const call of module.calls) {
    const callee = childIn(call.node, 'function');
    if (
      callee === undefined ||
      !/(?:make_option|add_argument|add_option)$/.test(module.text.slice(callee.start, callee.end))
    )
      continue;
    const { positional, named } = evaluator.argumentsOf(call, module);
    const flags = positional
      .flatMap((each) => (each.kind === 'list' ? each.items : [each]))
      .flatMap((each) => textOf(each) ?? []);
    const flag = flags.find((each) => each.startsWith('--')) ?? flags[0] ?? '';
    if ((textOf(named.get('dest')) ?? flag.replace(/^-+/, '')).replaceAll('-', '_') !== name.replaceAll('-', '_'))
      continue;
    const otherwise = named.get('default');
    return {
      kind: 'text',
      parts: [{ variable: flag, ...(otherwise === undefined ? {} : { otherwise }) }],
      variable: flag,
    };
  }
  return unknownFor('configuration');
}
