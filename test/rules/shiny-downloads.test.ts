import { expect, test } from 'vitest';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(server: string, before = ''): Promise<string> {
  const verdict = outputsInSafe.check(
    await factsOf({
      Dockerfile: 'FROM docker.io/rocker/shiny:4.5.3\nCOPY app.R /srv/shiny-server/app/\n',
      'app.R': `library(shiny)\n${before}shinyApp(fluidPage(), function(input, output) {\n${server}\n})\n`,
    }),
  );
  if (verdict.verdict === 'fail') return verdict.findings.map(({ message }) => message).join('\n');
  return verdict.verdict === 'unknown' ? `unknown: ${verdict.reason}` : verdict.verdict;
}

test('the file that downloadHandler hands over is a temporary one', async () => {
  for (const server of [
    'output$d <- downloadHandler("x", function(file) writeLines("x", con = file))',
    'output$d <- downloadHandler(filename = "x.csv", content = function(file) write.csv(cars, file))',
    'output$d <- shiny::downloadHandler(content = function(con) { saveRDS(cars, con) }, filename = function() "x.rds")',
    'output$d <- downloadHandler(filename = function() paste0("x", Sys.Date()), function(f) ggplot2::ggsave(f, plot = p))',
    'output$d <- downloadHandler("x.csv", \\(file) write.csv(cars, file), contentType = "text/csv")',
  ])
    expect(await judged(server), `server ${server}`).toBe('pass');
});

test('what it writes elsewhere, or another function is given, counts', async () => {
  expect(
    await judged(
      'output$d <- downloadHandler("x", function(file) { write.csv(cars, "/srv/x.csv"); file.copy("/srv/x.csv", file) })',
    ),
  ).toContain('/srv/x.csv');
  expect(
    await judged('output$d <- downloadHandler("x", function(file) { file <- "/srv/y.csv"; write.csv(cars, file) })'),
  ).toContain('/srv/y.csv');
  for (const server of [
    'save <- function(file) write.csv(cars, file)\nsave(input$name)',
    'observeEvent(input$x, function(file) write.csv(cars, file))',
    'output$d <- downloadHandler(function(file) { write.csv(cars, file) }, function(f) writeLines("x", f))',
    'output$d <- downloadHandler("x", function(file, other) write.csv(cars, other))',
  ])
    expect(await judged(server), `server ${server}`).toContain('unknown');
});
