import type { DockerfileSurvey, LibraryUse, PlaceFact } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** Libraries of which the work is a page that people look at. */
const libraries: ReadonlySet<string> = new Set([
  'anywidget',
  'bqplot',
  'dash',
  'gradio',
  'ipympl',
  'ipywidgets',
  'jupyter-scatter',
  'panel',
  'shiny',
  'streamlit',
  'voila',
]);

/** Signs that people work in a session: a server that an image starts, widgets in notebooks, RStudio or Binder in a README. */
export function findSessions(
  files: readonly ProjectFile[],
  dockerfiles: readonly DockerfileSurvey[],
  imports: readonly LibraryUse[],
): PlaceFact[] {
  const found: PlaceFact[] = [];
  for (const { path, start, ports, portLine, isWorkplace, fromLine } of dockerfiles) {
    const server = /jupyter|rserver|streamlit|gradio|shiny|code-server/.exec(start?.words.join(' ') ?? '')?.[0];
    if (server !== undefined)
      found.push({ what: `the image starts ${server}`, location: { file: path, line: start?.line ?? 1 } });
    else if (ports.some((port) => port === '8888' || port === '8787'))
      found.push({
        what: `the image exposes port ${ports.find((port) => port === '8888' || port === '8787') ?? ''}`,
        location: { file: path, line: portLine ?? fromLine },
      });
    if (isWorkplace)
      found.push({ what: 'there is an image for a workplace', location: { file: path, line: fromLine } });
  }
  for (const { path, text = '' } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const isReadme = /^README\b/i.test(name) && !path.includes('/');
    const isCompose = /^(?:docker-)?compose[\w.-]*\.ya?ml$/.test(name);
    if (/^\.?binder\//.test(path)) found.push({ what: 'there are files for Binder', location: { file: path } });
    if (!isReadme && !isCompose) continue;
    text.split('\n').forEach((line, index) => {
      const word = isCompose
        ? /rstudio|jupyter|8787:|8888:/i.exec(line)?.[0]
        : /\b(?:RStudio|JupyterLab|Jupyter Lab|jupyter notebook|Binder|streamlit run)\b/i.exec(line)?.[0];
      if (word !== undefined)
        found.push({ what: `${name} speaks of ${word}`, location: { file: path, line: index + 1 } });
    });
  }
  const widget = imports.find(({ name }) => libraries.has(name));
  if (widget !== undefined) found.push({ what: `programs import ${widget.name}`, location: widget.location });
  return found;
}
