import type { Asker } from '../../src/model/ports.ts';

/** What a fake person saw, in order. */
export interface Seen {
  readonly message: string;
  readonly initial: unknown;
  readonly choices?: readonly string[];
  /** Whether the question offered a way back. */
  readonly back?: boolean;
  /** Answers that were refused, with the words shown. */
  readonly refused: readonly string[];
}

/** What everybody who makes a project knows, and no prompt offers. */
const known: Readonly<Record<string, string>> = {
  'Safe Haven project id': 'nsh-2024-001',
  'Registry that the image is pushed to': 'ghcr.io/lung-study',
};

/**
 * A person who answers by message: a value, or several, of which the refused ones are tried again as a terminal would, and the next one is for
 * the next time the question comes. An error is thrown as it is. Where nothing is scripted, or no more, Enter is pressed.
 */
export function scriptedAsker(script: Readonly<Record<string, readonly unknown[]>>): {
  readonly asker: Asker;
  readonly seen: Seen[];
} {
  const seen: Seen[] = [];
  const rest = new Map<string, unknown[]>();
  const answer = async (question: {
    readonly message: string;
    readonly initial: unknown;
    readonly choices?: readonly { readonly value: string }[];
    readonly back?: boolean;
    readonly check?: (value: never) => string | true;
  }): Promise<never> => {
    const refused: string[] = [];
    seen.push({
      message: question.message,
      initial: question.initial,
      refused,
      ...(question.back === undefined ? {} : { back: question.back }),
      ...(question.choices === undefined ? {} : { choices: question.choices.map(({ value }) => value) }),
    });
    const typed = question.initial === '' ? known[question.message] : undefined;
    const left = rest.get(question.message) ?? [...(script[question.message] ?? [])];
    rest.set(question.message, left);
    const scripted = left.length > 0;
    for (;;) {
      if (scripted && left.length === 0) break;
      const attempt = scripted ? left.shift() : (typed ?? question.initial);
      if (attempt instanceof Error) throw attempt;
      const verdict = question.check?.(attempt as never) ?? true;
      if (verdict === true) return attempt as never;
      refused.push(verdict);
      if (!scripted) break;
    }
    throw new Error(`every scripted answer to "${question.message}" was refused: ${refused.join('; ')}`);
  };
  return { asker: { text: answer, choose: answer, chooseMany: answer, confirm: answer }, seen };
}
