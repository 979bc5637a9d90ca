import type { SyntaxNode } from '../../../model/programs/syntax.ts';

export interface RParameter {
  readonly name: string;
  readonly otherwise?: SyntaxNode;
  /** It is the name of a temporary file, which Shiny gives. */
  readonly isTemporary?: boolean;
}

const childIn = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

/** The function that `downloadHandler()` of Shiny is given to fill a temporary file, whose name it hands over: its second argument, or `content`. */
export function downloadContent(call: SyntaxNode, text: string): SyntaxNode | undefined {
  const target = childIn(call, 'function');
  if (target === undefined || !/^(?:shiny::)?downloadHandler$/.test(text.slice(target.start, target.end)))
    return undefined;
  const given = (childIn(call, 'arguments')?.children ?? [])
    .filter(({ kind }) => kind === 'argument')
    .map((each) => {
      const name = childIn(each, 'name');
      return { name: name === undefined ? '' : text.slice(name.start, name.end), value: childIn(each, 'value') };
    });
  const hasFilename = given.some(({ name }) => name === 'filename');
  const unnamed = given.filter(({ name }) => name === '');
  const content = given.find(({ name }) => name === 'content') ?? unnamed[hasFilename ? 0 : 1];
  return content?.value?.kind === 'function_definition' ? content.value : undefined;
}
