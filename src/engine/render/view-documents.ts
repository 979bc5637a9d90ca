import type { Answers } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import type { View } from '../../model/render/view.ts';

/** Version of Quarto, and SHA-256 of its archive, that an answer names; nothing where its checksum is not known. */
export type ReadQuarto = (answer: string) => { readonly version: string; readonly sha256: string } | undefined;

/** What is rendered in place of a program, and where Quarto comes from. An answer whose checksum is not known was refused before. */
export function viewDocuments(
  { documents, quarto = '' }: Pick<Answers, 'documents' | 'quarto'>,
  { kind }: Base,
  readQuarto: ReadQuarto,
): Pick<View, 'documents' | 'hasDocuments' | 'hasProgram'> {
  const { version, sha256 } = readQuarto(quarto) ?? { version: '', sha256: '' };
  const address = `https://github.com/quarto-dev/quarto-cli/releases/download/v${version}/quarto-${version}-linux-amd64.tar.gz`;
  const hasDocuments = documents.length > 0;
  return {
    documents: { paths: documents, version, sha256, address },
    hasDocuments,
    hasProgram: kind === 'batch' && !hasDocuments,
  };
}
