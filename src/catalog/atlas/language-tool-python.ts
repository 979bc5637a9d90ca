import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'language-tool-python',
  title: 'language_tool_python',
  language: 'python',
  imports: ['language_tool_python'],
  packages: { pypi: ['language-tool-python'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['language_tool_python.LanguageTool'],
      does: 'downloads a Java server of about 250 MB when it is first used',
      unless: [
        { variable: 'LTP_JAR_DIR_PATH', is: /\/.+/ },
        { argument: named('remote_server'), is: ['loopback'] },
      ],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['language_tool_python.LanguageToolPublicAPI'],
      does: 'sends the text to languagetool.org',
    },
  ],
  settings: [
    {
      name: 'LTP_JAR_DIR_PATH',
      value: '/opt/LanguageTool',
      kind: 'data',
      why: 'the server that the build unpacked',
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/language_tool_python', movedBy: ['LTP_PATH'] }],
  hosts: ['languagetool.org'],
  stage: {
    outside: 'nothing: it belongs into the image',
    inside: 'unpack LanguageTool in a RUN, ENV LTP_JAR_DIR_PATH=/opt/LanguageTool, Java in the image',
  },
  examples: {
    asks: 'import language_tool_python\nt = language_tool_python.LanguageTool("en-GB")',
    local: 'import language_tool_python\nt = language_tool_python.LanguageTool("en-GB")',
    environment: { LTP_JAR_DIR_PATH: '/opt/LanguageTool' },
  },
  seen: {
    version: 'language_tool_python 3.4.0',
    date: '2026-11-25',
    how: 'source',
    where: 'utils.py:31-34,188-197,363; download_lt.py:41-54',
  },
});
