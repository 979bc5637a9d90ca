import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'docling',
  title: 'Docling',
  language: 'python',
  imports: ['docling'],
  packages: { pypi: ['docling', 'docling-slim'] },
  brings: ['huggingface-hub', 'transformers', 'easyocr'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['docling.document_converter.DocumentConverter'],
      commands: ['docling', 'docling-tools models download'],
      does: 'fetches models of layout, tables and text recognition from the Hub at the first conversion',
      unless: [
        { filled: 'DOCLING_ARTIFACTS_PATH' },
        { option: '--artifacts-path' },
        {
          elsewhere: ['docling.datamodel.pipeline_options.PdfPipelineOptions'],
          argument: named('artifacts_path'),
          is: ['path'],
        },
      ],
    },
  ],
  settings: [
    {
      name: 'DOCLING_ARTIFACTS_PATH',
      value: '/safe_data/docling',
      kind: 'data',
      why: 'models are taken from this folder only',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/docling/models', movedBy: ['DOCLING_CACHE_DIR'] }],
  stage: {
    outside: 'docling-tools models download -o docling',
    inside: 'ENV DOCLING_ARTIFACTS_PATH=/safe_data/docling, or PdfPipelineOptions(artifacts_path="/safe_data/docling")',
  },
  examples: {
    asks: 'from docling.document_converter import DocumentConverter\nd = DocumentConverter().convert("/safe_data/a.pdf")',
    local:
      'from docling.document_converter import DocumentConverter, PdfFormatOption\nfrom docling.datamodel.pipeline_options import PdfPipelineOptions\no = PdfPipelineOptions(artifacts_path="/safe_data/docling")\nd = DocumentConverter(format_options={"pdf": PdfFormatOption(pipeline_options=o)})',
  },
  seen: {
    version: 'docling-slim 2.143.0',
    date: '2026-11-25',
    how: 'source',
    where: 'datamodel/settings.py:63-73; pipeline/base_pipeline.py:69-77; cli/models.py:147-182',
  },
});
