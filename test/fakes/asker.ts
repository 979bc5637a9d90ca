import type { Asker } from '../../src/model/ports.ts';

/** What a fake person saw, in order. */
export interface Seen {
  readonly message: string;
  readonly initial: unknown;
  readonly choices?: readonly string[];
  /** Answers that were refused, with the words shown. */
  readonly refused: readonly string[];
}

/** What everybody who makes a project knows, and no prompt offers. */
const known: Readonly<Record<string, string>> = {
  'Safe Haven project id': 'nsh-2024-001',
  'Registry that the image is pushed to': 'ghcr.io/lung-study',
};

/**
 * A person who answers by message: a value, or several, of which the refused ones are tried again as a terminal would;
 * where nothing is scripted, Enter is pressed.
 */
export function scriptedAsker(script: Readonly<Record<string, readonly unknown[]>>): {
  readonly asker: Asker;
  readonly seen: Seen[];
} {
  const seen: Seen[] = [];
  const answer = async (question: {
    readonly message: string;
    readonly initial: unknown;
    readonly choices?: readonly { readonly value: string }[];
    readonly check?: (value: never) => string | true;
  }): Promise<never> => {
    const refused: string[] = [];
    seen.push({
      message: question.message,
      initial: question.initial,
      refused,
      ...(question.choices === undefined ? {} : { choices: question.choices.map(({ value }) => value) }),
    });
    const typed = question.initial === '' ? known[question.message] : undefined;
    for (const attempt of script[question.message] ?? [typed ?? question.initial]) {
      const verdict = question.check?.(attempt as never) ?? true;
      if (verdict === true) return attempt as never;
      refused.push(verdict);
    }
    throw new Error(`every scripted answer to "${question.message}" was refused: ${refused.join('; ')}`);
  };
  return { asker: { text: answer, choose: answer, chooseMany: answer, confirm: answer }, seen };
}
