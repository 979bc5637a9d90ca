import type { Effect } from '../model/atlas/atlas-entry.ts';
import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { alsoUnknown, judge, onImages } from '../model/check/verdicts.ts';
import { describeUse, findOpenUses, usesIn, usesOf } from './shared/atlas/uses-of.ts';
import { findQuestions, findUploads } from './shared/reach/uploads.ts';
import { findPostingPages, findPostingTexts } from './shared/session/posting-pages.ts';
import { judgeReached } from './shared/reach/judge-reached.ts';

const sending: ReadonlySet<Effect> = new Set<Effect>(['sends']);

export default defineRule({
  kind: 'checked',
  id: 'sends-nothing',
  group: 'offline',
  severity: 'warning',
  force: 'should',
  summary: 'No program sends data to a service elsewhere',
  rationale:
    'Some libraries do their work on a server: they send it genes, addresses, prompts, images or names of files. In the TRE the call fails; that the program would make it is for Information Governance to know, since the same program runs elsewhere too. A program that asks a service for what a value of its own names (`https://.../api/gene/{gene}`) tells it that value. Pages that a server of the project gives out are read for forms and requests that go elsewhere. Where nothing of the project is started, its programs are looked at as if somebody started them.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const uses = usesOf(dockerfile, facts);
    const pages = findPostingPages(image, dockerfile, facts);
    const programs = judgeReached(image, dockerfile, facts, {
      sought: 'service that is sent data',
      find: (reached) => {
        const known = usesIn(uses, reached, 'yes', sending).map(describeUse);
        const lines = new Set(known.map(({ line }) => line));
        const written = [...findUploads(reached), ...findQuestions(reached), ...findPostingTexts(reached)];
        return [...known, ...written.filter(({ line }) => !lines.has(line))];
      },
      open: (reached) => findOpenUses(uses, reached, facts, sending),
    });
    if (pages.length === 0) return programs;
    const [own, open] = programs.verdict === 'several' ? programs.verdicts : [programs, programs];
    const findings = [...(own?.verdict === 'fail' ? own.findings : []), ...pages];
    return alsoUnknown(judge(findings, { text: '' }), open);
  }),
  good: [
    {
      title: 'gene sets from a file',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'import gseapy\nr = gseapy.enrich(genes, gene_sets="/safe_data/kegg.gmt")\n',
      },
    },
    {
      title: 'a model that is served in the container',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'from openai import OpenAI\nclient = OpenAI(base_url="http://127.0.0.1:8000/v1")\n',
      },
    },
  ],
  bad: [
    {
      title: 'genes to a web service',
      files: {
        Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /opt/\nCMD ["Rscript", "/opt/main.R"]\n',
        'main.R': 'r <- enrichR::enrichr(genes, "KEGG_2021_Human")\n',
      },
    },
    {
      title: 'addresses to a geocoder',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'from geopy.geocoders import Nominatim\nplace = Nominatim(user_agent="x").geocode(address)\n',
      },
    },
    {
      title: 'a page that sends what is typed elsewhere',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY app.py index.html /opt/\nEXPOSE 8000\nCMD ["python", "/opt/app.py"]\n',
        'app.py': 'from flask import Flask, send_file\napp = Flask(__name__)\napp.run(host="0.0.0.0", port=8000)\n',
        'index.html':
          "<script>\nfetch('https://api.example.org/analyse', { method: 'POST', body: sequence.value });\n</script>\n",
      },
    },
  ],
});
