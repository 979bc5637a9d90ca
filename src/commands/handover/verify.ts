import { tellNote } from '../../report/terminal/tell-note.ts';
import type { CommandCode } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { verifySchema } from '../../model/handover/verify-schema.ts';
import type { BundleCheck } from '../../model/handover/bundle.ts';
import { inert } from '../../model/text/inert.ts';
import { printJson } from '../../report/terminal/print-json.ts';
import { joinLines } from '../../report/terminal/join-lines.ts';
import { checkBundle } from './read-bundle.ts';
import { tellSize } from './tell-size.ts';
import type { verifyDefinition } from './verify-definition.ts';

const fix =
  'name a bundle, a folder in handover/ or the .tar of one: tre-container verify handover/NAME; tre-container pack writes it';

/** Says whether a bundle is as it was packed, in the sentences of its own `verify.sh`. Exit code 1: it is not; 2: there is no bundle. */
export const verifyCommand: CommandCode<typeof verifyDefinition, BundleCheck> = {
  run: async ({ targets: [folder = '.'], flags }, environment) => {
    const told = flags['digest']?.replace(/^sha256:/, '').toLowerCase();
    if (told !== undefined && !/^[0-9a-f]{64}$/.test(told))
      throw new UserError({ what: 'is no SHA-256 digest', where: '--digest', fix: 'give its 64 hexadecimal digits' });
    tellSize(folder, environment);
    return checkBundle(folder, told, environment);
  },
  print: ({ verdict, sentences }, { flags }, { terminal, program }) => {
    terminal.out(
      flags['json'] === true ? printJson<typeof verifySchema>({ verdict, sentences }) : joinLines(sentences.map(inert)),
    );
    if (verdict === 'none') tellNote(`  To fix: ${fix}`, { terminal, program });
    return { exitCode: { whole: 0 as const, broken: 1 as const, none: 2 as const }[verdict] };
  },
};
