import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pytesseract',
  title: 'pytesseract',
  language: 'python',
  imports: ['pytesseract'],
  packages: { pypi: ['pytesseract'] },
  triggers: [],
  settings: [
    {
      name: 'TESSDATA_PREFIX',
      value: '/safe_data/tessdata',
      kind: 'data',
      why: 'languages that the image does not hold',
    },
  ],
  stage: { outside: 'nothing: a language is a system package', inside: 'RUN apt-get install tesseract-ocr-eng' },
  examples: { local: 'import pytesseract\nt = pytesseract.image_to_string(image, lang="eng")' },
  seen: { version: 'pytesseract 0.3.13', date: '2026-11-25', how: 'source', where: 'no address in its source' },
});
