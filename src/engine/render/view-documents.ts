import type { Answers } from '../../model/answers/answers.ts';
import type { DocumentsView } from '../../model/render/view.ts';

/** Version of Quarto, and SHA-256 of its archive, that an answer names; nothing where its checksum is not known. */
export type ReadQuarto = (answer: string) => { readonly version: string; readonly sha256: string } | undefined;

/** What is rendered, and where Quarto comes from. An answer whose checksum is not known was refused before. */
export function viewDocuments(
  { documents, quarto = '' }: Pick<Answers, 'documents' | 'quarto'>,
  readQuarto: ReadQuarto,
): DocumentsView {
  const { version, sha256 } = readQuarto(quarto) ?? { version: '', sha256: '' };
  const address = `https://github.com/quarto-dev/quarto-cli/releases/download/v${version}/quarto-${version}-linux-amd64.tar.gz`;
  return { paths: documents, version, sha256, address };
}
