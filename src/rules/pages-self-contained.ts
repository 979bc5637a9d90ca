import type { Effect } from '../model/atlas/atlas-entry.ts';
import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { onImages } from '../model/check/verdicts.ts';
import { describeUse, findOpenUses, usesIn, usesOf } from './shared/atlas/uses-of.ts';
import { findRemoteTemplates } from './shared/session/page-templates.ts';
import { findRemoteTexts } from './shared/session/written-pages.ts';
import { judgeReached } from './shared/reach/judge-reached.ts';

const pages: ReadonlySet<Effect> = new Set<Effect>(['page']);

export default defineRule({
  kind: 'checked',
  id: 'pages-self-contained',
  group: 'offline',
  severity: 'note',
  force: 'may',
  summary: 'Pages that programs make hold all that they show',
  rationale:
    'Some pages fetch scripts or map tiles when somebody opens them. In the TRE they stay empty; once released, they tell a server elsewhere who opened them and when. Looked at are libraries that make pages, texts in a program with a tag that fetches (<script src="https://...">), and the templates and pages of a server; what a framework adds by itself, such as the /docs of FastAPI, is not.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const uses = usesOf(dockerfile, facts);
    return judgeReached(image, dockerfile, facts, {
      sought: 'page that fetches when it is opened',
      further: findRemoteTemplates(dockerfile, facts),
      find: (reached) => [
        ...usesIn(uses, reached, 'yes', pages).map(describeUse),
        ...findRemoteTexts(reached, facts.reach.get(dockerfile.path)),
      ],
      open: (reached) => findOpenUses(uses, reached, facts, pages),
    });
  }),
  good: [
    {
      title: 'a page that holds its script',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py':
          'import plotly.express as px\nfig = px.bar(t)\nfig.write_html("/safe_outputs/x.html", include_plotlyjs=True)\n',
      },
    },
  ],
  bad: [
    {
      title: 'a script of a CDN',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py':
          'import plotly.express as px\nfig = px.bar(t)\nfig.write_html("/safe_outputs/x.html", include_plotlyjs="cdn")\n',
      },
    },
    {
      title: 'a map with tiles',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'import folium\nm = folium.Map(location=[55.9, -3.2])\nm.save("/safe_outputs/map.html")\n',
      },
    },
  ],
});
